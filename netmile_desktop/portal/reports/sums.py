"""What was issued and cancelled, summed by time and campaign.

Closed days come from their roll-ups, later ones from the covering index of the transfers. Transfers are
never changed and carry their own day, so a closed day never changes either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Row, bindparam, func, select, text
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.columns import Day, Id
from netmile_desktop.portal.tables import day_close
from netmile_desktop.portal.tables.reports import SUMS

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
"""The sums of `SUMS`, over transfers."""

OF_HEAPS = _six_sums("amounts", "times")
"""The same over `heaps`."""

COUNTED = f"({_ISSUED} OR {_CANCELLED})"
"""Which transfers count in reports."""


def heaps(days: str) -> str:
    """Transfers of one kind and hour of a campaign, put together in the order of the covering index: many times
    fewer rows to look at, and nothing to sort."""
    groups = "site_id, biz_date, campaign_id, biz_hour, kind, test"
    return (
        f"(SELECT {groups}, SUM(amount) AS amounts, COUNT(*) AS times FROM transfer WHERE {days} "
        f"GROUP BY {groups}) AS heap"
    )


_OF_SUMS = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in SUMS)
_OPEN_FROM = (
    "(SELECT CASE WHEN newest >= :first THEN newest + 1 ELSE :first END "
    "FROM (SELECT COALESCE(MAX(biz_date), 0) AS newest FROM day_close) AS closed)"
)
"""The first day asked for that is not closed; as numbers `yyyymmdd`, of which one more is a later day."""

_BEFORE = "(biz_date < :day OR (biz_date = :day AND biz_hour < :hour))"
_KEYS = {Grain.MONTH: "biz_date / 100", Grain.DAY: "biz_date", Grain.HOUR: "biz_date * 100 + biz_hour"}
_DAYS = "biz_date >= :first AND biz_date <= :last"
_ROLLUPS = {
    Grain.MONTH: ("rollup_month", "month", "month >= :first / 100 AND month <= :last / 100"),
    Grain.DAY: ("rollup_day", _KEYS[Grain.DAY], _DAYS),
    Grain.HOUR: ("rollup_hour", _KEYS[Grain.HOUR], _DAYS),
}
"""Table, key and days of the sums that are kept. By month a scope has whole months, as far as days are closed."""

_TYPES: dict[str, type[TypeEngine[Any]]] = {"site": Id, "campaign": Id, "first": Day, "last": Day, "day": Day}


@dataclass(frozen=True, slots=True)
class Cut:
    """Only what happened before the beginning of an hour counts."""

    day: date
    hour: int
    """0 through 24."""

    @classmethod
    def at(cls, instant: datetime) -> Cut:
        """Before the hour in which an instant lies: completed hours only."""
        return cls(day_of(instant), instant.astimezone(JST).hour)

    @classmethod
    def after(cls, instant: datetime) -> Cut:
        """With the hour in which an instant lies."""
        return cls(day_of(instant), 24)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose transfers, and of which days."""

    site_id: UUID
    campaign_id: UUID | None
    first: date
    last: date
    cut: Cut

    def parameters(self) -> dict[str, object]:
        own: dict[str, object] = {"site": self.site_id, "first": self.first, "last": self.last}
        own |= {"day": self.cut.day, "hour": self.cut.hour}
        return own if self.campaign_id is None else own | {"campaign": self.campaign_id}


def completed_hour(now: datetime) -> datetime:
    """The end of the last hour that is over; Japan's hours begin when all others do."""
    return now.replace(minute=0, second=0, microsecond=0)


def key_of(bucket: Bucket) -> int:
    """How a bucket is called in the answers of `sums`."""
    day = bucket.first.year * 10_000 + bucket.first.month * 100 + bucket.first.day
    if bucket.hour is not None:
        return day * 100 + bucket.hour
    return day if bucket.first == bucket.last else day // 100


def closed_through(conn: Connection) -> date | None:
    """The newest closed day; all before it are closed as well."""
    return conn.execute(select(func.max(day_close.c.biz_date))).scalar()


def sums(conn: Connection, scope: Scope, grain: Grain, *, by_campaign: bool = False) -> Sequence[Row[Any]]:
    """The sums of `SUMS` by `key` (and `campaign_id`), where there are any; one key may come twice."""
    query = query_of(grain, scope.campaign_id is not None, by_campaign=by_campaign)
    return conn.execute(query, scope.parameters()).all()


def typed(sql: str) -> TextClause:
    """A statement whose days and identities are bound alike on both engines."""
    return text(sql).bindparams(*(bindparam(name, type_=of()) for name, of in _TYPES.items() if f":{name}" in sql))


@cache
def query_of(grain: Grain, of_campaign: bool, *, by_campaign: bool) -> TextualSelect:
    """Roll-ups, which there are for closed days only, and the transfers of later days; in one statement, so that
    both speak of the same moment and nothing is asked twice."""
    key = _KEYS[grain]
    more = ", campaign_id" if by_campaign else ""
    table, kept_key, days = _ROLLUPS[grain]
    of = " AND campaign_id = :campaign" if of_campaign else ""
    sql = (
        f"SELECT {kept_key} AS key{more}, {_OF_SUMS} FROM {table} "
        f"WHERE site_id = :site AND {days}{of} GROUP BY {kept_key}{more} "
        f"UNION ALL SELECT {key} AS key{more}, {OF_HEAPS} FROM "
        f"{heaps(f'site_id = :site AND biz_date >= {_OPEN_FROM} AND biz_date <= :last{of}')} "
        f"WHERE {COUNTED} AND {_BEFORE} GROUP BY {key}{more}"
    )
    typed_columns: dict[str, Any] = dict.fromkeys(("key", *SUMS), BigInteger)
    if by_campaign:
        typed_columns["campaign_id"] = Id
    return typed(sql).columns(**typed_columns)
