"""Proves that the sums of closed days say what the transfers say."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from netmile_desktop.portal.columns import Day
from netmile_desktop.portal.reports.sums import COUNTED, OF_TRANSFERS, closed_through, typed
from netmile_desktop.portal.tables import site, transfer
from netmile_desktop.portal.tables.reports import SUMS

_DAYS = "site_id = :site AND biz_date >= :first AND biz_date <= :last"
_NAMES = ", ".join(SUMS)
_OF_HOURS = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in SUMS)
_BY_HOUR = "biz_date, campaign_id, biz_hour"
_BY_DAY = "biz_date, campaign_id"

_MADE_ANEW = f"SELECT {_BY_HOUR}, {OF_TRANSFERS} FROM transfer WHERE {_DAYS} AND {COUNTED} GROUP BY {_BY_HOUR}"
_KEPT_HOURS = f"SELECT {_BY_HOUR}, {_NAMES} FROM rollup_hour WHERE {_DAYS}"
_HOURS_AS_DAYS = f"SELECT {_BY_DAY}, {_OF_HOURS} FROM rollup_hour WHERE {_DAYS} GROUP BY {_BY_DAY}"
_KEPT_DAYS = f"SELECT {_BY_DAY}, {_NAMES} FROM rollup_day WHERE {_DAYS}"

_DIFFERENT = typed(
    " UNION ".join(
        f"SELECT biz_date FROM ({one} EXCEPT {other}) AS only_{number}"
        for number, (one, other) in enumerate(
            (
                (_MADE_ANEW, _KEPT_HOURS),
                (_KEPT_HOURS, _MADE_ANEW),
                (_HOURS_AS_DAYS, _KEPT_DAYS),
                (_KEPT_DAYS, _HOURS_AS_DAYS),
            )
        )
    )
).columns(biz_date=Day)


def disagreeing_days(conn: Connection) -> list[date]:
    """Closed days of any site whose sums differ from their transfers. Reads the whole ledger."""
    last = closed_through(conn)
    if last is None:
        return []
    found: set[date] = set()
    for site_id in conn.execute(select(site.c.id)).scalars().all():
        first = conn.execute(select(func.min(transfer.c.biz_date)).where(transfer.c.site_id == site_id)).scalar()
        if first is not None:
            found |= set(conn.execute(_DIFFERENT, {"site": site_id, "first": first, "last": last}).scalars())
    return sorted(found)
