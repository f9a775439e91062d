"""Questions of which only the newest is worth an answer, as while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from netmile_desktop.progress import Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.tasks.task import Task

T = TypeVar("T")


class Newest(QObject):
    """Runs jobs of one kind: a new one cancels the one before, and an answer that comes too late is dropped."""

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    def ask(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Run a job; without `failed` the runner tells of a failure, one that is cancelled is not answered."""
        self.drop()
        task: Task | None = None

        def is_newest() -> bool:
            if self._task is not task:
                return False
            self._task = None
            return True

        def on_done(result: T) -> None:
            if is_newest():
                done(result)

        def on_failed(error: Exception) -> None:
            if is_newest():
                (failed or self._tasks.unheard.emit)(error)

        def on_cancelled() -> None:
            is_newest()

        task = self._tasks.start(job, owner=self, done=on_done, failed=on_failed, cancelled=on_cancelled)
        self._task = task
        return task

    def drop(self) -> None:
        """Ask no more: what is under way is cancelled."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
