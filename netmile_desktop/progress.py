"""Progress and cancellation of long jobs. No Qt, no knowledge of the trade."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")

THINGS_AT_A_TIME = 1_000
"""Things between two progress reports of a long loop, at each of which it can be cancelled."""


class Cancelled(BaseException):
    """Raised in a job that the user has stopped. Not an Exception, so that no `except Exception` swallows it."""


class Progress(Protocol):
    """The link from a job to its caller; every job receives one."""

    def report(self, done: int, total: int, phase: str = "") -> None:
        """Report that `done` of `total` is finished; raise Cancelled if the user has asked to stop.

        `total` is 0 if it is unknown. `phase` is a short key (`"checking"`, `"sending"`, `"judging"`, ...) that
        the views translate; an empty one keeps the last phase.
        """

    def sleep(self, seconds: float) -> None:
        """Wait, but wake at once and raise Cancelled if the user asks to stop meanwhile."""

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        """Register a callable that unblocks the job if it is stopped; None removes it."""


class Silent:
    """A Progress that reports to nowhere and is never cancelled, for scripts and tests."""

    def report(self, done: int, total: int, phase: str = "") -> None:
        return None

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        return None


SILENT = Silent()


def walked(things: Iterable[T], progress: Progress) -> Iterator[T]:
    """Yield things one after another, and report the number passed so far."""
    for n, each in enumerate(things):
        if n % THINGS_AT_A_TIME == 0:
            progress.report(n, 0)
        yield each


class SubProgress:
    """The progress of one call within a longer job: converts the bytes a call reports into rows of the job."""

    def __init__(self, whole: Progress, at: int, rows: int, total: int) -> None:
        """The call covers `rows` rows, after the first `at` of `total`."""
        self._whole = whole
        self._at = at
        self._rows = rows
        self._total = total

    def begin(self, phase: str) -> None:
        """Report the phase the job enters."""
        self._whole.report(self._at, self._total, phase)

    def report(self, done: int, total: int, phase: str = "") -> None:
        """Report to the whole job, which keeps its own phase."""
        self._whole.report(self._at + (self._rows * done // total if total else 0), self._total)

    def sleep(self, seconds: float) -> None:
        self._whole.sleep(seconds)

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        self._whole.on_cancel(stop)
