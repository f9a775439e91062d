"""What a benchmark is: a piece of work, ours and the references' way of doing it, and the goals."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a benchmark runs, and how much of its full size is asked for."""

    folder: Path
    """Empty, and the benchmark's own."""
    rows: int
    """Its rows at the size asked for; 0 where it has none."""
    portion: float
    """1 is the full size."""


Preparation = Callable[[Stage], AbstractContextManager[Any]]
Measure = Callable[[Any], float]
"""Does the work once and answers what it took, in the benchmark's unit; given what the preparation made."""


@dataclass(frozen=True, slots=True)
class Unit:
    """How a figure is written."""

    name: str
    digits: int = 1
    factor: float = 1

    def said(self, value: float) -> str:
        return f"{value * self.factor:,.{self.digits}f} {self.name}"


MILLISECONDS = Unit("ms", 0, 1_000)
"""For figures in seconds."""
SECONDS = Unit("s", 2)
MEBIBYTES = Unit("MiB", 1, 1 / 2**20)
"""For figures in bytes."""
BYTES = Unit("bytes", 0)
TIMES = Unit("×", 2)
"""For figures that are themselves a ratio."""


class Goal(Protocol):
    """What is to be reached, from our figure and the reference's; smaller figures are better."""

    def said(self, unit: Unit) -> str:
        """The goal in words."""

    def ratio(self, ours: float, reference: float | None) -> float | None:
        """Ours against the reference's, the way the goal is put; None where there is no reference."""

    def is_met(self, ours: float, reference: float | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most so many times what the reference takes."""

    times: float

    def said(self, unit: Unit) -> str:
        return f"≤ {self.times:g}×"

    def ratio(self, ours: float, reference: float | None) -> float | None:
        return None if reference is None else ours / reference

    def is_met(self, ours: float, reference: float | None) -> bool:
        return reference is not None and ours <= self.times * reference


@dataclass(frozen=True, slots=True)
class Faster:
    """At least so many times as fast as the reference, or with so many times its throughput."""

    times: float

    def said(self, unit: Unit) -> str:
        return f"≥ {self.times:g}× as fast"

    def ratio(self, ours: float, reference: float | None) -> float | None:
        return None if reference is None else reference / ours

    def is_met(self, ours: float, reference: float | None) -> bool:
        return reference is not None and reference >= self.times * ours


@dataclass(frozen=True, slots=True)
class Within:
    """At most so much, whatever others take; in the benchmark's unit."""

    limit: float

    def said(self, unit: Unit) -> str:
        return f"≤ {unit.said(self.limit)}"

    def ratio(self, ours: float, reference: float | None) -> float | None:
        return None if reference is None else ours / reference

    def is_met(self, ours: float, reference: float | None) -> bool:
        return ours <= self.limit


@dataclass(frozen=True, slots=True)
class Against:
    """One goal of a benchmark, with the reference it is measured against, if any."""

    reference: str
    """What runs in words, e.g. "`list(csv.reader(file))`"; "–" for a limit of our own."""
    goal: Goal
    measure: Measure | None = None
    needs: tuple[str, ...] = ()
    """Modules of the extra `bench`, or programs such as "cc", without which the reference cannot run."""
    remark: str = ""
    """The reason that stands beside the figure where the goal is missed."""

    def missing(self) -> list[str]:
        """What would have to be installed."""
        return [need for need in self.needs if not (importlib.util.find_spec(need) or shutil.which(need))]


def _nothing(stage: Stage) -> AbstractContextManager[Stage]:
    return nullcontext(stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A piece of work and what it is held against."""

    area: str
    """The room of the program it is about; asked for with `--only`."""
    title: str
    """The work in plain words; `{rows:,}` stands for the number of rows."""
    ours: Measure
    against: tuple[Against, ...]
    unit: Unit = MILLISECONDS
    rows: int = 0
    """At full size."""
    fewest: int = 1
    """It makes no sense with fewer rows than this."""
    prepare: Preparation = _nothing
    """Makes what all sides share, once: files, a portal, a window. Measures are given what it yields."""
    runs: int = 5
    """At full size; the sides take turns, and medians are compared."""

    def rows_at(self, portion: float) -> int:
        return max(self.fewest, round(self.rows * portion)) if self.rows else 0

    def named(self, portion: float) -> str:
        return self.title.format(rows=self.rows_at(portion))
