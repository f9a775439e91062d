"""A day of the batch hand-over at a glance, and how long there is to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from netmile_desktop.domain.calendar import day_of, start_of
from netmile_desktop.domain.rewards import FileState, Schedule

RED_BELOW = timedelta(minutes=10)
"""Remaining time below which a deadline is shown in red."""

ANNOUNCED_AT = (timedelta(minutes=30), timedelta(minutes=10))
"""Remaining times at which a deadline is announced, the earliest first."""


class KnownFile(Protocol):
    """What is looked at of a reward file."""

    @property
    def file(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def rows(self) -> int: ...
    @property
    def state(self) -> FileState: ...
    @property
    def warned_from(self) -> datetime: ...
    @property
    def answer_until(self) -> datetime: ...


class CellState(StrEnum):
    """What is known about a set time."""

    ANSWERED = "answered"
    EMPTY = "empty"
    """登録なし."""
    WAITING = "waiting"
    SOON = "soon"
    """Waits, and its deadline is near."""
    OVERDUE = "overdue"
    PLANNED = "planned"
    UNKNOWN = "unknown"
    """The time has passed, and no file is known."""


@dataclass(frozen=True, slots=True)
class StripCell:
    """A set time of a day."""

    due_at: datetime
    state: CellState
    file: str = ""
    rows: int | None = None
    """Registrations in the file; None as long as it is not known."""
    answer_until: datetime | None = None
    """The deadline of a file that waits."""


@dataclass(frozen=True, slots=True)
class DayStrip:
    """The set times of a day, in order."""

    day: date
    cells: tuple[StripCell, ...]

    def counts(self) -> dict[CellState, int]:
        """Return how many cells are in each state; all states are named."""
        found = Counter(cell.state for cell in self.cells)
        return {state: found[state] for state in CellState}


class DeadlineLevel(StrEnum):
    """How urgent a deadline is."""

    CALM = "calm"
    SOON = "soon"
    RED = "red"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class FileDeadline:
    """How long there is to answer a file."""

    answer_until: datetime
    remaining: timedelta
    """Nothing once it has passed."""
    share: float
    """Part of the file's time that is left, from 0 to 1."""
    level: DeadlineLevel


@dataclass(frozen=True, slots=True)
class Announcement:
    """A file's deadline, to be said aloud once."""

    file: str
    left: timedelta
    """Which of ANNOUNCED_AT was reached."""


def set_times(day: date, schedule: Schedule) -> Iterator[datetime]:
    """Yield the set times of a Japanese day."""
    end = start_of(day + timedelta(days=1))
    at = schedule.next_after(start_of(day) - timedelta(microseconds=1))
    while at < end:
        yield at
        at = schedule.next_after(at)


def day_strip(day: date, schedule: Schedule, files: Iterable[KnownFile], now: datetime) -> DayStrip:
    """Return a cell for each set time of a day, and for each file of it from when other times were set."""
    cells = {at: StripCell(at, CellState.PLANNED if at > now else CellState.UNKNOWN) for at in set_times(day, schedule)}
    for each in files:
        if day_of(each.due_at) == day:
            cells[each.due_at] = _cell(each, now)
    return DayStrip(day, tuple(cells[at] for at in sorted(cells)))


def is_open(file: KnownFile) -> bool:
    """Return whether a file waits for its result."""
    return file.state in {FileState.NEW, FileState.DOWNLOADED}


def file_deadline(file: KnownFile, now: datetime) -> FileDeadline:
    """Return how long there is to answer a file."""
    remaining = max(file.answer_until - now, timedelta())
    whole = file.answer_until - file.made_at
    level = DeadlineLevel.SOON if now >= file.warned_from else DeadlineLevel.CALM
    if remaining < RED_BELOW:
        level = DeadlineLevel.RED if remaining else DeadlineLevel.OVERDUE
    share = min(remaining / whole, 1.0) if whole > timedelta() else 0.0
    return FileDeadline(file.answer_until, remaining, share, level)


def announcements(files: Iterable[KnownFile], now: datetime, told: Collection[Announcement] = ()) -> list[Announcement]:
    """Return what is to be announced now, for each file at most the nearest time, and each once.

    Args:
        told: What was announced before.
    """
    found = []
    for each in files:
        left = each.answer_until - now
        reached = [at for at in ANNOUNCED_AT if timedelta() < left <= at]
        if is_open(each) and reached and Announcement(each.file, reached[-1]) not in told:
            found.append(Announcement(each.file, reached[-1]))
    return found


def _cell(file: KnownFile, now: datetime) -> StripCell:
    if not is_open(file):
        state = CellState.EMPTY if file.state is FileState.EMPTY else CellState.ANSWERED
        return StripCell(file.due_at, state, file.file, file.rows)
    state = CellState.SOON if now >= file.warned_from else CellState.WAITING
    if now >= file.answer_until:
        state = CellState.OVERDUE
    return StripCell(file.due_at, state, file.file, file.rows, file.answer_until)
