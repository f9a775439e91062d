"""Running sendings of batches; they are found again even after the window was rebuilt."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from netmile_desktop.domain.failures import NotSignedIn, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.sending import Sending

_BATCH = "batch"
"""Name of the task property that holds the ID of the batch being sent."""


_PHASES = {"checking": 10, "preparing": 5, "sending": 30, "judging": 45, "fetching": 10}
"""The phases of a sending, and about how long each of them takes."""


class SendingTasks(QObject):
    """Starts sendings, at most one per batch at a time, and reports their end."""

    began = Signal(object, object)
    """A sending was started: its `Draft` and its `Task`."""
    ended = Signal(str, object)
    """A sending that was started or asked for here has ended: the ID of the batch, and its error or None."""

    def __init__(self, sending: Sending, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._sending, self._toolbox = sending, toolbox

    def start(self, draft: Draft) -> None:
        """Send a batch, unless work on it is already running."""
        self._start(draft, self._sending.send, self.tr("Issue {}").format(draft.name))

    def catch_up(self, draft: Draft) -> None:
        """Ask the portal what became of a batch that stopped half-way, unless work on it is already running."""
        self._start(draft, self._sending.catch_up, self.tr("Look up the results of {}").format(draft.name))

    def _start(self, draft: Draft, work: Callable[[str, Progress], None], title: str) -> None:
        if self._find(draft.batch_id) is not None:
            return
        batch_id = draft.batch_id
        task = self._toolbox.tasks.start(
            lambda progress: work(batch_id, progress),
            owner=self,
            failed=self._on_failed,
            title=title,
            subject=f"{draft.campaign.id} {draft.campaign.name}",
            retry=True,
            phases=_PHASES,
        )
        task.setProperty(_BATCH, batch_id)
        task.ended.connect(self._on_ended)
        self.began.emit(draft, task)
        self._toolbox.navigation.batches_changed.emit()

    def of(self, batch_id: str) -> Task | None:
        """Return the running sending of a batch, or None; its end is reported even if another window started it."""
        task = self._find(batch_id)
        if task is not None:
            task.ended.connect(self._on_ended)
        return task

    def _find(self, batch_id: str) -> Task | None:
        running = self._toolbox.tasks.running()
        return next((each for each in running if each.property(_BATCH) == batch_id), None)

    @Slot()
    def _on_ended(self) -> None:
        task = self.sender()
        if not isinstance(task, Task):
            return
        task.ended.disconnect(self._on_ended)
        self.ended.emit(str(task.property(_BATCH)), task.error)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()
