"""The set times of a day: one stop of the Tab key, words for every state, lines that fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.rewards import FileAlarm, FileState, Schedule
from netmile_desktop.domain.rewards.day_strips import StripCell, day_strip
from netmile_desktop.domain.wire import RewardFile
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.results.day_card import DayCard

DAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 18, 18, 48, tzinfo=JST)


def a_file(hour: int, rows: int, state: FileState) -> RewardFile:
    due = datetime(2026, 11, 30, hour, tzinfo=JST)
    return RewardFile(
        file=f"R20261130-{hour:02d}00",
        due_at=due,
        made_at=due,
        rows=rows,
        state=state,
        alarm=FileAlarm.NONE,
        answer_until=due + timedelta(hours=1),
        warned_from=due + timedelta(minutes=45),
        downloads=1,
        downloaded_at=due,
        answered_at=None,
        approved=0,
        refused=0,
        has_passwords=False,
        shredded=False,
    )


FILES = [
    *(a_file(hour, 3, FileState.COMPLETED) for hour in range(15)),
    a_file(15, 0, FileState.EMPTY),
    a_file(16, 2, FileState.DOWNLOADED),
    a_file(18, 14, FileState.NEW),
]


@pytest.fixture
def card(toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> DayCard:
    card = DayCard(toolbox)
    shown(card)
    card.show_day(day_strip(DAY, Schedule(1, 0), FILES, NOW), NOW, DAY, "R20261130-1800")
    return card


def test_every_state_is_said_and_none_by_its_colour_alone(card: DayCard) -> None:
    strip = card.strip
    assert [strip.text_of(at) for at in (14, 15, 16, 17, 18, 19)] == ["3", "None", "2", "?", "41:12", "–"]
    assert [strip.spoken(at) for at in (14, 15, 16, 17, 18, 19)] == [
        "14:00, Answered, 3 people",
        "15:00, Nobody registered",
        "16:00, Overdue, 2 people",
        "17:00, Unknown",
        "18:00, Waiting, 14 people, 41 min left",
        "19:00, Planned",
    ]
    assert card.counts() == "24 files: Answered 15 Nobody registered 1 Waiting 1 Overdue 1 Planned 5 Unknown 1"
    assert card.date.text() == "2026/11/30 (Mon)"


def test_what_came_and_was_not_opened_is_marked_and_said(card: DayCard) -> None:
    strip, new = card.strip, frozenset({FILES[-1].file})

    def painted(at: int) -> QImage:
        return strip.viewport().grab(strip.visualRect(strip.model().index(0, at))).toImage()

    before = [painted(16), painted(18)]
    card.show_day(day_strip(DAY, Schedule(1, 0), FILES, NOW), NOW, DAY, "R20261130-1800", new)
    assert strip.spoken(18) == "18:00, Waiting, 14 people, 41 min left, new"
    assert strip.spoken(16) == "16:00, Overdue, 2 people"
    assert [before[0] == painted(16), before[1] == painted(18)] == [True, False], "a point in the cell"


def test_time_goes_on_in_the_cell_that_waits(card: DayCard) -> None:
    card.strip.show_time(NOW + timedelta(minutes=33))
    assert card.strip.text_of(18) == "08:12"


def test_arrows_go_from_one_to_the_next_and_enter_opens(card: DayCard) -> None:
    strip, opened = card.strip, list[StripCell]()
    strip.opened.connect(opened.append)
    strip.setFocus()
    current = strip.current()
    assert current is not None
    assert current.file == "R20261130-1800", "the file in front"
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert [each.file for each in opened] == ["R20261130-1600"]
    QTest.keyClick(strip, Qt.Key.Key_Home)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert opened[-1].file == "R20261130-0000"
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert strip.current() == strip.cells[-1]


def test_tab_passes_the_strip_with_one_step(card: DayCard) -> None:
    card.strip.setFocus()
    QTest.keyClick(card.strip, Qt.Key.Key_Tab)
    assert not card.strip.hasFocus()


def test_a_narrow_strip_has_lines_and_its_arrows_pass_their_ends(card: DayCard) -> None:
    card.resize(700, 300)
    strip = card.strip
    assert strip.model().rowCount() * strip.model().columnCount() == 24
    assert strip.model().rowCount() > 1
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Home)
    for _ in range(13):
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.current() == strip.cells[13]
    assert strip.text_of(18) == "41:12"


def test_other_days_are_asked_for_up_to_today(card: DayCard) -> None:
    asked: list[date] = []
    card.day_asked.connect(asked.append)
    assert not card.after_button.isEnabled()
    card.before_button.click()
    assert asked == [date(2026, 11, 29)]
    card.show_day(day_strip(asked[0], Schedule(6, 540), [], NOW), NOW, DAY)
    assert [each.due_at.astimezone(JST).hour for each in card.strip.cells] == [3, 9, 15, 21]
    card.after_button.click()
    assert asked[-1] == DAY
