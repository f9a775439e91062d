"""Issues of late are found by member within a campaign, as by key."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_issue_site_id_account_id_campaign_id_issued_on"),
        "issue",
        ["site_id", "account_id", "campaign_id", "issued_on"],
        unique=False,
    )
