"""Which columns say what is to be cancelled, and what each line asks for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.lists import COMPLETED_HEADER, HISTORY_HEADER
from netmile_desktop.domain.tables.table import Choices, ColumnRole
from netmile_desktop.workspace.cancelling.files import CancelColumns, CancelFile, CancelLine, read_cancel_file
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import csv_file, xlsx_file

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def read(path: Path, rows: Sequence[Sequence[object]], **named: Any) -> CancelFile:
    return read_cancel_file(load_source(csv_file(path / "取消.csv", rows, **named)))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (HISTORY_HEADER, CancelColumns(issue_id=1, key=3, issued_on=2, miles=4)),
        (COMPLETED_HEADER, CancelColumns(issue_id=6, key=2, issued_on=4, miles=3)),
        (("指定キー", "発行日"), CancelColumns(key=1, issued_on=2)),
        (("Key", "Miles"), CancelColumns(key=1, miles=2)),
        (("Issued at", "Specified key", "Miles"), CancelColumns(key=2, issued_on=1, miles=3)),
        (("備考", "指定キー"), CancelColumns(key=2)),
    ],
)
def test_columns_are_known_by_their_headings(tmp_path: Path, header: Sequence[str], columns: CancelColumns) -> None:
    file = read(tmp_path, [["x"] * len(header)], header=header)
    assert file.columns == columns
    assert file.table.header == tuple(header)
    assert [line.line for line in file.lines] == [2]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([("K1",), ("K2",)], CancelColumns(key=1)),
        ([("K1", "2026-11-01"), ("K2", "2026/11/2")], CancelColumns(key=1, issued_on=2)),
        ([("K1", "100"), ("K2", "20")], CancelColumns(key=1, miles=2)),
        ([("a@example.jp", "K1", "100"), ("b@example.jp", "K2", "20")], CancelColumns(key=2, miles=3)),
        ([("100", ID), ("200", ID)], CancelColumns(issue_id=2)),
        ([("0001", "100"), ("0002", "20")], CancelColumns(key=1, miles=2)),
    ],
)
def test_without_headings_by_what_they_hold(
    tmp_path: Path, rows: Sequence[Sequence[str]], columns: CancelColumns
) -> None:
    file = read(tmp_path, rows)
    assert file.columns == columns
    assert file.table.header is None
    assert [line.line for line in file.lines] == [1, 2]


def test_every_line_is_told_by_its_number(tmp_path: Path) -> None:
    rows = [
        ("K1", "2026/1/5 10:20", "1", ""),
        ("", "", "", ""),
        ("K2", "2026-13-01", "", ""),
        ("K3", "", "1,00", ""),
        ("K4", "", "", "not an id"),
        ("", "", "", ID.upper()),
        ("K5", "2026年11月3日", "1,000", ""),
        ("", "", "", ""),
    ]
    file = read(tmp_path, rows, header=("指定キー", "発行日時", "マイル数", "発行ID"), encoding="cp932")
    assert file.table.encoding == "cp932"
    assert list(file.lines) == [
        CancelLine(2, "K1", date(2026, 1, 5), 1),
        CancelLine(3, problem="empty"),
        CancelLine(4, "K2", problem="day"),
        CancelLine(5, "K3", problem="miles"),
        CancelLine(6, "K4", problem="issue_id"),
        CancelLine(7, issue_id=ID),
        CancelLine(8, "K5", date(2026, 11, 3), 1000),
    ]


def test_columns_can_be_given_by_hand(tmp_path: Path) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", [("x", "K1"), ("y", "K2")]))
    file = read_cancel_file(source, Choices(header=True, roles=((ColumnRole.KEY, 2),)))
    assert list(file.lines) == [CancelLine(2, "K2")]


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        # A date that one line writes otherwise turns off neither the column nor the others' days.
        ((), [("K1", "2026/10/01"), ("K2", "11/30/2026"), ("K3", "2026/10/02")], ["", "day", ""]),
        ((), [("K1", "2026/10/01"), ("K2", "#N/A"), ("K3", "-"), ("K4", "2026/10/01")], ["", "day", "day", ""]),
        ((), [("K1", "999"), ("K2", "1件"), ("K3", "20")], ["", "miles", ""]),
        (("指定キー", "発行年月日"), [("K1", "2026/10/01"), ("K2", "きのう")], ["", "day"]),
        (("会員番号", "取消マイル数"), [("K1", "999"), ("K2", "100 まいる")], ["", "miles"]),
    ],
)
def test_an_odd_cell_makes_its_line_unreadable_and_no_other(
    tmp_path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], expected: Sequence[str]
) -> None:
    file = read(tmp_path, rows, header=header or None)
    assert [line.problem for line in file.lines] == expected
    assert all(line.issued_on or line.miles for line in file.lines if not line.problem)


def test_a_day_in_front_of_the_key_is_no_key(tmp_path: Path) -> None:
    file = read(tmp_path, [("2026/11/30", "V000601"), ("2026/11/30", "V000602")])
    assert file.columns == CancelColumns(key=2, issued_on=1)
    assert [line.key for line in file.lines] == ["V000601", "V000602"]


@pytest.mark.parametrize(
    ("header", "rows", "role"),
    [
        (("指定キー", "来店日"), [("K1", "2026/10/01")], ColumnRole.ISSUED_ON),
        (("指定キー", "回数"), [("K1", "3")], ColumnRole.MILES),
        (("発行日", "氏名"), [("2026/10/01", "佐藤")], ColumnRole.KEY),
        (("会員番号", "顧客番号"), [("K1", "C1")], ColumnRole.KEY),
        (("指定キー", "マイル", "ポイント"), [("K1", "100", "20")], ColumnRole.MILES),
        ((), [("K1", "C1"), ("K2", "C2")], ColumnRole.KEY),
        ((), [("K1", "2026/10/01", "2026/10/09")], ColumnRole.ISSUED_ON),
    ],
)
def test_what_could_tell_an_issue_apart_is_asked_for_and_nothing_is_matched(
    tmp_path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], role: ColumnRole
) -> None:
    file = read(tmp_path, rows, header=header or None)
    assert [doubt.role for doubt in file.table.doubts] == [role]
    assert list(file.lines) == []


def test_a_column_can_be_said_to_be_none(tmp_path: Path) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", [("K1", "2026/10/01")], header=("指定キー", "来店日")))
    file = read_cancel_file(source, Choices(roles=((ColumnRole.ISSUED_ON, 0),)))
    assert list(file.lines) == [CancelLine(2, "K1")]
    assert [column.heading for column in file.table.unsent()] == ["来店日"]


def test_a_workbook_is_read_like_a_csv_file(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"取消": [("指定キー", "マイル数"), ("K1", 100)]})
    assert list(read_cancel_file(load_source(path)).lines) == [CancelLine(2, "K1", None, 100)]


def test_a_file_of_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as failure:
        read(tmp_path, [("", ""), ("", "")])
    assert failure.value.reason == ReadFault.EMPTY
    assert failure.value.path == "取消.csv"
