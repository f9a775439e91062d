"""The search for the rows to list; a long one runs in the background while the user types."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.grid.listing import Listing, Wanted, is_found_at_once, list_rows
from netmile_desktop.workspace.drafts.snapshots import Snapshot

AT_ONCE = 2_000
"""Largest number of rows filtered and sorted at once, between two frames."""


class RowSearch(QObject):
    """Answers only the newest request; the current list stays until the answer arrives."""

    found = Signal(object)
    """The requested `Listing`."""
    changed = Signal()
    """A search has started or ended."""

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._newest = Newest(tasks, self)
        self._last: tuple[Snapshot, Listing] | None = None

    @property
    def is_looking(self) -> bool:
        return self._newest.is_waiting

    def look(self, snapshot: Snapshot, wanted: Wanted) -> None:
        """Find the rows; earlier requests are dropped."""
        if is_found_at_once(snapshot, wanted, AT_ONCE):
            self._newest.drop()
            self._take(snapshot, list_rows(snapshot, wanted))
            return
        before = self._last[1] if self._last is not None and self._last[0] is snapshot else None
        self._newest.ask(
            lambda progress: list_rows(snapshot, wanted, before, progress),
            lambda listing: self._take(snapshot, listing),
        )
        self.changed.emit()

    def forget(self) -> None:
        """Drop the last result, because another batch is shown."""
        self._newest.drop()
        self._last = None
        self.changed.emit()

    def _take(self, snapshot: Snapshot, listing: Listing) -> None:
        self._last = (snapshot, listing)
        self.found.emit(listing)
        self.changed.emit()
