"""The one way in which the window changes a batch: small changes at once, big ones in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.failures import Failure
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.tasks.task import Task
from netmile_desktop.workspace.drafts.draft import Draft

T = TypeVar("T")

AT_ONCE = 200
"""So many cells or rows are changed, judged and stored before anybody notices."""

_BATCH = "changed-batch"
"""Name of the property by which a change under way is found again once its batch is opened anew."""


class DraftChanges(QObject):
    """Makes the changes of one draft, one after another.

    While a big one is under way the batch can be read as it was, and changed by nobody: `is_busy`. What is
    under way goes on, listed with the background work, when its batch is left.
    """

    began = Signal(object)
    """A big change is under way: its `Task`."""
    made = Signal()
    """The draft is another one now."""
    ended = Signal()
    """The draft may be changed again, whatever came of the big change."""
    failed = Signal(object)
    """A change could not be kept, and was not made: the exception."""

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None
        self._number = 0
        self.draft: Draft | None = None

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    @property
    def is_open(self) -> bool:
        """Whether the batch may be changed now."""
        return self.draft is not None and not self.is_busy and self.draft.may(Action.EDIT)

    def show_draft(self, draft: Draft) -> None:
        """Change another draft from now on."""
        self.draft = draft
        if self._task is not None:
            self._task = None
            self.ended.emit()

    def make(
        self,
        change: Callable[[Draft, Progress], T],
        size: int,
        doing: str,
        done: Callable[[T], None] | None = None,
    ) -> bool:
        """Change `size` cells or rows; False where the batch may not be changed, or could not be.

        `doing` says in words what is under way; `done` is told what came of it, after `made`.
        """
        draft = self.draft
        if draft is None or not self.is_open:
            return False
        if size > AT_ONCE:
            self._begin(draft, change, doing, done)
            return True
        try:
            result = change(draft, SILENT)
        except Failure as failure:
            self.failed.emit(failure)
            return False
        self.made.emit()
        if done is not None:
            done(result)
        return True

    def _begin(
        self,
        draft: Draft,
        change: Callable[[Draft, Progress], T],
        doing: str,
        done: Callable[[T], None] | None,
    ) -> None:
        def job(progress: Progress) -> T:
            result = change(draft, progress)
            draft.snapshot()  # made here, so that the window need not wait for it
            return result

        self._number += 1
        number = self._number
        self._task = self._tasks.start(
            job,
            owner=self,
            done=lambda result: self._on_done(number, result, done),
            failed=lambda error: self._on_failed(number, error),
            cancelled=lambda: self._end(number),
            title=doing,
            subject=draft.name,
        )
        self._task.setProperty(_BATCH, draft.batch_id)
        self.began.emit(self._task)

    def _on_done(self, number: int, result: T, done: Callable[[T], None] | None) -> None:
        if self._is_shown(number):
            self._task = None
            self.made.emit()
            if done is not None:
                done(result)
            self.ended.emit()

    def _on_failed(self, number: int, error: Exception) -> None:
        self._end(number)
        self.failed.emit(error)

    def _end(self, number: int) -> None:
        if self._is_shown(number):
            self._task = None
            self.ended.emit()

    def _is_shown(self, number: int) -> bool:
        """Whether the batch of a change is still the one in sight."""
        return self._task is not None and self._number == number


def change_under_way(tasks: TaskRunner, batch_id: str) -> Task | None:
    """The change of a batch that is still being made, wherever it was begun."""
    return next((each for each in tasks.running() if each.property(_BATCH) == batch_id), None)
