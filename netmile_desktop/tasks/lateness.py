"""The lateness of the GUI thread, measured by a short timer that records how long it had to wait."""

from __future__ import annotations

import logging
import time
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Slot

TICK_MILLISECONDS = 5
TOLD_EVERY_SECONDS = 60

_BUCKET = 0.1
"""Milliseconds per bucket; with buckets, a day of lateness takes no more memory than a minute."""
_BUCKETS = 20_000
"""Lateness of two seconds or more falls into the last bucket; the worst is kept exactly."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lateness:
    """Over some time: how many milliseconds too late the timer fired."""

    ticks: int
    median: float
    p95: float
    p99: float
    worst: float
    over_16: int
    """Ticks late by more than 16 ms, each a missed frame."""
    over_50: int
    """Ticks late by more than 50 ms, each possibly noticeable to the user."""

    def __str__(self) -> str:
        return (
            f"{self.ticks} ticks of {TICK_MILLISECONDS} ms, late by {self.median:.1f} ms in the median, "
            f"{self.p95:.1f} at 95 %, {self.p99:.1f} at 99 %, {self.worst:.1f} at worst; "
            f"{self.over_16} times over 16 ms, {self.over_50} times over 50 ms"
        )


class Counted:
    """Lateness as it comes in, one after another."""

    def __init__(self, late: Iterable[float] = ()) -> None:
        """`late` in milliseconds."""
        self._buckets = array("q", bytes(8 * _BUCKETS))
        self._ticks = 0
        self._worst = 0.0
        self._over_16 = self._over_50 = 0
        for each in late:
            self.add(each)

    def add(self, late: float) -> None:
        self._buckets[min(int(late / _BUCKET), _BUCKETS - 1)] += 1
        self._ticks += 1
        self._worst = max(self._worst, late)
        self._over_16 += late > 16
        self._over_50 += late > 50

    def summed(self) -> Lateness:
        median, p95, p99 = (self._at(share) for share in (0.5, 0.95, 0.99))
        return Lateness(self._ticks, median, p95, p99, self._worst, self._over_16, self._over_50)

    def _at(self, share: float) -> float:
        """The upper end of the bucket below which a share of all ticks lies; never more than the worst."""
        wanted, seen = share * self._ticks, 0
        for n, count in enumerate(self._buckets):
            seen += count
            if count and seen >= wanted:
                return min((n + 1) * _BUCKET, self._worst)
        return 0.0


class LatenessProbe(QObject):
    """Measures while it runs; writes what it found to the log once a minute and when it is stopped.

    A tick is due `TICK_MILLISECONDS` after the one before was served, so that one long wait counts once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._on_tick)
        self._counted = Counted()
        self._told = Counted()
        self._due = self._tell_at = 0.0

    def start(self) -> None:
        """Measure from now on."""
        self._counted, self._told = Counted(), Counted()
        self._tell_at = time.perf_counter() + TOLD_EVERY_SECONDS
        self._wait()

    def stop(self) -> None:
        """Measure no more, and tell the log what came of the time not told yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._tell()

    def taken(self) -> Lateness:
        """The lateness since the start or the last call."""
        counted, self._counted = self._counted, Counted()
        return counted.summed()

    def _wait(self) -> None:
        self._due = time.perf_counter() + TICK_MILLISECONDS / 1000
        self._timer.start()

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        late = max(0.0, (now - self._due) * 1000)
        self._counted.add(late)
        self._told.add(late)
        if now >= self._tell_at:
            self._tell_at = now + TOLD_EVERY_SECONDS
            self._tell()
        self._wait()

    def _tell(self) -> None:
        told, self._told = self._told, Counted()
        _log.info("The window: %s", told.summed())
