"""The portal: how fast accepted files are judged and written to the ledger, on both engines."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.issuances import MAX_ROWS
from netmile_desktop.portal.call import Call, Caller, Role
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.service import Portal
from netmile_desktop.portal.tables import issue, user_account
from netmile_desktop.portal.vault import Vault
from tests.benchmarks.benchmark import Against, Benchmark, Faster, Stage
from tests.benchmarks.measuring import seconds
from tests.support.portal import MASTER_KEY, copy_sqlite, make_samples
from tests.support.postgres import PostgresCluster, find_binaries

MEMBERS = 30_000
"""As in the sandbox; with fewer, a file would have the same member often."""

CAMPAIGN = "C-1024"


@dataclass(frozen=True, slots=True)
class Counter:
    """A portal without HTTP, and a merchant's user who hands files over."""

    portal: Portal
    caller: Caller
    file: bytes
    rows: int

    def hand_over(self) -> wire.Registration:
        query = wire.IssuanceQuery(campaign_id=CAMPAIGN)
        path = {"key": secrets.token_hex(16)}
        call = Call(query=query, body=wire.Nothing(), path=path, raw=self.file, key="", caller=self.caller)
        answer = self.portal.handlers[operations.ISSUE.name](call)
        assert isinstance(answer, wire.Registration)
        return answer

    def issued(self) -> int:
        count = select(func.count()).select_from(issue)
        return int(self.portal.database.read(lambda conn: conn.execute(count).scalar_one()))


def file_of(rows: int, members: int) -> bytes:
    """A file whose rows are all good."""
    return "".join(f"member{n * 7 % members + 1:05d}@example.jp,K{n:07d},100\r\n" for n in range(rows)).encode("cp932")


def counter(url: str, rows: int) -> Counter:
    database = Database(url)
    portal = Portal(database, Vault(MASTER_KEY), clock=system_clock)
    with database.engine.connect() as conn:
        user = conn.execute(select(user_account).where(user_account.c.login == "demo")).one()
    caller = Caller(user.id, user.login, user.name, Role.MERCHANT, user.site_id, b"")
    return Counter(portal, caller, file_of(rows, min(MEMBERS, 3 * rows)), rows)


@dataclass(frozen=True, slots=True)
class Pair:
    """Our portal, and a bare database of the same schema with the same members."""

    counter: Counter
    bare: Database


def hand_over_and_judge(pair: Pair) -> float:
    """From the file's bytes to the completed registration."""
    ours = pair.counter
    before = ours.issued()

    def work() -> None:
        ours.hand_over()
        while ours.portal.worker.run_once():
            pass

    took = seconds(work)
    assert ours.issued() == before + ours.rows, "rows were refused"
    return took


_LATEST = "(SELECT id FROM batch ORDER BY number DESC LIMIT 1)"
_WRITTEN = {
    "batch_row": f"SELECT * FROM batch_row WHERE batch_id = {_LATEST}",
    "issue": f"SELECT * FROM issue WHERE batch_id = {_LATEST}",
    "transfer": f"SELECT * FROM transfer WHERE event_id = {_LATEST}",
    "balance": f"SELECT account_id, SUM(miles), 0 FROM issue WHERE batch_id = {_LATEST} GROUP BY account_id",
}
"""What a judged file leaves behind, row by row."""

_ADDED = " ON CONFLICT (account_id) DO UPDATE SET posted = balance.posted + excluded.posted"


def insert_the_same(pair: Pair) -> float:
    """The rows that our portal wrote last, by `executemany` in one transaction of the bare driver."""
    rows = {table: _fetched(pair.counter.portal.database, query) for table, query in _WRITTEN.items()}
    gap = "?" if pair.bare.is_sqlite else "%s"
    connection = pair.bare.engine.raw_connection()
    cursor = connection.cursor()

    def work() -> None:
        cursor.execute("BEGIN")
        for table, written in rows.items():
            gaps = ", ".join([gap] * len(written[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({gaps})" + (_ADDED if table == "balance" else ""), written)
        cursor.execute("COMMIT")

    try:
        return seconds(work)
    finally:
        connection.close()


def _fetched(database: Database, query: str) -> Sequence[Any]:
    with database.engine.connect() as conn:
        return [tuple(row) for row in conn.exec_driver_sql(query)]


@contextmanager
def on_sqlite(stage: Stage) -> Iterator[Pair]:
    members = min(MEMBERS, 3 * stage.rows)
    template = stage.folder / "samples.db"
    make_samples(f"sqlite:///{template}", members=members, now=system_clock())
    with _pair(*(copy_sqlite(template, stage.folder / name) for name in ("ours.db", "bare.db")), stage.rows) as pair:
        yield pair


@contextmanager
def on_postgresql(stage: Stage) -> Iterator[Pair]:
    binaries = find_binaries()
    assert binaries is not None, "PostgreSQL is not installed"
    members = min(MEMBERS, 3 * stage.rows)
    cluster = PostgresCluster(binaries, durable=True)
    try:
        urls = [cluster.url(cluster.create()) for _ in range(2)]
        for url in urls:
            make_samples(url, members=members, now=system_clock())
        with _pair(urls[0], urls[1], stage.rows) as pair:
            yield pair
    finally:
        cluster.stop()


@contextmanager
def _pair(url: str, bare_url: str, rows: int) -> Iterator[Pair]:
    bare = Database(bare_url)
    ours = counter(url, rows)
    try:
        yield Pair(ours, bare)
    finally:
        ours.portal.close()
        bare.close()


BENCHMARKS = (
    Benchmark(
        area="portal",
        title="file of {rows:,} rows on SQLite: accepted, judged, in the ledger",
        rows=MAX_ROWS,
        prepare=on_sqlite,
        ours=hand_over_and_judge,
        against=(Against("`executemany` of the same rows in one transaction", Faster(1.0), insert_the_same),),
    ),
    Benchmark(
        area="portal",
        title="file of {rows:,} rows on PostgreSQL: accepted, judged, in the ledger",
        rows=MAX_ROWS,
        prepare=on_postgresql,
        ours=hand_over_and_judge,
        against=(Against("`executemany` of the same rows in one transaction", Faster(1.8), insert_the_same),),
    ),
)
