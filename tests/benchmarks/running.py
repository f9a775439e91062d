"""Running benchmarks: the sides take turns, and what they took is compared by medians."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.benchmark import Against, Benchmark, Stage


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table."""

    benchmark: Benchmark
    against: Against
    portion: float
    ours: float
    reference: float | None = None
    """None where it has none, or could not run."""

    @property
    def missing(self) -> list[str]:
        return self.against.missing()

    @property
    def ratio(self) -> float | None:
        return self.against.goal.ratio(self.ours, self.reference)

    @property
    def is_met(self) -> bool | None:
        """None where the reference is missing here."""
        return None if self.missing else self.against.goal.is_met(self.ours, self.reference)


def run(benchmark: Benchmark, portion: float = 1, runs: int = 0) -> Iterator[Result]:
    """Run a benchmark, `runs` times or as often as it asks for."""
    sides = {against: against.measure for against in benchmark.against if against.measure and not against.missing()}
    ours: list[float] = []
    theirs: dict[Against, list[float]] = {against: [] for against in sides}
    with tempfile.TemporaryDirectory(prefix="netmile-bench-") as folder:
        stage = Stage(Path(folder), benchmark.rows_at(portion), portion)
        with benchmark.prepare(stage) as made:
            for _ in range(runs or benchmark.runs):
                ours.append(benchmark.ours(made))
                for against, measure in sides.items():
                    theirs[against].append(measure(made))
    for against in benchmark.against:
        figures = theirs.get(against)
        reference = statistics.median(figures) if figures else None
        yield Result(benchmark, against, portion, statistics.median(ours), reference)
