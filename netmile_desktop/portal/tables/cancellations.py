"""Orders to cancel issued miles, and the outcome for each issue in them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint, text

from netmile_desktop.domain.cancellations import CancelAction, RequestState
from netmile_desktop.portal.database.column_types import Day, Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, one_of, site_id, table

cancel_order = table(
    "cancel_order",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("code", Label, nullable=False),
    Column("action", Label, nullable=False),
    Column("reason", Label, nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("ordered_at", Instant, nullable=False),
    UniqueConstraint("site_id", "code"),
    one_of("action", *CancelAction),
)
"""A clerk's confirmed order. It holds the reason, which never changes (guide L809)."""

cancellation = table(
    "cancellation",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("order_id", Id, nullable=False),
    Column("issue_id", Id, nullable=False),
    Column("state", Label, nullable=False),
    Column("last_on", Day, nullable=False),
    Column("decided_by", Id),
    Column("decided_at", Instant),
    Column("cause", Label, nullable=False),
    Column("note", Label, nullable=False),
    one_of("state", *RequestState),
    Index(None, "site_id", "order_id"),
    Index(None, "site_id", "issue_id"),
    Index(
        "ix_cancellation_waiting",
        "site_id",
        "last_on",
        sqlite_where=text("state = 'requested'"),
    ),
    Index(
        "uq_cancellation_open",
        "site_id",
        "issue_id",
        unique=True,
        sqlite_where=text("state = 'requested'"),
    ),
    Index(
        "uq_cancellation_final",
        "site_id",
        "issue_id",
        unique=True,
        sqlite_where=text("state IN ('done', 'approved')"),
    ),
)
"""One issue of an order: cancelled at once, or a request that NetMile decides; `last_on` is its last day.

Unique indexes, not code, ensure that an issue has at most one open request and is cancelled at most once.
"""
