"""Issues of late are found by key within a campaign."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_issue_site_id_member_key"), "issue")
    op.create_index(
        op.f("ix_issue_site_id_member_key_campaign_id_issued_on"),
        "issue",
        ["site_id", "member_key", "campaign_id", "issued_on"],
        unique=False,
    )
