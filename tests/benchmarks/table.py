"""The table of results in Markdown, with the machine it was measured on."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.running import Result

HEAD = ("work", "goal", "ours", "reference", "ratio", "met", "remark")


def table(results: Sequence[Result]) -> str:
    lines = [" | ".join(HEAD), "--- | --- | ---: | --- | ---: | --- | ---"]
    last = ""
    for each in results:
        title = each.benchmark.named(each.portion)
        cells = [title if title != last else "″", *_cells(each)]
        lines.append(" | ".join(cells))
        last = title
    return "\n".join(f"| {line} |" for line in lines)


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
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {_processor()}, {os.cpu_count()} cores, {_memory()}, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}; "
        f"medians of alternating runs.{size}"
    )


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    import psutil

    return f"{psutil.virtual_memory().total / 2**30:.0f} GiB of memory"
