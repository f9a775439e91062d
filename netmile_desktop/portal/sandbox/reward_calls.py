"""The sandbox's hand-over in real time: calls of a merchant's API with every outcome, and one that is under way."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from netmile_desktop.domain.rewards import TRIES_AFTER, CallOutcome, HandOver, RewardResult
from netmile_desktop.portal.database.column_types import as_stored, milliseconds
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.sandbox.reward_days import SampleRegistration
from netmile_desktop.portal.sandbox.reward_files import a_reason

_FAILURES = (
    (CallOutcome.HTTP_STATUS, 503, "status 503"),
    (CallOutcome.TIMED_OUT, None, "no answer in time"),
    (CallOutcome.UNREACHABLE, None, "Connection refused"),
    (CallOutcome.BAD_ANSWER, 200, "no JSON object with a result"),
    (CallOutcome.FORBIDDEN_ADDRESS, None, "the name leads into a private network"),
)
"""How calls fail, in turn: outcome, status and detail."""

_FAILS_EVERY, _NEVER_TAKEN_EVERY = 6, 3
"""One in so many registrations meets a failure; one in so many of those goes into a file in the end."""

_PENDING_EVERY, _PENDING_AT = 4, 2
"""One in so many registrations is taken without an answer, the third of them first."""

_ANSWERED_AFTER = timedelta(days=6)
"""Age from which what was left pending has its answer."""

_SETTLED = max(TRIES_AFTER) + timedelta(minutes=5)
_TRIES_UNDER_WAY = 2


class SampleCall(NamedTuple):
    """A row of `reward_call`, its columns in this order."""

    site_id: UUID
    id: UUID
    code: str
    called_at: datetime
    attempt: int
    outcome: CallOutcome
    http_status: int | None
    milliseconds: int
    detail: str
    next_try_at: datetime | None
    goes_to_file: int


class SampleDelivery(NamedTuple):
    """A row of `reward_delivery`, its columns in this order."""

    site_id: UUID
    registration_id: UUID
    attempts: int
    first_at: datetime
    next_at: datetime


class SampleCalls:
    """The calls of one site's API."""

    def __init__(self, site_id: UUID, now: datetime, chance: random.Random) -> None:
        self._site_id = site_id
        self._now = now
        self._chance = chance
        self.calls: list[SampleCall] = []
        self.under_way: list[SampleDelivery] = []

    def make(self, registrations: Sequence[SampleRegistration]) -> None:
        """Hand registrations over as they come. The newest one, of a moment ago, has not got through yet."""
        failures = 0
        for number, each in enumerate(registrations):
            is_newest = each is registrations[-1]
            if is_newest or (number % _FAILS_EVERY == 0 and each.at < self._now - _SETTLED):
                self._fail(each, failures, is_newest=is_newest)
                failures += 1
            else:
                self._deliver(each, each.at, 1, is_pending=number % _PENDING_EVERY == _PENDING_AT)

    def _fail(self, of: SampleRegistration, number: int, *, is_newest: bool) -> None:
        """Let calls fail: two so far, all five of them, or a few before one gets through."""
        kind = 2 if is_newest else number % len(_FAILURES)
        is_taken = not is_newest and number % _NEVER_TAKEN_EVERY != 1
        tries = _TRIES_UNDER_WAY if is_newest else self._chance.randint(1, 3) if is_taken else len(TRIES_AFTER)
        outcome, status, detail = _FAILURES[kind]
        first_at, called_at = of.at + timedelta(milliseconds=400), of.at
        for attempt, called_at in zip(range(1, tries + 1), _tried(first_at), strict=False):
            is_last = attempt == len(TRIES_AFTER)
            next_at = None if is_last else as_stored(first_at + TRIES_AFTER[attempt])
            took = 10_000 if outcome is CallOutcome.TIMED_OUT else self._chance.randint(4, 400)
            self._log(of, called_at, attempt, (outcome, status, detail), took, next_at, to_file=is_last)
        if is_newest:
            next_at = as_stored(first_at + TRIES_AFTER[tries])
            self.under_way.append(SampleDelivery(self._site_id, of.id, tries, as_stored(first_at), next_at))
        elif is_taken:
            self._deliver(of, first_at + TRIES_AFTER[tries], tries + 1, is_pending=False)
        else:
            of.hand_over, of.waits_since = HandOver.BATCH, called_at

    def _deliver(self, of: SampleRegistration, at: datetime, attempt: int, *, is_pending: bool) -> None:
        """Let the merchant take a registration, with an answer at once or later."""
        took = self._chance.randint(80, 900)
        handed_over_at = as_stored(at + timedelta(milliseconds=took))
        of.hand_over_to_merchant(handed_over_at)
        reason, outcome = a_reason(self._chance), CallOutcome.PENDING
        if not is_pending:
            of.answer(handed_over_at, reason)
            outcome = CallOutcome.REFUSED if of.result is RewardResult.REFUSED else CallOutcome.APPROVED
        elif handed_over_at < self._now - _ANSWERED_AFTER:
            of.answer(as_stored(handed_over_at + timedelta(hours=self._chance.uniform(2, 60))), reason)
        detail = reason if outcome is CallOutcome.REFUSED else ""
        self._log(of, handed_over_at, attempt, (outcome, 200, detail), took, None, to_file=False)

    def _log(
        self,
        of: SampleRegistration,
        at: datetime,
        attempt: int,
        said: tuple[CallOutcome, int | None, str],
        took: int,
        next_at: datetime | None,
        *,
        to_file: bool,
    ) -> None:
        outcome, status, detail = said
        id_ = ids_at(milliseconds(at), (13 << 60) + len(self.calls), 1)[0]
        self.calls.append(
            SampleCall(
                self._site_id,
                id_,
                of.code,
                as_stored(at),
                attempt,
                outcome,
                status,
                took,
                detail,
                next_at,
                int(to_file),
            )
        )


def _tried(first_at: datetime) -> Iterator[datetime]:
    for after in TRIES_AFTER:
        yield as_stored(first_at + after)
