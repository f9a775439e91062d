"""Set times, deadlines and days that pass while their files are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from netmile_desktop.domain.calendar import day_of, start_of
from netmile_desktop.domain.rewards.day_strips import CellState, StripCell

_BEFORE_DEADLINE = frozenset({CellState.WAITING, CellState.SOON})


class PassedTimes:
    """Tells once about each time that it has passed.

    Whoever has put off to sign in again, or has a portal in trouble, is not asked each second.
    """

    def __init__(self) -> None:
        self._told: datetime | None = None

    def has_new(self, cells: Iterable[StripCell], now: datetime, today: date | None) -> bool:
        """Return whether a time has passed since the cells were told, and was not told of before.

        Args:
            today: The day that is shown, if it is shown as the present one.
        """
        times = [_next_time(each) for each in cells]
        passed = max((each for each in times if each is not None and each <= now), default=None)
        if today is not None and day_of(now) > today:
            passed = start_of(day_of(now))
        if passed in {None, self._told}:
            return False
        self._told = passed
        return True


def _next_time(cell: StripCell) -> datetime | None:
    """Return when a cell becomes another one."""
    if cell.state is CellState.PLANNED:
        return cell.due_at
    return cell.answer_until if cell.state in _BEFORE_DEADLINE else None
