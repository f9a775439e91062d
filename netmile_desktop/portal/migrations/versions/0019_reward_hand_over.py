"""Files for merchants, calls of their API, and fees of NetMile Reward."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Day, Id, Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
OUTCOMES = (
    "'approved', 'refused', 'pending', 'timed_out', 'unreachable', 'forbidden_address', 'http_status', 'bad_answer'"
)


def upgrade() -> None:
    op.add_column("reward_registration", sa.Column("file_id", Id(), nullable=True))
    op.add_column("reward_registration", sa.Column("line", sa.Integer(), nullable=True))
    unanswered = sa.text("result IS NULL")
    unshredded = sa.text("key_wrapped IS NOT NULL")
    _index("ix_reward_registration_file", "reward_registration", ["site_id", "file_id", "line"])
    for name, columns, where in (
        ("ix_reward_registration_unanswered", ["site_id", "handed_over_at"], unanswered),
        ("ix_reward_registration_sealed", ["site_id", "handed_over_at"], unshredded),
    ):
        op.create_index(name, "reward_registration", columns, sqlite_where=where, postgresql_where=where)
    _index("ix_reward_registration_answered", "reward_registration", ["site_id", "result_at"])
    _settings()
    _files()
    _calls()
    _fees()


def _index(name: str, table: str, columns: list[str]) -> None:
    op.create_index(op.f(name), table, columns)


def _column(name: str, of: Any, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, of, nullable=nullable)


def _settings() -> None:
    op.create_table(
        "reward_hand_over",
        _column("site_id", Id()),
        *(_column(name, sa.Integer()) for name in ("every_hours", "minute")),
        _column("encoding", LABEL),
        _column("next_at", Instant()),
        _column("endpoint", LABEL),
        _column("secret_sealed", sa.LargeBinary(), nullable=True),
        _column("secret_made_at", Instant(), nullable=True),
        _column("former_sealed", sa.LargeBinary(), nullable=True),
        _column("former_until", Instant(), nullable=True),
        _column("closing", LABEL, nullable=True),
        _column("closing_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("encoding IN ('utf-8-sig', 'cp932')", name=op.f("ck_reward_hand_over_encoding_known")),
        sa.CheckConstraint("closing IN ('approved', 'refused')", name=op.f("ck_reward_hand_over_closing_known")),
        sa.CheckConstraint(
            "(closing IS NULL) = (closing_days IS NULL)", name=op.f("ck_reward_hand_over_closing_with_days")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_reward_hand_over_site_id")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_reward_hand_over")),
        sqlite_with_rowid=False,
    )
    _index("ix_reward_hand_over_next_at", "reward_hand_over", ["next_at"])


def _files() -> None:
    op.create_table(
        "reward_file",
        *(_column(name, Id()) for name in ("site_id", "id")),
        _column("code", LABEL),
        *(_column(name, Instant()) for name in ("due_at", "made_at", "answer_until")),
        *(_column(name, sa.Integer()) for name in ("rows", "downloads")),
        *(_column(name, Instant(), nullable=True) for name in ("downloaded_at", "answered_at")),
        _column("answered_by", Id(), nullable=True),
        _column("result_sha256", sa.LargeBinary(length=32), nullable=True),
        _column("answer", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_reward_file")),
        sa.UniqueConstraint("site_id", "due_at", name=op.f("uq_reward_file_site_id_due_at")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_reward_file_site_id_code")),
        sqlite_with_rowid=False,
    )
    waits = sa.text("answered_at IS NULL AND rows > 0")
    op.create_index("ix_reward_file_open", "reward_file", ["answer_until"], sqlite_where=waits, postgresql_where=waits)


def _calls() -> None:
    op.create_table(
        "reward_delivery",
        *(_column(name, Id()) for name in ("site_id", "registration_id")),
        _column("attempts", sa.Integer()),
        _column("first_at", Instant(), nullable=True),
        _column("next_at", Instant()),
        _column("lease_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("site_id", "registration_id", name=op.f("pk_reward_delivery")),
        sqlite_with_rowid=False,
    )
    _index("ix_reward_delivery_next_at", "reward_delivery", ["next_at"])
    op.create_table(
        "reward_call",
        *(_column(name, Id()) for name in ("site_id", "id")),
        _column("code", LABEL),
        _column("called_at", Instant()),
        _column("attempt", sa.Integer()),
        _column("outcome", LABEL),
        _column("http_status", sa.Integer(), nullable=True),
        _column("milliseconds", sa.Integer()),
        _column("detail", LABEL),
        _column("next_try_at", Instant(), nullable=True),
        _column("goes_to_file", sa.Integer()),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_reward_call_outcome_known")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_reward_call")),
        sqlite_with_rowid=False,
    )
    _index("ix_reward_call_site_id_called_at_id", "reward_call", ["site_id", "called_at", "id"])
    _index("ix_reward_call_code", "reward_call", ["site_id", "code"])


def _fees() -> None:
    op.create_table(
        "reward_fee",
        _column("site_id", Id()),
        sa.Column("month", Day(), autoincrement=False, nullable=False),
        _column("campaign_id", Id()),
        sa.Column("unit_price", sa.Integer(), autoincrement=False, nullable=False),
        _column("approved", sa.Integer()),
        sa.PrimaryKeyConstraint("site_id", "month", "campaign_id", "unit_price", name=op.f("pk_reward_fee")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reward_month",
        _column("site_id", Id()),
        sa.Column("month", Day(), autoincrement=False, nullable=False),
        _column("frozen_at", Instant()),
        sa.PrimaryKeyConstraint("site_id", "month", name=op.f("pk_reward_month")),
        sqlite_with_rowid=False,
    )
