"""The check that the sums of closed hours agree with the transfers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from netmile_desktop.portal.database.column_types import Day
from netmile_desktop.portal.reports.sums import COUNTED, OF_TRANSFERS, closed_before, typed
from netmile_desktop.portal.tables import site, transfer
from netmile_desktop.portal.tables.reports import SUMS

_DAYS = "site_id = :site AND biz_date >= :first AND biz_date <= :last"
_NAMES = ", ".join(SUMS)
_OF_HOURS = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in SUMS)
_BY_HOUR = "biz_date, campaign_id, biz_hour"
_BY_DAY = "biz_date, campaign_id"

_MADE_ANEW = (
    f"SELECT {_BY_HOUR}, {OF_TRANSFERS} FROM transfer "
    f"WHERE {_DAYS} AND (biz_date, biz_hour) < (:last, :to_hour) AND {COUNTED} GROUP BY {_BY_HOUR}"
)
_KEPT_HOURS = f"SELECT {_BY_HOUR}, {_NAMES} FROM rollup_hour WHERE {_DAYS}"
_HOURS_AS_DAYS = f"SELECT {_BY_DAY}, {_OF_HOURS} FROM rollup_hour WHERE {_DAYS} GROUP BY {_BY_DAY}"
_KEPT_DAYS = f"SELECT {_BY_DAY}, {_NAMES} FROM rollup_day WHERE {_DAYS}"

_DAYS_AS_MONTHS = (
    f"SELECT biz_date / 100 AS month, campaign_id, {_OF_HOURS} FROM rollup_day WHERE {_DAYS} "
    "GROUP BY biz_date / 100, campaign_id"
)
_KEPT_MONTHS = f"SELECT month, campaign_id, {_NAMES} FROM rollup_month WHERE site_id = :site"


def _only_in_one(key: str, *pairs: tuple[str, str]) -> str:
    """Return a query for the keys of rows that only one query of a pair returns."""
    both = [each for one, other in pairs for each in ((one, other), (other, one))]
    return " UNION ".join(
        f"SELECT {key} FROM ({one} EXCEPT {other}) AS only_{number}" for number, (one, other) in enumerate(both)
    )


_DIFFERENT = typed(_only_in_one("biz_date", (_MADE_ANEW, _KEPT_HOURS), (_HOURS_AS_DAYS, _KEPT_DAYS))).columns(
    biz_date=Day
)
_DIFFERENT_MONTHS = typed(_only_in_one("month", (_DAYS_AS_MONTHS, _KEPT_MONTHS)))


def disagreeing_days(conn: Connection) -> list[date]:
    """Return the days, of any site, on which closed sums disagree.

    These are days whose hours differ from the transfers or whose sum differs from its hours, and the first days of
    months whose sums differ from those of their days. Reads the whole ledger.
    """
    closed = closed_before(conn)
    if closed is None:
        return []
    found: set[date] = set()
    for site_id in conn.execute(select(site.c.id)).scalars().all():
        first = conn.execute(select(func.min(transfer.c.biz_date)).where(transfer.c.site_id == site_id)).scalar()
        if first is not None:
            span = {"site": site_id, "first": first, "last": closed.day, "to_hour": closed.hour}
            found |= set(conn.execute(_DIFFERENT, span).scalars())
            months = conn.execute(_DIFFERENT_MONTHS, span).scalars()
            found |= {date(number // 100, number % 100, 1) for number in months}
    return sorted(found)
