"""The portal: how fast accepted files are judged and written to the ledger, on both engines."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.rows.issuances import MAX_ROWS
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Caller, Role
from netmile_desktop.portal.issuing.registrations import OPEN_STATES
from netmile_desktop.portal.service import Portal
from netmile_desktop.portal.tables import batch, issue, user_account
from netmile_desktop.portal.worker import Worker
from tests.benchmarks.benchmark import SECONDS, Against, AtMost, Benchmark, Faster, Stage
from tests.benchmarks.leftovers import AT_END
from tests.benchmarks.measuring import seconds
from tests.support.portals.portal import MASTER_KEY, copy_sqlite, make_samples
from tests.support.portals.postgres import PostgresCluster, find_binaries

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
    return Counter(portal, caller_of(database), file_of(rows, min(MEMBERS, 3 * rows)), rows)


def caller_of(database: Database) -> Caller:
    """The bookshop's user."""
    with database.engine.connect() as conn:
        user = conn.execute(select(user_account).where(user_account.c.login == "demo")).one()
    return Caller(user.id, user.login, user.name, Role.MERCHANT, user.site_id, b"")


@dataclass(frozen=True, slots=True)
class Pair:
    """Our portal, and a bare database of the same schema with the same members."""

    counter: Counter
    bare: Database


def hand_over_and_judge(pair: Pair) -> float:
    """As `judged`, and nothing was refused."""
    before = pair.counter.issued()
    took = judged(pair.counter)
    assert pair.counter.issued() == before + pair.counter.rows, "rows were refused"
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
    ours, bare = (copy_sqlite(template, stage.folder / name) for name in ("ours.db", "bare.db"))
    with _pair(ours, bare, stage.rows) as pair:
        yield pair


@contextmanager
def on_postgresql(stage: Stage) -> Iterator[Pair]:
    urls = [new_postgresql(stage), new_postgresql(stage)]
    with _pair(urls[0], urls[1], stage.rows) as pair:
        yield pair


def new_postgresql(stage: Stage) -> str:
    """A database with sample data on the server that all benchmarks share."""
    url = _cluster().url(_cluster().create())
    make_samples(url, members=min(MEMBERS, 3 * stage.rows), now=system_clock())
    return url


@cache
def _cluster() -> PostgresCluster:
    binaries = find_binaries()
    assert binaries is not None, "PostgreSQL is not installed"
    cluster = PostgresCluster(binaries, durable=True)
    AT_END.callback(cluster.stop)
    return cluster


@dataclass(frozen=True, slots=True)
class Growing:
    """The same portal with files of two sizes."""

    tenth: Counter
    whole: Counter


@contextmanager
def growing(stage: Stage) -> Iterator[Growing]:
    template = stage.folder / "samples.db"
    make_samples(f"sqlite:///{template}", members=min(MEMBERS, 3 * stage.rows), now=system_clock())
    counters = [
        counter(copy_sqlite(template, stage.folder / f"{rows}.db"), rows) for rows in (stage.rows // 10, stage.rows)
    ]
    try:
        yield Growing(*counters)
    finally:
        for each in counters:
            each.portal.close()


def judged(ours: Counter) -> float:
    """From the file's bytes to the completed registration."""

    def work() -> None:
        ours.hand_over()
        while ours.portal.worker.run_once():
            pass

    return seconds(work)


FILES = 8
"""Waiting at once for the workers."""


def judge_waiting(workers: int, made: Waiting) -> float:
    """Files that wait already, from the moment the workers may begin to the last verdict."""
    for _ in range(FILES):
        made.counter.hand_over()
    made.gate.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.portal", made.url, str(made.gate)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) for _ in range(workers)
    ]
    assert all(each.stdout is not None and each.stdout.readline() == "ready\n" for each in processes)
    began = time.monotonic()
    made.gate.touch()
    ended = [float(each.communicate()[0]) for each in processes]
    assert not made.counter.portal.database.read(_open_batches)
    return max(ended) - began


@dataclass(frozen=True, slots=True)
class Waiting:
    """A portal whose files nobody judges yet."""

    counter: Counter
    url: str
    gate: Path
    """Workers begin once it is there."""


@contextmanager
def waiting(stage: Stage) -> Iterator[Waiting]:
    url = new_postgresql(stage)
    ours = counter(url, stage.rows)
    try:
        yield Waiting(ours, url, stage.folder / "begin")
    finally:
        ours.portal.close()


def work_behind(url: str, gate: Path) -> None:
    """A worker's process: judges until nothing waits, and tells when that was."""
    database = Database(url)
    worker = Worker(database, Vault(MASTER_KEY), system_clock, system_clock)
    database.read(_open_batches)
    print("ready", flush=True)
    while not gate.exists():
        time.sleep(0.001)
    while worker.run_once() or database.read(_open_batches):
        pass
    print(time.monotonic())


def _open_batches(conn: Connection) -> int:
    return int(conn.execute(select(func.count()).select_from(batch).where(batch.c.state.in_(OPEN_STATES))).scalar_one())


FEW_ROWS = 100
"""In a small file."""

CLIENTS = 16
CALLS = 12
"""Of each client, at full size."""


def slowest_answers(ours: Counter) -> float:
    """The 99th percentile of how long clients wait that all write at once: a session's worth of small files each."""
    waits: list[float] = []

    def client() -> None:
        for _ in range(CALLS if ours.rows == FEW_ROWS else 1):
            waits.append(seconds(ours.hand_over))

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(waits)[int(len(waits) * 0.99)]


def slowest_answers_unqueued(ours: Counter) -> float:
    """The same where SQLite itself lets the writers wait."""
    database = ours.portal.database
    turn, database._turn = database._turn, nullcontext()
    try:
        return slowest_answers(ours)
    finally:
        database._turn = turn


@contextmanager
def one_sqlite(stage: Stage) -> Iterator[Counter]:
    url = f"sqlite:///{stage.folder / 'portal.db'}"
    make_samples(url, members=min(MEMBERS, 3 * stage.rows), now=system_clock())
    ours = counter(url, stage.rows)
    try:
        yield ours
    finally:
        ours.portal.close()


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
        against=(
            Against(
                "`executemany` of the same rows in one transaction",
                Faster(1.0),
                insert_the_same,
                remark="two commits wait for the disk against one, and the rows are read, judged, hashed and sealed besides",
            ),
        ),
    ),
    Benchmark(
        area="portal",
        title="file of {rows:,} rows on PostgreSQL: accepted, judged, in the ledger",
        rows=MAX_ROWS,
        prepare=on_postgresql,
        ours=hand_over_and_judge,
        against=(Against("`executemany` of the same rows in one transaction", Faster(1.8), insert_the_same),),
    ),
    Benchmark(
        area="portal",
        title=f"{FILES} waiting files of {{rows:,}} rows on PostgreSQL: two workers",
        unit=SECONDS,
        rows=MAX_ROWS,
        prepare=waiting,
        ours=partial(judge_waiting, 2),
        against=(
            Against(
                "one worker",
                Faster(1.7),
                partial(judge_waiting, 1),
                remark="the server does the work: 3.4 s of processor time for one worker's files, 4.0 s for two's, with its log and vacuum on the same 2 cores; a worker itself takes 0.1 s",
            ),
        ),
    ),
    Benchmark(
        area="portal",
        title="file of {rows:,} rows on SQLite: growth",
        rows=MAX_ROWS,
        fewest=10,
        prepare=growing,
        ours=lambda made: judged(made.whole),
        against=(Against("a tenth of the rows", AtMost(11), lambda made: judged(made.tenth)),),
    ),
    Benchmark(
        area="portal",
        title=f"slowest 1 % of answers on SQLite, {CLIENTS} clients writing at once",
        rows=FEW_ROWS,
        prepare=one_sqlite,
        ours=slowest_answers,
        against=(Against("the same without one queue in front of SQLite", Faster(3), slowest_answers_unqueued),),
    ),
)


if __name__ == "__main__":
    work_behind(sys.argv[1], Path(sys.argv[2]))
