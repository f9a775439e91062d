"""The parts of sent batches in the store: key, body and rows are kept before the first byte is sent.

With them the rows are kept that were held back, each with the errors found then. They cannot be judged again later: a
foreseen limit depends on the issues known on that day, and the portal may have another rule for keys since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import BatchState, Part, PartState, digest, without_verdict
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Refused
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.records.batch_records import change_state, read_record
from netmile_desktop.workspace.records.row_origins import is_issued_already, read_takeovers
from netmile_desktop.workspace.store.store import Store, Transaction

Held = Mapping[int, tuple[Finding, ...]]
"""The errors of each row held back, by row id."""


@dataclass(frozen=True, slots=True)
class PartRecord:
    """One part of a sent batch with its progress."""

    batch_id: str
    number: int
    key: str
    digest: str
    rows: int
    miles: int
    state: PartState
    refused_code: str
    registration_id: str
    accepted_at: datetime | None
    records: int
    errors: int
    lists_gone: bool
    takes_over: tuple[str, ...]
    """Interrupted registrations whose undecided rows it hands over again, as known when the draft was closed."""

    @property
    def may_be_taken_up(self) -> bool:
        """Whether its registration was interrupted, so that NetMile may still have it judged to its end."""
        return self.state is PartState.JUDGED and self.records < self.rows and not self.lists_gone

    @property
    def without_verdict(self) -> int:
        """Rows that were, or may have been, handed over and have no verdict."""
        return without_verdict(self.state, self.rows, self.records)

    @property
    def is_accepted(self) -> bool:
        return self.state in {PartState.ACCEPTED, PartState.JUDGED}


_COLUMNS = (
    "batch_id, number, key, digest, rows, miles, state, refused_code, registration_id, accepted_at,"
    " records, errors, lists_gone, takes_over"
)


class PartRecords:
    """The parts of batches in a site's store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[PartRecord]:
        with self._store.read() as transaction:
            return [_record(row) for row in transaction.all(f"SELECT {_COLUMNS} FROM part ORDER BY batch_id, number")]

    def of(self, batch_id: str) -> list[PartRecord]:
        """Return the parts of a batch in order; none while it is a draft."""
        with self._store.read() as transaction:
            return read_parts(transaction, batch_id)

    def with_digest(self, content: str) -> list[PartRecord]:
        """Return accepted parts with the same content, of any batch, the oldest first."""
        with self._store.read() as transaction:
            rows = transaction.all(
                f"SELECT {_COLUMNS} FROM part WHERE digest = ? AND accepted_at IS NOT NULL ORDER BY accepted_at",
                content,
            )
        return [_record(row) for row in rows]

    def registered_as(self, registration_id: str) -> PartRecord | None:
        """Return the part that has a registration ID; None if it was not sent from here, or was forgotten."""
        with self._store.read() as transaction:
            row = transaction.one(f"SELECT {_COLUMNS} FROM part WHERE registration_id = ?", registration_id)
        return _record(row) if row is not None and registration_id else None

    def body(self, part: PartRecord) -> bytes:
        """Return the body to send; it is kept unchanged until it is judged, so that it never differs under one key."""
        with self._store.read() as transaction:
            row = transaction.one(
                "SELECT body FROM part_content WHERE batch_id = ? AND number = ?", part.batch_id, part.number
            )
        assert row is not None
        return bytes(row[0])

    def row_ids(self, part: PartRecord) -> list[int]:
        """Return the row id of each line of the body, in order."""
        with self._store.read() as transaction:
            row = transaction.one(
                "SELECT row_ids FROM part_content WHERE batch_id = ? AND number = ?", part.batch_id, part.number
            )
        assert row is not None
        return codec.decode_msgpack(row[0], list[int])

    def keep(self, batch_id: str, revision: int, parts: Sequence[tuple[Part, int]], held: Held) -> None:
        """Store the parts of a draft with their miles and close it for edits, all on the disk or nothing.

        `held` are the rows that are held back, with their errors.

        Raises:
            NotAllowed: the draft is no longer at `revision`.
            Refused: `P-RESUMED` if a row it corrects was issued after all.
        """
        with self._store.write() as transaction:
            record = read_record(transaction, batch_id)
            if record.revision != revision:
                raise NotAllowed(Obstacle.OVERTAKEN, batch_id)
            if is_issued_already(transaction, batch_id):
                raise Refused(Problem.RESUMED)
            change_state(transaction, record, BatchState.SENDING)
            keep_held_back(transaction, batch_id, held)
            transaction.run("UPDATE batch SET errors = ? WHERE id = ?", len(held), batch_id)
            takeovers = read_takeovers(transaction, batch_id)
            transaction.many(
                "INSERT INTO part (batch_id, number, key, digest, rows, miles, state, takes_over)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        *(batch_id, part.number, part.key, digest(part.body), len(part.row_ids), miles),
                        PartState.READY.value,
                        " ".join(sorted(set().union(*(takeovers.get(row_id, ()) for row_id in part.row_ids)))),
                    )
                    for part, miles in parts
                ),
            )
            transaction.many(
                "INSERT INTO part_content (batch_id, number, body, row_ids) VALUES (?, ?, ?, ?)",
                ((batch_id, part.number, part.body, msgspec.msgpack.encode(part.row_ids)) for part, _ in parts),
            )

    def mark(self, part: PartRecord, state: PartState, refused_code: str = "") -> None:
        """Set the state of a part; it is on the disk when this returns."""
        with self._store.write() as transaction:
            transaction.run(
                "UPDATE part SET state = ?, refused_code = ? WHERE batch_id = ? AND number = ?",
                *(state.value, refused_code, part.batch_id, part.number),
            )

    def accept(self, part: PartRecord, registration: wire.Registration) -> None:
        """Note the registration of a part; the last one completes the handover of the batch."""
        with self._store.write() as transaction:
            transaction.run(
                "UPDATE part SET state = ?, refused_code = '', registration_id = ?, accepted_at = ?"
                " WHERE batch_id = ? AND number = ? AND state <> ?",
                *(PartState.ACCEPTED.value, registration.registration_id, registration.accepted_at.isoformat()),
                *(part.batch_id, part.number, PartState.JUDGED.value),
            )
            settle(transaction, part.batch_id)

    def withdraw(self, batch_id: str, numbers: Sequence[int]) -> None:
        """Delete parts that were not handed over; a batch without other parts becomes a draft again."""
        with self._store.write() as transaction:
            transaction.many(
                "DELETE FROM part WHERE batch_id = ? AND number = ?", ((batch_id, number) for number in numbers)
            )
            if read_parts(transaction, batch_id):
                settle(transaction, batch_id)
            else:
                forget_held_back(transaction, batch_id)
                change_state(transaction, read_record(transaction, batch_id), BatchState.DRAFT)

    def reopen(self, batch_id: str) -> None:
        """Delete all parts if none was, or may have been, accepted; the batch then becomes a draft again."""
        parts = self.of(batch_id)
        if all(part.state in {PartState.READY, PartState.REFUSED} for part in parts):
            self.withdraw(batch_id, [part.number for part in parts])


def read_parts(transaction: Transaction, batch_id: str) -> list[PartRecord]:
    rows = transaction.all(f"SELECT {_COLUMNS} FROM part WHERE batch_id = ? ORDER BY number", batch_id)
    return [_record(row) for row in rows]


def settle(transaction: Transaction, batch_id: str) -> None:
    """Advance the state of a batch as its parts allow: all accepted, then all judged."""
    record, parts = read_record(transaction, batch_id), read_parts(transaction, batch_id)
    state = record.state
    if all(part.state is PartState.JUDGED for part in parts):
        # An interrupted registration leaves rows unjudged.
        has_errors = any(part.errors or part.records < part.rows for part in parts)
        state = BatchState.DONE_WITH_ERRORS if has_errors else BatchState.DONE
    elif all(part.is_accepted for part in parts):
        state = BatchState.JUDGING
    if state is not record.state:
        change_state(transaction, record, state)


def _record(row: tuple[Any, ...]) -> PartRecord:
    batch_id, number, key, digest_, rows, miles, state, refused_code, registration_id, accepted_at, *counts = row
    records, errors, lists_gone, takes_over = counts
    return PartRecord(
        batch_id=batch_id,
        number=number,
        key=key,
        digest=digest_,
        rows=rows,
        miles=miles,
        state=PartState(state),
        refused_code=refused_code,
        registration_id=registration_id,
        accepted_at=datetime.fromisoformat(accepted_at) if accepted_at else None,
        records=records,
        errors=errors,
        lists_gone=bool(lists_gone),
        takes_over=tuple(takes_over.split()),
    )


class _Foreseen(msgspec.Struct, frozen=True):
    """An error as it is kept."""

    code: Code
    column: Column | None
    reason: Reason
    detail: str

    @property
    def finding(self) -> Finding:
        return Finding(self.code, self.column, self.reason, self.detail)


class HeldBack:
    """Read access to the rows held back in a site's store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, batch_id: str) -> dict[int, tuple[Finding, ...]]:
        """Return the rows that a batch held back; none while it is a draft."""
        with self._store.read() as transaction:
            rows = transaction.all("SELECT row_id, findings FROM held_back WHERE batch_id = ?", batch_id)
        kept = ((row_id, codec.decode_json(findings, list[_Foreseen])) for row_id, findings in rows)
        return {row_id: tuple(each.finding for each in foreseen) for row_id, foreseen in kept}


def keep_held_back(transaction: Transaction, batch_id: str, held: Held) -> None:
    """Store the rows that a batch holds back."""
    transaction.many(
        "INSERT INTO held_back (batch_id, row_id, findings) VALUES (?, ?, ?)",
        ((batch_id, row_id, msgspec.json.encode([_kept(each) for each in found])) for row_id, found in held.items()),
    )


def forget_held_back(transaction: Transaction, batch_id: str) -> None:
    """Drop them where a batch becomes a draft again: it is judged anew."""
    transaction.run("DELETE FROM held_back WHERE batch_id = ?", batch_id)


def _kept(finding: Finding) -> _Foreseen:
    return _Foreseen(Code(finding.code), finding.column, finding.reason, finding.detail)
