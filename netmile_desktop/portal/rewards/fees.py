"""キャンペーン成果報酬料: approved registrations × unit price, by when they were approved; frozen after each month.

The miles of rewards are in no bill of miles, and the listing of campaigns costs nothing (reward guide L80-83).
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of, month_end, months_later, start_of
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.reports.campaigns import reward_named
from netmile_desktop.portal.reports.reward_answers import (
    AnswerCounts,
    RewardScope,
    count_answers,
    frozen_months,
    reward_answers,
)
from netmile_desktop.portal.reports.reward_fee import LISTING_YEN
from netmile_desktop.portal.reports.service import checked_days
from netmile_desktop.portal.tables import campaign, reward_fee, reward_month, reward_registration

GRACE = timedelta(minutes=10)
"""Time after its end at which a month is frozen: answers that were taken within it are committed by then."""

EVERY = timedelta(hours=1)

_IN = reward_registration.c


class Fees:
    """The operation that tells the fee."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def look(self, call: Call[wire.RewardFeeQuery, wire.Nothing]) -> wire.RewardFee:
        """Return the fee by day or month, and what it comes from.

        Raises:
            Refused: `P-NOTFOUND`, `P-RANGE`, `P-SPAN`.
        """
        query, now = call.query, self._now()
        period = checked_days(query.first, query.last)
        by_month = query.grain is wire.FeeGrain.MONTH
        first = period.first.replace(day=1) if by_month else period.first
        last = month_end(period.last) if by_month else period.last

        def look(conn: Connection) -> wire.RewardFee:
            own = reward_named(conn, call.site_id, query.campaign_id)
            scope = RewardScope(call.site_id, own[0] if own else None, first, last, by_month, now)
            return _told(_names(conn, call.site_id), reward_answers(conn, scope), now)

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
        for site_id, month in self._database.read(lambda conn: months_to_freeze(conn, open_month)):
            total += self._freeze(site_id, month, now)
        self._next.wait(now, start_of(months_later(open_month, 1)) + GRACE)
        return total

    def _freeze(self, site_id: UUID, month: date, now: datetime) -> int:
        return self._database.write(lambda conn: freeze(conn, self._database, site_id, month, now))


def months_to_freeze(conn: Connection, open_month: date) -> list[tuple[UUID, date]]:
    """Return sites with the months before an open one whose fees are not frozen, from the first answer on."""
    began = select(_IN.site_id, func.min(_IN.result_at).label("first")).where(_IN.result.is_not(None))
    found = []
    for row in conn.execute(began.group_by(_IN.site_id)).all():
        frozen = frozen_months(conn, row.site_id)
        month = max(frozen, default=None)
        month = months_later(month, 1) if month else day_of(row.first).replace(day=1)
        while month < open_month:
            found.append((row.site_id, month))
            month = months_later(month, 1)
    return found


def freeze(conn: Connection, database: Database, site_id: UUID, month: date, now: datetime) -> int:
    """Keep a month's fee for good, unless another worker has."""
    come = database.insert(reward_month).values(site_id=site_id, month=month, frozen_at=now)
    come = come.on_conflict_do_nothing(index_elements=["site_id", "month"])
    if conn.execute(come.returning(reward_month.c.month)).first() is None:
        return 0
    scope = RewardScope(site_id, None, month, month_end(month), by_month=True, as_of=now)
    approved, _ = count_answers(conn, scope)
    rows = [
        {"site_id": site_id, "month": month, "campaign_id": of, "unit_price": price, "approved": count}
        for (month, of, price), count in approved.items()
    ]
    if rows:
        conn.execute(insert(reward_fee), rows)
    return 1


def _names(conn: Connection, site_id: UUID) -> dict[UUID, Any]:
    own = select(campaign.c.id, campaign.c.code, campaign.c.name).where(campaign.c.site_id == site_id)
    return {row.id: row for row in conn.execute(own.where(campaign.c.reward.is_not(None)))}


def _told(names: dict[UUID, Any], answers: AnswerCounts, now: datetime) -> wire.RewardFee:
    refused: Counter[date] = Counter()
    for (first, _of), count in answers.refused.items():
        refused[first] += count
    lines = [
        wire.RewardFeeLine(
            first=first,
            campaign_id=names[of].code,
            campaign_name=names[of].name,
            unit_price=price,
            approved=count,
            yen=count * price,
        )
        for (first, of, price), count in answers.approved.items()
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
                frozen=first.replace(day=1) in answers.frozen,
            )
        )
    return wire.RewardFee(
        periods=periods,
        lines=lines,
        approved=sum(line.approved for line in lines),
        yen=sum(line.yen for line in lines),
        listing_yen=LISTING_YEN,
        as_of=now,
    )
