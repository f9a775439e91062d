"""Sums of the running day: hours are closed one by one, and the index of reports is in their order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("day_close", sa.Column("hours", sa.Integer(), server_default="24", nullable=False))
    with op.batch_alter_table("day_close", table_kwargs={"sqlite_with_rowid": False}) as day_close:
        day_close.alter_column("hours", server_default=None)
    op.drop_index("ix_transfer_reports", "transfer")
    op.create_index(
        "ix_transfer_reports",
        "transfer",
        ["site_id", "biz_date", "biz_hour", "campaign_id", "kind", "test", "amount"],
        unique=False,
    )
