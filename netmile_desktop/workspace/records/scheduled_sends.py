"""Drafts to be sent automatically once their issuance period opens."""

from __future__ import annotations

from collections.abc import Iterable

from netmile_desktop.domain.batches import Action, may
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.workspace.records.batch_records import read_record
from netmile_desktop.workspace.store.store import Store


class ScheduledSends:
    """The drafts to be sent on opening, each with its revision at the time of asking."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, batch_id: str, wanted: bool, known: Iterable[str] = ()) -> None:
        """Set whether a draft is to be sent on opening, although it repeats what `known` names.

        Raises:
            NotAllowed: the batch is no draft.
        """
        with self._store.write() as transaction:
            record = read_record(transaction, batch_id)
            if not may(record.state, Action.SEND):
                raise NotAllowed(Obstacle.HANDED_OVER, batch_id)
            transaction.run("DELETE FROM opening WHERE batch_id = ?", batch_id)
            if wanted:
                transaction.run(
                    "INSERT INTO opening (batch_id, revision, known) VALUES (?, ?, ?)",
                    *(batch_id, record.revision, " ".join(sorted(known))),
                )

    def revision(self, batch_id: str) -> int | None:
        """Return the revision to be sent, or None."""
        with self._store.read() as transaction:
            row = transaction.one("SELECT revision FROM opening WHERE batch_id = ?", batch_id)
        return int(row[0]) if row else None

    def known(self, batch_id: str) -> set[str]:
        """Return what a draft may repeat when it is sent on opening, as its clerk was told."""
        with self._store.read() as transaction:
            row = transaction.one("SELECT known FROM opening WHERE batch_id = ?", batch_id)
        return set(row[0].split()) if row else set()
