"""Every benchmark runs, at the smallest size: what is measured seldom must not rot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.benchmarks.benchmark import MILLISECONDS, Against, AtMost, Benchmark, Faster, Within
from tests.benchmarks.leftovers import AT_END
from tests.benchmarks.register import ALL
from tests.benchmarks.running import Result, run
from tests.benchmarks.table import circumstances, lines_of, merged, table
from tests.support.portals.postgres import find_binaries
from tests.support.requirements import lacking

TINY = 0.001


@pytest.fixture(scope="module", autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    AT_END.close()


def with_one_preparation() -> list[list[Benchmark]]:
    """All benchmarks, those with the same preparation together: what one of them lived through serves the others."""
    groups: dict[object, list[Benchmark]] = {}
    for each in ALL:
        groups.setdefault((each.area, each.prepare, each.rows), []).append(each)
    return list(groups.values())


@pytest.mark.parametrize("benchmarks", with_one_preparation(), ids=lambda each: each[0].named(TINY))
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_every_benchmark_runs(benchmarks: list[Benchmark]) -> None:
    for benchmark in benchmarks:
        runs(benchmark)


def runs(benchmark: Benchmark) -> None:
    """Run it once; skips where this machine has no PostgreSQL for it."""
    if "PostgreSQL" in benchmark.title and find_binaries() is None:
        lacking("PostgreSQL", "postgresql")
    results = list(run(benchmark, TINY, runs=1))
    assert [each.against for each in results] == list(benchmark.against)
    assert all(each.ours >= 0 for each in results)
    assert all(each.reference is not None or each.missing or not each.against.measure for each in results)


def made(against: Against, figures: list[float]) -> Result:
    """The one result of a benchmark of ours that takes what `figures` say, run after run."""
    left = iter(figures)
    benchmark = Benchmark(
        area="none", title="{rows:,} rows", rows=10_000, ours=lambda _: next(left), against=(against,), runs=3
    )
    (result,) = run(benchmark)
    return result


def test_the_median_of_runs_in_turn_is_held_against_the_goal() -> None:
    result = made(Against("a stone", AtMost(2), lambda _: 1.0), [9.0, 1.5, 1.0])
    assert (result.ours, result.reference, result.ratio, result.is_met) == (1.5, 1.0, 1.5, True)
    assert made(Against("a stone", AtMost(1.4), lambda _: 1.0), [1.5] * 3).is_met is False


def test_faster_means_in_less_time() -> None:
    result = made(Against("a stone", Faster(2), lambda _: 1.0), [0.4] * 3)
    assert (result.ratio, result.is_met) == (2.5, True)
    assert made(Against("a stone", Faster(3), lambda _: 1.0), [0.4] * 3).is_met is False


def test_the_table_says_what_is_missed_and_why_and_what_could_not_run() -> None:
    missed = made(Against("–", Within(0.1), remark="light is slow"), [0.25] * 3)
    met = made(Against("–", Within(0.3), remark="light is slow"), [0.25] * 3)
    absent = made(Against("another", AtMost(1), lambda _: 1.0, needs=("no_such_module",)), [0.25] * 3)
    lines = lines_of([missed, met, absent])
    day = lines[0][-1]
    written = table(lines)
    assert written.splitlines()[2:] == [
        f"| 10,000 rows | ≤ 100 ms | 250 ms | – |  | **no** | light is slow | {day} |",
        f"| ″ | ≤ 300 ms | 250 ms | – |  | yes |  | {day} |",
        f"| ″ | ≤ 1× | 250 ms | another |  | not run | not installed: no_such_module | {day} |",
    ]
    # Measured alone, a benchmark takes its old lines' place, whatever its size was; the others stay.
    anew = lines_of([made(Against("–", Within(0.5)), [0.25] * 3)])
    other = replace(missed.benchmark, title="{rows:,} other rows")
    assert merged(written, anew, [missed.benchmark, other]) == anew
    assert merged(written, [("9 other rows", *anew[0][1:])], [other, missed.benchmark]) == [
        ("9 other rows", *anew[0][1:]),
        *lines,
    ]
    assert MILLISECONDS.said(1.5) == "1,500 ms"


def test_a_reduced_size_is_said() -> None:
    assert "reduced to 10.00%" in circumstances(0.1)
    assert "reduced" not in circumstances(1)
