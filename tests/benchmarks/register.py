"""All benchmarks, in the order of the table. A new module adds itself by one line here."""

from __future__ import annotations

from tests.benchmarks import portal
from tests.benchmarks.benchmark import Benchmark

ALL: tuple[Benchmark, ...] = (*portal.BENCHMARKS,)
