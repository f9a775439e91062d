"""The table of results in Markdown, with the machine it was measured on."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.benchmark import Benchmark
from tests.benchmarks.running import Result

HEAD = ("work", "goal", "ours", "reference", "ratio", "met", "remark", "on")


_RULE = "--- | --- | ---: | --- | ---: | --- | --- | ---"
_SAME = "″"

Line = Sequence[str]
"""The cells of a line; the first one is the title in full."""


def lines_of(results: Sequence[Result]) -> list[Line]:
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    return [(each.benchmark.named(each.portion), *_cells(each), today) for each in results]


def table(lines: Iterable[Line]) -> str:
    written, last = [" | ".join(HEAD), _RULE], ""
    for title, *cells in lines:
        written.append(" | ".join([title if title != last else _SAME, *cells]))
        last = title
    return "\n".join(f"| {line} |" for line in written)


def merged(old: str, new: Sequence[Line], benchmarks: Sequence[Benchmark]) -> list[Line]:
    """The lines of an earlier table with those measured anew in their places, in the order of the register."""
    kept = list(_lines_in(old))
    found: list[Line] = []
    for benchmark in benchmarks:
        is_its_title = re.compile(re.escape(benchmark.title).replace(r"\{rows:,\}", r"[\d,]+")).fullmatch
        found += [line for line in new if is_its_title(line[0])] or [line for line in kept if is_its_title(line[0])]
    return found


def _lines_in(text: str) -> Iterator[Line]:
    title = ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) == len(HEAD) and tuple(cells) != HEAD:
            title = title if cells[0] == _SAME else cells[0]
            yield (title, *cells[1:])


def _cells(result: Result) -> list[str]:
    against, unit = result.against, result.benchmark.unit
    reference = against.reference
    if result.reference is not None:
        reference = f"{unit.said(result.reference)}, {reference}"
    ratio = "" if result.ratio is None else f"{result.ratio:,.2f}×"
    met = {True: "yes", False: "**no**", None: "not run"}[result.is_met]
    remark = against.remark if result.is_met is False else ""
    if result.missing:
        remark = f"not installed: {', '.join(result.missing)}"
    return [against.goal.said(unit), unit.said(result.ours), reference, ratio, met, remark]


def circumstances(portion: float) -> str:
    """The date, the machine and the size, in one sentence."""
    size = "" if portion == 1 else f" Sizes reduced to {portion:.2%}, which the goals are not meant for."
    return (
        f"Measured on {_processor()}, {os.cpu_count()} cores, {_memory()}, "
        f"{platform.system()}, Python {platform.python_version()}; "
        f"medians of alternating runs; {_load()}.{size}"
    )


def _load() -> str:
    """Whether the machine had other things to do."""
    if not hasattr(os, "getloadavg"):
        return "load not known"
    return f"load of the last quarter of an hour {os.getloadavg()[2]:.1f}"


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    import psutil

    return f"{psutil.virtual_memory().total / 2**30:.0f} GiB of memory"
