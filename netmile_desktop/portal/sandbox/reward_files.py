"""The files of the sandbox's batch hand-over: written by the schedule of each time, downloaded, and mostly answered."""

from __future__ import annotations

import hashlib
import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import JST, day_of, start_of
from netmile_desktop.domain.rewards import RewardResult, Schedule
from netmile_desktop.domain.rewards.result_files import Verdict, result_file
from netmile_desktop.portal.database.column_types import as_stored, milliseconds
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.rewards.files import file_code
from netmile_desktop.portal.sandbox.reward_days import SampleRegistration

REASONS = (
    "登録済みの会員です",
    "入力内容を確認できませんでした",
    "いたずらの疑いがあります",
    "同じ住所で登録済み",
    "電話番号が使われていません",
)
"""Why merchants refuse; the first are the most frequent ones."""

DAILY, HOURLY = Schedule(), Schedule(every_hours=1, minute=0)
HOURLY_DAYS = 14
"""Days since which files come hourly where so many register."""

REFUSED_SHARE = 0.13
_LATE_SHARE = 0.02
_LATE_HOUR = 13
"""Hour of yesterday's file whose result was late, whatever chance says of others."""


class SampleRewardFile(NamedTuple):
    """A row of `reward_file`, its columns in this order."""

    site_id: UUID
    id: UUID
    code: str
    due_at: datetime
    made_at: datetime
    answer_until: datetime
    rows: int
    downloads: int
    downloaded_at: datetime | None
    answered_at: datetime | None
    answered_by: UUID | None
    result_sha256: bytes | None
    answer: bytes | None


class SampleFiles:
    """The files of one site, up to now; what has registered since the last one waits for the next."""

    def __init__(self, site_id: UUID, user_id: UUID, now: datetime, chance: random.Random, *, hourly: bool) -> None:
        """Take `user_id` as who answers, and `hourly` as whether files come hourly by now."""
        self._site_id = site_id
        self._user_id = user_id
        self._now = now
        self._chance = chance
        self._hourly_from = start_of(day_of(now) - timedelta(days=HOURLY_DAYS)) if hourly else None
        yesterday = day_of(now) - timedelta(days=1)
        self._certainly_late = datetime.combine(yesterday, time(_LATE_HOUR), JST) if hourly else None

    @property
    def schedule(self) -> Schedule:
        """When files come at present."""
        return HOURLY if self._hourly_from else DAILY

    def write(self, registrations: Sequence[SampleRegistration], since: date) -> list[SampleRewardFile]:
        """Write the files of all set times since a day; tell registrations of their places and answers."""
        times = self._set_times(since)
        inside: dict[int, list[SampleRegistration]] = {}
        for each in registrations:
            inside.setdefault(bisect_right(times, each.waits_since), []).append(each)
        last = len(times) - 1
        return [
            self._file(number, due_at, inside.get(number, []), is_last=number == last)
            for number, due_at in enumerate(times)
        ]

    def _set_times(self, since: date) -> list[datetime]:
        until = self._hourly_from - timedelta(microseconds=1) if self._hourly_from else self._now
        found = _times(DAILY, start_of(since), until)
        if self._hourly_from:
            found += _times(HOURLY, self._hourly_from - timedelta(microseconds=1), self._now)
        return found

    def _file(self, number: int, due_at: datetime, own: list[SampleRegistration], *, is_last: bool) -> SampleRewardFile:
        own.sort(key=lambda each: (each.at, each.id))
        id_ = ids_at(milliseconds(due_at), (11 << 60) + number, 1)[0]
        for line, each in enumerate(own, 1):
            each.file_id, each.line = id_, line
        made_at = due_at + timedelta(seconds=1)
        schedule = HOURLY if self._hourly_from and due_at >= self._hourly_from else DAILY
        until = schedule.next_after(made_at)
        code, written = file_code(due_at), (self._site_id, id_)
        begins = (*written, code, due_at, min(made_at, self._now), until, len(own))
        if not own or is_last:
            return SampleRewardFile(*begins, 0, None, None, None, None, None)
        downloaded_at, answered_at = self._answered(made_at, until, due_at)
        accepted, digest = self._answer(code, own, downloaded_at, answered_at)
        return SampleRewardFile(
            *begins, 1, downloaded_at, answered_at, self._user_id, digest, msgspec.json.encode(accepted)
        )

    def _answered(self, made_at: datetime, until: datetime, due_at: datetime) -> tuple[datetime, datetime]:
        """Return when a file was downloaded and when its result came: in time, or somewhat late."""
        span = until - made_at
        downloaded_at = made_at + span * self._chance.uniform(0.01, 0.1)
        answered_at = downloaded_at + span * self._chance.uniform(0.05, 0.6)
        if due_at == self._certainly_late or self._chance.random() < _LATE_SHARE:
            answered_at = until + span * self._chance.uniform(0.05, 0.4)
        return as_stored(downloaded_at), as_stored(min(answered_at, self._now))

    def _answer(
        self, code: str, own: Sequence[SampleRegistration], downloaded_at: datetime, at: datetime
    ) -> tuple[wire.RewardResultAccepted, bytes]:
        """Answer a file's registrations; return the accepted result and the digest of its bytes."""
        for each in own:
            each.hand_over_to_merchant(downloaded_at)
            each.answer(at, a_reason(self._chance))
        refused = sum(each.result is RewardResult.REFUSED for each in own)
        accepted = wire.RewardResultAccepted(
            file=code, approved=len(own) - refused, refused=refused, faults=[], answered_at=at
        )
        raw = result_file([Verdict(each.code, each.result or RewardResult.APPROVED, each.reason) for each in own])
        return accepted, hashlib.sha256(raw).digest()


def a_reason(chance: random.Random) -> str:
    """Return why somebody is refused, or "" for most."""
    return chance.choices(REASONS, (5, 4, 1, 3, 2))[0] if chance.random() < REFUSED_SHARE else ""


def _times(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """Return the set times after an instant, up to another one."""
    step, at, found = timedelta(hours=schedule.every_hours), schedule.next_after(after), []
    while at <= until:
        found.append(at)
        at += step
    return found
