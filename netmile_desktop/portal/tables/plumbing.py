"""Tables for the portal itself: settings, kept answers, the audit trail, postponed work."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, UniqueConstraint, text

from netmile_desktop.portal.database.column_types import Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, append_only, one_of, site_id, table

setting = table(
    "setting",
    Spread.EVERYWHERE,
    Column("name", Label, primary_key=True),
    Column("value", Label, nullable=False),
)

idempotency = table(
    "idempotency",
    Spread.SITE,
    site_id(),
    Column("key", Label, primary_key=True),
    Column("fingerprint", Label, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
)
"""Answers of state-changing calls that have no row of their own to identify them; those of operators have site 0."""

audit = table(
    "audit",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", Id),
    Column("action", Label, nullable=False),
    Column("target", Label, nullable=False),
    Column("detail", Label, nullable=False),
    Index(None, "site_id", "at"),
)
"""Who did what and when; append-only and without personal data."""

append_only(audit)

outbox = table(
    "outbox",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("dedupe", Label, nullable=False),
    Column("kind", Label, nullable=False),
    Column("payload_sealed", LargeBinary, nullable=False),
    Column("state", Label, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("lease_until", Instant),
    UniqueConstraint("site_id", "dedupe"),
    one_of("state", "ready", "sent", "dropped"),
    Index(
        "ix_outbox_ready",
        "next_at",
        sqlite_where=text("state = 'ready'"),
    ),
)
"""Outgoing messages (transfer mails), written in the transaction that causes them and sent after it."""

schedule = table(
    "schedule",
    Spread.EVERYWHERE,
    Column("name", Label, primary_key=True),
    Column("next_at", Instant, nullable=False),
)
"""The next due time of each recurring task (making transfers due, closing hours)."""
