"""The generator is the same everywhere, and its grades can tell good readers from bad ones."""

from __future__ import annotations

import hashlib
from collections import Counter

from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.domain.tables.table import Choices, ColumnRole, Doubt, DoubtCause
from tests.support.sheets.grading import FAILURES, Grade, Outcome, ReadSheet, graded, needless_share, summary
from tests.support.sheets.large import LARGE, large
from tests.support.sheets.making import Made, made
from tests.support.sheets.readers import by_place
from tests.support.sheets.truth import Certainty

SEEDS = range(400)
MORE_SEEDS = range(1_000)


def _true_rows(sheet: Made) -> list[Row]:
    return [
        Row(n, row.record, row.record, *(row.meant if row.is_good else (row.meant.address, "", "")))
        for n, row in enumerate(sheet.truth.rows)
    ]


def all_knowing(sheet: Made, choices: Choices) -> ReadSheet:
    """Read a sheet rightly, ask if nobody can know, and show damaged rows as errors."""
    if sheet.truth.certainty is Certainty.NO_TABLE:
        return ReadSheet(refusal="no table")
    is_asked = sheet.truth.certainty is Certainty.UNCERTAIN and choices == Choices()
    doubts = [Doubt(DoubtCause.NO_COLUMN, ColumnRole.MILES)] if is_asked else []
    return ReadSheet(_true_rows(sheet), doubts)


def anxious(sheet: Made, choices: Choices) -> ReadSheet:
    """Ask about everything, for ever."""
    return ReadSheet(doubts=[Doubt(DoubtCause.DISAGREE, ColumnRole.KEY)])


def losing_a_row(sheet: Made, choices: Choices) -> ReadSheet:
    """Read rightly, but for the last row."""
    read = all_knowing(sheet, choices)
    return ReadSheet(read.rows[:-1], read.doubts, read.refusal)


def mixing_up_miles(sheet: Made, choices: Choices) -> ReadSheet:
    """Read rightly, but take one mile too many for the first good row."""
    read = all_knowing(sheet, choices)
    rows = list(read.rows)
    at = next((n for n, row in enumerate(rows) if row.miles), None)
    if at is not None:
        rows[at] = rows[at]._replace(miles=str(int(rows[at].miles) + 1))
    return ReadSheet(rows, read.doubts, read.refusal)


def _grades(reader: object) -> dict[int, Grade]:
    assert callable(reader)
    return {seed: graded(made(seed), reader) for seed in SEEDS}


def test_a_seed_always_gives_the_same_file() -> None:
    for seed in (3, 17, 40):
        first, again = made(seed), made(seed)
        if not first.name.endswith(".xlsx"):  # which hold the time
            assert hashlib.sha256(first.data).digest() == hashlib.sha256(again.data).digest()
        assert first.truth == again.truth


def test_all_that_is_planned_is_made() -> None:
    sheets = [made(seed) for seed in range(2_000)]
    tags = Counter(tag for sheet in sheets for tag in sheet.tags)
    for tag in ("hidden rows", "sep=", "Ctrl-Z", "stray quotes", "joined with other columns", "heading in two lines"):
        assert tags[tag] > 5, tag
    certainties = Counter(sheet.truth.certainty for sheet in sheets)
    assert min(certainties[each] for each in Certainty) > 30
    assert certainties[Certainty.CERTAIN] > 700


def test_a_reader_that_knows_everything_never_fails() -> None:
    grades = _grades(all_knowing)
    assert not any(grade.outcome in FAILURES for grade in grades.values()), summary(grades)
    assert needless_share(grades.values(), [made(seed).truth for seed in SEEDS]) == 0


def test_a_reader_by_place_is_silently_wrong() -> None:
    counts = Counter(graded(made(seed), by_place).outcome for seed in MORE_SEEDS)
    assert counts[Outcome.SILENTLY_WRONG] > 20
    assert counts[Outcome.WRONGLY_REFUSED] > 100


def test_a_reader_that_asks_about_everything_is_told_so() -> None:
    grades = _grades(anxious)
    assert needless_share(grades.values(), [made(seed).truth for seed in SEEDS]) < 0.1, "it gets stuck instead"
    assert Counter(grade.outcome for grade in grades.values())[Outcome.STUCK] > len(SEEDS) // 2


def test_a_lost_row_and_a_mile_too_many_are_seen() -> None:
    for reader in (losing_a_row, mixing_up_miles):
        grades = _grades(reader)
        clear = [seed for seed in SEEDS if made(seed).truth.certainty is Certainty.CERTAIN]
        wrong = [seed for seed in clear if grades[seed].outcome is Outcome.SILENTLY_WRONG]
        assert len(wrong) > 0.9 * len(clear), reader.__name__


def test_large_files_have_a_truth_of_their_own() -> None:
    for n in range(len(LARGE)):
        sheet = large(n)
        assert len(sheet.truth.rows) > 30_000
        assert graded(sheet, all_knowing).outcome is Outcome.RIGHT
        assert graded(sheet, mixing_up_miles).outcome is Outcome.SILENTLY_WRONG
