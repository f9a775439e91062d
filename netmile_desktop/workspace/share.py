"""One call's progress as a stretch of a longer job's."""

from __future__ import annotations

from collections.abc import Callable

from netmile_desktop.progress import Progress


class SubProgress:
    """Counts in the rows of the whole job what a call inside it reports in bytes."""

    def __init__(self, whole: Progress, at: int, rows: int, total: int) -> None:
        """The call stands for `rows` rows behind the first `at` of `total`."""
        self._whole = whole
        self._at = at
        self._rows = rows
        self._total = total

    def begin(self, phase: str) -> None:
        """Say what the job is doing from here on."""
        self._whole.report(self._at, self._total, phase)

    def report(self, done: int, total: int, phase: str = "") -> None:
        """The phase stays the job's own."""
        self._whole.report(self._at + (self._rows * done // total if total else 0), self._total)

    def sleep(self, seconds: float) -> None:
        self._whole.sleep(seconds)

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        self._whole.on_cancel(stop)
