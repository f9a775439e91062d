"""Rows that repeat others of late: the same miles in the same campaign to the same key or the same address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.addresses import normalised
from netmile_desktop.domain.rows.known import REPEATED_WITHIN_DAYS
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.workspace.records.batch_records import TYPED, read_record
from netmile_desktop.workspace.records.issued_before import MOST_AT_ONCE, at_most, digest_of, gaps, read_secret
from netmile_desktop.workspace.store.store import Store, Transaction

_ON_THEIR_WAY = (BatchState.SENDING.value, BatchState.JUDGING.value)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row that was issued before, or is about to be."""

    record: int
    """Its record number; 0 if it was typed."""
    miles: int
    shared: Column
    """What both have in common besides campaign and miles: the key, else the address."""
    on: date | None
    """Day of the first such issue, or on which it was accepted; None if the portal has not accepted it yet."""
    registration_id: str
    """発行登録ID of the first such issue, or an empty string."""
    batch_id: str = ""
    """The batch of this machine that has it and still waits for its verdicts, or an empty string."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What had the like of a row first."""

    on: date | None
    registration_id: str
    batch_id: str = ""


def repeat_named_by_portal(row: Row, issue: wire.EarlierIssue) -> Repeat:
    """Return the repetition that the portal names for a row."""
    return Repeat(row.record, int(row.miles), issue.shared, day_of(issue.issued_at), issue.registration_id)


class IssuedOfLate:
    """The issues of the last days in a campaign that this machine remembers.

    It does not learn of cancellations, nor of what other machines issue.
    """

    def __init__(self, store: Store, campaign_id: str, today: date) -> None:
        self._store = store
        self._campaign_id = campaign_id
        self._since = (today - timedelta(days=REPEATED_WITHIN_DAYS)).isoformat()
        self._secret: bytes | None = None
        self._by_address: dict[tuple[Any, int], _Before] | None = None

    def repeats(self, rows: Sequence[Row]) -> dict[int, Repeat]:
        """Return the repetitions among some rows, by row id."""
        with self._store.read() as transaction:
            if self._by_address is None:
                self._secret = read_secret(transaction)
                self._by_address = self._issued_by_address(transaction)
            by_key = self._issued_by_key(transaction, {row.key for row in rows})
        secret = self._secret or b""
        return dict(_repeats(rows, by_key, self._by_address, lambda row: digest_of(secret, normalised(row.address))))

    def _issued_by_key(self, transaction: Transaction, keys: set[str]) -> dict[tuple[Any, int], _Before]:
        # The first has the least ID: an ID begins with its day.
        return {
            (key, miles): _Before(date.fromisoformat(issued_on), registration_id)
            for some in at_most(MOST_AT_ONCE, list(keys))
            for key, miles, issued_on, registration_id in transaction.each(
                "SELECT key, miles, issued_on, min(registration_id) FROM issued"
                f" WHERE campaign_id = ? AND issued_on >= ? AND key IN ({gaps(some)}) GROUP BY key, miles",
                *(self._campaign_id, self._since, *some),
            )
        }

    def _issued_by_address(self, transaction: Transaction) -> dict[tuple[Any, int], _Before]:
        # All are read once. An index by digest would be in no order, and make keeping the issues five times slower.
        found: dict[tuple[Any, int], _Before] = {}
        registered: dict[tuple[str, str], _Before] = {}
        for member, miles, *registration in transaction.each(
            "SELECT member, miles, issued_on, registration_id FROM issued"
            " WHERE campaign_id = ? AND issued_on >= ? ORDER BY registration_id",
            *(self._campaign_id, self._since),
        ):
            issued_on, registration_id = registration
            before = registered.get((issued_on, registration_id))
            if before is None:
                before = _Before(date.fromisoformat(issued_on), registration_id)
                registered[issued_on, registration_id] = before
            found.setdefault((member, miles), before)
        return found


class OnTheirWay:
    """The rows of a campaign that were handed over from this machine, or are about to be, and have no verdict yet."""

    def __init__(self, store: Store, campaign_id: str) -> None:
        self._by_key: dict[tuple[Any, int], _Before] = {}
        self._by_address: dict[tuple[Any, int], _Before] = {}
        with store.read() as transaction:
            for before, body in _waiting(transaction, campaign_id):
                for row in read(body, TYPED).rows:
                    self._by_key.setdefault((row.key, int(row.miles)), before)
                    self._by_address.setdefault((normalised(row.address), int(row.miles)), before)

    def repeats(self, rows: Iterable[Row]) -> dict[int, Repeat]:
        """Return the repetitions among some rows, by row id."""
        if not self._by_key:
            return {}
        return dict(_repeats(rows, self._by_key, self._by_address, lambda row: normalised(row.address)))


def _repeats(
    rows: Iterable[Row],
    by_key: Mapping[tuple[Any, int], _Before],
    by_address: Mapping[tuple[Any, int], _Before],
    address_of: Callable[[Row], Any],
) -> Iterator[tuple[int, Repeat]]:
    for row in rows:
        miles = int(row.miles)
        shared, before = Column.KEY, by_key.get((row.key, miles))
        if before is None:
            shared, before = Column.ADDRESS, by_address.get((address_of(row), miles))
        if before is not None:
            yield row.id, Repeat(row.record, miles, shared, before.on, before.registration_id, before.batch_id)


def _waiting(transaction: Transaction, campaign_id: str) -> Iterator[tuple[_Before, bytes]]:
    """Yield the bodies of parts without verdicts, the oldest batch first."""
    batches = transaction.all(
        f"SELECT id FROM batch WHERE state IN ({gaps(_ON_THEIR_WAY)}) ORDER BY created_at, rowid", *_ON_THEIR_WAY
    )
    for (batch_id,) in batches:
        if read_record(transaction, batch_id).settings.campaign_id != campaign_id:
            continue
        for registration_id, accepted_at, body in transaction.each(
            "SELECT registration_id, accepted_at, body FROM part JOIN part_content USING (batch_id, number)"
            " WHERE batch_id = ? AND state <> ? AND body IS NOT NULL ORDER BY number",
            *(batch_id, PartState.JUDGED.value),
        ):
            on = day_of(datetime.fromisoformat(accepted_at)) if accepted_at else None
            yield _Before(on, registration_id, batch_id), bytes(body)
