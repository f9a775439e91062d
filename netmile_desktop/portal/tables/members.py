"""Members and their balances: the passbook, which belongs to no site."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, LargeBinary

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.portal.database.column_types import Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, one_of, table

account = table(
    "account",
    Spread.ACCOUNT,
    Column("id", Id, primary_key=True),
    Column("status", Label, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    one_of("status", "active", "provisional", "left"),
)
"""A member."""

member_email = table(
    "member_email",
    Spread.ACCOUNT,
    Column("email_digest", LargeBinary(32), primary_key=True),
    Column("kind", Label, primary_key=True),
    Column("account_id", Id, nullable=False),
    Column("email_sealed", LargeBinary, nullable=False),
    one_of("kind", *Mode),
    Index(None, "account_id"),
)
"""A member's addresses: found by keyed digest, readable only with the portal's master key."""

balance = table(
    "balance",
    Spread.ACCOUNT,
    Column("account_id", Id, primary_key=True),
    Column("posted", BigInteger, nullable=False),
    Column("pending", BigInteger, nullable=False),
    CheckConstraint("posted >= 0 AND pending >= 0", name="never_negative"),
)
"""Miles that a member may spend, and miles still to come.

Separate from the account, so that a chunk can add to many balances in key order with one upsert. Sites have no balance:
every transaction would wait for that row.
"""
