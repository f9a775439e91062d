"""What a workbook hides, has lost, or shows otherwise than it keeps: `check`, `split` and `send` tell it alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from netmile_desktop.cli import main
from netmile_desktop.domain.rows.key_rule import BUILT_IN
from tests.cli.conftest import Run
from tests.cli.test_awkward_files import OFFICIAL, RULE, members
from tests.support.books.packages import (
    book,
    number_cell,
    ods,
    ods_body,
    ods_number,
    ods_row,
    ods_text,
    rows_of,
    sheet,
    styles,
    text_cell,
)
from tests.support.books.xls import Code, XlsSheet, xls
from tests.support.files import ErrorCell, csv_bytes, xlsx_bytes

HEADINGS = ("メールアドレス", "指定キー", "旧キー", "マイル数", "来店日", "割引率", "伝票番号", "備考", "店番")
FORMATS = ("00000000", "yyyy/m/d", "0%", "0000")
KEY, DAY, PERCENT, SHOP = 1, 2, 3, 4

COMMANDS = ("check", "split", "send")

Tell = Callable[..., list[str]]


@pytest.fixture
def told(run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Tell:
    """Run a command on some content; answers the lines that say how it was read."""
    del run  # it names the portal and its user

    def tell(command: str, content: bytes, *options: str, name: str = "a.xlsx", lang: str = "en") -> list[str]:
        file, rule = tmp_path / name, tmp_path / "rule.json"
        file.write_bytes(content)
        rule.write_text(json.dumps(RULE | {"key": msgspec.to_builtins(BUILT_IN)}), "utf-8")
        needed = {
            "check": ("--rule", str(rule)),
            "split": ("--out", str(tmp_path / "parts")),
            "send": ("--campaign", "C-1024"),
            "cancel": ("--reason", "order_cancelled", "--preview"),
        }[command]
        main([command, str(file), *needed, *options, "--lang", lang])
        return [line.strip() for line in capfd.readouterr().err.splitlines() if line.startswith("  ")]

    return tell


def row(number: int, key: str, more: str = "") -> str:
    return (
        text_cell(f"A{number}", f"member{number:05}@example.jp")
        + key
        + text_cell(f"C{number}", f"OLD{number}")
        + number_cell(f"D{number}", 100)
        + more
    )


def whole_book() -> bytes:
    """Everything at once: two sheets, a hidden column and a hidden row, and cells of each kind."""
    rows = [
        "".join(text_cell(f"{letter}1", text) for letter, text in zip("ABCDEFGHI", HEADINGS, strict=True)),
        row(2, number_cell("B2", 123, KEY), number_cell("E2", 46356, DAY) + number_cell("F2", 0.5, PERCENT)),
        row(3, number_cell("B3", 12345678), number_cell("G3", 12345678901234567)),
        row(4, '<c r="B4"><f>C4&amp;"x"</f></c>', '<c r="H4" t="e"><v>#N/A</v></c>' + number_cell("I4", 7, SHOP)),
    ]
    hidden_column = '<cols><col min="3" max="3" width="9" hidden="1"/></cols>'
    page = sheet(rows_of(*rows), before=hidden_column).replace('<row r="3">', '<row r="3" hidden="1">')
    other = sheet(rows_of(text_cell("A1", "x"), text_cell("A2", "y")))
    return book(page, other, formats=styles(*FORMATS))


IN_ENGLISH = [
    "Sheet: S1",
    "Other sheets hold rows and were not read: S2 (2) (--sheet chooses one)",
    "Columns not used (never sent): C 旧キー, E 来店日, F 割引率, G 伝票番号, H 備考, I 店番",
    "Hidden columns: C",
    "Hidden rows, included: 1",
    "Sum of miles: 300",
    "Keys stored as numbers: 1 (taken as shown: 00000123 (the number is 123))",
    "Keys that are plain numbers: 1 (Leading zeros may be lost.)",
    "Numbers taken as the sheet shows them: 1, columns I",
    "Numbers taken as they are stored: 1, columns F (The sheet shows them in another way, such as with % or an exponent.)",
    "Empty keys: 1",
    "Formulas never calculated: 1, rows 4 (They arrive empty. Open the file in the spreadsheet program and save it.)",
    "Numbers of more than 15 digits: 1 (The workbook has lost their last digits.)",
    "Cells stored as dates: 1 (Written as 2026/11/21.)",
    "Cells with spreadsheet errors: 1 (Such as #N/A, as a formula left them.)",
]

IN_JAPANESE = [
    "シート: S1",
    "読んでいないシートにも行があります: S2 (2)（--sheet で選べます）",
    "使わない列（送りません）: C 旧キー, E 来店日, F 割引率, G 伝票番号, H 備考, I 店番",
    "非表示の列: C",
    "非表示の行も含めます: 1",
    "マイル数の合計: 300",
    "数値で保存されたキー: 1（表示どおり 00000123（数値では 123））",
    "数値のままのキー: 1（先頭の 0 が失われているかもしれません）",
    "表示どおりに読んだ数値: 1、列 I",
    "保存された値で読んだ数値: 1、列 F（% や指数などの表示とは異なります）",
    "空欄の指定キー: 1",
    "計算されていない数式: 1、行 4（空として読み込まれます。表計算ソフトで開き、保存し直してください。）",
    "16 桁以上の数値: 1（ブックの中で末尾の桁が失われています）",
    "日付のセル: 1（2026/11/21 の形で読み込みます）",
    "エラー値のセル: 1（数式が残した #N/A などです）",
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("lang", "expected"), [("en", IN_ENGLISH), ("ja", IN_JAPANESE)])
def test_everything_about_a_workbook_is_told_by_every_command(
    told: Tell, command: str, lang: str, expected: list[str]
) -> None:
    lines = told(command, whole_book(), "--hidden", "include", lang=lang)
    assert [line for line in lines if line in expected] == expected


@pytest.mark.parametrize("command", COMMANDS)
def test_of_a_workbook_with_nothing_odd_no_more_is_told_than_how_it_was_read(told: Tell, command: str) -> None:
    lines = told(command, xlsx_bytes({"11月": [OFFICIAL, *members(2)]}))
    assert [line.partition(":")[0] for line in lines] == [
        *("Sheet", "Row 1 was read as a header.", "E-mail address", "Specified key", "Miles", "Sum of miles")
    ]


def old_book() -> bytes:
    heading: list[object] = ["メールアドレス", "指定キー", "旧キー", "マイル数", "割引率"]
    rows: list[list[object]] = [
        heading,
        ["member00002@example.jp", (123, 0), "OLD2", 100, (0.5, 1)],
        ["member00003@example.jp", "K3", "OLD3", 100, Code(0x2A)],
    ]
    other = XlsSheet([["x"], ["y"]], name="S2")
    return xls(XlsSheet(rows, hidden_rows=[3], hidden_columns=[3], formats=["00000000", "0%"]), other)


def open_document() -> bytes:
    heading = map(ods_text, ("メールアドレス", "指定キー", "旧キー", "マイル数", "割引率"))
    first = (ods_text("member00002@example.jp"), ods_number(123, "00000123"), ods_text("OLD2"), ods_number(100))
    second = (ods_text("member00003@example.jp"), ods_text("K3"), ods_text("OLD3"), ods_number(100))
    error = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    rows = (
        ods_row(*heading),
        ods_row(*first, ods_number(0.5, "50%")),
        ods_row(*second, error, attributes=' table:visibility="collapse"'),
    )
    other = ods_row(ods_text("x")) + ods_row(ods_text("y"))
    tables = "".join(
        f'<table:table table:name="{name}">{content}</table:table>'
        for name, content in (("S1", columns + "".join(rows)), ("S2", other))
    )
    return ods(ods_body(tables))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("content", [old_book(), open_document()], ids=["xls", "ods"])
def test_the_other_kinds_of_workbooks_are_told_of_as_well(told: Tell, command: str, content: bytes) -> None:
    lines = told(command, content, "--hidden", "leave-out")
    expected = [
        "Sheet: S1",
        "Other sheets hold rows and were not read: S2 (2) (--sheet chooses one)",
        "Columns not used (never sent): C 旧キー, E 割引率",
        "Hidden columns: C",
        "Hidden rows left out: 1",
        "Sum of miles: 100",
        "Keys stored as numbers: 1 (taken as shown: 00000123 (the number is 123))",
        IN_ENGLISH[9].replace("columns F", "columns E"),
        "Cells with spreadsheet errors: 1 (Such as #N/A, as a formula left them.)",
    ]
    assert [line for line in lines if line in expected] == expected


def test_the_first_rows_of_many_are_named(told: Tell) -> None:
    def formulas(count: int) -> bytes:
        rows = [row(n, f'<c r="B{n}"><f>C{n}</f></c>') for n in range(2, count + 2)]
        heading = "".join(text_cell(f"{letter}1", text) for letter, text in zip("ABCD", HEADINGS, strict=False))
        return book(sheet(rows_of(heading, *rows)))

    def named(count: int) -> str:
        lines = told("check", formulas(count))
        return next(line for line in lines if "never calculated" in line).partition(" (")[0]

    ten = ", ".join(map(str, range(2, 12)))
    assert named(10) == f"Formulas never calculated: 10, rows {ten}"
    assert named(11) == f"Formulas never calculated: 11, rows {ten}, ..."
    assert named(30) == f"Formulas never calculated: 30, rows {ten}, ..."


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("total", "said"),
    [
        (306, "Agrees with the total of the file: 306 miles"),
        (999, "Differs from the total of the file: rows 306 miles, total in row 5 999 miles"),
    ],
)
def test_the_total_of_the_file_is_compared_by_every_command(told: Tell, command: str, total: int, said: str) -> None:
    content = csv_bytes([OFFICIAL, *members(3), ("合計", "", str(total))])
    assert said in told(command, content, name="a.csv")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_total_that_counts_the_hidden_rows_agrees_once_they_are_left_out(told: Tell, command: str) -> None:
    rows = [
        *(["".join(text_cell(f"{letter}1", text) for letter, text in zip("ABC", OFFICIAL, strict=True))]),
        *(
            text_cell(f"A{n}", f"member{n:05}@example.jp") + text_cell(f"B{n}", f"K{n}") + number_cell(f"C{n}", 100)
            for n in (2, 3, 4)
        ),
        text_cell("A5", "合計") + number_cell("C5", 300),
    ]
    content = book(sheet(rows_of(*rows).replace('<row r="3">', '<row r="3" hidden="1">')))
    left_out = "Sum of miles: 200 (the total of the file, 300, less the rows left out)"
    assert left_out in told(command, content, "--hidden", "leave-out")
    assert "Agrees with the total of the file: 300 miles" in told(command, content, "--hidden", "include")


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_odd_in_a_text_is_told_by_every_command(told: Tell, command: str) -> None:
    rows = [(" a@example.jp", "K1", "100"), ("b@example.jp", "K1", "100"), ("c@example.jp", "", "x"), ("", "", "")]
    content = csv_bytes([OFFICIAL, *rows])
    assert told(command, content, name="a.csv")[-6:] == [
        "Sum of miles: 200",
        "Rows whose miles are no number, not in the sum: 1",
        "Empty keys: 1",
        "Repeated keys: 2",
        "Outer spaces: 1 (Spaces at both ends of a cell are removed.)",
        "Empty rows: 1 (left out at the end of the file)",
    ]


def test_unreadable_characters_are_told_by_every_command(told: Tell) -> None:
    content = csv_bytes([OFFICIAL, *members(1)]) + b"member00002@example.jp,K\xff2,100\r\n"
    said = "Unreadable characters: 1 (Rows with characters that cannot be read. Try another encoding.)"
    for command in COMMANDS:
        assert said in told(command, content, "--encoding", "utf-8", name="a.csv")


def test_a_workbook_to_cancel_by_is_told_of_too(told: Tell) -> None:
    content = xlsx_bytes({"S1": [("指定キー", "備考"), (123, ErrorCell("#N/A")), ("V000601", "x")]})
    lines = told("cancel", content)
    assert "Keys that are plain numbers: 1 (Leading zeros may be lost.)" in lines
    assert "Cells with spreadsheet errors: 1 (Such as #N/A, as a formula left them.)" in lines
