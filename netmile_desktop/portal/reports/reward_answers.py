"""What merchants have answered about registrations, by day or month and campaign; frozen after each month.

Registrations of test members are counted nowhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.portal.tables import campaign, reward_fee, reward_month, reward_price, reward_registration, site

_IN = reward_registration.c
_DAY: Any = literal_column("(reward_registration.result_at + 32400000) / 86400000").label("approval_day")
"""The Japanese day of the answer, counted from 1970: milliseconds in whole days, nine hours ahead."""

_EPOCH = date(1970, 1, 1)

Heap = tuple[date, UUID, int]
"""Day or month of approval, campaign, unit price."""


@dataclass(frozen=True, slots=True)
class RewardScope:
    """Whose registrations count, on which days; by month in whole months."""

    site_id: UUID
    campaign_id: UUID | None
    """None for all reward campaigns."""
    first: date
    last: date
    by_month: bool
    as_of: datetime
    """What happened later does not count."""

    def key(self, day: date) -> date:
        """Return the bucket of a day: the day itself, or the first one of its month."""
        return day.replace(day=1) if self.by_month else day

    def answered(self) -> list[ColumnElement[bool]]:
        """Return the condition for registrations that were answered on these days, those of test members among them."""
        until = _IN.result_at < start_of(self.last + timedelta(days=1))
        return [*self._own(), _IN.result_at >= start_of(self.first), until, _IN.result_at <= self.as_of]

    def registered(self) -> list[ColumnElement[bool]]:
        """Return the condition for registrations of these days, those of test members among them."""
        return [*self._own(), _IN.registered_on.between(self.first, self.last), _IN.registered_at <= self.as_of]

    def _own(self) -> list[ColumnElement[bool]]:
        own: list[ColumnElement[bool]] = [_IN.site_id == self.site_id]
        return own if self.campaign_id is None else [*own, _IN.campaign_id == self.campaign_id]


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """Numbers of answers, by bucket and campaign."""

    approved: Counter[Heap]
    refused: Counter[tuple[date, UUID]]
    frozen: set[date]
    """All months of the site whose fee is frozen, by their first days."""


def require_rewards(conn: Connection, site_id: UUID) -> None:
    """Raise Refused, `P-NOTFOUND`, if a site has never used rewards."""
    since = select(site.c.reward_since).where(site.c.id == site_id)
    if conn.execute(since).scalar() is not None:
        return
    ever = select(campaign.c.id).where(campaign.c.site_id == site_id, campaign.c.reward.is_not(None)).limit(1)
    if conn.execute(ever).first() is None:
        raise Refused(Problem.NOT_FOUND)


def reward_answers(conn: Connection, scope: RewardScope) -> AnswerCounts:
    """Count the answers; what was approved in a frozen month is as it was frozen."""
    frozen = frozen_months(conn, scope.site_id)
    approved, refused = count_answers(conn, scope)
    if scope.by_month:
        approved = Counter({heap: count for heap, count in approved.items() if heap[0] not in frozen})
        approved |= _kept(conn, scope)
    return AnswerCounts(approved, refused, frozen)


def count_answers(conn: Connection, scope: RewardScope) -> tuple[Counter[Heap], Counter[tuple[date, UUID]]]:
    """Count what was approved and refused from the registrations themselves, each at the price of its day."""
    found = (
        select(_DAY, _IN.campaign_id, _IN.result, func.count().label("number"))
        .where(*scope.answered(), ~_IN.test)
        .group_by(literal_column("approval_day"), _IN.campaign_id, _IN.result)
    )
    prices = _prices(conn, scope.site_id)
    approved: Counter[Heap] = Counter()
    refused: Counter[tuple[date, UUID]] = Counter()
    for row in conn.execute(found):
        day = _EPOCH + timedelta(days=row.approval_day)
        if row.result == RewardResult.APPROVED:
            approved[scope.key(day), row.campaign_id, _price_on(prices[row.campaign_id], day)] += row.number
        else:
            refused[scope.key(day), row.campaign_id] += row.number
    return approved, refused


def left_out(conn: Connection, conditions: Iterable[ColumnElement[bool]]) -> wire.LeftOut:
    """Count the registrations of test members under conditions."""
    counted = select(func.count(), func.coalesce(func.sum(_IN.miles), 0)).where(*conditions, _IN.test)
    number, miles = conn.execute(counted).one()
    return wire.LeftOut(issues=number, miles=int(miles))


def frozen_months(conn: Connection, site_id: UUID) -> set[date]:
    """Return the months of a site whose fee is frozen."""
    of = reward_month.c
    return set(conn.execute(select(of.month).where(of.site_id == site_id)).scalars())


def _prices(conn: Connection, site_id: UUID) -> defaultdict[UUID, list[tuple[date, int]]]:
    of, found = reward_price.c, defaultdict(list)
    own = select(of.campaign_id, of.from_on, of.yen).where(of.site_id == site_id).order_by(of.from_on)
    for row in conn.execute(own):
        found[row.campaign_id].append((row.from_on, row.yen))
    return found


def _price_on(prices: list[tuple[date, int]], day: date) -> int:
    """Return the unit price of a day: that of the last date not after it, and before the first one the first."""
    valid = [yen for from_on, yen in prices if from_on <= day]
    return valid[-1] if valid else (prices[0][1] if prices else 0)


def _kept(conn: Connection, scope: RewardScope) -> Counter[Heap]:
    of = reward_fee.c
    own = select(reward_fee).where(of.site_id == scope.site_id, of.month.between(scope.first, scope.last))
    if scope.campaign_id is not None:
        own = own.where(of.campaign_id == scope.campaign_id)
    return Counter({(row.month, row.campaign_id, row.unit_price): row.approved for row in conn.execute(own)})
