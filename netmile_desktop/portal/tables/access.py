"""Sites, their users and the users' sessions."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint

from netmile_desktop.portal.database.column_types import Day, Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, of_site, one_of, site_id, table

site = table(
    "site",
    Spread.EVERYWHERE,
    Column("id", Id, primary_key=True),
    Column("code", Label, nullable=False),
    Column("name", Label, nullable=False),
    Column("status", Label, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("reward_since", Instant),
    Column("reward_retention_days", Integer),
    UniqueConstraint("code"),
    one_of("status", "active", "closed"),
)
"""A merchant's site. Its side of the ledger is the account with the same identity. A site without `reward_since` does
not use NetMile Reward; `reward_retention_days` is empty where the contract says nothing about it."""

site_record = table(
    "site_record",
    Spread.SITE,
    site_id(),
    Column("version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", Id),
    of_site(),
)
"""登録情報: the people of a site and how to reach them, sealed; the name is stored with the site. `changed_by` is empty if
NetMile's staff made the change."""

contract_rate = table(
    "contract_rate",
    Spread.SITE,
    site_id(),
    Column("from_on", Day, primary_key=True),
    Column("yen_per_1000_miles", Integer, nullable=False),
    of_site(),
)
"""The rate of a site from a day on; old rates stay, because old months are billed by them."""

user_account = table(
    "user_account",
    Spread.EVERYWHERE,
    Column("id", Id, primary_key=True),
    Column("site_id", Id, ForeignKey("site.id")),
    Column("login", Label, nullable=False),
    Column("name", Label, nullable=False),
    Column("password_hash", Label, nullable=False),
    Column("role", Label, nullable=False),
    Column("status", Label, nullable=False),
    Column("password_changed_at", Instant, nullable=False),
    UniqueConstraint("login"),
    one_of("role", "merchant", "operator"),
    one_of("status", "active", "disabled"),
)
"""A person who signs in; operators belong to no site."""

session = table(
    "session",
    Spread.EVERYWHERE,
    Column("token_sha256", LargeBinary(32), primary_key=True),
    Column("user_id", Id, ForeignKey("user_account.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("idle_until", Instant, nullable=False),
    Column("absolute_until", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index(None, "user_id"),
)

throttle = table(
    "throttle",
    Spread.EVERYWHERE,
    Column("key", LargeBinary(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("window_until", Instant, nullable=False),
    Column("blocked_until", Instant),
)
"""Failed sign-ins by digest of the login, whether or not the login exists."""

site_counter = table(
    "site_counter",
    Spread.SITE,
    site_id(),
    Column("name", Label, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""Display numbers; updated last in a transaction, because all other transactions of the site wait for it."""
