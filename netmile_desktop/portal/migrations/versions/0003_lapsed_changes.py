"""An application for a change may lapse."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Id, Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

KNOWN = "state IN ('applied', 'approved', 'rejected', 'withdrawn', 'lapsed')"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_application_state_known"), "application")
        op.create_check_constraint(op.f("ck_application_state_known"), "application", KNOWN)
        return
    # SQLite cannot change a constraint: the rows move into a table that has the new one.
    for index in ("ix_application_site_id_campaign_id_applied_at", "uq_application_open"):
        op.drop_index(index, "application")
    op.rename_table("application", "application_before")
    _application()
    op.execute("INSERT INTO application SELECT * FROM application_before")
    op.drop_table("application_before")
    _indexes()


def _application() -> None:
    op.create_table(
        "application",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("kind", LABEL, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", LABEL, nullable=False),
        sa.Column("applied_by", Id(), nullable=True),
        sa.Column("applied_at", Instant(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", LABEL, server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('new', 'change', 'reuse')", name=op.f("ck_application_kind_known")),
        sa.CheckConstraint(KNOWN, name=op.f("ck_application_state_known")),
        sa.ForeignKeyConstraint(
            ["site_id", "campaign_id"],
            ["campaign.site_id", "campaign.id"],
            name=op.f("fk_application_site_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_application")),
        sqlite_with_rowid=False,
    )


def _indexes() -> None:
    op.create_index(
        op.f("ix_application_site_id_campaign_id_applied_at"),
        "application",
        ["site_id", "campaign_id", "applied_at"],
        unique=False,
    )
    op.create_index(
        "uq_application_open",
        "application",
        ["site_id", "campaign_id"],
        unique=True,
        sqlite_where=sa.text("state = 'applied'"),
    )
