"""Cancellations with their orders; issues are found by time, by registration, and once they are cancelled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from netmile_desktop.portal.database.column_types import Day, Id, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LABEL = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.drop_table("cancel_request")  # nothing was ever written to it
    _cancel_order()
    _cancellation()
    _indexes_of_cancellation()
    _indexes_of_issue()


def _cancel_order() -> None:
    op.create_table(
        "cancel_order",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("code", LABEL, nullable=False),
        sa.Column("action", LABEL, nullable=False),
        sa.Column("reason", LABEL, nullable=False),
        sa.Column("actor_id", Id(), nullable=False),
        sa.Column("ordered_at", Instant(), nullable=False),
        sa.CheckConstraint("action IN ('at_once', 'request')", name=op.f("ck_cancel_order_action_known")),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_cancel_order")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_cancel_order_site_id_code")),
        sqlite_with_rowid=False,
    )


def _cancellation() -> None:
    op.create_table(
        "cancellation",
        sa.Column("site_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("order_id", Id(), nullable=False),
        sa.Column("issue_id", Id(), nullable=False),
        sa.Column("state", LABEL, nullable=False),
        sa.Column("last_on", Day(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("cause", LABEL, nullable=False),
        sa.Column("note", LABEL, nullable=False),
        sa.CheckConstraint(
            "state IN ('done', 'requested', 'approved', 'refused')", name=op.f("ck_cancellation_state_known")
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_cancellation")),
        sqlite_with_rowid=False,
    )


def _indexes_of_cancellation() -> None:
    for column in ("order_id", "issue_id"):
        op.create_index(op.f(f"ix_cancellation_site_id_{column}"), "cancellation", ["site_id", column], unique=False)
    for name, columns, where, unique in (
        ("ix_cancellation_waiting", ["site_id", "last_on"], "state = 'requested'", False),
        ("uq_cancellation_open", ["site_id", "issue_id"], "state = 'requested'", True),
        ("uq_cancellation_final", ["site_id", "issue_id"], "state IN ('done', 'approved')", True),
    ):
        _partial_index(name, "cancellation", columns, where, unique=unique)


def _indexes_of_issue() -> None:
    op.drop_index(op.f("ix_issue_site_id_campaign_id_issued_on_id"), "issue")
    for columns in (["site_id", "campaign_id", "issued_at", "id"], ["site_id", "issued_at", "id"]):
        op.create_index(op.f("ix_issue_" + "_".join(columns)), "issue", columns, unique=False)
    _partial_index("ix_issue_batch", "issue", ["site_id", "batch_id", "line"], "batch_id IS NOT NULL")
    _partial_index("ix_issue_cancelled", "issue", ["site_id", "issued_at"], "state = 'cancelled'")


def _partial_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
