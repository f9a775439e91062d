"""Sheets as they come from real shops: each comes in right, is asked about, or is refused with its cause.

`python -m tests.support.sheets SEED` shows a sheet with its truth and how it was read. A sheet of which a shop reports
that it went wrong becomes a new layout, damage or program in `tests/support/sheets`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sheets.grading import FAILURES, Grade, Outcome, graded, needless_share, summary
from tests.support.sheets.large import LARGE, large
from tests.support.sheets.making import made
from tests.support.sheets.readers import by_decisions, from_disk, quickly

SEEDS = 2_000
PARTS = 10
NEEDLESS_AT_MOST = 0.03
"""Share of the sheets without any doubt for which a question may be asked all the same."""

THROUGH_THE_OTHER_PROCESS = 24


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.no_cover) for part in range(1, PARTS))])
def test_no_sheet_comes_in_wrong(part: int, tmp_path: Path) -> None:
    reader = by_decisions(quickly(tmp_path))
    sheets = {seed: made(seed) for seed in range(part, SEEDS, PARTS)}
    grades = {seed: graded(sheet, reader) for seed, sheet in sheets.items()}
    assert not _failures(grades), summary(grades)
    assert needless_share(grades.values(), [sheet.truth for sheet in sheets.values()]) <= NEEDLESS_AT_MOST


@pytest.mark.no_cover
def test_workbooks_come_in_right_through_the_other_process(tmp_path: Path) -> None:
    sheets = {seed: sheet for seed in range(SEEDS, 3 * SEEDS) if (sheet := made(seed)).is_workbook}
    reader = by_decisions(from_disk(tmp_path))
    some = dict(list(sheets.items())[:THROUGH_THE_OTHER_PROCESS])
    grades = {seed: graded(sheet, reader) for seed, sheet in some.items()}
    assert not _failures(grades), summary(grades)


@pytest.mark.no_cover
@pytest.mark.parametrize("n", range(len(LARGE)), ids=[way.__name__ for way in LARGE])
def test_no_large_file_comes_in_wrong(n: int, tmp_path: Path) -> None:
    grade = graded(large(n), by_decisions(quickly(tmp_path)))
    assert grade.outcome not in {*FAILURES, Outcome.NEEDLESSLY_ASKED}, grade


def _failures(grades: dict[int, Grade]) -> list[int]:
    return [seed for seed, grade in grades.items() if grade.outcome in FAILURES]
