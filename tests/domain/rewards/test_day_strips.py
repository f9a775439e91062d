"""A day of files at a glance, and what remains until a deadline."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.rewards import INTERVALS, FileAlarm, FileState, Schedule, warned_from
from netmile_desktop.domain.rewards.day_strips import (
    Announcement,
    CellState,
    DeadlineLevel,
    announcements,
    day_strip,
    file_deadline,
    set_times,
)

DAY = date(2026, 12, 1)
MIDNIGHT = start_of(DAY)
HOURLY = Schedule(1, 0)


def a_file(hour: float, state: FileState, rows: int = 3, *, minutes: float = 60) -> wire.RewardFile:
    due = MIDNIGHT + timedelta(hours=hour)
    until = due + timedelta(minutes=minutes)
    return wire.RewardFile(
        file=f"R20261201-{int(hour):02d}00",
        due_at=due,
        made_at=due,
        rows=rows,
        state=state,
        alarm=FileAlarm.NONE,
        answer_until=until,
        warned_from=warned_from(due, until),
        downloads=0,
        downloaded_at=None,
        answered_at=None,
        approved=0,
        refused=0,
        has_passwords=False,
        shredded=False,
    )


@pytest.mark.parametrize("hours", INTERVALS)
def test_a_day_has_a_cell_for_each_set_time(hours: int) -> None:
    times = list(set_times(DAY, Schedule(hours, 30)))
    assert times == [MIDNIGHT + timedelta(minutes=30) + n * timedelta(hours=hours) for n in range(24 // hours)]


def test_midnight_belongs_to_its_own_day() -> None:
    assert list(set_times(DAY, Schedule(24, 0))) == [MIDNIGHT]
    assert datetime(2026, 11, 30, 15, 0, tzinfo=UTC) == MIDNIGHT


def test_a_day_of_24_files_shows_each_state() -> None:
    now = MIDNIGHT + timedelta(hours=18, minutes=20)
    files = [a_file(hour, FileState.COMPLETED) for hour in range(24) if hour < 17]
    files[4] = a_file(4, FileState.EMPTY, 0)
    files[9] = a_file(9, FileState.DOWNLOADED)
    del files[12]
    files += [a_file(17, FileState.NEW, minutes=90), a_file(18, FileState.DOWNLOADED, 14)]
    strip = day_strip(DAY, HOURLY, files, now)
    assert [cell.due_at for cell in strip.cells] == [MIDNIGHT + timedelta(hours=hour) for hour in range(24)]
    assert strip.counts() == {
        CellState.ANSWERED: 14,
        CellState.EMPTY: 1,
        CellState.WAITING: 1,
        CellState.SOON: 1,
        CellState.OVERDUE: 1,
        CellState.PLANNED: 5,
        CellState.UNKNOWN: 1,
    }
    assert strip.cells[12].state is CellState.UNKNOWN
    assert (strip.cells[12].rows, strip.cells[12].file) == (None, ""), "unknown is not 0"
    assert (strip.cells[9].state, strip.cells[17].state) == (CellState.OVERDUE, CellState.SOON)
    waiting = strip.cells[18]
    assert (waiting.state, waiting.rows, waiting.file) == (CellState.WAITING, 14, "R20261201-1800")
    assert waiting.answer_until == MIDNIGHT + timedelta(hours=19)
    assert all(cell.state is CellState.PLANNED for cell in strip.cells[19:])


def test_a_set_time_is_unknown_from_its_instant_on() -> None:
    at = MIDNIGHT + timedelta(hours=1)
    [before, after] = [day_strip(DAY, HOURLY, [], at - timedelta(seconds=left)).cells[1].state for left in (1, 0)]
    assert (before, after) == (CellState.PLANNED, CellState.UNKNOWN)


def test_a_file_is_overdue_from_its_deadline_on() -> None:
    file = a_file(1, FileState.DOWNLOADED)
    [before, after] = [
        day_strip(DAY, HOURLY, [file], file.answer_until - timedelta(seconds=left)).cells[1].state for left in (1, 0)
    ]
    assert (before, after) == (CellState.SOON, CellState.OVERDUE)


def test_files_of_other_days_are_left_out_and_those_of_other_times_put_in() -> None:
    files = [a_file(-1, FileState.COMPLETED), a_file(24, FileState.NEW), a_file(7.5, FileState.COMPLETED)]
    strip = day_strip(DAY, Schedule(12, 0), files, MIDNIGHT + timedelta(hours=8))
    assert [(cell.due_at - MIDNIGHT, cell.state) for cell in strip.cells] == [
        (timedelta(), CellState.UNKNOWN),
        (timedelta(hours=7.5), CellState.ANSWERED),
        (timedelta(hours=12), CellState.PLANNED),
    ]


@pytest.mark.parametrize(
    ("minutes", "share", "level"),
    [
        (0, 1.0, DeadlineLevel.CALM),
        (29.99, 0.5, DeadlineLevel.CALM),
        (30, 0.5, DeadlineLevel.SOON),
        (50, 1 / 6, DeadlineLevel.SOON),
        (50.1, 0.165, DeadlineLevel.RED),
        (60, 0.0, DeadlineLevel.OVERDUE),
        (500, 0.0, DeadlineLevel.OVERDUE),
    ],
)
def test_what_remains_of_an_hour(minutes: float, share: float, level: DeadlineLevel) -> None:
    file = a_file(18, FileState.DOWNLOADED)
    told = file_deadline(file, file.made_at + timedelta(minutes=minutes))
    assert told.level is level
    assert told.share == pytest.approx(share, abs=0.001)
    assert told.remaining == max(timedelta(minutes=60 - minutes), timedelta())


def test_a_deadline_is_announced_at_30_and_10_minutes_once_each() -> None:
    files = [a_file(18, FileState.DOWNLOADED), a_file(18, FileState.COMPLETED), a_file(17, FileState.NEW)]
    told: list[Announcement] = []
    said: list[tuple[int, int]] = []
    for second in range(0, 3600, 5):
        found = announcements(files[:2], files[0].made_at + timedelta(seconds=second), told)
        told += found
        said += [(second, int(each.left.total_seconds())) for each in found]
    assert said == [(1800, 1800), (3000, 600)]
    assert announcements(files[2:], MIDNIGHT + timedelta(hours=18), told) == [], "it has passed"


def test_who_comes_late_hears_the_nearest_alone() -> None:
    file = a_file(18, FileState.NEW)
    [found] = announcements([file], file.answer_until - timedelta(minutes=4))
    assert found == Announcement(file.file, timedelta(minutes=10))
    assert announcements([file], file.answer_until - timedelta(minutes=3), [found]) == []
