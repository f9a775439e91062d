"""Which row of a batch corrects which row of an earlier one; no row is ever corrected by two others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from netmile_desktop.domain import codec
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.workspace.records.batch_records import read_record
from netmile_desktop.workspace.store.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Descent:
    """A row of a correction, and the row it comes from."""

    child_row: int
    parent_id: str
    parent_row: int
    code: str
    """Why the parent's row was not issued; empty if it was valid but never sent."""
    registration_id: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The row of an earlier batch that a row corrects."""

    batch_id: str
    row_id: int
    code: str
    """Why it was not issued then: the code of the portal, or of our own check."""
    registration_id: str
    """Empty if it was not handed over."""
    mode: Mode
    """The kind of address it was to be issued to then."""
    campaign_id: str
    refused_on: date | None = None
    """The day on which the portal accepted the registration that refused it."""


_LINEAGE = (
    "WITH RECURSIVE lineage (child_row, batch_id, row_id) AS ("
    " SELECT child_row, parent_id, parent_row FROM descent WHERE child_id = ?"
    " UNION ALL SELECT lineage.child_row, parent_id, parent_row FROM lineage"
    " JOIN descent ON descent.child_id = lineage.batch_id AND descent.child_row = lineage.row_id)"
)
"""Every row that a row of a correction descends from, over all rounds."""

_ISSUED = (
    "FROM lineage JOIN verdict ON verdict.batch_id = lineage.batch_id AND verdict.row_id = lineage.row_id"
    " WHERE verdict.code = ''"
)


class RowOrigins:
    """The descents of rows in a site's store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def insert(self, transaction: Transaction, child_id: str, descents: Iterable[Descent]) -> None:
        """Store descents as part of a transaction; it fails if another batch corrects one of the rows already."""
        transaction.many(
            "INSERT INTO descent (child_id, child_row, parent_id, parent_row, code, registration_id)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            ((child_id, d.child_row, d.parent_id, d.parent_row, d.code, d.registration_id) for d in descents),
        )

    def of(self, child_id: str) -> dict[int, Origin]:
        """Return the origins of a correction by row; typed rows have none, and neither have other batches."""
        with self._store.read() as transaction:
            found = transaction.all(
                "SELECT child_row, parent_id, parent_row, code, registration_id FROM descent WHERE child_id = ?",
                child_id,
            )
            # A row that a correction in between had excluded was refused before that.
            refused_in = {id_: _refusal(transaction, id_) for id_ in {row[4] for row in found}}
            told_by = [refused_in[row[4]][0] or row[1] for row in found]
            settings = {id_: read_record(transaction, id_).settings for id_ in set(told_by)}
        return {
            child_row: Origin(
                *(parent_id, parent_row, code, registration_id),
                *(settings[batch_id].mode, settings[batch_id].campaign_id, refused_in[registration_id][1]),
            )
            for (child_row, parent_id, parent_row, code, registration_id), batch_id in zip(found, told_by, strict=True)
        }

    def parents(self) -> dict[str, str]:
        """Return the parent of every correction: the newest, where it has rows of several."""
        with self._store.read() as transaction:
            found = transaction.all("SELECT DISTINCT child_id, parent_id FROM descent")
            if len(found) == len({child_id for child_id, _ in found}):
                return dict(found)
            ages = {
                id_: n for n, (id_,) in enumerate(transaction.all("SELECT id FROM batch ORDER BY created_at, rowid"))
            }
        return dict(sorted(found, key=lambda pair: ages[pair[1]]))

    def ancestors(self, child_id: str) -> list[str]:
        """Return the earlier batches that the rows of a correction come from."""
        with self._store.read() as transaction:
            found = transaction.all(f"{_LINEAGE} SELECT DISTINCT batch_id FROM lineage", child_id)
        return [batch_id for (batch_id,) in found]

    def issued_before(self, child_id: str) -> set[int]:
        """Return the rows of a correction that were issued after all, by a registration that was resumed."""
        with self._store.read() as transaction:
            found = transaction.all(f"{_LINEAGE} SELECT child_row {_ISSUED}", child_id)
        return {child_row for (child_row,) in found}

    def takeovers(self, child_id: str) -> dict[int, set[str]]:
        """Return what `read_takeovers` returns."""
        with self._store.read() as transaction:
            return read_takeovers(transaction, child_id)

    def corrected_in(self, parent_id: str) -> dict[int, tuple[str, int]]:
        """Return the rows of a batch that a correction has: batch and row there."""
        with self._store.read() as transaction:
            found = transaction.all(
                "SELECT parent_row, child_id, child_row FROM descent WHERE parent_id = ?", parent_id
            )
        return {parent_row: (child_id, child_row) for parent_row, child_id, child_row in found}


def _refusal(transaction: Transaction, registration_id: str) -> tuple[str, date | None]:
    """Return the batch that a registration is a part of, and the day of its acceptance; ("", None) if there is none."""
    found = transaction.one(
        "SELECT batch_id, accepted_at FROM part WHERE registration_id = ? AND registration_id <> ''", registration_id
    )
    return (str(found[0]), day_of(datetime.fromisoformat(found[1]))) if found else ("", None)


def is_issued_already(transaction: Transaction, child_id: str) -> bool:
    """Return whether any row that a correction descends from was issued after all; then none of it may be sent."""
    return transaction.one(f"{_LINEAGE} SELECT 1 {_ISSUED} LIMIT 1", child_id) is not None


def read_takeovers(transaction: Transaction, child_id: str) -> dict[int, set[str]]:
    """Return, by row of a correction, the interrupted registrations that hold it undecided, named as the portal asks."""
    held = dict(_undecided(transaction, child_id))
    found: dict[int, set[str]] = {}
    if held:
        for child_row, *row in transaction.all(f"{_LINEAGE} SELECT child_row, batch_id, row_id FROM lineage", child_id):
            if name := held.get((row[0], row[1])):
                found.setdefault(child_row, set()).add(name)
    return found


def _undecided(transaction: Transaction, child_id: str) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield batch and row of each row that an earlier registration never reached, with the registration's name."""
    parts = transaction.all(
        f"{_LINEAGE} SELECT batch_id, registration_id, records, row_ids FROM part"
        " JOIN part_content USING (batch_id, number)"
        " WHERE state = ? AND records < rows AND batch_id IN (SELECT batch_id FROM lineage)",
        *(child_id, PartState.JUDGED.value),
    )
    for batch_id, registration_id, records, row_ids in parts:
        for row_id in codec.decode_msgpack(row_ids, list[int])[records:]:
            yield (batch_id, row_id), f"{registration_id}:{records}"
