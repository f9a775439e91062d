"""How a long job speaks with whoever waits for it; knows neither Qt nor the trade."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")

THINGS_AT_A_TIME = 1_000
"""Things that a long walk passes between two reports, at which it can be stopped."""


class Cancelled(BaseException):
    """The user asked the job to stop. Not an Exception, so that no `except Exception` swallows it."""


class Progress(Protocol):
    """What every job is handed."""

    def report(self, done: int, total: int, phase: str = "") -> None:
        """Say that `done` of `total` is finished; raises Cancelled where a stop was asked for.

        `total` is 0 where the end is not known. `phase` is a short key (`"checking"`, `"sending"`,
        `"judging"`, ...) that the views turn into words; empty keeps the last one.
        """

    def sleep(self, seconds: float) -> None:
        """Wait, but wake at once and raise Cancelled where a stop is asked for meanwhile."""

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        """Register a callable without arguments that frees whatever the job is blocked in; None takes it back."""


class Silent:
    """A Progress that nobody listens to and that is never cancelled: for scripts and tests."""

    def report(self, done: int, total: int, phase: str = "") -> None:
        return None

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        return None


SILENT = Silent()


def walked(things: Iterable[T], progress: Progress) -> Iterator[T]:
    """Yield things one after another, and report how far that is."""
    for n, each in enumerate(things):
        if n % THINGS_AT_A_TIME == 0:
            progress.report(n, 0)
        yield each


class SubProgress:
    """The progress of one call as a stretch of a longer job: counts in the job's rows what the call reports in bytes."""

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
        """Report to the whole job, which keeps its own phase."""
        self._whole.report(self._at + (self._rows * done // total if total else 0), self._total)

    def sleep(self, seconds: float) -> None:
        self._whole.sleep(seconds)

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        self._whole.on_cancel(stop)
