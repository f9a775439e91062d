"""Automatic issuance: keys of merchants, and the log of refused calls. Issued calls are in the ledger."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, UniqueConstraint, text

from netmile_desktop.portal.database.column_types import Day, Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, of_site, site_id, table

automatic_key = table(
    "automatic_key",
    Spread.SITE,
    site_id(),
    Column("key_id", Label, primary_key=True),
    Column("secret_sealed", LargeBinary),
    Column("made_under", Label, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Id),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
    Column("revoked_by", Id),
    of_site(),
    UniqueConstraint("site_id", "made_under"),
)
"""A key under which a merchant encrypts parameters. The secret is sealed, and destroyed when the key is revoked.

`made_under` is the idempotency key of the request that made it. All instants are by the machine's clock.
"""

automatic_error = table(
    "automatic_error",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("slot", Label, nullable=False),
    Column("day", Day, nullable=False),
    Column("at", Instant, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("times", Integer, nullable=False),
    Column("code", Integer, nullable=False),
    Column("cause", Label, nullable=False),
    Column("key_id", Label, nullable=False),
    Column("campaign_code", Label, nullable=False),
    Column("unique_id", Label, nullable=False),
    Column("sent_at", Instant),
    Column("member_key", Label),
    Column("email_digest", LargeBinary(32)),
    Column("miles", BigInteger),
    Column("key_wrapped", LargeBinary),
    Column("sealed", LargeBinary),
    Column("solved_at", Instant),
    Column("taken_by", Label),
    Column("taken_at", Instant),
    Column("registration_code", Label),
    Column("deleted_at", Instant),
    Column("deleted_by", Id),
    UniqueConstraint("site_id", "slot"),
    Index(None, "site_id", "day", "code"),
    Index(None, "site_id", "member_key"),
    Index(None, "site_id", "email_digest"),
    Index(None, "day"),
    Index(
        "ix_automatic_error_taken",
        "site_id",
        "taken_by",
        sqlite_where=text("taken_by IS NOT NULL"),
    ),
    rowid=True,
)
"""A refused call of a known merchant. `slot` is what makes calls the same entry: the unique ID, or the day and the
cause if the parameter cannot be read.

Address, 指定キー and miles are in `sealed`, under a data key of the entry's own; without `key_wrapped` only older
backups can still be read. `taken_by` is the client's name of the manual batch that has the call, `registration_code` the
ID of that batch once it was accepted.
"""

SHREDDED: dict[str, None] = dict.fromkeys(("key_wrapped", "sealed", "email_digest", "member_key", "miles"))
"""Values of an entry whose personal data are gone for good."""
