"""A ledger of millions of transfers over two years, written as fast as the engine takes them.

The same number of rows gives the same ledger: 21 sites, of which みなと書店オンライン has 40 %; ten campaigns a
site; one transfer in twenty a cancellation, one in a hundred of a test member.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, text

from netmile_desktop.domain.calendar import day_of, start_of
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.reports.closing import Closing
from netmile_desktop.portal.tables import campaign, site, transfer
from tests.support.portals.portal import NOW, SetClock, make_samples

DAYS = 730
SITES = 21
CAMPAIGNS = 10
FIRST = day_of(NOW) - timedelta(days=DAYS - 1)

_COLUMNS = (
    *("site_id", "id", "event_id", "kind", "debit", "credit", "amount", "issue_id", "campaign_id", "test"),
    *("at", "biz_date", "biz_hour"),
)
_AT_ONCE = 100_000


def make_ledger(url: str, rows: int) -> None:
    """Sample data, the transfers, their report index, and the roll-ups of all closed days."""
    make_samples(url, members=1)
    database = Database(url)
    sites = database.write(_add_sites)
    dropped = list(transfer.indexes)
    for index in dropped:
        database.write(index.drop)
    (_fill_sqlite if database.is_sqlite else _fill_postgresql)(database, sites, rows)
    for index in dropped:
        if index.name == "ix_transfer_reports":
            database.write(index.create)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.execute(text("VACUUM ANALYZE transfer"))
    Closing(database, SetClock()).catch_up()
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.execute(text("VACUUM ANALYZE"))
    database.close()


def _run(statement: str, parameters: Mapping[str, object], conn: Connection) -> None:
    conn.execute(text(statement), parameters)


def _add_sites(conn: Connection) -> list[tuple[UUID, list[UUID]]]:
    """Identities of all sites and their campaigns; the first is the big one."""
    big = conn.execute(select(site.c.id).where(site.c.code == "minato")).scalar_one()
    own = list(conn.execute(select(campaign.c.id).where(campaign.c.site_id == big).order_by(campaign.c.code)).scalars())
    more = [UUID(int=(1 << 120) + n) for n in range(1, SITES)]
    rows = [
        {"id": id_, "code": f"s{n}", "name": f"s{n}", "status": "active", "created_at": NOW}
        for n, id_ in enumerate(more)
    ]
    conn.execute(insert(site), rows)
    others = [(id_, [UUID(int=id_.int + (c << 64)) for c in range(CAMPAIGNS)]) for id_ in more]
    return [(big, own[:CAMPAIGNS]), *others]


def _place(n: int) -> int:
    """Two of five transfers are of the big site."""
    return 0 if n % 5 < 2 else 1 + n // 5 % (SITES - 1)


def _rows(sites: list[tuple[UUID, list[UUID]]], rows: int) -> Iterator[tuple[Any, ...]]:
    as_bytes = [(id_.bytes, [each.bytes for each in campaigns]) for id_, campaigns in sites]
    days = [_day_columns(FIRST + timedelta(days=n)) for n in range(DAYS)]
    member = UUID(int=7).bytes
    for n in range(rows):
        site_id, campaigns = as_bytes[_place(n)]
        day, midnight = days[n * DAYS // rows]
        hour = n * 7 % 24
        id_ = n.to_bytes(16, "big")
        cancels = n % 20 == 19
        debit, credit = (member, site_id) if cancels else (site_id, member)
        kind = "reverse" if cancels else "issue"
        at = midnight + hour * 3_600_000
        yield (
            *(site_id, id_, id_, kind, debit, credit, 10 + n % 491, id_, campaigns[n // 7 % CAMPAIGNS]),
            *(n % 100 == 50, at, day, hour),
        )


def _day_columns(day: date) -> tuple[int, int]:
    return day.year * 10_000 + day.month * 100 + day.day, milliseconds(start_of(day))


def _fill_sqlite(database: Database, sites: list[tuple[UUID, list[UUID]]], rows: int) -> None:
    connection: Any = database.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.execute("PRAGMA cache_size=-400000")
    cursor.execute("BEGIN")
    gaps = ", ".join("?" * len(_COLUMNS))
    cursor.executemany(f"INSERT INTO transfer ({', '.join(_COLUMNS)}) VALUES ({gaps})", _rows(sites, rows))
    cursor.execute("COMMIT")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


_GENERATED = """
    INSERT INTO transfer (site_id, id, event_id, kind, debit, credit, amount, issue_id, campaign_id, test,
        at, biz_date, biz_hour)
    SELECT p.site_id, g.id, g.id, CASE WHEN g.cancels THEN 'reverse' ELSE 'issue' END,
        CASE WHEN g.cancels THEN :member ELSE p.site_id END, CASE WHEN g.cancels THEN p.site_id ELSE :member END,
        10 + g.n % 491, g.id, p.campaigns[1 + g.n / 7 % :campaigns], g.n % 100 = 50,
        d.midnight + g.hour * 3600000, d.day, g.hour
    FROM (
        SELECT n, CAST(lpad(to_hex(n), 32, '0') AS uuid) AS id, n % 20 = 19 AS cancels, n * 7 % 24 AS hour,
            CASE WHEN n % 5 < 2 THEN 0 ELSE 1 + n / 5 % :others END AS place, n * :days / :rows AS day_number
        FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
    ) AS g
    JOIN bench_place AS p ON p.place = g.place
    JOIN bench_day AS d ON d.day_number = g.day_number
"""


def _fill_postgresql(database: Database, sites: list[tuple[UUID, list[UUID]]], rows: int) -> None:
    def begin(conn: Connection) -> None:
        conn.execute(text("CREATE TABLE bench_place (place int PRIMARY KEY, site_id uuid, campaigns uuid[])"))
        conn.execute(text("CREATE TABLE bench_day (day_number int PRIMARY KEY, day int, midnight bigint)"))
        for place, (site_id, campaigns) in enumerate(sites):
            own = {"place": place, "site": site_id, "campaigns": campaigns}
            conn.execute(text("INSERT INTO bench_place VALUES (:place, :site, :campaigns)"), own)
        for number in range(DAYS):
            day, midnight = _day_columns(FIRST + timedelta(days=number))
            own_day = {"number": number, "day": day, "midnight": midnight}
            conn.execute(text("INSERT INTO bench_day VALUES (:number, :day, :midnight)"), own_day)

    database.write(begin)
    shape = {"member": UUID(int=7), "campaigns": CAMPAIGNS, "others": SITES - 1, "days": DAYS, "rows": rows}
    for first in range(0, rows, _AT_ONCE):
        span = {"first": first, "last": min(first + _AT_ONCE, rows) - 1}
        database.write(partial(_run, _GENERATED, shape | span))
    for name in ("bench_place", "bench_day"):
        database.write(partial(_run, f"DROP TABLE {name}", {}))
