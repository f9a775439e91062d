"""Personal data are kept here only as long as they may be needed: until no mile can be cancelled any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.workspace.store import Store, Transaction

KEPT_DAYS = 90 + 10
"""So long after its last change: issued miles can be cancelled for 90 days (guide L806), and some days to spare."""

_THROUGH = (BatchState.DONE.value, BatchState.DONE_WITH_ERRORS.value)


class Retention:
    """Forgets batches and single issues that were through long ago.

    What was never sent, or is not judged yet, is nobody's to forget but the clerk's. A batch and its
    corrections go together, once the last of them is old. That the like was issued stays known (L-DUP):
    of addresses only what cannot be read back.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def forget_old(self) -> int:
        """Delete what is old; returns how many batches and single issues that were."""
        before = self._clock() - timedelta(days=KEPT_DAYS)
        with self._store.read() as transaction:
            batches, singles = _old_batches(transaction, before), _old_singles(transaction, before)
        if not batches and not singles:
            return 0
        with self._store.write() as transaction:
            for batch_id in batches:
                transaction.run("DELETE FROM descent WHERE child_id = ?", batch_id)
            for batch_id in batches:
                transaction.run("DELETE FROM verdict WHERE batch_id = ?", batch_id)
                transaction.run("DELETE FROM part WHERE batch_id = ?", batch_id)
                transaction.run("DELETE FROM batch WHERE id = ?", batch_id)
            for key in singles:
                transaction.run("DELETE FROM single WHERE key = ?", key)
        return len(batches) + len(singles)


def _old_batches(transaction: Transaction, before: datetime) -> list[str]:
    """Batches of families that are all through and old."""
    is_old = {
        batch_id: state in _THROUGH and datetime.fromisoformat(changed_at) < before
        for batch_id, state, changed_at in transaction.all("SELECT id, state, changed_at FROM batch")
    }
    parents = dict(transaction.all("SELECT DISTINCT child_id, parent_id FROM descent"))
    stays = {_first(batch_id, parents) for batch_id, old in is_old.items() if not old}
    return [batch_id for batch_id in is_old if _first(batch_id, parents) not in stays]


def _old_singles(transaction: Transaction, before: datetime) -> list[str]:
    states = (PartState.JUDGED.value, PartState.REFUSED.value)
    found = transaction.all("SELECT key, made_at FROM single WHERE state IN (?, ?)", *states)
    return [key for key, made_at in found if datetime.fromisoformat(made_at) < before]


def _first(batch_id: str, parents: Mapping[str, str]) -> str:
    """The batch with which a family began."""
    while batch_id in parents:
        batch_id = parents[batch_id]
    return batch_id
