"""What a file looks like before it is imported: nothing is said of rows that were not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.domain.campaigns import Amount, FixedAmount
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.workspace.sources.looks import look_at
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import HEADER, csv_file, good_rows, xlsx_file

ROWS = good_rows(30)


@pytest.mark.parametrize(
    ("again", "repeated"),
    [
        (ROWS[3], 2),
        ((ROWS[3][0], ROWS[3][1], "200"), 2),
        (("member00099@example.jp", ROWS[3][1], "100"), 2),
        ((ROWS[3][0], "K999999", "100"), 0),
    ],
    ids=["the same row", "other miles", "another address", "another key"],
)
@pytest.mark.parametrize("amount", [None, FixedAmount(100), FixedAmount(250)], ids=["no campaign", "fits", "refused"])
def test_rows_with_the_key_of_another_are_counted_whatever_the_campaign_issues(
    again: tuple[str, str, str], repeated: int, amount: Amount | None, tmp_path: Path
) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", [*ROWS, again], header=HEADER))
    assert look_at(source, amount=amount).repeated_keys == repeated


def test_empty_rows_at_the_end_of_a_sheet_are_counted_once(tmp_path: Path) -> None:
    source = load_source(xlsx_file(tmp_path / "a.xlsx", {"名簿": [HEADER, *ROWS, (), ("", "", ""), ("", "", " ")]}))
    assert look_at(source).dropped_records == source.read(Recipe()).dropped_records > 0
