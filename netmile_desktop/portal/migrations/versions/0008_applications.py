"""Applications with what they ask for: the campaign used again, and banners."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Id

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("origin_id", Id(), nullable=True))
    op.create_table(
        "campaign_banner",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "campaign_id"],
            ["campaign.site_id", "campaign.id"],
            name=op.f("fk_campaign_banner_site_id"),
        ),
        sa.PrimaryKeyConstraint("site_id", "campaign_id", "version", name=op.f("pk_campaign_banner")),
    )
