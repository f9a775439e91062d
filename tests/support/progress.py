"""A Progress that tests can look at and stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from netmile_desktop.progress import Cancelled


class Watched:
    """Records every report; `cancel` may come from any thread.

    With `stop_at` it cancels by itself, with the first report in a phase that has reached so many.
    """

    def __init__(self, stop_at: tuple[str, int] | None = None) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self.slept: list[float] = []
        self._stop_at = stop_at
        self._phase = ""
        self._stop: Callable[[], None] | None = None
        self._cancelled = threading.Event()
        self._lock = threading.Lock()

    @property
    def phases(self) -> list[str]:
        """The phases in their order, each once."""
        return list(dict.fromkeys(phase for _, _, phase in self.reports if phase))

    def report(self, done: int, total: int, phase: str = "") -> None:
        self.reports.append((done, total, phase))
        self._phase = phase or self._phase
        if self._stop_at is not None and self._phase == self._stop_at[0] and done >= self._stop_at[1]:
            self._cancelled.set()
        if self._cancelled.is_set():
            raise Cancelled

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self._cancelled.wait(seconds):
            raise Cancelled

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        with self._lock:
            self._stop = stop

    def cancel(self) -> None:
        self._cancelled.set()
        with self._lock:
            if self._stop is not None:
                self._stop()


class StoppedAtSecondPart(Watched):
    """Cancels once the first two rows are accepted and the others are about to be sent."""

    def report(self, done: int, total: int, phase: str = "") -> None:
        super().report(done, total, phase)
        if (phase, done) == ("sending", 2):
            raise Cancelled
