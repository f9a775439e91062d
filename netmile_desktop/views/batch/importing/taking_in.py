"""The import itself: a file becomes a batch in the background, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.failures import NotSignedIn, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.batches.opened_batch import OpenedBatch, opening_of
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.looks import SourceLook


class TakingIn(QObject):
    """Takes in the file of a look for a campaign."""

    changed = Signal()
    """It began, or ended in whatever way."""
    done = Signal(object)
    """The `OpenedBatch` that was made."""
    failed = Signal(object)
    """The exception."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self.task: Task | None = None

    def start(self, look: SourceLook, campaign_id: str, mode: Mode) -> None:
        """Begin, unless a file is being taken in."""
        if self.task is not None:
            return
        desk = self._desk

        def job(progress: Progress) -> OpenedBatch:
            campaign = desk.catalogue.latest(campaign_id, progress)
            draft = desk.batches.take_in(look.source, look.table.recipe, campaign, progress, mode=mode)
            desk.batches.remember_answers(look.table)
            return opening_of(desk.batches, draft)

        self.task = self._toolbox.tasks.start(
            job, owner=self, done=self._on_done, failed=self._on_failed, cancelled=self._end
        )
        self.changed.emit()

    def _on_done(self, opening: OpenedBatch) -> None:
        self._end()
        self.done.emit(opening)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()
        self.failed.emit(error)

    def _end(self) -> None:
        self.task = None
        self.changed.emit()
