"""The issued rows of a site, kept in its store so that later batches can be compared with them.

They outlive their batches. Addresses are kept as keyed digests, which suffice for counting and comparing; keys
stay readable, because a key that lost its zeros can only be repaired from the complete one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from netmile_desktop.domain.checking import PastIssues
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.rows.addresses import normalised
from netmile_desktop.domain.rows.issuances import Finding, Rule
from netmile_desktop.domain.rows.known import NO_KEYS, REPEATED_WITHIN_DAYS, IssuedBefore, KeysSeen
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.workspace.store.store import Store, Transaction

T = TypeVar("T")

MOST_AT_ONCE = 10_000
"""Values per query."""

_DIGITS = re.compile(r"[0-9]+").fullmatch
_DIGEST_BYTES = 16
_SECRET_BYTES = 32


class Repeatable(NamedTuple):
    """The first of the issues that a new row might repeat."""

    issued_on: str
    """In ISO 8601."""
    registration_id: str


class IssuedRow(NamedTuple):
    """An issued row to be remembered."""

    row_id: int
    address: str
    key: str
    miles: int
    issued_on: date


class KeysIssued:
    """Issued keys of all campaigns of a store, which name the site's own users. Each text is looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_digits: dict[str, set[str]] = {}
        self._numbers: KeysSeen | None = None

    def expect(self, texts: Iterable[str]) -> None:
        """Look up many texts at once; each text not looked up here takes its own query."""
        news = list({text.lstrip("0") for text in texts if _DIGITS(text)} - self._by_digits.keys())
        if not news:
            return
        self._by_digits |= {digits: set() for digits in news}
        with self._store.read() as transaction:
            for some in at_most(MOST_AT_ONCE, news):
                sql = f"SELECT DISTINCT key FROM issued WHERE ltrim(key, '0') IN ({gaps(some)})"
                for (key,) in transaction.all(sql, *some):
                    if _DIGITS(key):
                        self._by_digits[key.lstrip("0")].add(key)

    def same_digits(self, text: str) -> str | None:
        if not _DIGITS(text):
            return None
        if text.lstrip("0") not in self._by_digits:
            self.expect([text])
        found = self._by_digits[text.lstrip("0")]
        if text in found:
            return text
        return next(iter(found)) if len(found) == 1 else None

    def is_known(self, text: str) -> bool:
        return self._beginning_with_digits().is_known(text)

    def matching_exponent(self, text: str) -> str | None:
        return self._beginning_with_digits().matching_exponent(text)

    def _beginning_with_digits(self) -> KeysSeen:
        if self._numbers is None:
            with self._store.read() as transaction:
                keys = transaction.all("SELECT DISTINCT key FROM issued WHERE key GLOB '[0-9]*'")
            self._numbers = KeysSeen(key for (key,) in keys)
        return self._numbers


class CampaignPast(PastIssues):
    """Earlier issues in one campaign, seen from one day; loaded for the expected rows, for others on demand."""

    def __init__(self, store: Store | None = None, campaign_id: str = "", rule: Rule | None = None) -> None:
        """Without a store, there are no earlier issues."""
        super().__init__(NO_KEYS if store is None else KeysIssued(store))
        self._store = store
        self._campaign_id = campaign_id
        self._since = (rule.today - timedelta(days=REPEATED_WITHIN_DAYS)).isoformat() if rule else ""
        self._repeatable: dict[str, dict[str, Repeatable]] = {}
        self._by_member: dict[bytes, IssuedBefore] = {}
        self._secret = b""
        if store is not None and rule is not None:
            self._count(store, rule)

    def expect(self, rows: Iterable[Row]) -> None:
        """Look up the earlier issues of many rows at once."""
        if self._store is None:
            return
        wanted = {row.key for row in rows}
        if isinstance(self.keys, KeysIssued):
            self.keys.expect(wanted)
        news = list(wanted - self._repeatable.keys())
        if not news:
            return
        self._repeatable |= {key: {} for key in news}
        with self._store.read() as transaction:
            for some in at_most(MOST_AT_ONCE, news):
                found = transaction.all(
                    "SELECT key, miles, issued_on, min(registration_id) FROM issued WHERE campaign_id = ?"
                    f" AND issued_on >= ? AND key IN ({gaps(some)}) GROUP BY key, miles",
                    *(self._campaign_id, self._since, *some),
                )
                for key, miles, issued_on, registration_id in found:
                    self._repeatable[key][str(miles)] = Repeatable(issued_on, registration_id)

    def repeated_keys(self) -> Sequence[str]:
        if self._store is None:
            return ()
        with self._store.read() as transaction:
            keys = transaction.all(
                "SELECT DISTINCT key FROM issued WHERE campaign_id = ? AND issued_on >= ?",
                *(self._campaign_id, self._since),
            )
        return [key for (key,) in keys]

    def _issued(self, address: str) -> IssuedBefore:
        """Return the number of issues to a normalised address in the campaign."""
        return self._by_member.get(digest_of(self._secret, address), IssuedBefore())

    def finding(self, row: Row) -> Finding | None:
        """Return L-DUP if the key recently received the same miles in the campaign, with the day and the 発行登録ID."""
        if self._store is None:
            return None
        if row.key not in self._repeatable:
            self.expect([row])
        earlier = self._repeatable[row.key].get(row.miles)
        if earlier is None:
            return None
        return Finding(Warned.SAME, Column.KEY, Reason.EARLIER_ISSUE, f"{earlier.issued_on}, {earlier.registration_id}")

    def _count(self, store: Store, rule: Rule) -> None:
        """Count issues by digest of the address; only if the campaign has limits."""
        if (rule.per_member, rule.per_member_per_day) == (None, None):
            return
        with store.read() as transaction:
            self._secret = read_secret(transaction) or b""
            counts = transaction.all(
                "SELECT member, count(*), sum(issued_on = ?) FROM issued WHERE campaign_id = ? GROUP BY member",
                *(rule.today.isoformat(), self._campaign_id),
            )
        self._by_member = {bytes(member): IssuedBefore(total, today) for member, total, today in counts}
        self.counts = self._issued if self._by_member else None


NOTHING_BEFORE = CampaignPast()
"""For a store that has sent nothing yet, and for batches that were sent themselves."""


class IssuedRows:
    """Read access to the issued rows of a store; `keep_issued` writes them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def past(self, campaign_id: str, rule: Rule) -> CampaignPast:
        """Return the earlier issues for a batch in a campaign, seen from the day of its rule."""
        with self._store.read() as transaction:
            if transaction.one("SELECT 1 FROM issued LIMIT 1") is None:
                return NOTHING_BEFORE
        return CampaignPast(self._store, campaign_id, rule)


def keep_issued(transaction: Transaction, campaign_id: str, registration_id: str, rows: Iterable[IssuedRow]) -> None:
    """Store the issued rows of a registration; safe to repeat."""
    secret = read_secret(transaction)
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
    """Return the digest kept for a normalised address; without the secret it cannot be found by trying addresses."""
    return hmac.digest(secret, address.encode("utf-8", "replace"), hashlib.sha256)[:_DIGEST_BYTES]


def read_secret(transaction: Transaction) -> bytes | None:
    """Return the secret of `digest_of`; None while no row was issued."""
    row = transaction.one("SELECT value FROM secret WHERE name = 'addresses'")
    return bytes(row[0]) if row else None


def at_most(count: int, values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values in pieces that one query can take."""
    for at in range(0, len(values), count):
        yield values[at : at + count]


def gaps(values: Sequence[object]) -> str:
    """Return placeholders for some values in SQL."""
    return ",".join("?" * len(values))
