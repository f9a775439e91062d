"""The only way in which the window changes a batch: small changes at once, big ones in the background."""

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
"""Largest number of cells or rows changed, judged and stored at once; more run in the background."""

_BATCH = "changed-batch"
"""Name of the task property that holds the ID of the batch being changed."""


class DraftChanges(QObject):
    """Makes the changes of one draft, one after another.

    During a big change (`is_busy`) the batch shows its old state and cannot be changed. The change continues in the list
    of background tasks if the batch is closed.
    """

    began = Signal(object)
    """A big change has started: its `Task`."""
    made = Signal()
    """The draft has changed."""
    ended = Signal()
    """The draft can be changed again, whether the big change succeeded or not."""
    failed = Signal(object)
    """A change could not be stored and was not made: the exception."""

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
        """Whether the batch can be changed now."""
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
        """Change `size` cells or rows; return False if the batch cannot be changed, or the change fails.

        `doing` names the change in words; `done` is called with its result, after `made`.
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
            draft.snapshot()  # built here, so that the window does not wait for it
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
        """Return whether the batch of a change is still shown."""
        return self._task is not None and self._number == number


def change_under_way(tasks: TaskRunner, batch_id: str) -> Task | None:
    """Return the running change of a batch, wherever it was started, or None."""
    return next((each for each in tasks.running() if each.property(_BATCH) == batch_id), None)
