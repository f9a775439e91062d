"""One job as the GUI thread sees it, and the `Progress` its worker thread is handed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal, Slot

from netmile_desktop.progress import Cancelled

TaskState = Literal["running", "done", "failed", "cancelled"]

REPORTS_PER_SECOND = 20
"""Progress signals per second at most: users cannot see more, and fewer leave the GUI thread free."""

SPEED_AFTER_SECONDS = 1.0
"""Seconds of measurement before speed and remaining time are shown: earlier estimates are unreliable."""


class Task(QObject):
    """A job under way or ended. Belongs to the runner; read it, connect to it, cancel it."""

    progressed = Signal()
    ended = Signal()
    settled = Signal(object)
    """For the runner: the state is final, but not yet reported."""

    _reported = Signal(object)
    _settled_in_worker = Signal(object)

    def __init__(
        self,
        title: str,
        subject: str,
        may_retry: bool,
        parent: QObject | None = None,
        phases: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """`phases` are those that the job goes through, in order, with the weight of each in the whole."""
        super().__init__(parent)
        self._phases = phases
        self._share = 0.0
        self.title = title
        self.subject = subject
        self.phase = ""
        self.done = 0
        self.total = 0
        self.ended_at: datetime | None = None
        self.state: TaskState = "running"
        self.error: Exception | None = None
        self.cancel_asked = False
        self.is_listed = bool(title)
        """Whether it stands in the list of background work and outlives its owner."""
        self._retriable = may_retry
        self._result: Any = None
        self._phase_began = time.monotonic()
        self._phase_first = 0
        self._reported.connect(self._on_reported)
        self._settled_in_worker.connect(self._on_settled)
        self.worker = WorkerProgress(self._reported.emit, self._settled_in_worker.emit)

    @property
    def may_retry(self) -> bool:
        """Whether it ended without success and may be started again."""
        return self._retriable and self.state in {"failed", "cancelled"}

    @Slot()
    def cancel(self) -> None:
        """Ask the job to stop; it wakes from whatever it waits for. Harmless once it has ended."""
        if self.state == "running" and not self.cancel_asked:
            self.cancel_asked = True
            self.worker.cancel()
            self.progressed.emit()

    @property
    def share(self) -> float | None:
        """How much of the whole job is done, from 0 to 1, never less than before; None while nobody knows."""
        of_phase = self.done / self.total if self.total > 0 else None
        if not self._phases:
            return of_phase
        before = 0
        for phase, weight in self._phases.items():
            if phase == self.phase:
                self._share = max(self._share, (before + weight * (of_phase or 0)) / sum(self._phases.values()))
            before += weight
        return self._share

    def rows_per_second(self) -> float | None:
        """Speed within the present phase, or None while it is not known."""
        seconds = time.monotonic() - self._phase_began
        gone = self.done - self._phase_first
        return gone / seconds if self.state == "running" and gone > 0 and seconds >= SPEED_AFTER_SECONDS else None

    def seconds_left(self) -> float | None:
        """Remaining time of the present phase, or None while no honest guess can be made."""
        speed = self.rows_per_second()
        return (self.total - self.done) / speed if speed and self.total else None

    def take_result(self) -> Any:
        """The job's result, once; a listed task does not keep it."""
        result, self._result = self._result, None
        return result

    @Slot()
    def on_owner_destroyed(self) -> None:
        """Work nobody sees any more is stopped; listed work goes on."""
        if not self.is_listed:
            self.cancel()

    @Slot(object)
    def _on_reported(self, report: tuple[int, int, str]) -> None:
        done, total, phase = report
        if phase and phase != self.phase:
            self.phase = phase
            self._phase_began = time.monotonic()
            self._phase_first = done
        self.done, self.total = done, total
        self.progressed.emit()

    @Slot(object)
    def _on_settled(self, outcome: tuple[TaskState, Any, Exception | None]) -> None:
        self.state, self._result, self.error = outcome
        self.ended_at = datetime.now(UTC)
        self.settled.emit(self)
        self.ended.emit()


class WorkerProgress:
    """The `Progress` of a job in a worker thread; `cancel` is the only method meant for another thread."""

    def __init__(self, report: Callable[[object], None], settle: Callable[[object], None]) -> None:
        self._report = report
        self._settle = settle
        self._stop_asked = threading.Event()
        self._lock = threading.Lock()
        self._stop: Callable[[], None] | None = None
        self._phase = ""
        self._told_at = 0.0

    def begin(self) -> None:
        """Raise Cancelled where the job was cancelled before its turn came."""
        if self._stop_asked.is_set():
            raise Cancelled

    def report(self, done: int, total: int, phase: str = "") -> None:
        """As `Progress.report`; reports that come too fast are left out, except for the last of a phase."""
        self.begin()
        now = time.monotonic()
        is_new = bool(phase) and phase != self._phase
        if is_new or done == total or now - self._told_at >= 1 / REPORTS_PER_SECOND:
            self._phase = phase or self._phase
            self._told_at = now
            _emit(self._report, (done, total, self._phase))

    def sleep(self, seconds: float) -> None:
        """As `Progress.sleep`."""
        if self._stop_asked.wait(seconds):
            raise Cancelled

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        """As `Progress.on_cancel`; called at once where the job was cancelled meanwhile."""
        with self._lock:
            self._stop = stop
            call_now = stop is not None and self._stop_asked.is_set()
        if call_now and stop is not None:
            stop()

    def cancel(self) -> None:
        """Wake the job and make its next report raise."""
        with self._lock:
            self._stop_asked.set()
            stop = self._stop
        if stop is not None:
            stop()

    def settle(self, state: TaskState, result: object, error: Exception | None) -> None:
        """Hand the outcome over to the GUI thread."""
        _emit(self._settle, (state, result, error))


def _emit(signal: Callable[[object], None], value: object) -> None:
    """Emit from a worker thread, whose task may be gone with the program by now."""
    try:
        signal(value)
    except RuntimeError:  # "Signal source has been deleted"
        return
