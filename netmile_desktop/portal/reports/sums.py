"""Sums of issues and cancellations by time and campaign.

Closed hours come from their roll-ups, later ones from the covering index of the transfers. Transfers never change
and carry their own day and hour, so a closed hour never changes either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Row, Select, bindparam, func, select, text
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.column_types import Day, Id
from netmile_desktop.portal.tables import campaign, day_close
from netmile_desktop.portal.tables.reports import SUMS, WHOLE_DAY

ISSUED_KINDS = ("issue", "hold")
CANCELLED_KINDS = ("void", "reverse")

_ISSUED = "kind IN ('issue', 'hold')"
_CANCELLED = "kind IN ('void', 'reverse')"


def _six_sums(amount: str, times: str) -> str:
    return ", ".join(
        f"CAST(SUM(CASE WHEN {condition} THEN {summed} ELSE 0 END) AS BIGINT) AS {name}"
        for name, condition, summed in (
            ("issued", f"{_ISSUED} AND NOT test", amount),
            ("issues", f"{_ISSUED} AND NOT test", times),
            ("cancelled", f"{_CANCELLED} AND NOT test", amount),
            ("cancellations", f"{_CANCELLED} AND NOT test", times),
            ("test_issued", f"{_ISSUED} AND test", amount),
            ("test_issues", f"{_ISSUED} AND test", times),
        )
    )


OF_TRANSFERS = _six_sums("amount", "1")
"""SQL for the sums of `SUMS` over transfers."""

OF_HEAPS = _six_sums("amounts", "times")
"""SQL for the same sums over `heaps`."""

COUNTED = f"({_ISSUED} OR {_CANCELLED})"
"""SQL condition for the transfers that count in reports."""


def heaps(days: str) -> str:
    """Return SQL for transfers grouped by hour, campaign and kind, in the order of the covering index.

    Summing the groups reads many times fewer rows and needs no sort.
    """
    groups = "site_id, biz_date, biz_hour, campaign_id, kind, test"
    return (
        f"(SELECT {groups}, SUM(amount) AS amounts, COUNT(*) AS times FROM transfer WHERE {days} "
        f"GROUP BY {groups}) AS heap"
    )


_OF_SUMS = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in SUMS)

_CLOSED_DAY = "COALESCE((SELECT MAX(biz_date) FROM day_close), 0)"
_CLOSED_HOURS = "COALESCE((SELECT hours FROM day_close ORDER BY biz_date DESC LIMIT 1), 0)"
_OPEN = (
    f"(biz_date, biz_hour) >= (CASE WHEN {_CLOSED_DAY} >= :first THEN {_CLOSED_DAY} ELSE :first END, "
    f"CASE WHEN {_CLOSED_DAY} >= :first THEN {_CLOSED_HOURS} ELSE 0 END) "
    "AND (biz_date, biz_hour) < (:end_day, :end_hour)"
)
"""SQL condition for requested hours that are not closed. One bound at each end: given two, SQLite may use either."""

_KEYS = {Grain.MONTH: "biz_date / 100", Grain.DAY: "biz_date", Grain.HOUR: "biz_date * 100 + biz_hour"}
_DAYS = "biz_date >= :first AND biz_date <= :last"
_ROLLUPS = {
    Grain.MONTH: ("rollup_month", "month", "month >= :first / 100 AND month <= :last / 100"),
    Grain.DAY: ("rollup_day", _KEYS[Grain.DAY], _DAYS),
    Grain.HOUR: ("rollup_hour", _KEYS[Grain.HOUR], _DAYS),
}
"""Table, key and condition of the stored sums. By month a scope has whole months, up to the closed hours."""

_TYPES: dict[str, type[TypeEngine[Any]]] = {"site": Id, "campaign": Id, "first": Day, "last": Day, "end_day": Day}


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A limit in time: only what happened before the beginning of an hour counts."""

    day: date
    hour: int
    """0 through `WHOLE_DAY`."""

    @classmethod
    def at(cls, instant: datetime) -> Cut:
        """Return the cut before the hour that contains an instant: completed hours only."""
        return cls(day_of(instant), instant.astimezone(JST).hour)

    @classmethod
    def after(cls, instant: datetime) -> Cut:
        """Return the cut at the end of the day of an instant, so that the running hour counts too."""
        return cls(day_of(instant), WHOLE_DAY)


@dataclass(frozen=True, slots=True)
class Scope:
    """The site or campaign whose transfers count, and their days. A site's are those of its campaigns of miles."""

    site_id: UUID
    campaign_id: UUID | None
    first: date
    last: date
    cut: Cut

    def parameters(self) -> dict[str, object]:
        end = min(self.cut, Cut(self.last, WHOLE_DAY))
        own: dict[str, object] = {"site": self.site_id, "first": self.first, "last": self.last}
        own |= {"end_day": end.day, "end_hour": end.hour}
        return own if self.campaign_id is None else own | {"campaign": self.campaign_id}


def completed_hour(now: datetime) -> datetime:
    """Return the end of the last hour that is over; Japan's hours begin at the same moments as all others."""
    return now.replace(minute=0, second=0, microsecond=0)


def key_of(bucket: Bucket) -> int:
    """Return a bucket's key in the results of `sums`."""
    day = bucket.first.year * 10_000 + bucket.first.month * 100 + bucket.first.day
    if bucket.hour is not None:
        return day * 100 + bucket.hour
    return day if bucket.first == bucket.last else day // 100


def closed_through(conn: Connection) -> date | None:
    """Return the newest day with all hours closed; all days before it are closed as well."""
    return conn.execute(select(func.max(day_close.c.biz_date)).where(day_close.c.hours == WHOLE_DAY)).scalar()


def closed_before(conn: Connection) -> Cut | None:
    """Return the hour before which everything is closed, or None if nothing is."""
    newest = select(day_close.c.biz_date, day_close.c.hours).order_by(day_close.c.biz_date.desc()).limit(1)
    row = conn.execute(newest).first()
    return None if row is None else Cut(row.biz_date, row.hours)


def reward_campaigns(site_id: UUID) -> Select[Any]:
    """Select the reward campaigns of a site, which do not count among its miles."""
    return select(campaign.c.id).where(campaign.c.site_id == site_id, campaign.c.reward.is_not(None))


def sums(conn: Connection, scope: Scope, grain: Grain, *, by_campaign: bool = False) -> Sequence[Row[Any]]:
    """Return the sums of `SUMS` by `key` (and `campaign_id`), without empty keys; a key may appear twice."""
    query = sums_query(grain, of_campaign=scope.campaign_id is not None, by_campaign=by_campaign)
    return conn.execute(query, scope.parameters()).all()


def typed(sql: str) -> TextClause:
    """Return a statement whose days and identities are bound alike on both engines."""
    return text(sql).bindparams(*(bindparam(name, type_=of()) for name, of in _TYPES.items() if f":{name}" in sql))


@cache
def report_query(grain: Grain, *, of_campaign: bool, by_campaign: bool) -> TextClause:
    """Return one statement for all that a report needs: one round trip to the server, one snapshot.

    Its rows hold key, the sums of `SUMS`, and the campaign's identity if `by_campaign`. For the campaign `:code`, one
    more row of zeros holds its name; without that row there is no such campaign.
    """
    if not of_campaign:
        return typed(_summed(grain, NO_REWARDS, more=", campaign_id" if by_campaign else ""))
    named = f"SELECT 0 AS key, {', '.join('0' for _ in SUMS)}, name FROM own"
    summed = _summed(grain, " AND campaign_id = (SELECT id FROM own)", said=", NULL")
    return typed(
        f"WITH own AS (SELECT id, name FROM campaign WHERE site_id = :site AND code = :code) {named} UNION ALL {summed}"
    )


@cache
def sums_query(grain: Grain, *, of_campaign: bool, by_campaign: bool) -> TextualSelect:
    """Return the query of `sums`."""
    columns: dict[str, Any] = dict.fromkeys(("key", *SUMS), BigInteger)
    if by_campaign:
        columns["campaign_id"] = Id
    whose = " AND campaign_id = :campaign" if of_campaign else NO_REWARDS
    return typed(_summed(grain, whose, more=", campaign_id" if by_campaign else "")).columns(**columns)


NO_REWARDS = " AND campaign_id NOT IN (SELECT id FROM campaign WHERE site_id = :site AND reward IS NOT NULL)"
"""SQL condition for the sums of a site: merchants pay per registration for reward campaigns, and not for their miles."""


def _summed(grain: Grain, whose: str = "", more: str = "", said: str = "") -> str:
    """Return SQL that reads roll-ups, which exist for closed hours only, and transfers of later hours.

    Args:
        whose: Condition for the campaigns, appended to the others.
        more: Another column to group by, with a leading comma.
        said: Another column to select, with a leading comma.
    """
    table, kept_key, days = _ROLLUPS[grain]
    key = _KEYS[grain]
    return (
        f"SELECT {kept_key} AS key, {_OF_SUMS}{more}{said} FROM {table} "
        f"WHERE site_id = :site AND {days}{whose} GROUP BY {kept_key}{more} "
        f"UNION ALL SELECT {key} AS key, {OF_HEAPS}{more}{said} FROM {heaps(f'site_id = :site AND {_OPEN}{whose}')} "
        f"WHERE {COUNTED} GROUP BY {key}{more}"
    )
