"""Interrupted registrations whose undecided rows were handed over anew in another one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("batch", sa.Column("taken_over_by", LABEL, nullable=True))
