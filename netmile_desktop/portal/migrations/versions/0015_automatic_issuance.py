"""Keys of merchants for automatic issuance, and the log of refused calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Day, Id, Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _automatic_key()
    _automatic_error()
    for columns in (["site_id", "day", "code"], ["site_id", "member_key"], ["site_id", "email_digest"], ["day"]):
        op.create_index(op.f("ix_automatic_error_" + "_".join(columns)), "automatic_error", columns, unique=False)
    where = sa.text("taken_by IS NOT NULL")
    op.create_index(
        "ix_automatic_error_taken",
        "automatic_error",
        ["site_id", "taken_by"],
        unique=False,
        sqlite_where=where,
        postgresql_where=where,
    )


def _automatic_key() -> None:
    op.create_table(
        "automatic_key",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("key_id", LABEL, nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_under", LABEL, nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", Id(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("revoked_by", Id(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_automatic_key_site_id")),
        sa.PrimaryKeyConstraint("site_id", "key_id", name=op.f("pk_automatic_key")),
        sa.UniqueConstraint("site_id", "made_under", name=op.f("uq_automatic_key_site_id_made_under")),
        sqlite_with_rowid=False,
    )


def _automatic_error() -> None:
    op.create_table(
        "automatic_error",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("slot", LABEL, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("first_at", Instant(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cause", LABEL, nullable=False),
        sa.Column("key_id", LABEL, nullable=False),
        sa.Column("campaign_code", LABEL, nullable=False),
        sa.Column("unique_id", LABEL, nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("member_key", LABEL, nullable=True),
        sa.Column("email_digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("miles", sa.BigInteger(), nullable=True),
        sa.Column("key_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("solved_at", Instant(), nullable=True),
        sa.Column("taken_by", LABEL, nullable=True),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("registration_code", LABEL, nullable=True),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.Column("deleted_by", Id(), nullable=True),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_automatic_error")),
        sa.UniqueConstraint("site_id", "slot", name=op.f("uq_automatic_error_site_id_slot")),
        sqlite_with_rowid=True,
    )
