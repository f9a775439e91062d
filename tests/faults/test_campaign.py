"""Twenty plans of the fault campaign, and proof that its examination would see a fault of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.store.store import Store
from tests.faults.campaign import run, table
from tests.faults.clerk import decide, single_issues
from tests.faults.databases import WITHOUT_LIMITS, PostgresDatabases, SqliteDatabases
from tests.faults.examination import Findings, Task, examine
from tests.faults.plans import VICTIMS, draw
from tests.faults.story import PATIENT
from tests.faults.victims import Errand, bring_through
from tests.support.dying_sender import KEY
from tests.support.files import csv_file
from tests.support.portals.portal import MASTER_KEY, Desk
from tests.support.portals.postgres import PostgresCluster
from tests.support.shop import HEADER, ShopRow, shop_rows

pytestmark = pytest.mark.durable

SEEDS = range(20)

SEEDS_ON_POSTGRES = range(20, 24)

Look = Callable[[list[ShopRow]], Findings]


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("template"))


@pytest.mark.timeout(300)
def test_whatever_breaks_every_row_is_issued_once_and_told(sqlite: SqliteDatabases) -> None:
    outcomes = list(run(SEEDS, lambda _: sqlite, jobs=3))
    assert {each.seed: each.complaints for each in outcomes if each.complaints} == {}
    found = [each.findings for each in outcomes]
    assert sum(each.issued for each in found) > 1_000
    assert min(sum(each.corrected for each in found), sum(each.closed for each in found)) > 50
    assert sum(each.singles for each in found) >= len(SEEDS) // 2
    faults = sum(each.faults.total() for each in outcomes)
    kills = [sum(each.kills[victim] for each in outcomes) for victim in VICTIMS]
    assert faults >= len(SEEDS) // 2, "hardly anything went wrong"
    assert min(kills) >= 2, "hardly anybody was killed"
    assert f"| seeds | {len(SEEDS)} |" in table(outcomes)


@pytest.mark.timeout(300)
def test_the_same_holds_on_postgresql(postgres: PostgresCluster) -> None:
    databases = PostgresDatabases(postgres)
    outcomes = list(run(SEEDS_ON_POSTGRES, lambda _: databases, jobs=2))
    assert {each.seed: each.complaints for each in outcomes if each.complaints} == {}
    assert all(each.is_on_postgres for each in outcomes)
    assert sum(each.findings.issued for each in outcomes) > 200


def test_a_seed_always_gives_the_same_plan() -> None:
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)
    assert all(plan.part_rows * 2 < plan.rows for plan in map(draw, range(200))), "fewer than three parts"


@pytest.fixture
def portal(sqlite: SqliteDatabases, tmp_path: Path) -> Iterator[EmbeddedPortal]:
    with EmbeddedPortal(sqlite.fresh(tmp_path), master_key=MASTER_KEY, auto_worker=False) as portal:
        portal.worker.start()
        yield portal


@pytest.fixture
def rows() -> list[ShopRow]:
    return list(shop_rows(40, damaged=0.2, nobody_every=7))


@pytest.fixture
def look(portal: EmbeddedPortal, rows: list[ShopRow], tmp_path: Path) -> Look:
    """The rows are sent in peace; looks whether they came through."""
    file = csv_file(tmp_path / "十一月.csv", [row.cells for row in rows], header=HEADER)
    errand = Errand(
        store=tmp_path / "site.db",
        file=file,
        token=tmp_path / "session",
        url=portal.url,
        campaign_id=WITHOUT_LIMITS,
        rounds=3,
        singles=(1, 2),
        part_rows=10,
        timeouts=PATIENT,
        tries=1,
    )
    bring_through(errand)

    def look(expected: list[ShopRow]) -> Findings:
        store = Store.open(errand.store, KEY)
        try:
            batches = Batches(store, lambda: day_of(system_clock()))
            task = Task(expected, WITHOUT_LIMITS, rounds=3, singles=single_issues(3, WITHOUT_LIMITS))
            return examine(portal.database, store, batches, task)
        finally:
            store.close()

    return look


def test_in_peace_there_is_nothing_to_complain_of(look: Look, rows: list[ShopRow]) -> None:
    findings = look(rows)
    assert findings.complaints == []
    assert (findings.parts, findings.singles) == (6, 3)
    assert findings.corrected + findings.closed == findings.bad_rows
    good_singles = 2
    assert findings.issued == len(rows) - findings.closed + good_singles


def test_a_row_issued_twice_is_seen(look: Look, rows: list[ShopRow], portal: EmbeddedPortal) -> None:
    good = next(row for row in rows if not row.code and not row.verdict)
    nobody = Desk(portal.url)
    session = nobody.call(operations.SIGN_IN, body=wire.SignIn(login="demo", password="Sandbox1234"))
    Desk(portal.url, session.token).issue(WITHOUT_LIMITS, ",".join(good.cells).encode())
    portal.worker.run_until_idle()
    findings = look(rows)
    assert (findings.twice, findings.lost) == (1, 0)
    twice, unknown = findings.complaints
    assert twice.startswith("issued too often")
    assert unknown.startswith("the portal accepted")


def test_a_row_that_was_lost_and_a_wrong_code_are_seen(look: Look, rows: list[ShopRow]) -> None:
    bad = next(n for n, row in enumerate(rows) if row.code and decide(n + 2, is_last=True).cells is None)
    expected = [*rows[:bad], ShopRow(("member00399@example.jp", "lost", "100")), *rows[bad + 1 :]]
    findings = look(expected)
    assert (findings.twice, findings.lost, findings.verdicts_wrong) == (0, 1, 1)
