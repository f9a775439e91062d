"""Indexes from which the reports of NetMile Reward are counted without a look at the registrations themselves."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = "reward_registration"
    op.drop_index(op.f("ix_reward_registration_answered"), table)
    answers = ["site_id", "result_at", "campaign_id", "result", "test"]
    op.create_index(op.f("ix_reward_registration_answers"), table, answers)
    days = ["site_id", "registered_on", "campaign_id", "test", "registered_at"]
    op.create_index(op.f("ix_reward_registration_days"), table, days)
