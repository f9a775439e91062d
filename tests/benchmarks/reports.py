"""Reports over a ledger of ten million transfers, on both engines."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, text

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Caller, Role
from netmile_desktop.portal.reports.sums import COUNTED, OF_TRANSFERS, typed
from netmile_desktop.portal.service import Portal
from netmile_desktop.portal.tables import campaign, user_account
from tests.benchmarks.benchmark import Against, Benchmark, Faster, Stage, Unit, Within
from tests.benchmarks.measuring import seconds
from tests.support.portals.large_ledger import make_ledger
from tests.support.portals.portal import MASTER_KEY, NOW, SetClock
from tests.support.portals.postgres import PostgresCluster, find_binaries

ROWS = 10_000_000
FINE = Unit("ms", 2, 1_000)
"""For figures in seconds."""

TODAY = day_of(NOW)

OFTEN = 20


@dataclass(frozen=True, slots=True)
class Ledger:
    """A portal without HTTP over a large ledger, and a user of the site that has most of it."""

    portal: Portal
    caller: Caller
    campaign_code: str
    campaign_id: UUID

    @property
    def database(self) -> Database:
        return self.portal.database


@dataclass(frozen=True, slots=True)
class Asking:
    """One report over the ledger."""

    ledger: Ledger
    query: wire.ReportQuery

    def answer(self) -> wire.ReportAnswer:
        report = "campaign" if self.query.campaign_id else "site"
        call = Call(
            query=self.query, body=wire.Nothing(), path={"report": report}, raw=b"", key="", caller=self.ledger.caller
        )
        answer = self.ledger.portal.handlers[operations.REPORT.name](call)
        assert isinstance(answer, wire.ReportAnswer)
        return answer

    def answer_often(self) -> None:
        """As a clerk looks at a report again and again; one answer alone takes less time than a machine's hiccup."""
        for _ in range(OFTEN):
            self.answer()

    def aggregate(self) -> int:
        """The same from every transfer there is, without index and roll-up; answers the miles issued."""
        key = "biz_date / 100" if self.query.by is Grain.MONTH else "biz_date"
        of_campaign = " AND campaign_id = :campaign" if self.query.campaign_id else ""
        first = self.query.first.replace(day=1) if self.query.by is Grain.MONTH else self.query.first
        hint, site = (" NOT INDEXED", "+site_id") if self.ledger.database.is_sqlite else ("", "site_id")
        sql = (
            f"SELECT {key} AS key, {OF_TRANSFERS} FROM transfer{hint} WHERE {site} = :site AND biz_date >= :first "
            f"AND biz_date <= :last AND {COUNTED} AND (biz_date < :last OR biz_hour < 10){of_campaign} GROUP BY {key}"
        )
        parameters: dict[str, Any] = {"site": self.ledger.caller.site_id, "first": first, "last": self.query.last}
        if of_campaign:
            parameters["campaign"] = self.ledger.campaign_id
        statement = typed(sql)

        def work(conn: Connection) -> int:
            if not self.ledger.database.is_sqlite:
                for way in ("indexscan", "indexonlyscan", "bitmapscan"):
                    conn.execute(text(f"SET LOCAL enable_{way} = off"))
            return sum(int(row.issued) for row in conn.execute(statement, parameters))

        return self.ledger.database.read(work)


@cache
def ledger(engine: str, rows: int) -> Ledger:
    """Made once for all benchmarks of a run; it takes minutes."""
    if engine == "sqlite":
        folder = Path(tempfile.mkdtemp(prefix="netmile-ledger-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        url = f"sqlite:///{folder / 'ledger.db'}"
    else:
        binaries = find_binaries()
        assert binaries is not None, "PostgreSQL is not installed"
        cluster = PostgresCluster(binaries)
        atexit.register(cluster.stop)
        url = cluster.url(cluster.create())
    make_ledger(url, rows)
    portal = Portal(Database(url), Vault(MASTER_KEY), clock=SetClock())
    atexit.register(portal.close)

    def look(conn: Connection) -> tuple[Any, Any]:
        user = conn.execute(select(user_account).where(user_account.c.login == "demo")).one()
        own = select(campaign).where(campaign.c.site_id == user.site_id).order_by(campaign.c.code)
        return user, conn.execute(own).first()

    user, first = portal.database.read(look)
    caller = Caller(user.id, user.login, user.name, Role.MERCHANT, user.site_id, b"")
    return Ledger(portal, caller, first.code, first.id)


def prepared(engine: str, by: Grain, first: date, *, of_campaign: bool) -> Callable[[Stage], Any]:
    @contextmanager
    def prepare(stage: Stage) -> Iterator[Asking]:
        over = ledger(engine, stage.rows)
        code = over.campaign_code if of_campaign else ""
        asking = Asking(over, wire.ReportQuery(campaign_id=code, by=by, first=first, last=TODAY))
        assert asking.answer().totals["issued"] == asking.aggregate()
        yield asking

    return prepare


def _benchmark(engine: str, named: str, period: tuple[str, Grain, date], whose: tuple[str, bool]) -> Benchmark:
    return Benchmark(
        area="reports",
        title=f"{period[0]}, {whose[0]}, from {{rows:,}} transfers on {named}",
        rows=ROWS,
        fewest=10_000,
        unit=FINE,
        prepare=prepared(engine, period[1], period[2], of_campaign=whose[1]),
        ours=lambda asking: seconds(asking.answer_often) / OFTEN,
        against=(
            Against(
                "full aggregation without index and roll-up", Faster(500), lambda asking: seconds(asking.aggregate)
            ),
            Against("–", Within(0.05)),
        ),
    )


BENCHMARKS = tuple(
    _benchmark(engine, named, period, whose)
    for engine, named in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))
    for period in (("month by day", Grain.DAY, date(2026, 10, 22)), ("year by month", Grain.MONTH, date(2025, 12, 1)))
    for whose in (("one campaign", True), ("whole site", False))
)
