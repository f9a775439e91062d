"""Sums over closed hours, days and months, all of which can be rebuilt from the transfers; and closed bills."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer

from netmile_desktop.portal.database.column_types import Day, Id, Instant
from netmile_desktop.portal.tables.metadata import Spread, site_id, table

SUMS = ("issued", "issues", "cancelled", "cancellations", "test_issued", "test_issues")
"""Summed columns: miles and their counts, with those of test members apart."""

WHOLE_DAY = 24
"""Hours of a closed day."""


def _sums() -> list[Column[int]]:
    return [Column(name, BigInteger, nullable=False) for name in SUMS]


rollup_day = table(
    "rollup_day",
    Spread.SITE,
    site_id(),
    Column("biz_date", Day, primary_key=True),
    Column("campaign_id", Id, primary_key=True),
    *_sums(),
)

rollup_hour = table(
    "rollup_hour",
    Spread.SITE,
    site_id(),
    Column("biz_date", Day, primary_key=True),
    Column("campaign_id", Id, primary_key=True),
    Column("biz_hour", Integer, primary_key=True),
    *_sums(),
)

rollup_month = table(
    "rollup_month",
    Spread.SITE,
    site_id(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("campaign_id", Id, primary_key=True),
    *_sums(),
)
"""Sums of all closed hours of a month `yyyymm`. Those of the running month grow with every closed hour, as those of the
running day do."""

day_close = table(
    "day_close",
    Spread.EVERYWHERE,
    Column("biz_date", Day, primary_key=True, autoincrement=False),
    Column("closed_at", Instant, nullable=False),
    Column("hours", Integer, nullable=False),
)
"""Days whose first `hours` hours are closed; only the newest day may have fewer than all.

Transfers carry their own day and hour, so a closed hour never changes.
"""

invoice = table(
    "invoice",
    Spread.SITE,
    site_id(),
    Column("month", Integer, primary_key=True),
    Column("issued", BigInteger, nullable=False),
    Column("cancelled", BigInteger, nullable=False),
    Column("carried", BigInteger, nullable=False),
    Column("yen", BigInteger, nullable=False),
    Column("next_miles", BigInteger, nullable=False),
    Column("next_credit", BigInteger, nullable=False),
    Column("closed_at", Instant, nullable=False),
)
"""A closed billing month as `yyyymm`, never changed again.

`carried` comes from the month before; `next_miles` and `next_credit` (thousandths of a yen) go to the month after.
None of the three is positive.
"""
