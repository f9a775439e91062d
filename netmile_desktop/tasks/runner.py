"""Jobs off the GUI thread: one pool, one runner, one `Task` per job with one owner and one delete path.

A job is a plain function of one argument, `Progress`. Everything it says crosses to the GUI thread
through signals of its `Task`, which are connected before the job is submitted: later is too late for
a job that ends at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from netmile_desktop.progress import Cancelled, Progress
from netmile_desktop.tasks.collector import Collector
from netmile_desktop.tasks.task import Task, WorkerProgress

T = TypeVar("T")

THREADS = 6
"""Threads for jobs; a batch that waits for its verdicts occupies one of them, so there must be several."""

KEPT = 200
"""Ended tasks kept for the activity list."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for: the job, and whom to tell."""

    job: Callable[[Progress], Any]
    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    cancelled: Callable[[], None] | None
    title: str
    subject: str
    retry: bool
    phases: Mapping[str, int]


class TaskRunner(QObject):
    """Runs jobs and keeps the list of those that were given a title. Lives in the GUI thread."""

    started = Signal(object)
    """A `Task` was started."""
    changed = Signal()
    """The list of tasks, or what it shows of one of them, has changed."""
    unheard = Signal(object)
    """An exception without a `failed` callback; the window shows it."""

    def __init__(
        self, parent: QObject | None = None, *, is_expected: Callable[[BaseException], bool] = lambda _: False
    ) -> None:
        """`is_expected` tells what can happen to a careful user; anything else is logged as our own bug."""
        super().__init__(parent)
        self._is_expected = is_expected
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="job")
        self._orders: dict[Task, _Order] = {}
        self._futures: dict[Task, Future[None]] = {}
        self._ended: list[Task] = []
        self._closed = False
        self._collector = Collector(self)

    def start(
        self,
        job: Callable[[Progress], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        title: str = "",
        subject: str = "",
        retry: bool = False,
        phases: Mapping[str, int] = MappingProxyType({}),
    ) -> Task:
        """Run a job in the background; a callback runs in the GUI thread, and only while `owner` lives.

        With a title the task is listed and outlives its owner; without one it is cancelled with it.
        `retry` says that the job may be started again from the list. `phases` are those it goes through, in order,
        with the weight of each in the whole.
        """
        return self._start(_Order(job, owner, done, failed, cancelled, title, subject, retry, phases))

    def retry(self, task: Task) -> Task | None:
        """Start an ended task again where that was allowed; the old entry leaves the list."""
        order = self._orders.get(task)
        if order is None or not task.may_retry:
            return None
        self._forget(task)
        return self._start(order)

    def tasks(self) -> list[Task]:
        """The titled tasks, newest first: those running, and those that ended."""
        running = [task for task in self._futures if task.is_listed]
        return running[::-1] + self._ended[::-1]

    def running(self) -> list[Task]:
        """The titled tasks under way, newest first."""
        return [task for task in self._futures if task.is_listed][::-1]

    def live(self) -> int:
        """Jobs not ended yet, with or without a title."""
        return len(self._futures)

    def clear_ended(self) -> None:
        """Empty the list of ended tasks."""
        for task in list(self._ended):
            self._forget(task)
        self.changed.emit()

    def leave(self) -> None:
        """Stop the listed work and empty the list: whoever comes next sees nothing of it, nor how it ends."""
        for task in self.running():
            task.is_listed = False
            task.cancel()
        self.clear_ended()

    def shut_down(self, milliseconds: int) -> bool:
        """Cancel everything and wait at most so long; False where a job did not stop in time."""
        self._closed = True
        for task in list(self._futures):
            task.cancel()
        futures = list(self._futures.values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        # A job whose turn never came counts as cancelled, not as done: waiting for it would never end.
        begun = [future for future in futures if not future.cancelled()]
        stopped = not wait(begun, timeout=milliseconds / 1000).not_done
        self._collector.stop()
        return stopped

    def _start(self, order: _Order) -> Task:
        if self._closed:
            raise RuntimeError("the runner is shut down")
        task = Task(order.title, order.subject, order.retry, self, order.phases)
        self._orders[task] = order
        task.progressed.connect(self._on_progressed)
        task.settled.connect(self._on_settled)
        order.owner.destroyed.connect(task.on_owner_destroyed)
        self._futures[task] = self._pool.submit(_run, order.job, task.worker)
        self.started.emit(task)
        self.changed.emit()
        return task

    @Slot()
    def _on_progressed(self) -> None:
        self.changed.emit()

    @Slot(object)
    def _on_settled(self, task: Task) -> None:
        self._futures.pop(task)
        order = self._orders[task]
        if isinstance(task.error, Exception) and not self._is_expected(task.error):
            _log.error("A job failed: %s", task.title or order.job, exc_info=task.error)
        if task.is_listed:
            self._ended.append(task)
            for old in self._ended[:-KEPT]:
                self._forget(old)
        else:
            self._forget(task)
        self.changed.emit()
        self._tell(task, order)

    def _tell(self, task: Task, order: _Order) -> None:
        if not shiboken6.isValid(order.owner):
            return
        if task.state == "done" and order.done is not None:
            order.done(task.take_result())
        elif task.state == "cancelled" and order.cancelled is not None:
            order.cancelled()
        elif task.error is not None:
            (order.failed or self.unheard.emit)(task.error)

    def _forget(self, task: Task) -> None:
        self._orders.pop(task, None)
        if task in self._ended:
            self._ended.remove(task)
        task.deleteLater()


def _run(job: Callable[[Progress], Any], worker: WorkerProgress) -> None:
    """What a thread of the pool does: the only place that catches everything."""
    began = time.monotonic()
    try:
        worker.begin()
        result = job(worker)
    except Cancelled:
        worker.settle("cancelled", None, None)
    except Exception as error:
        worker.settle("failed", None, error)
    else:
        worker.settle("done", result, None)
    _log.debug("A job took %.0f ms", (time.monotonic() - began) * 1000)
