"""キャンペーン成果報酬料: approved registrations × unit price, by when they were approved; frozen after each month.

The miles of rewards are in no bill of miles, and the listing of campaigns costs nothing (reward guide L80-83).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, literal_column, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of, month_end, months_later, start_of
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.reports.service import checked_days
from netmile_desktop.portal.tables import campaign, reward_fee, reward_month, reward_price, reward_registration

GRACE = timedelta(minutes=10)
"""Time after its end at which a month is frozen: answers that were taken within it are committed by then."""

EVERY = timedelta(hours=1)

_IN = reward_registration.c
_DAY: Any = literal_column("(reward_registration.result_at + 32400000) / 86400000").label("approval_day")
"""The Japanese day of the answer, counted from 1970: milliseconds in whole days, nine hours ahead."""

_EPOCH = date(1970, 1, 1)

Heap = tuple[date, UUID, int]
"""Day or month of approval, campaign, unit price."""


class Fees:
    """The operation that tells the fee."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def look(self, call: Call[wire.RewardFeeQuery, wire.Nothing]) -> wire.RewardFee:
        """Return the fee by day or month, and what it comes from.

        Raises:
            Refused: `P-RANGE`, `P-SPAN`.
        """
        query, now = call.query, self._now()
        period = checked_days(query.first, query.last)
        by_month = query.grain is wire.FeeGrain.MONTH
        first = period.first.replace(day=1) if by_month else period.first
        last = month_end(period.last) if by_month else period.last

        def look(conn: Connection) -> wire.RewardFee:
            frozen = _frozen_months(conn, call.site_id)
            approved, refused = _answered(conn, call.site_id, first, last)
            if by_month:
                approved, refused = _by_month(approved), _refused_by_month(refused)
                approved = Counter({heap: count for heap, count in approved.items() if heap[0] not in frozen})
                approved |= _kept(conn, call.site_id, first, last)
            return _told(_names(conn, call.site_id), approved, refused, frozen, now)

        return self._database.read(look)


class FeeFreezing:
    """The recurring task that freezes the fees of months that are over; costs nothing in between."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock
        self._next = NextLook(EVERY)

    def catch_up(self) -> int:
        """Freeze all months that are over and return their number."""
        now = self._now()
        if not self._next.is_due(now):
            return 0
        open_month = day_of(now - GRACE).replace(day=1)
        total = 0
        for site_id, month in self._database.read(lambda conn: _months_to_freeze(conn, open_month)):
            total += self._freeze(site_id, month, now)
        self._next.wait(now, start_of(months_later(open_month, 1)) + GRACE)
        return total

    def _freeze(self, site_id: UUID, month: date, now: datetime) -> int:
        return self._database.write(lambda conn: _freeze(conn, self._database, site_id, month, now))


def _months_to_freeze(conn: Connection, open_month: date) -> list[tuple[UUID, date]]:
    began = select(_IN.site_id, func.min(_IN.result_at).label("first")).where(_IN.result.is_not(None))
    found = []
    for row in conn.execute(began.group_by(_IN.site_id)).all():
        frozen = _frozen_months(conn, row.site_id)
        month = max(frozen, default=None)
        month = months_later(month, 1) if month else day_of(row.first).replace(day=1)
        while month < open_month:
            found.append((row.site_id, month))
            month = months_later(month, 1)
    return found


def _freeze(conn: Connection, database: Database, site_id: UUID, month: date, now: datetime) -> int:
    """Keep a month's fee for good, unless another worker has."""
    come = database.insert(reward_month).values(site_id=site_id, month=month, frozen_at=now)
    come = come.on_conflict_do_nothing(index_elements=["site_id", "month"])
    if conn.execute(come.returning(reward_month.c.month)).first() is None:
        return 0
    approved, _ = _answered(conn, site_id, month, month_end(month))
    rows = [
        {"site_id": site_id, "month": month, "campaign_id": of, "unit_price": price, "approved": count}
        for (month, of, price), count in _by_month(approved).items()
    ]
    if rows:
        conn.execute(insert(reward_fee), rows)
    return 1


def _answered(conn: Connection, site_id: UUID, first: date, last: date) -> tuple[Counter[Heap], Counter[date]]:
    """Count what was approved and refused on each day, registrations of test members left out."""
    found = (
        select(_DAY, _IN.campaign_id, _IN.result, func.count().label("number"))
        .where(_IN.site_id == site_id, _IN.result_at >= start_of(first), ~_IN.test)
        .where(_IN.result_at < start_of(last + timedelta(days=1)))
        .group_by(literal_column("approval_day"), _IN.campaign_id, _IN.result)
    )
    prices = _prices(conn, site_id)
    approved: Counter[Heap] = Counter()
    refused: Counter[date] = Counter()
    for row in conn.execute(found):
        day = _EPOCH + timedelta(days=row.approval_day)
        if row.result == RewardResult.APPROVED:
            approved[day, row.campaign_id, _price_on(prices[row.campaign_id], day)] += row.number
        else:
            refused[day] += row.number
    return approved, refused


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


def _kept(conn: Connection, site_id: UUID, first: date, last: date) -> Counter[Heap]:
    of = reward_fee.c
    own = select(reward_fee).where(of.site_id == site_id, of.month.between(first, last))
    return Counter({(row.month, row.campaign_id, row.unit_price): row.approved for row in conn.execute(own)})


def _frozen_months(conn: Connection, site_id: UUID) -> set[date]:
    of = reward_month.c
    return set(conn.execute(select(of.month).where(of.site_id == site_id)).scalars())


def _by_month(days: Counter[Heap]) -> Counter[Heap]:
    months: Counter[Heap] = Counter()
    for (day, of, price), count in days.items():
        months[day.replace(day=1), of, price] += count
    return months


def _refused_by_month(days: Counter[date]) -> Counter[date]:
    months: Counter[date] = Counter()
    for day, count in days.items():
        months[day.replace(day=1)] += count
    return months


def _names(conn: Connection, site_id: UUID) -> dict[UUID, Any]:
    own = select(campaign.c.id, campaign.c.code, campaign.c.name).where(campaign.c.site_id == site_id)
    return {row.id: row for row in conn.execute(own.where(campaign.c.reward.is_not(None)))}


def _told(
    names: dict[UUID, Any], approved: Counter[Heap], refused: Counter[date], frozen: set[date], now: datetime
) -> wire.RewardFee:
    lines = [
        wire.RewardFeeLine(
            first=first,
            campaign_id=names[of].code,
            campaign_name=names[of].name,
            unit_price=price,
            approved=count,
            yen=count * price,
        )
        for (first, of, price), count in approved.items()
    ]
    lines.sort(key=lambda line: (line.first, line.campaign_id, line.unit_price))
    periods = []
    for first in sorted({line.first for line in lines} | set(refused)):
        own = [line for line in lines if line.first == first]
        periods.append(
            wire.RewardFeePeriod(
                first=first,
                approved=sum(line.approved for line in own),
                refused=refused[first],
                yen=sum(line.yen for line in own),
                frozen=first.replace(day=1) in frozen,
            )
        )
    return wire.RewardFee(
        periods=periods,
        lines=lines,
        approved=sum(line.approved for line in lines),
        yen=sum(line.yen for line in lines),
        listing_yen=0,
        as_of=now,
    )
