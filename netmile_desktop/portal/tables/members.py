"""Members and their balances: the passbook, which belongs to no site."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary

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

member_link = table(
    "member_link",
    Spread.EVERYWHERE,
    Column("token_sha256", LargeBinary(32), primary_key=True),
    Column("account_id", Id, nullable=False),
    Column("path", Label, nullable=False),
    Column("name_sealed", LargeBinary),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index(None, "expires_at"),
)
"""A link by which a member comes to a page, once."""

member_session = table(
    "member_session",
    Spread.EVERYWHERE,
    Column("token_sha256", LargeBinary(32), primary_key=True),
    Column("link_sha256", LargeBinary(32), nullable=False),
    Column("account_id", Id, nullable=False),
    Column("name_sealed", LargeBinary),
    Column("created_at", Instant, nullable=False),
    Column("idle_until", Instant, nullable=False),
    Column("absolute_until", Instant, nullable=False),
    Column("posts", Integer, nullable=False),
    Index(None, "absolute_until"),
)
"""A member's short visit to our pages; `posts` counts the forms it sent."""
