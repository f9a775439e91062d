"""The payment service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Id, Instant, Label

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payment_site",
        sa.Column("id", Id(), nullable=False),
        sa.Column("code", Label, nullable=False),
        sa.Column("name", Label, nullable=False),
        sa.Column("origins", Label, nullable=False),
        sa.Column("status", Label, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'closed')", name=op.f("ck_payment_site_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_site")),
        sa.UniqueConstraint("code", name=op.f("uq_payment_site_code")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payment_key",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Label, nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        *_of_payment_site("payment_key"),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_payment_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payment_request",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Label, nullable=False),
        sa.Column("signature", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kept_until", Instant(), nullable=False),
        *_of_payment_site("payment_request"),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_payment_request")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_payment_request_site_id_kept_until"), "payment_request", ["site_id", "kept_until"])
    _payments()
    _refunds()


def _payments() -> None:
    op.create_table(
        "payment",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", Label, nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("miles", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        *(sa.Column(name, Label, nullable=False) for name in ("description", "return_url", "cancel_url", "state")),
        sa.Column("test", sa.Boolean(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        *_of_payment_site("payment"),
        sa.CheckConstraint("miles > 0", name=op.f("ck_payment_miles_positive")),
        sa.CheckConstraint("refunded >= 0 AND refunded <= miles", name=op.f("ck_payment_refunded_within")),
        sa.CheckConstraint("refunded = 0 OR state = 'paid'", name=op.f("ck_payment_refunded_if_paid")),
        sa.CheckConstraint("state IN ('open', 'paid', 'cancelled')", name=op.f("ck_payment_state_known")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_payment")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_payment_site_id_number")),
        sqlite_with_rowid=False,
    )


def _refunds() -> None:
    op.create_table(
        "payment_refund",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("payment_id", Id(), nullable=False),
        sa.Column("number", Label, nullable=False),
        sa.Column("miles", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *_of_payment_site("payment_refund"),
        sa.CheckConstraint("miles > 0", name=op.f("ck_payment_refund_miles_positive")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_payment_refund")),
        sa.UniqueConstraint(
            "site_id", "payment_id", "number", name=op.f("uq_payment_refund_site_id_payment_id_number")
        ),
        sqlite_with_rowid=False,
    )


def _of_payment_site(table: str) -> list[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_site_id")
    return [sa.ForeignKeyConstraint(["site_id"], ["payment_site.id"], name=name)]
