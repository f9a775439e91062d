"""When members register at a reward campaign: more from week to week, few at night, and up to the present minute."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from netmile_desktop.domain.calendar import day_of, start_of
from netmile_desktop.domain.rewards import HandOver, HandOverState, RewardResult
from netmile_desktop.portal.sandbox.reward_samples import SampleReward

BY_HOUR = (0, 1, 0, 0, 2, 4, 7, 9, 11, 12, 15, 21, 18, 13, 12, 16, 19, 14, 17, 18, 20, 16, 9, 3)
"""Registrations in each hour of a busy day."""

OPEN_ROWS = 14
"""Registrations of the last full hour at a campaign that many find, whichever hour it is."""

_GROWTH_DAYS = 18
_HOUR = timedelta(hours=1)
_LATELY = timedelta(minutes=5)
"""How long ago somebody registered for certain."""


@dataclass(slots=True)
class SampleRegistration:
    """A sample registration: who registered when, how it was handed over, and what was answered."""

    at: datetime
    id: UUID
    code: str
    member: UUID
    waits_since: datetime
    """From when on it waits for the next file."""
    hand_over: HandOver
    state: HandOverState = HandOverState.WAITING
    handed_over_at: datetime | None = None
    result: RewardResult | None = None
    result_at: datetime | None = None
    reason: str = ""
    file_id: UUID | None = None
    line: int | None = None

    def hand_over_to_merchant(self, at: datetime) -> None:
        self.state, self.handed_over_at = HandOverState.HANDED_OVER, at

    def answer(self, at: datetime, reason: str) -> None:
        """Take the merchant's answer: refused for a reason, or approved without one."""
        self.result = RewardResult.REFUSED if reason else RewardResult.APPROVED
        self.result_at, self.reason = at, reason


def moments(sample: SampleReward, members: int, now: datetime, chance: random.Random) -> list[datetime]:
    """Return when somebody registers, in order; fewer register if there are few members."""
    days = range(-sample.runs[0], max(0, -sample.runs[1] - 1), -1)
    wanted = sum(_on_average(sample, days_ago) for days_ago in days) + (sum(BY_HOUR) if sample.of_late else 1)
    share = min(1.0, 0.8 * members / wanted)
    found: list[datetime] = []
    for days_ago in days:
        start = start_of(day_of(now) - timedelta(days=days_ago))
        busy = chance.uniform(0.7, 1.2) * (1.3 if start.weekday() in {4, 5} else 1)  # the evening before, in UTC
        count = int(_on_average(sample, days_ago) * share * busy + chance.random())
        hours = chance.choices(range(24), BY_HOUR, k=count)
        found += sorted(start + timedelta(seconds=hour * 3_600 + chance.randrange(3_600)) for hour in hours)
    if sample.runs[1] < 0 or not wanted:
        return found
    if sample.of_late:
        return _until_now(found, share, now, chance)
    return [at for at in found if at < now - _LATELY] + [now - _LATELY]


def _on_average(sample: SampleReward, days_ago: int) -> float:
    return sample.a_day + sample.of_late * math.exp(-days_ago / _GROWTH_DAYS)


def _until_now(before: list[datetime], share: float, now: datetime, chance: random.Random) -> list[datetime]:
    """Add the hours of today, the last full hour, and what has passed of the present one."""
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    last_hour, found = this_hour - _HOUR, list(before)
    for hour, count in enumerate(BY_HOUR):
        start = start_of(day_of(now)) + timedelta(hours=hour)
        if start < last_hour:
            found += _within(start, _HOUR, round(count * share), chance)
    found = [at for at in found if at < last_hour]
    found += _within(last_hour, _HOUR, OPEN_ROWS, chance)
    passed = now - this_hour
    return found + _within(this_hour, passed, int(OPEN_ROWS * share * (passed / _HOUR)), chance)


def _within(start: datetime, span: timedelta, count: int, chance: random.Random) -> list[datetime]:
    """Return instants in order, spread over a span."""
    return [start + span * ((number + 0.9 * chance.random()) / count) for number in range(count)]
