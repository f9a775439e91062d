"""When files are written, and from when on a missing result is warned of."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.rewards import (
    INTERVALS,
    CallOutcome,
    FileAlarm,
    Schedule,
    file_alarm,
    minute_of,
    warned_from,
)

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=JST)


@pytest.mark.parametrize("hours", INTERVALS)
def test_files_come_at_the_same_times_of_every_day(hours: int) -> None:
    schedule = Schedule(hours, minute_of("09:30"))
    times = [schedule.next_after(NOON)]
    while len(times) <= 24 // hours:
        times.append(schedule.next_after(times[-1]))
    assert {later - earlier for earlier, later in pairwise(times)} == {timedelta(hours=hours)}
    assert {each.astimezone(JST).minute for each in times} == {30}
    assert times[-1] - times[0] == timedelta(days=1)
    assert NOON < times[0] <= NOON + timedelta(hours=hours)


def test_the_time_of_day_is_where_a_day_begins() -> None:
    schedule = Schedule(24, minute_of("09:30"))
    assert schedule.at == "09:30"
    assert schedule.next_after(NOON) == datetime(2026, 12, 2, 9, 30, tzinfo=JST)
    assert schedule.next_after(schedule.next_after(NOON)) == datetime(2026, 12, 3, 9, 30, tzinfo=JST)


@pytest.mark.parametrize(("hours", "lead"), [(1, 30), (6, 45), (12, 90), (24, 180)])
def test_a_missing_result_is_warned_of_in_time(hours: int, lead: int) -> None:
    until = NOON + timedelta(hours=hours)
    soon = until - timedelta(minutes=lead)
    assert warned_from(NOON, until) == soon
    moment = timedelta(seconds=1)
    for now, alarm in (
        (soon - moment, FileAlarm.NONE),
        (soon, FileAlarm.SOON),
        (until - moment, FileAlarm.SOON),
        (until, FileAlarm.OVERDUE),
    ):
        assert file_alarm(NOON, until, now, is_open=True) is alarm
        assert file_alarm(NOON, until, now, is_open=False) is FileAlarm.NONE


def test_a_call_has_delivered_if_the_merchant_answered_to_it() -> None:
    assert [each for each in CallOutcome if each.is_delivered] == [
        CallOutcome.APPROVED,
        CallOutcome.REFUSED,
        CallOutcome.PENDING,
    ]
