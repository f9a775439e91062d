"""Finding the rows to be listed while somebody types, without keeping anybody waiting."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.grid.listing import Listing, Wanted, is_found_at_once, list_rows
from netmile_desktop.workspace.drafts.snapshots import Snapshot

AT_ONCE = 2_000
"""A batch of so many rows is filtered and sorted between two frames."""


class RowSearch(QObject):
    """Answers the newest question only; what is listed stays until its answer is there."""

    found = Signal(object)
    """The `Listing` that was asked for."""
    changed = Signal()
    """It is looking, or no longer."""

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._newest = Newest(tasks, self)
        self._last: tuple[Snapshot, Listing] | None = None

    @property
    def is_looking(self) -> bool:
        return self._newest.is_waiting

    def look(self, snapshot: Snapshot, wanted: Wanted) -> None:
        """Find the rows; nothing before this question is answered any more."""
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
        """Another batch is shown."""
        self._newest.drop()
        self._last = None
        self.changed.emit()

    def _take(self, snapshot: Snapshot, listing: Listing) -> None:
        self._last = (snapshot, listing)
        self.found.emit(listing)
        self.changed.emit()
