"""Sums by month, made from those by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Id

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SUMS = ("issued", "issues", "cancelled", "cancellations", "test_issued", "test_issues")


def upgrade() -> None:
    op.create_table(
        "rollup_month",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _SUMS),
        sa.PrimaryKeyConstraint("site_id", "month", "campaign_id", name=op.f("pk_rollup_month")),
        sqlite_with_rowid=False,
    )
    summed = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in _SUMS)
    op.execute(
        f"INSERT INTO rollup_month (site_id, month, campaign_id, {', '.join(_SUMS)}) "
        f"SELECT site_id, biz_date / 100, campaign_id, {summed} FROM rollup_day "
        "GROUP BY site_id, biz_date / 100, campaign_id"
    )
