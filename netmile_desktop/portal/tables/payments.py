"""The payment service: shops that take miles, what members paid there, and what was given back."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
)

from netmile_desktop.portal.database.column_types import Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, one_of, site_id, table


def _of_payment_site() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["site_id"], ["payment_site.id"])


payment_site = table(
    "payment_site",
    Spread.EVERYWHERE,
    Column("id", Id, primary_key=True),
    Column("code", Label, nullable=False),
    Column("name", Label, nullable=False),
    Column("origins", Label, nullable=False),
    Column("status", Label, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("code"),
    one_of("status", "active", "closed"),
)
"""A shop whose goods are paid with miles. Its side of the ledger is the account with the same identity.

It is no merchant's site: it issues nothing and is billed nothing. `origins` are the origins of its web pages, one a
line, to which members are led back.
"""

payment_key = table(
    "payment_key",
    Spread.SITE,
    site_id(),
    Column("id", Label, primary_key=True),
    Column("secret_sealed", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    _of_payment_site(),
)
"""A key with which a shop signs its requests; at most two are valid at a time, so that one can follow the other."""

payment_request = table(
    "payment_request",
    Spread.SITE,
    site_id(),
    Column("id", Label, primary_key=True),
    Column("signature", LargeBinary(32), nullable=False),
    Column("kept_until", Instant, nullable=False),
    _of_payment_site(),
    Index(None, "site_id", "kept_until"),
)
"""IDs of signed requests, kept for as long as their signatures are accepted."""

payment = table(
    "payment",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("number", Label, nullable=False),
    Column("account_id", Id, nullable=False),
    Column("miles", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    Column("description", Label, nullable=False),
    Column("return_url", Label, nullable=False),
    Column("cancel_url", Label, nullable=False),
    Column("state", Label, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("closed_at", Instant),
    _of_payment_site(),
    UniqueConstraint("site_id", "number"),
    CheckConstraint("miles > 0", name="miles_positive"),
    CheckConstraint("refunded >= 0 AND refunded <= miles", name="refunded_within"),
    CheckConstraint("refunded = 0 OR state = 'paid'", name="refunded_if_paid"),
    one_of("state", "open", "paid", "cancelled"),
)
"""What a member is to pay at a shop, under the shop's own number. `closed_at` is when it was paid or cancelled.

An open payment can be paid until `expires_at`; nobody has to write down that it has passed.
"""

payment_refund = table(
    "payment_refund",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("payment_id", Id, nullable=False),
    Column("number", Label, nullable=False),
    Column("miles", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    _of_payment_site(),
    UniqueConstraint("site_id", "payment_id", "number"),
    CheckConstraint("miles > 0", name="miles_positive"),
)
"""Miles of a payment that were given back, under the shop's own number; the transfer has the same identity."""
