"""What was through long ago is forgotten, with every address; what still needs somebody stays."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.rows import Recipe
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.retention import KEPT_DAYS, Retention
from netmile_desktop.workspace.singles import Singles
from netmile_desktop.workspace.sources import load_source
from tests.support.bench import Bench
from tests.support.files import csv_file, good_rows

TABLES = ("batch", "source", "edit", "part", "verdict", "descent", "entry", "single")


@pytest.fixture
def bench(tmp_path: Path, sandbox_portal: EmbeddedPortal) -> Iterator[Bench]:
    bench = Bench(tmp_path, sandbox_portal)
    yield bench
    bench.close()


def forget(bench: Bench, days: float) -> int:
    """As if so many days had gone by."""
    return Retention(bench.store, lambda: datetime.now(UTC) + timedelta(days=days)).forget_old()


def left(bench: Bench) -> dict[str, int]:
    with bench.store.read() as transaction:
        counts = {table: transaction.all(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
    return {table: count for table, count in counts.items() if count}


def test_a_batch_and_its_corrections_go_together_when_the_last_is_old(bench: Bench) -> None:
    first = bench.imported([("nobody@example.com", "K1", "100"), *good_rows(2)])
    bench.batches.explain(first, "二回目")
    bench.sending.send(first)
    second = bench.batches.start_correction(first)
    assert forget(bench, KEPT_DAYS + 1) == 0, "the correction still waits for somebody"
    bench.sending.send(second)
    assert forget(bench, KEPT_DAYS - 1) == 0
    assert forget(bench, KEPT_DAYS + 1) == 2
    assert left(bench) == {}
    assert bench.batches.all() == []


def test_drafts_stay_however_old_they_are(bench: Bench) -> None:
    bench.imported(good_rows(2))
    assert forget(bench, 3_650) == 0
    assert len(bench.batches.all()) == 1


def test_that_it_was_issued_stays_known(bench: Bench) -> None:
    bench.sending.send(bench.imported(good_rows(2)))
    assert forget(bench, KEPT_DAYS + 1) == 1
    again = bench.opened(bench.imported(good_rows(2)))
    assert again.counts().warnings == 2


def test_single_issues_go_too(bench: Bench) -> None:
    singles = Singles(bench.store, bench.client, bench.today)
    singles.issue(wire.SingleIssue(campaign_id="C-1024", address="member00009@example.jp", key="K9", miles="100"))
    assert forget(bench, KEPT_DAYS - 1) == 0
    assert forget(bench, KEPT_DAYS + 1) == 1
    assert left(bench) == {}


def test_another_batch_is_left_alone(bench: Bench) -> None:
    bench.sending.send(bench.imported(good_rows(2)))
    source = load_source(csv_file(bench.folder / "new.csv", good_rows(2, first=5)))
    kept = bench.batches.import_source(source, Recipe(), bench.client.campaigns.detail("C-1024"))
    assert forget(bench, KEPT_DAYS + 1) == 1
    assert [each.id for each in bench.batches.all()] == [kept]
    assert len(bench.opened(kept)) == 2
