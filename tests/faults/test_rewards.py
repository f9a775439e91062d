"""Some plans of registrations, hand-over and payments, and proof that their examination would see a fault of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from netmile_desktop.portal.database.database import Database
from tests.faults.campaign import BATCHES, HEADINGS, REWARDS, run_rewards, table_of_rewards, with_part
from tests.faults.databases import PostgresDatabases, SqliteDatabases
from tests.faults.rewards.examination import Findings
from tests.faults.rewards.plans import draw
from tests.faults.rewards.story import Story
from tests.faults.victims import nursery
from tests.support.portals.postgres import PostgresCluster

pytestmark = pytest.mark.durable

SEEDS = range(4)
SEEDS_ON_POSTGRES = range(4, 6)


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("template"))


@pytest.mark.timeout(300)
def test_whatever_breaks_everybody_is_granted_handed_over_answered_and_charged_once(sqlite: SqliteDatabases) -> None:
    outcomes = list(run_rewards(SEEDS, lambda _: sqlite, jobs=2))
    assert {each.seed: each.complaints for each in outcomes if each.complaints} == {}
    found = [each.findings for each in outcomes]
    assert min(sum(each.by_call for each in found), sum(each.by_file for each in found)) > len(SEEDS)
    assert sum(each.payments for each in found) >= len(SEEDS) * 4
    assert sum(each.faults.total() for each in outcomes) >= len(SEEDS), "hardly anything went wrong"
    assert sum(each.kills.total() for each in outcomes) >= len(SEEDS), "hardly anybody was killed"
    assert f"| seeds | {len(SEEDS)} |" in table_of_rewards(outcomes)


@pytest.mark.timeout(300)
def test_the_same_holds_on_postgresql(postgres: PostgresCluster) -> None:
    databases = PostgresDatabases(postgres)
    outcomes = list(run_rewards(SEEDS_ON_POSTGRES, lambda _: databases, jobs=2))
    assert {each.seed: each.complaints for each in outcomes if each.complaints} == {}
    assert all(each.is_on_postgres for each in outcomes)


def test_a_seed_always_gives_the_same_plan() -> None:
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)


TAMPERING = {
    "lost": ("UPDATE issue SET source = 'single' WHERE source = 'reward'", "UPDATE issue SET source = 'reward'"),
    "handed_over_wrongly": (
        "UPDATE reward_registration SET state = 'waiting' WHERE file_id IS NOT NULL",
        "UPDATE reward_registration SET state = 'handed_over'",
    ),
    "answers_wrong": (
        "UPDATE reward_registration SET result = CASE result WHEN 'approved' THEN 'refused' ELSE 'approved' END",
        "UPDATE reward_registration SET result = CASE result WHEN 'approved' THEN 'refused' ELSE 'approved' END",
    ),
    "charged_wrongly": ("UPDATE payment SET refunded = refunded + 1", "UPDATE payment SET refunded = refunded - 1"),
    "ledger_broken": ("UPDATE balance SET posted = posted + 1", "UPDATE balance SET posted = posted - 1"),
}
"""What is changed behind the portal's back and then changed back, by the finding that must tell of it."""


def test_in_peace_there_is_nothing_to_complain_of_and_what_is_wrong_is_seen(
    sqlite: SqliteDatabases, tmp_path: Path
) -> None:
    calm = replace(
        draw(0), members=2, workers=0, storm_s=0.0, faults=(), api_faults=(), nights_s=(), refusals_s=(), kills=()
    )
    seen: dict[str, Findings] = {}

    def tamper(database: Database, look: Callable[[], Findings]) -> None:
        for finding, statements in TAMPERING.items():
            for statement in statements:
                database.write(partial(_run, statement))
                seen.setdefault(finding, look())

    peaceful = Story(calm, sqlite, tmp_path, nursery()).play(before_looking=tamper).findings
    assert peaceful.complaints == []
    assert (peaceful.registrations, peaceful.by_call, peaceful.by_file, peaceful.payments) == (4, 2, 2, 2)
    assert {finding: getattr(told, finding) > 0 for finding, told in seen.items()} == dict.fromkeys(TAMPERING, True)
    assert all(told.complaints for told in seen.values())


def _run(statement: str, conn: Connection) -> None:
    conn.execute(text(statement))


def test_one_part_of_the_results_is_written_without_the_other() -> None:
    both = with_part(with_part("", REWARDS, "| first |"), BATCHES, "Run:\n\n| second |")
    assert both == f"{HEADINGS[BATCHES]}\n\nRun:\n\n| second |\n\n{HEADINGS[REWARDS]}\n\n| first |"
    assert with_part(both, REWARDS, "| third |") == both.replace("first", "third")
