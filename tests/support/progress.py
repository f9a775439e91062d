"""A progress that remembers what it was told and can stop the job at a given point."""

from __future__ import annotations

import threading
from collections.abc import Callable

from netmile_desktop.progress import Cancelled


class Watched:
    """Cancels with the first report of phase and `done` that reach `stop_at`, or once `stop` is called."""

    def __init__(self, stop_at: tuple[str, int] | None = None) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self.phases: list[str] = []
        self._stop_at = stop_at
        self._stopped = threading.Event()
        self._free: Callable[[], None] | None = None

    def stop(self) -> None:
        """Ask the job to stop; frees it where it is blocked."""
        self._stopped.set()
        if self._free is not None:
            self._free()

    def report(self, done: int, total: int, phase: str = "") -> None:
        phase = phase or (self.phases[-1] if self.phases else "")
        self.reports.append((done, total, phase))
        if not self.phases or self.phases[-1] != phase:
            self.phases.append(phase)
        if self._stop_at is not None and phase == self._stop_at[0] and done >= self._stop_at[1]:
            self._stopped.set()
        if self._stopped.is_set():
            raise Cancelled

    def sleep(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise Cancelled

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        self._free = stop
        if stop is not None and self._stopped.is_set():
            stop()
