"""Sites, users, members, campaigns and what the portal itself needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Day, Id, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    for make in (
        _account,
        _audit,
        _audit_indexes,
        _balance,
        _campaign_total,
        _idempotency,
        _member_email,
        _member_email_indexes,
        _outbox,
        _outbox_indexes,
        _schedule,
        _setting,
        _site,
        _site_counter,
        _throttle,
        _campaign,
        _campaign_indexes,
        _contract_rate,
        _user_account,
        _application,
        _application_indexes,
        _campaign_revision,
        _session,
        _session_indexes,
        _audit_is_append_only,
    ):
        make()


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", Id(), nullable=False),
        sa.Column("status", LABEL, nullable=False),
        sa.Column("test", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'provisional', 'left')", name=op.f("ck_account_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sqlite_with_rowid=False,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", Id(), nullable=True),
        sa.Column("action", LABEL, nullable=False),
        sa.Column("target", LABEL, nullable=False),
        sa.Column("detail", LABEL, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_audit")),
        sqlite_with_rowid=False,
    )


def _audit_indexes() -> None:
    op.create_index(op.f("ix_audit_site_id_at"), "audit", ["site_id", "at"], unique=False)


def _balance() -> None:
    op.create_table(
        "balance",
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("pending", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("posted >= 0 AND pending >= 0", name=op.f("ck_balance_never_negative")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_balance")),
        sqlite_with_rowid=False,
    )


def _campaign_total() -> None:
    op.create_table(
        "campaign_total",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("issues", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "campaign_id", name=op.f("pk_campaign_total")),
        sqlite_with_rowid=False,
    )


def _idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("key", LABEL, nullable=False),
        sa.Column("fingerprint", LABEL, nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "key", name=op.f("pk_idempotency")),
        sqlite_with_rowid=False,
    )


def _member_email() -> None:
    op.create_table(
        "member_email",
        sa.Column("email_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", LABEL, nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('pc', 'mobile')", name=op.f("ck_member_email_kind_known")),
        sa.PrimaryKeyConstraint("email_digest", "kind", name=op.f("pk_member_email")),
        sqlite_with_rowid=False,
    )


def _member_email_indexes() -> None:
    op.create_index(op.f("ix_member_email_account_id"), "member_email", ["account_id"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("dedupe", LABEL, nullable=False),
        sa.Column("kind", LABEL, nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", LABEL, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.CheckConstraint("state IN ('ready', 'sent', 'dropped')", name=op.f("ck_outbox_state_known")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("site_id", "dedupe", name=op.f("uq_outbox_site_id_dedupe")),
        sqlite_with_rowid=False,
    )


def _outbox_indexes() -> None:
    op.create_index(
        "ix_outbox_ready",
        "outbox",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("state = 'ready'"),
        postgresql_where=sa.text("state = 'ready'"),
    )


def _schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("name", LABEL, nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedule")),
        sqlite_with_rowid=False,
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", LABEL, nullable=False),
        sa.Column("value", LABEL, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        sqlite_with_rowid=False,
    )


def _site() -> None:
    op.create_table(
        "site",
        sa.Column("id", Id(), nullable=False),
        sa.Column("code", LABEL, nullable=False),
        sa.Column("name", LABEL, nullable=False),
        sa.Column("status", LABEL, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'closed')", name=op.f("ck_site_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("code", name=op.f("uq_site_code")),
        sqlite_with_rowid=False,
    )


def _site_counter() -> None:
    op.create_table(
        "site_counter",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("name", LABEL, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "name", name=op.f("pk_site_counter")),
        sqlite_with_rowid=False,
    )


def _throttle() -> None:
    op.create_table(
        "throttle",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("window_until", Instant(), nullable=False),
        sa.Column("blocked_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
        sqlite_with_rowid=False,
    )


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("code", LABEL, nullable=False),
        sa.Column("name", LABEL, nullable=False),
        sa.Column("name_folded", LABEL, nullable=False),
        sa.Column("description", LABEL, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_state", LABEL, nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("method", LABEL, nullable=False),
        sa.Column("fixed_miles", sa.Integer(), nullable=True),
        sa.Column("min_miles", sa.Integer(), nullable=True),
        sa.Column("max_miles", sa.Integer(), nullable=True),
        sa.Column("per_member", sa.Integer(), nullable=True),
        sa.Column("per_member_per_day", sa.Integer(), nullable=True),
        sa.Column("run_from", Day(), nullable=False),
        sa.Column("run_to", Day(), nullable=False),
        sa.Column("issue_from", Day(), nullable=False),
        sa.Column("issue_to", Day(), nullable=False),
        sa.Column("transfer_after_days", sa.Integer(), nullable=False),
        sa.Column("link_url", LABEL, nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("listing_text", LABEL, nullable=False),
        sa.CheckConstraint(
            "application_state IN ('applied', 'approved', 'rejected', 'withdrawn')",
            name=op.f("ck_campaign_application_state_known"),
        ),
        sa.CheckConstraint("method IN ('automatic', 'manual')", name=op.f("ck_campaign_method_known")),
        sa.CheckConstraint(
            "(fixed_miles IS NULL) = (min_miles IS NOT NULL AND max_miles IS NOT NULL)",
            name=op.f("ck_campaign_amount_one_kind"),
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_campaign_site_id")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_campaign_site_id_code")),
        sqlite_with_rowid=False,
    )


def _campaign_indexes() -> None:
    op.create_index(
        op.f("ix_campaign_site_id_application_state_run_to"),
        "campaign",
        ["site_id", "application_state", "run_to"],
        unique=False,
    )


def _contract_rate() -> None:
    op.create_table(
        "contract_rate",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("from_on", Day(), nullable=False),
        sa.Column("yen_per_1000_miles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_contract_rate_site_id")),
        sa.PrimaryKeyConstraint("site_id", "from_on", name=op.f("pk_contract_rate")),
        sqlite_with_rowid=False,
    )


def _user_account() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", Id(), nullable=False),
        sa.Column("site_id", Id(), nullable=True),
        sa.Column("login", LABEL, nullable=False),
        sa.Column("name", LABEL, nullable=False),
        sa.Column("password_hash", LABEL, nullable=False),
        sa.Column("role", LABEL, nullable=False),
        sa.Column("status", LABEL, nullable=False),
        sa.Column("password_changed_at", Instant(), nullable=False),
        sa.CheckConstraint("role IN ('merchant', 'operator')", name=op.f("ck_user_account_role_known")),
        sa.CheckConstraint("status IN ('active', 'disabled')", name=op.f("ck_user_account_status_known")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_user_account_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
        sqlite_with_rowid=False,
    )


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
        sa.CheckConstraint(
            "state IN ('applied', 'approved', 'rejected', 'withdrawn')", name=op.f("ck_application_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["site_id", "campaign_id"],
            ["campaign.site_id", "campaign.id"],
            name=op.f("fk_application_site_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_application")),
        sqlite_with_rowid=False,
    )


def _application_indexes() -> None:
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
        postgresql_where=sa.text("state = 'applied'"),
    )


def _campaign_revision() -> None:
    op.create_table(
        "campaign_revision",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", LABEL, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "campaign_id"],
            ["campaign.site_id", "campaign.id"],
            name=op.f("fk_campaign_revision_site_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("site_id", "campaign_id", "version", name=op.f("pk_campaign_revision")),
        sqlite_with_rowid=False,
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("token_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("idle_until", Instant(), nullable=False),
        sa.Column("absolute_until", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_session_user_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_session")),
        sqlite_with_rowid=False,
    )


def _session_indexes() -> None:
    op.create_index(op.f("ix_session_user_id"), "session", ["user_id"], unique=False)


def _audit_is_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
            )
