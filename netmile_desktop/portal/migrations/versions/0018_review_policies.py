"""Sites whose applications are approved after a time, and the version from which a change was made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Id, Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("from_version", sa.Integer(), nullable=True))
    op.create_table(
        "review_policy",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("after_minutes", sa.Integer(), nullable=True),
        sa.Column("set_at", Instant(), nullable=False),
        sa.Column("set_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_review_policy_site_id")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_review_policy")),
        sqlite_with_rowid=False,
    )
