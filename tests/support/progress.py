"""A Progress that tests can look at and stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from netmile_desktop.progress import Cancelled


class Watched:
    """Records every report; `cancel` may come from any thread."""

    def __init__(self) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self.slept: list[float] = []
        self._stop: Callable[[], None] | None = None
        self._cancelled = threading.Event()
        self._lock = threading.Lock()

    def report(self, done: int, total: int, phase: str = "") -> None:
        self.reports.append((done, total, phase))
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
