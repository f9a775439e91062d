"""Registrations, the ledger and sums over it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Day, Id, Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    for make in (
        _batch_body,
        _batch_count,
        _batch_row,
        _cancel_request,
        _cancel_request_indexes,
        _day_close,
        _invoice,
        _issue,
        _issue_indexes,
        _quota,
        _rollup_day,
        _rollup_hour,
        _transfer,
        _transfer_indexes,
        _batch,
        _batch_indexes,
        _transfer_is_append_only,
    ):
        make()


def _batch_body() -> None:
    op.create_table(
        "batch_body",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("batch_id", Id(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "batch_id", name=op.f("pk_batch_body")),
    )


def _batch_count() -> None:
    op.create_table(
        "batch_count",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("batch_id", Id(), nullable=False),
        sa.Column("verdict", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "batch_id", "verdict", name=op.f("pk_batch_count")),
        sqlite_with_rowid=False,
    )


def _batch_row() -> None:
    op.create_table(
        "batch_row",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("batch_id", Id(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("email_digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("member_key", LABEL, nullable=True),
        sa.Column("miles", sa.BigInteger(), nullable=True),
        sa.Column("issue_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=True),
        sa.Column("test", sa.Boolean(), nullable=True),
        sa.Column("verdict", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("site_id", "batch_id", "line", name=op.f("pk_batch_row")),
        sqlite_with_rowid=False,
    )


def _cancel_request() -> None:
    op.create_table(
        "cancel_request",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("group_id", Id(), nullable=False),
        sa.Column("issue_id", Id(), nullable=False),
        sa.Column("reason", LABEL, nullable=False),
        sa.Column("state", LABEL, nullable=False),
        sa.Column("requested_by", Id(), nullable=False),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("cause", LABEL, server_default="", nullable=False),
        sa.CheckConstraint("state IN ('requested', 'approved', 'refused')", name=op.f("ck_cancel_request_state_known")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_cancel_request")),
        sqlite_with_rowid=False,
    )


def _cancel_request_indexes() -> None:
    op.create_index(
        "uq_cancel_request_open",
        "cancel_request",
        ["site_id", "issue_id"],
        unique=True,
        sqlite_where=sa.text("state = 'requested'"),
        postgresql_where=sa.text("state = 'requested'"),
    )


def _day_close() -> None:
    op.create_table(
        "day_close",
        sa.Column("biz_date", Day(), autoincrement=False, nullable=False),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("biz_date", name=op.f("pk_day_close")),
        sqlite_with_rowid=False,
    )


def _invoice() -> None:
    op.create_table(
        "invoice",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("cancelled", sa.BigInteger(), nullable=False),
        sa.Column("billable", sa.BigInteger(), nullable=False),
        sa.Column("yen", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "month", name=op.f("pk_invoice")),
        sqlite_with_rowid=False,
    )


def _issue() -> None:
    op.create_table(
        "issue",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("member_key", LABEL, nullable=False),
        sa.Column("miles", sa.BigInteger(), nullable=False),
        sa.Column("state", LABEL, nullable=False),
        sa.Column("source", LABEL, nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_on", Day(), nullable=False),
        sa.Column("transfer_on", Day(), nullable=False),
        sa.Column("test", sa.Boolean(), nullable=False),
        sa.CheckConstraint("source IN ('single', 'csv', 'automatic', 'reward')", name=op.f("ck_issue_source_known")),
        sa.CheckConstraint("state IN ('pending', 'valid', 'cancelled')", name=op.f("ck_issue_state_known")),
        sa.CheckConstraint("miles > 0", name=op.f("ck_issue_miles_positive")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_issue")),
        sqlite_with_rowid=False,
    )


def _issue_indexes() -> None:
    op.create_index(
        "ix_issue_due",
        "issue",
        ["transfer_on", "site_id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        op.f("ix_issue_site_id_campaign_id_issued_on_id"),
        "issue",
        ["site_id", "campaign_id", "issued_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_issue_site_id_member_key"), "issue", ["site_id", "member_key"], unique=False)


def _quota() -> None:
    op.create_table(
        "quota",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("day_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("total >= 0 AND day_count >= 0", name=op.f("ck_quota_never_negative")),
        sa.PrimaryKeyConstraint("site_id", "campaign_id", "account_id", name=op.f("pk_quota")),
        sqlite_with_rowid=False,
    )


def _rollup_day() -> None:
    op.create_table(
        "rollup_day",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("biz_date", Day(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("issues", sa.BigInteger(), nullable=False),
        sa.Column("cancelled", sa.BigInteger(), nullable=False),
        sa.Column("cancellations", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "biz_date", "campaign_id", name=op.f("pk_rollup_day")),
        sqlite_with_rowid=False,
    )


def _rollup_hour() -> None:
    op.create_table(
        "rollup_hour",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("biz_date", Day(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("biz_hour", sa.Integer(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("issues", sa.BigInteger(), nullable=False),
        sa.Column("cancelled", sa.BigInteger(), nullable=False),
        sa.Column("cancellations", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "biz_date", "campaign_id", "biz_hour", name=op.f("pk_rollup_hour")),
        sqlite_with_rowid=False,
    )


def _transfer() -> None:
    op.create_table(
        "transfer",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("event_id", Id(), nullable=False),
        sa.Column("kind", LABEL, nullable=False),
        sa.Column("debit", Id(), nullable=False),
        sa.Column("credit", Id(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("issue_id", Id(), nullable=True),
        sa.Column("campaign_id", Id(), nullable=True),
        sa.Column("test", sa.Boolean(), nullable=False),
        sa.Column("idem", LABEL, nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("biz_date", Day(), nullable=False),
        sa.Column("biz_hour", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('issue', 'hold', 'activate', 'void', 'reverse', 'redeem', 'refund', 'expire')",
            name=op.f("ck_transfer_kind_known"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfer_amount_positive")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_transfer_two_sides")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_transfer")),
        sqlite_with_rowid=False,
    )


def _transfer_indexes() -> None:
    op.create_index(op.f("ix_transfer_credit_at"), "transfer", ["credit", "at"], unique=False)
    op.create_index(
        "ix_transfer_reports",
        "transfer",
        ["site_id", "biz_date", "campaign_id", "biz_hour", "kind", "test", "amount"],
        unique=False,
    )
    op.create_index(
        "uq_transfer_created",
        "transfer",
        ["site_id", "issue_id"],
        unique=True,
        sqlite_where=sa.text("kind IN ('issue', 'hold')"),
        postgresql_where=sa.text("kind IN ('issue', 'hold')"),
    )
    op.create_index(
        "uq_transfer_idem",
        "transfer",
        ["site_id", "idem"],
        unique=True,
        sqlite_where=sa.text("idem IS NOT NULL"),
        postgresql_where=sa.text("idem IS NOT NULL"),
    )
    op.create_index(
        "uq_transfer_resolved",
        "transfer",
        ["site_id", "issue_id"],
        unique=True,
        sqlite_where=sa.text("kind IN ('activate', 'void')"),
        postgresql_where=sa.text("kind IN ('activate', 'void')"),
    )
    op.create_index(
        "uq_transfer_reversed",
        "transfer",
        ["site_id", "issue_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'reverse'"),
        postgresql_where=sa.text("kind = 'reverse'"),
    )


def _batch() -> None:
    op.create_table(
        "batch",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("code", LABEL, nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("type", LABEL, nullable=False),
        sa.Column("mode", LABEL, nullable=False),
        sa.Column("transfer_after_days", sa.Integer(), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("message", LABEL, nullable=False),
        sa.Column("file_name", LABEL, nullable=False),
        sa.Column("digest", LABEL, nullable=False),
        sa.Column("key", LABEL, nullable=False),
        sa.Column("fingerprint", LABEL, nullable=False),
        sa.Column("actor_id", Id(), nullable=False),
        sa.Column("state", LABEL, nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("rows_error", sa.Integer(), nullable=False),
        sa.Column("miles_issued", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=False),
        sa.Column("completed_at", Instant(), nullable=True),
        sa.Column("run_after", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("key_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("lists_deleted_at", Instant(), nullable=True),
        sa.Column("lists_deleted_by", Id(), nullable=True),
        sa.CheckConstraint("mode IN ('pc', 'mobile')", name=op.f("ck_batch_mode_known")),
        sa.CheckConstraint(
            "state IN ('received', 'running', 'completed', 'completed_with_errors', 'interrupted')",
            name=op.f("ck_batch_state_known"),
        ),
        sa.CheckConstraint("type IN ('single', 'csv')", name=op.f("ck_batch_type_known")),
        sa.ForeignKeyConstraint(
            ["site_id", "campaign_id"], ["campaign.site_id", "campaign.id"], name=op.f("fk_batch_site_id_campaign_id")
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_batch")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_batch_site_id_code")),
        sa.UniqueConstraint("site_id", "key", name=op.f("uq_batch_site_id_key")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_batch_site_id_number")),
        sqlite_with_rowid=False,
    )


def _batch_indexes() -> None:
    op.create_index(
        op.f("ix_batch_site_id_campaign_id_number"), "batch", ["site_id", "campaign_id", "number"], unique=False
    )
    op.create_index(op.f("ix_batch_site_id_digest"), "batch", ["site_id", "digest"], unique=False)
    op.create_index(
        "ix_batch_waiting",
        "batch",
        ["run_after"],
        unique=False,
        sqlite_where=sa.text("state IN ('received', 'running')"),
        postgresql_where=sa.text("state IN ('received', 'running')"),
    )


def _transfer_is_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER transfer_no_{verb.lower()} BEFORE {verb} ON transfer "
                "BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END"
            )
