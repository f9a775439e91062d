"""Refused rows are found by key and by address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    failed = sa.text("verdict > 0")
    for name, column in (("key", "member_key"), ("address", "email_digest")):
        op.create_index(
            f"ix_batch_row_failed_{name}",
            "batch_row",
            ["site_id", column],
            unique=False,
            sqlite_where=failed,
            postgresql_where=failed,
        )
