"""Tasks that the worker takes up again and again: whether the next look is due."""

from __future__ import annotations

from datetime import datetime, timedelta


class NextLook:
    """The instant of a task's next look, so that the task costs nothing in between.

    It goes by a clock that can be moved: on past the instant or back before the last look, the next look is at once.
    """

    def __init__(self, every: timedelta) -> None:
        """Take `every` as the longest time between two looks."""
        self._every = every
        self._at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Return whether to look now."""
        return self._at is None or not self._at - self._every <= now < self._at

    def wait(self, now: datetime, until: datetime | None = None) -> None:
        """Wait until an instant, at the longest for the whole interval from `now`."""
        longest = now + self._every
        self._at = longest if until is None else min(until, longest)
