"""Every row of a site's store that was issued, so that the next batch can be compared with it.

It outlives the batches themselves. Addresses are kept as keyed digests, which is all that counting and
comparing needs; keys stay readable, because a key that lost its zeros can only be mended with the whole one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from netmile_desktop.domain.addresses import normalised
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.issuances import Finding, Rule
from netmile_desktop.domain.known import NO_KEYS, IssuedBefore, KeysSeen, KnownKeys
from netmile_desktop.domain.reasons import Reason
from netmile_desktop.domain.rows import Column, Row
from netmile_desktop.workspace.store import Store, Transaction

REPEATED_WITHIN_DAYS = 30
"""The same key, campaign and miles within so many days look like a repetition."""

_DIGEST_BYTES = 16
_SECRET_BYTES = 32


class Repeatable(NamedTuple):
    """An issue that a new row might repeat."""

    issued_on: date
    registration_id: str


class IssuedRow(NamedTuple):
    """A row that was issued, as it is to be remembered."""

    row_id: int
    address: str
    key: str
    miles: int
    issued_on: date


@dataclass(frozen=True, slots=True)
class Past:
    """What is remembered about one campaign on one day."""

    secret: bytes = b""
    keys: KnownKeys = NO_KEYS
    """Of all campaigns: they name the site's own users."""
    repeatable: Mapping[tuple[str, str], Repeatable] | None = None
    """By key and miles."""
    counts: Mapping[bytes, IssuedBefore] | None = None
    """By digest of the address; only of a campaign that has limits."""

    def issued(self, address: str) -> IssuedBefore:
        """How often was issued to a normalised address in the campaign."""
        if not self.counts:
            return IssuedBefore()
        return self.counts.get(digest_of(self.secret, address), IssuedBefore())

    def finding(self, row: Row) -> Finding | None:
        """L-DUP: the same key received the same miles in the campaign not long ago; says when, and in which 発行登録ID."""
        earlier = (self.repeatable or {}).get((row.key, row.miles))
        if earlier is None:
            return None
        detail = f"{earlier.issued_on.isoformat()}, {earlier.registration_id}"
        return Finding(Warned.SAME, Column.KEY, Reason.EARLIER_ISSUE, detail)


NOTHING_BEFORE = Past()
"""For a store that has sent nothing yet, and for batches that are sent themselves."""


class IssuedRows:
    """Reads what was issued before; `keep_issued` writes it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def past(self, campaign_id: str, rule: Rule) -> Past:
        """What is remembered for a batch in a campaign, on the day of its rule."""
        since = rule.today - timedelta(days=REPEATED_WITHIN_DAYS)
        with self._store.read() as transaction:
            if transaction.one("SELECT 1 FROM issued LIMIT 1") is None:
                return NOTHING_BEFORE
            keys = transaction.all("SELECT DISTINCT key FROM issued WHERE key GLOB '[0-9]*'")
            repeatable = transaction.all(
                "SELECT key, miles, max(issued_on), registration_id FROM issued"
                " WHERE campaign_id = ? AND issued_on >= ? GROUP BY key, miles",
                *(campaign_id, since.isoformat()),
            )
            has_limits = (rule.per_member, rule.per_member_per_day) != (None, None)
            counts = transaction.all(
                "SELECT member, count(*), sum(issued_on = ?) FROM issued WHERE campaign_id = ? AND ? GROUP BY member",
                *(rule.today.isoformat(), campaign_id, has_limits),
            )
            return Past(
                secret=_secret(transaction) or b"",
                keys=KeysSeen(key for (key,) in keys),
                repeatable={
                    (key, str(miles)): Repeatable(date.fromisoformat(on), registration_id)
                    for key, miles, on, registration_id in repeatable
                },
                counts={bytes(member): IssuedBefore(total, today) for member, total, today in counts},
            )


def keep_issued(transaction: Transaction, campaign_id: str, registration_id: str, rows: Iterable[IssuedRow]) -> None:
    """Remember rows of a registration that were issued; doing so twice changes nothing."""
    secret = _secret(transaction)
    if secret is None:
        secret = secrets.token_bytes(_SECRET_BYTES)
        transaction.run("INSERT INTO secret (name, value) VALUES ('addresses', ?)", secret)
    known = secret
    transaction.many(
        "INSERT OR IGNORE INTO issued (registration_id, row_id, campaign_id, member, key, miles, issued_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(registration_id, row.row_id, campaign_id, digest_of(known, normalised(row.address))),
                *(row.key, row.miles, row.issued_on.isoformat()),
            )
            for row in rows
        ),
    )


def digest_of(secret: bytes, address: str) -> bytes:
    """What stands for a normalised address; without the secret it cannot be guessed by trying."""
    return hmac.digest(secret, address.encode("utf-8", "replace"), hashlib.sha256)[:_DIGEST_BYTES]


def _secret(transaction: Transaction) -> bytes | None:
    row = transaction.one("SELECT value FROM secret WHERE name = 'addresses'")
    return bytes(row[0]) if row else None
