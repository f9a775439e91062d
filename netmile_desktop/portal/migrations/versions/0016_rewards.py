"""Reward campaigns, registrations at them, and members' visits to our pages."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Day, Id, Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("site", sa.Column("reward_since", Instant(), nullable=True))
    op.add_column("site", sa.Column("reward_retention_days", sa.Integer(), nullable=True))
    op.add_column("campaign", sa.Column("reward", LABEL, nullable=True))
    reward = sa.text("reward IS NOT NULL")
    op.create_index("ix_campaign_reward", "campaign", ["site_id", "id"], sqlite_where=reward, postgresql_where=reward)
    _visits()
    _registrations()
    _counts()


def _column(name: str, of: Any, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, of, nullable=nullable)


def _digest(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(length=32), nullable=False)


def _visits() -> None:
    op.create_table(
        "member_link",
        _digest("token_sha256"),
        _column("account_id", Id()),
        _column("path", LABEL),
        _column("name_sealed", sa.LargeBinary(), nullable=True),
        _column("expires_at", Instant()),
        _column("used_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_member_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_member_link_expires_at"), "member_link", ["expires_at"])
    op.create_table(
        "member_session",
        _digest("token_sha256"),
        _digest("link_sha256"),
        _column("account_id", Id()),
        _column("name_sealed", sa.LargeBinary(), nullable=True),
        _column("created_at", Instant()),
        _column("idle_until", Instant()),
        _column("absolute_until", Instant()),
        _column("posts", sa.Integer()),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_member_session")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_member_session_absolute_until"), "member_session", ["absolute_until"])


def _registrations() -> None:
    op.create_table(
        "reward_registration",
        *(_column(name, Id()) for name in ("site_id", "id")),
        _column("code", LABEL),
        _column("campaign_id", Id()),
        _column("campaign_version", sa.Integer()),
        *(_column(name, Id()) for name in ("account_id", "issue_id")),
        _column("miles", sa.BigInteger()),
        _column("test", sa.Boolean()),
        _column("registered_at", Instant()),
        _column("registered_on", Day()),
        *(
            _column(name, sa.LargeBinary(), nullable=True)
            for name in ("key_wrapped", "sealed", "password_key_wrapped", "password_sealed")
        ),
        _column("shredded_at", Instant(), nullable=True),
        *(_column(name, LABEL) for name in ("hand_over", "state")),
        _column("handed_over_at", Instant(), nullable=True),
        _column("result", LABEL, nullable=True),
        _column("result_at", Instant(), nullable=True),
        _column("result_reason", LABEL),
        sa.CheckConstraint("hand_over IN ('real_time', 'batch')", name=op.f("ck_reward_registration_hand_over_known")),
        sa.CheckConstraint("state IN ('waiting', 'handed_over')", name=op.f("ck_reward_registration_state_known")),
        sa.CheckConstraint("result IN ('approved', 'refused')", name=op.f("ck_reward_registration_result_known")),
        sa.CheckConstraint(
            "(key_wrapped IS NULL) = (sealed IS NULL)", name=op.f("ck_reward_registration_sealed_with_key")
        ),
        sa.CheckConstraint(
            "(password_key_wrapped IS NULL) = (password_sealed IS NULL)",
            name=op.f("ck_reward_registration_password_with_key"),
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_reward_registration")),
        sa.UniqueConstraint(
            "site_id",
            "campaign_id",
            "account_id",
            name=op.f("uq_reward_registration_site_id_campaign_id_account_id"),
        ),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_reward_registration_site_id_code")),
        sqlite_with_rowid=False,
    )
    table, waiting = "reward_registration", sa.text("state = 'waiting'")
    op.create_index(op.f("ix_reward_registration_site_id_registered_at_id"), table, ["site_id", "registered_at", "id"])
    of_campaign = ["site_id", "campaign_id", "registered_at"]
    op.create_index(op.f("ix_reward_registration_site_id_campaign_id_registered_at"), table, of_campaign)
    op.create_index(
        "ix_reward_registration_waiting", table, of_campaign, sqlite_where=waiting, postgresql_where=waiting
    )


def _counts() -> None:
    op.create_table(
        "reward_price",
        *(_column(name, Id()) for name in ("site_id", "campaign_id")),
        sa.Column("from_on", Day(), autoincrement=False, nullable=False),
        _column("yen", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["site_id", "campaign_id"],
            ["campaign.site_id", "campaign.id"],
            name=op.f("fk_reward_price_site_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("site_id", "campaign_id", "from_on", name=op.f("pk_reward_price")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reward_visit",
        *(_column(name, Id()) for name in ("site_id", "campaign_id")),
        _digest("session_sha256"),
        _column("stage", sa.Integer()),
        _column("seen_at", Instant()),
        sa.PrimaryKeyConstraint("site_id", "campaign_id", "session_sha256", name=op.f("pk_reward_visit")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reward_visit_site_id_seen_at"), "reward_visit", ["site_id", "seen_at"])
    op.create_table(
        "reward_count",
        *(_column(name, Id()) for name in ("site_id", "campaign_id")),
        sa.Column("biz_date", Day(), autoincrement=False, nullable=False),
        *(_column(name, sa.Integer()) for name in ("shown", "started", "completed")),
        sa.PrimaryKeyConstraint("site_id", "campaign_id", "biz_date", name=op.f("pk_reward_count")),
        sqlite_with_rowid=False,
    )
