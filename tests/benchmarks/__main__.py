"""Runs the benchmarks and prints their table.

python -m tests.benchmarks                       all, at full size
python -m tests.benchmarks --only portal,start   those whose area or title has one of the words
python -m tests.benchmarks --size 0.1            a tenth of the rows
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence

from tests.benchmarks import register
from tests.benchmarks.benchmark import Benchmark
from tests.benchmarks.leftovers import AT_END
from tests.benchmarks.running import Result, run
from tests.benchmarks.table import circumstances, lines_of, merged, table
from tests.support.documents import BENCHMARKS, read_results, write_results


def main(words: Sequence[str] | None = None) -> int:
    """Answers 1 where a goal was missed or a benchmark failed."""
    asked = _parser().parse_args(words)
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _keep_bytecode()
    results: list[Result] = []
    failed = False
    for benchmark in chosen(asked.only.split(",") if asked.only else []):
        began = time.monotonic()
        try:
            found = list(run(benchmark, asked.size, asked.runs))
        except (OSError, RuntimeError, AssertionError) as error:
            print(f"failed: {benchmark.named(asked.size)}: {error}", file=sys.stderr)
            failed = True
            continue
        results += found
        _say(found, time.monotonic() - began)
        if asked.write:  # at once: who stops a long run keeps what it found
            whole = merged(read_results(BENCHMARKS), lines_of(results), register.ALL)
            write_results(BENCHMARKS, f"{circumstances(asked.size)}\n\n{table(whole)}")
    print(f"{circumstances(asked.size)}\n\n{table(lines_of(results))}")
    return 1 if failed or any(each.is_met is False for each in results) else 0


def _keep_bytecode() -> None:
    """Every process finds our modules compiled, as an installed program does and the references' packages are."""
    folder = tempfile.mkdtemp(prefix="netmile-bytecode-")
    AT_END.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder


def chosen(words: Sequence[str]) -> list[Benchmark]:
    """The benchmarks whose area or title has one of the words; all where none is given."""
    return [
        each for each in register.ALL if not words or any(word == each.area or word in each.title for word in words)
    ]


def _say(found: Sequence[Result], took: float) -> None:
    """What came of a benchmark, while the others still run."""
    for each in found:
        ratio = "" if each.ratio is None else f"{each.ratio:.2f}× of {each.against.reference}, "
        ours = each.benchmark.unit.said(each.ours)
        print(
            f"{each.benchmark.named(each.portion)}: {ours}, {ratio}goal "
            f"{each.against.goal.said(each.benchmark.unit)}, met: {each.is_met} ({took:.0f} s)",
            file=sys.stderr,
            flush=True,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", metavar="WORDS", help="areas, or words of the titles, between commas")
    parser.add_argument("--size", type=float, default=1, metavar="PORTION", help="of the full number of rows")
    parser.add_argument("--runs", type=int, default=0, help="of each side; at least 5 where none are given")
    parser.add_argument("--write", action="store_true", help="put what was measured into docs/benchmarks.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
