#!/usr/bin/env python3
"""Compare the coverage that was measured last with the floors in `pyproject.toml`; exit with 1 if one is not reached.

    python packaging/development/coverage_floors.py

Reads the file `.coverage`, which `pytest --cov` writes. A package below its floor is told with the files in which most
is missing.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coverage import Coverage
from coverage.exceptions import CoverageException

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "pyproject.toml"
SHOWN = 10


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """What was reached of a file: statements and branches together."""

    path: str
    reached: int
    of: int
    missing_lines: str
    """As `3-5, 9`."""

    @property
    def missing(self) -> int:
        return self.of - self.reached


def main() -> int:
    """Tell the coverage of each package that has a floor."""
    floors: dict[str, float] = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["netmile"]["coverage_floors"]
    try:
        files = measured()
    except CoverageException as error:
        print(f"coverage: {error}", file=sys.stderr)
        return 1
    low = 0
    for package, floor in floors.items():
        within = [each for each in files if each.path.startswith(f"netmile_desktop/{package}/")]
        percent = percent_of(within)
        print(f"coverage of {package}: {percent:.2f} %, floor {floor} %")
        if percent < floor:
            low += 1
            print(f"{package} is below its floor. Most is missing in:", file=sys.stderr)
            for each in sorted(within, key=lambda file: -file.missing)[:SHOWN]:
                lines = each.missing_lines or "none, but branches"
                print(f"  {each.path}: {each.missing} of {each.of}, lines {lines}", file=sys.stderr)
    return 1 if low else 0


def measured() -> list[FileCoverage]:
    """Return every file of the report.

    Raises:
        CoverageException: if nothing was measured.
    """
    coverage = Coverage(data_file=ROOT / ".coverage", config_file=str(PROJECT))
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(out))
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return [_file(coverage, path, found) for path, found in report["files"].items()]


def percent_of(files: list[FileCoverage]) -> float:
    """Return the share of what was reached; 0 if there is no file."""
    of = sum(each.of for each in files)
    return 100 * sum(each.reached for each in files) / of if of else 0.0


def _file(coverage: Coverage, path: str, found: dict[str, Any]) -> FileCoverage:
    sums = found["summary"]
    return FileCoverage(
        Path(path).as_posix(),
        sums["covered_lines"] + sums["covered_branches"],
        sums["num_statements"] + sums["num_branches"],
        coverage.analysis2(str(ROOT / path))[4],
    )


if __name__ == "__main__":
    sys.exit(main())
