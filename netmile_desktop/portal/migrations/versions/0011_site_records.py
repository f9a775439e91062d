"""What is registered about sites, sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Id, Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_record",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_record_site_id")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_site_record")),
        sqlite_with_rowid=False,
    )
