"""What the clerk gets back has the rows and the other columns of the clerk's own sheet, over all rounds."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine

from netmile_desktop.domain.failures import FileUnreadable, FileUnwritable, ReadFault
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.lists import ERROR_HEADER
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.batches.correction_sheets import corrections_in, save_correction_sheet
from netmile_desktop.workspace.batches.result_sheets import ResultSheet, Rows, list_name, save_rows
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.looks import table_of
from netmile_desktop.workspace.sources.source import load_source, source_of_rows
from tests.support.bench import Bench
from tests.support.files import HEADER as PLAIN_HEADER
from tests.support.files import csv_file, good_rows, xlsx_file
from tests.support.progress import Watched

HEADER = ("会員番号", "氏名", "メール", "電話", "来店日", "マイル")
SHEET = [
    ("000001", "木村 遥", "member00001@example.jp", "090-0000-0001", "11月3日", "100"),
    ("000002", "林, 大和", "nobody2@example.jp", "090-0000-0002", "11月4日", "100"),
    ("000003", "=清水()", "left001@example.jp", "", "11月5日", "100"),
    ("000004", "山口 直美", "member00004@example", "090-0000-0004", "11月6日", "100"),
    ("000005", "阿部 智也", "nobody5@example.jp", "090-0000-0005", "11月7日", "100"),
]
MAPPED = Recipe(header=True, columns=(3, 1, 6), width=6)


@pytest.fixture
def sent(bench: Bench) -> str:
    """The sheet, sent in parts of two rows: the lines of the parts are not the rows of the sheet."""
    bench.in_parts_of(2)
    bench.line.heard = bytearray()
    source = load_source(csv_file(bench.folder / "十一月.csv", SHEET, header=HEADER, encoding="cp932"))
    batch_id = bench.batches.take_in(source, MAPPED, bench.client.campaigns.detail("C-1024")).batch_id
    bench.sending.send(batch_id)
    return batch_id


def table(draft: Draft, which: Rows = Rows.ALL, language: Language = Language.JAPANESE) -> list[list[str | int]]:
    sheet = ResultSheet(draft.snapshot(), language)
    return list(sheet.lines(sheet.row_ids(which)))


def workbook(path: Path) -> list[list[Any]]:
    return list(calamine.load_workbook(path).get_sheet_by_index(0).to_python())


def test_the_errors_have_the_rows_and_columns_of_the_sheet(bench: Bench, sent: str) -> None:
    draft = bench.opened(sent)
    first, second = (part.registration_id for part in draft.parts())
    rows = table(draft, Rows.ERRORS)
    assert [line[:10] for line in rows] == [
        [3, "nobody2@example.jp", "000002", 100, "林, 大和", "090-0000-0002", "11月4日", "エラー", "41053", rows[0][9]],
        [4, "left001@example.jp", "000003", 100, "=清水()", "", "11月5日", "エラー", "41023", rows[1][9]],
        [
            5,
            "member00004@example",
            "000004",
            100,
            "山口 直美",
            "090-0000-0004",
            "11月6日",
            "未送信",
            "19013",
            rows[2][9],
        ],
        [
            6,
            "nobody5@example.jp",
            "000005",
            100,
            "阿部 智也",
            "090-0000-0005",
            "11月7日",
            "エラー",
            "41053",
            rows[3][9],
        ],
    ]
    assert [line[10] for line in rows] == [first, second, "", second]
    assert all(line[9] for line in rows)
    ((line, *_, issue_id, issued_at, transfer_on),) = table(draft, Rows.ISSUED)
    assert (line, bool(issue_id), bool(issued_at), bool(transfer_on)) == (2, True, True, True)
    english = ResultSheet(draft.snapshot(), Language.ENGLISH).header
    assert english[:7] == ["Row", "E-mail address", "Specified key", "Miles", "氏名", "電話", "来店日"]


def test_a_workbook_of_the_results_keeps_every_zero(bench: Bench, sent: str, tmp_path: Path) -> None:
    sheet = ResultSheet(bench.opened(sent).snapshot(), Language.JAPANESE)
    path = tmp_path / "結果.xlsx"
    assert save_rows(sheet, sheet.row_ids(Rows.ALL), path) == 5
    header, *rows = workbook(path)
    assert header == sheet.header
    assert [(line[0], line[2], line[3], line[4]) for line in rows] == [
        (n + 2.0, key, 100.0, name) for n, (key, name, *_) in enumerate(SHEET)
    ]


def test_csv_says_the_same(bench: Bench, sent: str, tmp_path: Path) -> None:
    sheet = ResultSheet(bench.opened(sent).snapshot(), Language.JAPANESE)
    for encoding in ("utf-8-sig", "cp932"):
        path = tmp_path / f"{encoding}.csv"
        assert save_rows(sheet, sheet.row_ids(Rows.ERRORS), path, encoding=encoding) == 4
        with path.open(encoding=encoding, newline="") as file:
            assert list(csv.reader(file)) == [
                sheet.header,
                *([str(cell) for cell in line] for line in table(bench.opened(sent), Rows.ERRORS)),
            ]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_saving_can_be_stopped_and_leaves_nothing(bench: Bench, sent: str, tmp_path: Path, ending: str) -> None:
    sheet = ResultSheet(bench.opened(sent).snapshot(), Language.JAPANESE)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Cancelled):
        save_rows(sheet, sheet.row_ids(Rows.ALL), folder / f"a{ending}", Watched(("saving", 0)))
    assert list(folder.iterdir()) == []


def test_own_columns_and_row_numbers_go_through_every_round(bench: Bench, sent: str) -> None:
    second = bench.batches.start_correction(sent)
    draft = bench.opened(second)
    assert draft.snapshot().sheet.names(Language.ENGLISH) == ["氏名", "電話", "来店日"]
    draft.set_cells([(0, Column.ADDRESS, "nobody22@example.jp"), (2, Column.ADDRESS, "member00004@example.jp")])
    (added,) = draft.insert_rows(0, [("nobody7@example.jp", "000007", "100")])
    bench.sending.send(second)
    sent_again = [line[:7] for line in table(bench.opened(second))]
    assert sent_again[0] == [f"#{added + 1}", "nobody7@example.jp", "000007", 100, "", "", ""]
    assert sent_again[3] == [5, "member00004@example.jp", "000004", 100, "山口 直美", "090-0000-0004", "11月6日"]

    third = bench.opened(bench.batches.start_correction(second))
    assert [line[:7] for line in table(third)] == [
        ["#1", "nobody7@example.jp", "000007", 100, "", "", ""],
        [3, "nobody22@example.jp", "000002", 100, "林, 大和", "090-0000-0002", "11月4日"],
        [4, "left001@example.jp", "000003", 100, "=清水()", "", "11月5日"],
        [6, "nobody5@example.jp", "000005", 100, "阿部 智也", "090-0000-0005", "11月7日"],
    ]


def test_nothing_of_them_reaches_the_portal(bench: Bench, sent: str) -> None:
    bench.sending.send(bench.batches.start_correction(sent))
    own = [text for _, name, _, phone, day, _ in SHEET for text in (name, phone, day) if text]
    heard, stored = bytes(bench.line.heard or b""), stored_by(bench.portal)
    bodies = b"".join(bench.opened(each.id).snapshot().rows_taking_part().body() for each in bench.batches.all())
    lists = b"".join(
        fetch(id_, "utf-8-sig")
        for each in bench.batches.all()
        for id_ in each.registration_ids
        for fetch in (bench.client.issuances.completed_list, bench.client.issuances.error_list)
    )
    for place in (heard, bodies, lists, stored):
        assert b"000001" in place
        assert not [text for text in own if text.encode() in place or text.encode("cp932") in place]


def stored_by(portal: EmbeddedPortal) -> bytes:
    """Everything in the files of the portal's database."""
    path = Path(portal.database.url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def test_rows_typed_from_the_start_are_counted_and_keep_their_count(bench: Bench) -> None:
    batch_id = bench.batches.start_typed(bench.client.campaigns.detail("C-1024"), "手入力")
    bench.opened(batch_id).insert_rows(0, [*good_rows(2), ("nobody1@example.jp", "K3", "100")])
    assert [line[0] for line in table(bench.opened(batch_id))] == [1, 2, 3]
    bench.sending.send(batch_id)
    assert [line[0] for line in table(bench.opened(bench.batches.start_correction(batch_id)))] == [3]


def test_corrections_stored_without_own_columns_can_be_read(bench: Bench) -> None:
    batch_id = bench.imported([*good_rows(1), ("nobody1@example.jp", "K3", "100")])
    bench.sending.send(batch_id)
    rows = bench.opened(bench.batches.start_correction(batch_id)).snapshot()
    assert list(rows.sheet.own_cells([0])) == [()]
    stored = source_of_rows("a", list(rows.rows_taking_part()))
    assert stored.data == b'[[3,3,"nobody1@example.jp","K3","100"]]'


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_correction_sheet_comes_back_whatever_stands_beside(
    bench: Bench, sent: str, tmp_path: Path, ending: str
) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    path = tmp_path / f"直す{ending}"
    save_correction_sheet(draft, path)
    header, *lines = list(csv.reader(path.read_text("utf-8-sig").splitlines())) if ending == ".csv" else workbook(path)
    assert header == ["メールアドレス", "指定キー", "マイル数", "行番号", "エラーコード", "氏名", "電話", "来店日"]
    assert [line[1] for line in lines] == ["000002", "000003", "000004", "000005"]
    assert lines[0][3:] == ["3", "41053", "林, 大和", "090-0000-0002", "11月4日"]
    assert corrections_in(path, draft).cells == [
        (row.id, column, row.cell(column)) for row in draft.snapshot().rows_taking_part() for column in Column
    ]


def test_columns_of_a_correction_sheet_are_found_by_their_headings(bench: Bench, sent: str, tmp_path: Path) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    moved = [("行番号", "備考", "メールアドレス", "メールアドレス"), ("5", "100", "member00004@example.jp", "other")]
    path = csv_file(tmp_path / "a.csv", moved)
    assert corrections_in(path, draft).cells == [(2, Column.ADDRESS, "member00004@example.jp")]
    with pytest.raises(FileUnreadable) as caught:
        corrections_in(csv_file(tmp_path / "b.csv", [PLAIN_HEADER, *good_rows(1)]), draft)
    assert caught.value.reason is ReadFault.NO_ROW_NUMBERS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_headings_of_a_correction_sheet_may_stand_below_a_title(
    bench: Bench, sent: str, tmp_path: Path, delimiter: str
) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    lines = [
        "11月の修正",
        "指定キー,メールアドレス,行番号".replace(",", delimiter),
        delimiter.join(("Z5", "a@b.jp", "5")),
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), "utf-8")
    assert corrections_in(path, draft).cells == [(2, Column.ADDRESS, "a@b.jp"), (2, Column.KEY, "Z5")]


def test_sheet_encoding_and_separator_of_a_correction_sheet_can_be_given(
    bench: Bench, sent: str, tmp_path: Path
) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    header, line = ("指定キー", "行番号", "氏名"), ("Z5", "5", "林;大和")
    book = xlsx_file(tmp_path / "a.xlsx", {"memo": [("memo",)], "直す": [header, line]})
    expected = [(2, Column.KEY, "Z5")]
    assert corrections_in(book, draft, sheet="直す").cells == expected
    text = csv_file(tmp_path / "a.csv", [line], header=header, encoding="cp932")
    assert corrections_in(text, draft, encoding="cp932", delimiter=",").cells == expected
    with pytest.raises(FileUnreadable):
        corrections_in(text, draft, encoding="utf-16")


def test_another_list_is_not_taken_for_corrections(bench: Bench, sent: str, tmp_path: Path) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    other = [("お名前", "番号", "点", "順"), *((f"m{n}@b.jp", f"Z{n}", "100", str(n), "x") for n in range(3, 7))]
    for rows in (other, other[1:]):
        with pytest.raises(FileUnreadable) as caught:
            corrections_in(csv_file(tmp_path / "b.csv", rows), draft)
        assert caught.value.reason is ReadFault.NO_ROW_NUMBERS


def test_a_list_of_the_portal_is_not_taken_for_corrections(bench: Bench, sent: str, tmp_path: Path) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    line = ("nobody1@example.jp", "000002", "100", "41053", "no such member", "3")
    with pytest.raises(FileUnreadable) as caught:
        corrections_in(csv_file(tmp_path / "b.csv", [ERROR_HEADER, line]), draft)
    assert caught.value.reason is ReadFault.OTHER_ROW_NUMBERS


def test_without_headings_a_correction_sheet_is_known_by_its_rows(bench: Bench, sent: str, tmp_path: Path) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    found = corrections_in(csv_file(tmp_path / "a.csv", [("a@b.jp", "Z3", "100", "3", "41053")]), draft)
    assert found.cells == [(0, Column.ADDRESS, "a@b.jp"), (0, Column.KEY, "Z3"), (0, Column.MILES, "100")]


def test_lines_of_a_correction_sheet_that_are_not_used_are_named(bench: Bench, sent: str, tmp_path: Path) -> None:
    draft = bench.opened(bench.batches.start_correction(sent))
    lines = [("行番号", "指定キー"), ("3", "A"), ("3", "B"), ("4", "C"), ("4", "C"), ("99", "D")]
    found = corrections_in(csv_file(tmp_path / "a.csv", lines), draft)
    assert (found.cells, found.unknown, found.repeated) == ([(1, Column.KEY, "C")], ["99"], ["3"])


def test_names() -> None:
    assert list_name("十一月.xlsx #2", Rows.ERRORS, Language.JAPANESE) == "十一月 #2_エラーリスト.xlsx"
    assert list_name("a/b: 手入力", Rows.ALL, Language.ENGLISH, ".csv") == "a b 手入力_Results.csv"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_saved_lists_are_understood_when_they_come_back(
    bench: Bench, sent: str, tmp_path: Path, language: Language, ending: str
) -> None:
    sheet = ResultSheet(bench.opened(sent).snapshot(), language)
    path = tmp_path / f"errors{ending}"
    save_rows(sheet, sheet.row_ids(Rows.ERRORS), path)
    table = table_of(load_source(path))
    assert table.recipe.columns == (2, 3, 4)
    assert table.is_certain


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_place_that_cannot_be_written_is_told(bench: Bench, sent: str, tmp_path: Path, ending: str) -> None:
    draft = bench.opened(sent)
    sheet = ResultSheet(draft.snapshot(), Language.JAPANESE)
    with pytest.raises(FileUnwritable):
        save_rows(sheet, [0], tmp_path / "none" / f"a{ending}")
    with pytest.raises(FileUnwritable):
        save_correction_sheet(draft, tmp_path / "none" / f"a{ending}")
