"""The columns of a sheet that are not sent: found by their headings, cut from the record of a row."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.reading import MANY_ROWS, read
from netmile_desktop.domain.row_sources.own_columns import NO_OWN_COLUMNS, OwnColumns, own_columns
from netmile_desktop.domain.rows.rows import Recipe
from tests.support.files import csv_bytes

HEADER = ("会員番号", "氏名", "メール", "電話", "来店日", "マイル")
MAPPED = Recipe(header=True, columns=(3, 1, 6), width=6)


def test_columns_that_are_not_sent_are_own_ones() -> None:
    found = own_columns(HEADER, MAPPED, [])
    assert found == OwnColumns((2, 4, 5), ("氏名", "電話", "来店日"))
    assert found.cut(["K1", "木村 遥", "a@x.jp", "090", "11/3", "100"]) == ("木村 遥", "090", "11/3")
    assert found.cut(["K1", "木村 遥"]) == ("木村 遥", "", "")
    assert found.blank == ("", "", "")


def test_without_a_mapping_there_are_none() -> None:
    assert own_columns((*HEADER, "備考"), Recipe(header=True), [["x"] * 7]) == NO_OWN_COLUMNS


def test_a_column_without_a_heading_is_one_if_it_holds_anything() -> None:
    first = [["K1", "", "a@x.jp", "", "11/3", "100"], ["K2", "", "b@x.jp", "", "", "100", "常連"]]
    assert own_columns(None, Recipe(header=False, columns=(3, 1, 6)), first) == OwnColumns((5, 7), ("", ""))
    assert own_columns(("", "", "", "", "来店日"), MAPPED, first) == OwnColumns((5,), ("来店日",))


@pytest.mark.no_cover
def test_the_rows_of_a_large_file_have_theirs_too() -> None:
    rows = [(f"K{n:06}", f"氏名 {n}", f"member{n}@example.jp", "03-1,2", "", "100") for n in range(MANY_ROWS + 5)]
    for encoding in ("utf-8", "cp932", "utf-16"):
        reading = read(csv_bytes(rows, header=HEADER, encoding=encoding), MAPPED)
        assert reading.own.headings == ("氏名", "電話", "来店日")
        places = [MANY_ROWS, 0, 7]
        cut = [reading.own.cut(cells) for cells in reading.rows.whole_records(places)]
        assert cut == [(f"氏名 {n}", "03-1,2", "") for n in places]
        assert [row.key for row in reading.rows.these(places)] == [f"K{n:06}" for n in places]


@pytest.mark.no_cover
def test_plain_letters_around_the_cells_of_a_large_file_are_found_as_well() -> None:
    for line_end in ("\n", "\r\n", "\r"):
        rows = [(f"K{n:06}", f"name {n}", f"member{n}@example.jp", "", "x", "100") for n in range(MANY_ROWS + 5)]
        data = csv_bytes(rows, header=HEADER, line_end=line_end).rstrip(b"\r\n")
        reading = read(data, MAPPED)
        places = range(len(rows))
        assert [reading.own.cut(cells) for cells in reading.rows.whole_records(places)] == [
            (f"name {n}", "", "x") for n in places
        ]
