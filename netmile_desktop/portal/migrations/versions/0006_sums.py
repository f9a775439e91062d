"""Sums know what test members were given, bills what is carried on. Nothing was ever kept in these tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Day, Id, Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("rollup_day", "rollup_hour", "invoice"):
        op.drop_table(name)
    op.create_table(
        "rollup_day",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("biz_date", Day(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        *_sums(),
        sa.PrimaryKeyConstraint("site_id", "biz_date", "campaign_id", name=op.f("pk_rollup_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_hour",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("biz_date", Day(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("biz_hour", sa.Integer(), nullable=False),
        *_sums(),
        sa.PrimaryKeyConstraint("site_id", "biz_date", "campaign_id", "biz_hour", name=op.f("pk_rollup_hour")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invoice",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        *_numbers("issued", "cancelled", "carried", "yen", "next_miles", "next_credit"),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "month", name=op.f("pk_invoice")),
        sqlite_with_rowid=False,
    )


def _sums() -> list[sa.Column[int]]:
    return _numbers("issued", "issues", "cancelled", "cancellations", "test_issued", "test_issues")


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
