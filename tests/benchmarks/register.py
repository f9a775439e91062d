"""All benchmarks, in the order of the table. A new module adds itself by two lines here."""

from __future__ import annotations

from tests.benchmarks import charts, day, files, grid, portal, reports, start, storm, upload
from tests.benchmarks.benchmark import Benchmark

ALL: tuple[Benchmark, ...] = (
    # one line each
    *start.BENCHMARKS,
    *grid.BENCHMARKS,
    *day.BENCHMARKS,
    *upload.BENCHMARKS,
    *portal.BENCHMARKS,
    *storm.BENCHMARKS,
    *reports.BENCHMARKS,
    *charts.BENCHMARKS,
    *files.BENCHMARKS,
)
