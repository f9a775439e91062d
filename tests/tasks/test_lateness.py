"""The probe of the window's lateness: what it counts, and that it sees a window that is kept waiting."""

from __future__ import annotations

import logging
import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from netmile_desktop.tasks.lateness import Counted, LatenessProbe


def test_percentiles_are_those_of_what_was_counted() -> None:
    found = Counted([1.05] * 98 + [20.0, 120.0]).summed()
    assert found.ticks == 100
    assert found.median == pytest.approx(1.1)
    assert found.p99 == pytest.approx(20.0, abs=0.11)
    assert found.worst == 120.0
    assert (found.over_16, found.over_50) == (2, 1)


def test_nothing_counted_is_nothing_late() -> None:
    assert Counted().summed().worst == 0.0


def test_what_is_later_than_the_last_bucket_keeps_its_size() -> None:
    assert Counted([60_000.0]).summed().worst == 60_000.0


def test_a_thread_kept_busy_is_seen(qapp: object, qtbot: QtBot) -> None:
    probe = LatenessProbe()
    probe.start()
    QTimer.singleShot(0, lambda: time.sleep(0.2))
    seen: list[float] = []

    def late_enough() -> bool:
        seen.append(probe.taken().worst)
        return max(seen) >= 100

    qtbot.waitUntil(late_enough)
    probe.stop()


def test_it_tells_the_log_when_it_is_stopped(qapp: object, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    probe = LatenessProbe()
    with caplog.at_level(logging.INFO):
        probe.start()
        qtbot.waitUntil(lambda: probe.taken().ticks > 0)
        probe.stop()
        probe.stop()
    told = [record.message for record in caplog.records if record.name.endswith("lateness")]
    assert len(told) == 1
    assert "at 99 %" in told[0]
