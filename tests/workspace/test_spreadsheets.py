"""Workbooks of text, read back by another program's reader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace import spreadsheets
from netmile_desktop.workspace.spreadsheets import text_sheet, write_text_sheet
from tests.support.awkward import ALTERED_KEYS, RESEMBLING_KEYS
from tests.support.files import cells_of

HEADER = ("メールアドレス", "指定キー", "マイル数")


def test_every_cell_is_text_as_it_was(tmp_path: Path) -> None:
    keys = [
        "000001",
        "1234567890123",
        "12345678901234567890",
        "=1+1",
        "+1",
        "-5",
        "@A1",
        "3-1",
        "http://a.jp",
        " 1",
        "",
    ]
    rows = [["a@example.jp", key, "100"] for key in (*keys, *ALTERED_KEYS, *RESEMBLING_KEYS, "x\ny", "_x0041_", "鍵🔑")]
    path = tmp_path / "a.xlsx"
    write_text_sheet(path, HEADER, iter(rows))
    assert cells_of(path) == [list(HEADER), *rows]
    assert os.listdir(tmp_path) == ["a.xlsx"], "nothing else is left behind"


def test_numbers_are_numbers_beside_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_text_sheet(path, ["行番号", "指定キー", "マイル数"], [[54, "000123", 100], ["#41", "x" * 40_000, "１００"]])
    page = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert page == [["行番号", "指定キー", "マイル数"], [54.0, "000123", 100.0], ["#41", "x" * 32_767, "１００"]]


def test_a_list_without_rows_has_its_headings(tmp_path: Path) -> None:
    write_text_sheet(tmp_path / "a.xlsx", HEADER, [])
    assert cells_of(tmp_path / "a.xlsx") == [list(HEADER)]


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)), max_size=5)
)
def test_the_same_rows_give_the_same_bytes(rows: list[list[str]]) -> None:
    assert text_sheet(HEADER, rows) == text_sheet(HEADER, iter(rows))


def test_rows_beyond_a_sheet_go_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "ROWS_OF_A_SHEET", 4)
    rows = [["a@example.jp", f"{n:06}", "100"] for n in range(7)]
    write_text_sheet(tmp_path / "a.xlsx", HEADER, rows)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert [page[0] for page in pages] == [list(HEADER)] * 3
    assert [cells for page in pages for cells in page[1:]] == rows
    write_text_sheet(tmp_path / "b.xlsx", HEADER, rows[:3])
    assert len(CalamineWorkbook.from_path(tmp_path / "b.xlsx").sheet_names) == 1


def test_an_older_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"older")

    def broken() -> Iterator[list[str]]:
        yield ["a@example.jp", "K1", "100"]
        raise Cancelled

    with pytest.raises(Cancelled):
        write_text_sheet(path, HEADER, broken())
    assert path.read_bytes() == b"older"
    assert os.listdir(tmp_path) == ["a.xlsx"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_text_sheet(tmp_path / "none" / "a.xlsx", HEADER, [])
