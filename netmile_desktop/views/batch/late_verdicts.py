"""Verdicts that come while nobody waits for them: they are asked for until they are here, and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from netmile_desktop.domain.batches import Action, PartState
from netmile_desktop.domain.failures import NotAllowed, NotSignedIn, Unreachable
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.sending import Sending

FIRST_MS, LONGEST_MS = 2_000, 30_000
"""First and longest interval between two questions."""

_GROWS = 1.5


class LateVerdicts(QObject):
    """Watches one batch on its way while no work on it is shown.

    So it is where parts are left to be sent, or were given up, or where the clerk has stopped waiting.
    """

    came = Signal(str)
    """Something is known that was not before; the ID of the batch."""

    def __init__(self, sending: Sending, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._sending, self._toolbox = sending, toolbox
        self._draft: Draft | None = None
        self._seen: list[PartState] = []
        self._task: Task | None = None
        """The question under way."""
        self._next: Callable[[], None] | None = None
        """What waits for its end."""
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.look)

    def watch(self, draft: Draft | None) -> None:
        """Watch a batch that was just read, if it is on its way; None watches none."""
        is_open = draft is not None and (draft.may(Action.RESUME) or draft.may(Action.FETCH))
        self._draft = draft if is_open else None
        if self._draft is not None:
            self._seen = _states(self._draft)
            self.timer.start(FIRST_MS)
        else:
            self.timer.stop()

    def after(self, act: Callable[[], None]) -> None:
        """Do something that needs the batch for itself: at once, or as soon as a question under way has been given up."""
        self.watch(None)
        if self._task is None:
            act()
            return
        self._next = act
        self._task.cancel()

    @Slot()
    def look(self) -> None:
        """Ask now, if the portal can be reached."""
        draft = self._draft
        if draft is None or self._task is not None:
            return
        if not self._toolbox.connection.is_online:
            self._look_later()
            return
        sending, batch_id = self._sending, draft.batch_id
        self._task = self._toolbox.tasks.start(
            lambda progress: sending.catch_up(batch_id, progress),
            owner=self,
            done=lambda _nothing: self._on_answered(draft),
            failed=lambda error: self._on_failed(draft, error),
            cancelled=self._on_ended,
        )

    def _on_ended(self) -> None:
        self._task = None
        act, self._next = self._next, None
        if act is not None:
            act()

    def _on_answered(self, draft: Draft) -> None:
        self._on_ended()
        if draft is not self._draft:
            return
        if _states(draft) == self._seen:
            self._look_later()
        else:
            self.came.emit(draft.batch_id)

    def _on_failed(self, draft: Draft, error: Exception) -> None:
        """Try again after what passes by itself. Anything else is told where the clerk asks for the batch."""
        self._on_ended()
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()
        if draft is self._draft and isinstance(error, (Unreachable, NotAllowed)):
            self._look_later()

    def _look_later(self) -> None:
        self.timer.start(min(int(max(self.timer.interval(), FIRST_MS) * _GROWS), LONGEST_MS))


def _states(draft: Draft) -> list[PartState]:
    return [part.state for part in draft.parts()]
