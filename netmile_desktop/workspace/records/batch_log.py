"""Events in the life of a batch and decisions about it, kept to explain its state later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.workspace.store.store import Store, Transaction


class Event(StrEnum):
    """The kind of an entry."""

    MADE = "made"
    """Imported, typed or begun as a correction; the text is its name."""
    ACCEPTED = "accepted"
    """The portal took a part; the text is its 発行登録ID."""
    SENT_AGAIN = "sent_again"
    """Warnings of an earlier issue were overruled; the text says why."""
    READ_AGAIN = "read_again"
    """Its file was read in another way; the text is the encoding."""
    OTHER_SHEET = "other_sheet"
    """Its rows come from another sheet of the workbook; the text is its name."""
    MOVED = "moved"
    """Moved to another campaign; the text is the ID of the previous one."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An event with its time, a text about it and, if noted, its actor."""

    at: datetime
    event: Event
    text: str
    actor: str = ""


class BatchLog:
    """The entries of all batches in a store; they are deleted with their batch."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def note(self, transaction: Transaction, batch_id: str, event: Event, text: str, actor: str) -> None:
        """Store an entry as part of a transaction."""
        transaction.run(
            "INSERT INTO entry (batch_id, at, event, text, actor) VALUES (?, ?, ?, ?, ?)",
            *(batch_id, self._clock().isoformat(), event.value, text, actor),
        )

    def of(self, batch_id: str) -> list[LogEntry]:
        """Return the entries of a batch, the oldest first."""
        with self._store.read() as transaction:
            rows = transaction.all(
                "SELECT at, event, text, actor FROM entry WHERE batch_id = ? ORDER BY rowid", batch_id
            )
        return [LogEntry(datetime.fromisoformat(at), Event(event), text, actor) for at, event, text, actor in rows]
