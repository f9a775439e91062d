"""What happened to a batch on its way and was decided about it, for those who ask later why it is as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.workspace.store import Store, Transaction


class Event(StrEnum):
    """One kind of entry."""

    MADE = "made"
    """Taken in, typed or begun as a correction; the text is its name."""
    ACCEPTED = "accepted"
    """The portal took a part; the text is its 発行登録ID."""
    SENT_AGAIN = "sent_again"
    """Warnings of an earlier issue were known and overruled; the text says why."""
    READ_AGAIN = "read_again"
    """Its file was read in another way; the text is the encoding."""
    OTHER_SHEET = "other_sheet"
    """Its rows come from another sheet of the workbook; the text is its name."""
    MOVED = "moved"
    """It goes to another campaign; the text is the ID of the one before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """When, what, what there is to say about it, and by whom where that was noted."""

    at: datetime
    event: Event
    text: str
    actor: str = ""


class Chronicle:
    """The entries of all batches of a store; they go with their batch."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def note(self, transaction: Transaction, batch_id: str, event: Event, text: str, actor: str) -> None:
        """Keep an entry, together with whatever else the transaction holds."""
        transaction.run(
            "INSERT INTO entry (batch_id, at, event, text, actor) VALUES (?, ?, ?, ?, ?)",
            *(batch_id, self._clock().isoformat(), event.value, text, actor),
        )

    def of(self, batch_id: str) -> list[Entry]:
        """The oldest first."""
        with self._store.read() as transaction:
            rows = transaction.all(
                "SELECT at, event, text, actor FROM entry WHERE batch_id = ? ORDER BY rowid", batch_id
            )
        return [Entry(datetime.fromisoformat(at), Event(event), text, actor) for at, event, text, actor in rows]
