"""ネットマイルリワード: files for merchants, calls of their API, what is set about both, and frozen fees.

A file is kept as its registrations, each sealed under its own key, and put together when it is downloaded: what is
destroyed there is gone from the file too.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, UniqueConstraint, text

from netmile_desktop.domain.rewards import CallOutcome, FileEncoding, RewardResult
from netmile_desktop.portal.database.column_types import Day, Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, of_site, one_of, site_id, table

reward_hand_over = table(
    "reward_hand_over",
    Spread.SITE,
    site_id(),
    Column("every_hours", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("encoding", Label, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("endpoint", Label, nullable=False),
    Column("secret_sealed", LargeBinary),
    Column("secret_made_at", Instant),
    Column("former_sealed", LargeBinary),
    Column("former_until", Instant),
    Column("closing", Label),
    Column("closing_days", Integer),
    of_site(),
    one_of("encoding", *FileEncoding),
    one_of("closing", *RewardResult),
    CheckConstraint("(closing IS NULL) = (closing_days IS NULL)", name="closing_with_days"),
    Index(None, "next_at"),
)
"""How a site's registrations are handed over; `next_at` is the next set time for which a file is written."""

reward_file = table(
    "reward_file",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("code", Label, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("answer_until", Instant, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("downloads", Integer, nullable=False),
    Column("downloaded_at", Instant),
    Column("answered_at", Instant),
    Column("answered_by", Id),
    Column("result_sha256", LargeBinary(32)),
    Column("answer", LargeBinary),
    UniqueConstraint("site_id", "due_at"),
    UniqueConstraint("site_id", "code"),
    Index(
        "ix_reward_file_open",
        "answer_until",
        sqlite_where=text("answered_at IS NULL AND rows > 0"),
    ),
)
"""A file for one set time; the unique index on it lets nobody write a second one. `answer` repeats the accepted result."""

reward_delivery = table(
    "reward_delivery",
    Spread.SITE,
    site_id(),
    Column("registration_id", Id, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("first_at", Instant),
    Column("next_at", Instant, nullable=False),
    Column("lease_until", Instant),
    Index(None, "next_at"),
)
"""Registrations that wait to be handed over in real time, written in their transactions and deleted once delivered."""

reward_call = table(
    "reward_call",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("code", Label, nullable=False),
    Column("called_at", Instant, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("outcome", Label, nullable=False),
    Column("http_status", Integer),
    Column("milliseconds", Integer, nullable=False),
    Column("detail", Label, nullable=False),
    Column("next_try_at", Instant),
    Column("goes_to_file", Integer, nullable=False),
    one_of("outcome", *CallOutcome),
    Index(None, "site_id", "called_at", "id"),
    Index("ix_reward_call_code", "site_id", "code"),
)
"""Log of calls of merchants' APIs, without what was handed over; kept for 90 days."""

reward_fee = table(
    "reward_fee",
    Spread.SITE,
    site_id(),
    Column("month", Day, primary_key=True),
    Column("campaign_id", Id, primary_key=True),
    Column("unit_price", Integer, primary_key=True),
    Column("approved", Integer, nullable=False),
)
"""Approved registrations of a frozen month by campaign and unit price; the month is its first day."""

reward_month = table(
    "reward_month",
    Spread.SITE,
    site_id(),
    Column("month", Day, primary_key=True),
    Column("frozen_at", Instant, nullable=False),
)
"""Months whose fee is frozen."""
