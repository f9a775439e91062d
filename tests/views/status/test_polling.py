"""Questions come soon at first, then seldom, and end with the work."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from netmile_desktop.views.status.polling import Polling


def test_questions_come_more_seldom_while_nothing_moves(qapp: object) -> None:
    polling = Polling(first=1_000, longest=2_000)
    pauses = []
    for _ in range(4):
        polling.heard(False, "as before")
        pauses.append(polling.milliseconds)
    assert pauses == [1_000, 1_500, 2_000, 2_000]
    polling.stop()


def test_a_change_brings_them_back_to_quick(qapp: object) -> None:
    polling = Polling(first=1_000, longest=8_000)
    for seen in ("a", "a", "a"):
        polling.heard(False, seen)
    assert polling.milliseconds > 2_000
    polling.heard(False, "b")
    assert polling.milliseconds == 1_000
    polling.stop()


def test_they_end_once_all_is_done(qapp: object) -> None:
    polling = Polling()
    polling.heard(False, "a")
    assert polling.is_active
    polling.heard(True, "b")
    assert not polling.is_active


def test_a_missing_answer_does_not_end_them(qapp: object) -> None:
    polling = Polling(first=1_000)
    polling.heard(False, "a")
    polling.missed()
    assert polling.is_active
    assert polling.milliseconds == 1_500
    polling.stop()


def test_due_comes_after_the_pause(qapp: object, qtbot: QtBot) -> None:
    polling = Polling(first=1)
    with qtbot.waitSignal(polling.due):
        polling.heard(False, "a")
