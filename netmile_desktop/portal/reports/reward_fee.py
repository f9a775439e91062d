"""The query of キャンペーン成果報酬料: approved × unit price by day or month of the answer (reward guide L80-83)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.reports.activity import Asked, QueryResult, Values
from netmile_desktop.portal.reports.campaigns import reward_named
from netmile_desktop.portal.reports.reward_answers import (
    AnswerCounts,
    RewardScope,
    left_out,
    require_rewards,
    reward_answers,
)
from netmile_desktop.portal.tables import reward_registration

LISTING_YEN = 0
"""キャンペーン掲載料 (reward guide L81)."""


def reward_scope(conn: Connection, asked: Asked) -> tuple[RewardScope, str]:
    """Return whose registrations a report counts, and the name of its campaign; "" if it is of all.

    Raises:
        Refused: `P-NOTFOUND` at a site that has never used rewards, or for an unknown campaign.
    """
    require_rewards(conn, asked.site_id)
    own = reward_named(conn, asked.site_id, asked.campaign_code)
    id_, name = own or (None, "")
    period = asked.period
    return RewardScope(asked.site_id, id_, period.first, period.last, asked.by is Grain.MONTH, asked.as_of), name


def reward_fee(database: Database, asked: Asked) -> QueryResult:
    """Return approved and refused registrations and what they cost; refused like `reward_scope`."""
    return database.read(lambda conn: _fee(conn, asked))


def _fee(conn: Connection, asked: Asked) -> QueryResult:
    scope, name = reward_scope(conn, asked)
    answers = reward_answers(conn, scope)
    buckets = asked.buckets
    shares = {}
    if asked.by_campaign:
        for id_ in sorted({heap[1] for heap in answers.approved} | {of[1] for of in answers.refused}):
            shares[id_] = _values(buckets, answers, {id_})
    return QueryResult(
        _values(buckets, answers),
        left_out(conn, scope.answered()),
        shares,
        closed=_closed(conn, scope, buckets, answers.frozen),
        campaign_name=name,
    )


def _values(buckets: Iterable[Bucket], answers: AnswerCounts, only: set[UUID] | None = None) -> Values:
    at_price: defaultdict[date, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    refused: defaultdict[date, int] = defaultdict(int)
    for (first, of, price), count in answers.approved.items():
        if only is None or of in only:
            at_price[first][price] += count
    for (first, of), count in answers.refused.items():
        if only is None or of in only:
            refused[first] += count
    values: Values = {name: [] for name in ("approved", "unit_price", "yen", "refused", "listing")}
    for bucket in buckets:
        here = at_price[bucket.first]
        values["approved"].append(sum(here.values()))
        values["unit_price"].append(next(iter(here)) if len(here) == 1 else None)
        values["yen"].append(sum(price * count for price, count in here.items()))
        values["refused"].append(refused[bucket.first])
        values["listing"].append(LISTING_YEN)
    return values


def _closed(conn: Connection, scope: RewardScope, buckets: Iterable[Bucket], frozen: set[date]) -> list[bool]:
    """Return of each bucket whether its month is frozen; months before the first answer need not be."""
    of: Any = reward_registration.c
    answered = (of.site_id == scope.site_id) & of.result_at.is_not(None)
    first = conn.execute(select(func.min(of.result_at)).where(answered)).scalar()
    began = day_of(first) if first is not None else day_of(scope.as_of)
    began = min(began, day_of(scope.as_of)).replace(day=1)
    return [bucket.first.replace(day=1) in frozen or bucket.last < began for bucket in buckets]
