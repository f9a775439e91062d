"""Which batches hold refused calls of automatic issuance, and which call each of their rows repairs.

A batch is noted before its calls are taken at the portal. So whatever becomes of its draft (never made, discarded,
deleted with old data), the note stays until the portal has been told that the calls are free again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.workspace.store.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class RepairedCall:
    """A row of a batch, and the refused call it repairs."""

    row_id: int
    error_id: str
    unique_id: str
    code: str
    """For what the call was refused."""


@dataclass(frozen=True, slots=True)
class CallRepair:
    """Where a refused call was put right on this computer, or is being put right."""

    batch_id: str
    name: str
    row_id: int
    state: BatchState
    """Of the batch that has its row now: the first, or a correction of it."""
    issue_id: str = ""
    """Empty while it is not issued."""
    code: str = ""
    """For what the row was refused, in the newest batch that has it; empty if it was not."""


_CHAIN = (
    "WITH RECURSIVE chain (error_id, batch_id, row_id, depth) AS ("
    " SELECT error_id, batch_id, row_id, 0 FROM repaired_call WHERE error_id IN ({})"
    " UNION ALL SELECT error_id, child_id, child_row, depth + 1 FROM chain"
    " JOIN descent ON descent.parent_id = chain.batch_id AND descent.parent_row = chain.row_id)"
    " SELECT error_id, chain.batch_id, name, chain.row_id, state, verdict.issue_id, verdict.code"
    " FROM chain JOIN batch ON batch.id = chain.batch_id"
    " LEFT JOIN verdict ON verdict.batch_id = chain.batch_id AND verdict.row_id = chain.row_id"
    " ORDER BY depth, batch.created_at"
)
"""Every row that stands for one of the calls, the first one first, over all rounds of correction."""

_AT_A_TIME = 500


class RepairRecords:
    """The repairs in a site's store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, batch_id: str, now: datetime) -> None:
        """Note a batch whose calls are about to be taken."""
        with self._store.write() as transaction:
            transaction.run("INSERT INTO repair (batch_id, made_at) VALUES (?, ?)", batch_id, now.isoformat())

    def insert(self, transaction: Transaction, batch_id: str, calls: Iterable[RepairedCall]) -> None:
        """Store the calls of a noted batch as part of the transaction that makes its draft."""
        transaction.many(
            "INSERT INTO repaired_call (batch_id, row_id, error_id, unique_id, code) VALUES (?, ?, ?, ?, ?)",
            ((batch_id, call.row_id, call.error_id, call.unique_id, call.code) for call in calls),
        )

    def is_repair(self, batch_id: str) -> bool:
        """Return whether a batch was made of refused calls; its ID is then their batch's name at the portal."""
        with self._store.read() as transaction:
            return transaction.one("SELECT 1 FROM repair WHERE batch_id = ?", batch_id) is not None

    def calls(self, batch_id: str) -> list[RepairedCall]:
        """Return the calls that the rows of a batch repair, in order."""
        with self._store.read() as transaction:
            found = transaction.all(
                "SELECT row_id, error_id, unique_id, code FROM repaired_call WHERE batch_id = ? ORDER BY row_id",
                batch_id,
            )
        return [RepairedCall(*row) for row in found]

    def abandoned(self) -> list[str]:
        """Return noted batches that are not in the store any more, or never were."""
        with self._store.read() as transaction:
            found = transaction.all(
                "SELECT batch_id FROM repair WHERE batch_id NOT IN (SELECT id FROM batch) ORDER BY made_at"
            )
        return [batch_id for (batch_id,) in found]

    def forget(self, batch_id: str) -> None:
        """Delete the note of a batch and what it says of its rows."""
        with self._store.write() as transaction:
            transaction.run("DELETE FROM repair WHERE batch_id = ?", batch_id)

    def of(self, error_ids: Sequence[str]) -> Mapping[str, CallRepair]:
        """Return where calls are repaired on this computer, by entry; those of other computers are left out."""
        found: dict[str, CallRepair] = {}
        with self._store.read() as transaction:
            for at in range(0, len(error_ids), _AT_A_TIME):
                some = error_ids[at : at + _AT_A_TIME]
                for error_id, *row in transaction.all(_CHAIN.format(", ".join("?" * len(some))), *some):
                    # The newest row speaks for the call, unless an earlier one was issued after all.
                    before = found.get(error_id)
                    if before is None or not before.issue_id:
                        found[error_id] = _repair(*row)
        return found


def _repair(batch_id: str, name: str, row_id: int, state: str, issue_id: str | None, code: str | None) -> CallRepair:
    return CallRepair(batch_id, name, row_id, BatchState(state), issue_id or "", code or "")
