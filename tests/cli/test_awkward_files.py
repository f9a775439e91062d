"""Lists as clerks have them: each comes in as a careful person would read it, or ends with the question to answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.cli import main
from netmile_desktop.domain.lists import COMPLETED_HEADER
from tests.support.files import csv_bytes, xlsx_bytes

Told = tuple[int, list[dict[str, Any]], str]
Command = Callable[..., Told]

RULE: dict[str, Any] = {
    "mode": "pc",
    "amount": {"kind": "variable", "min": 1, "max": 100_000},
    "issuance_from": "2026-11-01",
    "issuance_to": "2026-12-31",
    "state": "approved",
    "today": "2026-11-30",
}
OFFICIAL = ("メールアドレス", "指定キー", "マイル発行数")


@pytest.fixture
def check(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run `check --all` in English on some content; answers exit code, lines and words."""

    def run(content: bytes, *options: str, name: str = "f.csv") -> Told:
        file, rule = tmp_path / name, tmp_path / "rule.json"
        file.write_bytes(content)
        rule.write_text(json.dumps(RULE), "utf-8")
        code = main(["check", str(file), "--rule", str(rule), "--all", "--lang", "en", *options])
        told = capfd.readouterr()
        return code, [json.loads(each) for each in told.out.splitlines()], told.err

    return run


@pytest.fixture
def parts(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Split some content in one part; answers its rows as they would be sent."""

    def run(content: bytes, *options: str) -> list[str]:
        file, folder = tmp_path / "f.csv", tmp_path / "parts"
        file.write_bytes(content)
        code = main(["split", str(file), "--out", str(folder), *options])
        assert code == 0, capfd.readouterr().err
        return (folder / "f-part-01.csv").read_text("utf-8").splitlines()

    return run


def lines_of(told: Told) -> list[tuple[int, str | None]]:
    return [(each["line"], each["code"]) for each in told[1]]


def members(count: int, first: int = 1, miles: int = 100) -> list[Sequence[str]]:
    return [(f"member{n:05}@example.jp", f"K{n:06}", str(miles + n)) for n in range(first, first + count)]


def test_the_words_of_the_heading_say_which_column_is_the_key(parts: Callable[..., list[str]]) -> None:
    rows = [(f"member{n:05}@example.jp", str(100 * n), str(20_000 + n)) for n in range(1, 6)]
    content = csv_bytes(rows, header=("メールアドレス", "マイル発行数", "指定キー"), encoding="cp932")
    assert parts(content)[0] == "member00001@example.jp,20001,100"


def test_english_words_in_another_order(parts: Callable[..., list[str]]) -> None:
    rows = [(f"member{n:05}@example.jp", str(10 + n), str(20_000 + n)) for n in range(1, 6)]
    assert parts(csv_bytes(rows, header=("email", "points", "member_id")))[4] == "member00005@example.jp,20005,15"


def test_columns_of_the_clerk_s_own_do_no_harm_and_are_named(check: Command, parts: Callable[..., list[str]]) -> None:
    rows = [(key, "佐藤 美咲", address, "2026/11/01", miles) for address, key, miles in members(5)]
    content = csv_bytes(rows, header=("会員番号", "氏名", "メール", "来店日", "付与マイル"))
    told = check(content)
    assert told[0] == 0
    assert lines_of(told) == [(n, None) for n in range(2, 7)]
    assert "Columns not used (never sent): B 氏名, D 来店日" in told[2]
    assert parts(content)[0] == "member00001@example.jp,K000001,101"


def test_money_is_never_taken_for_miles(check: Command) -> None:
    rows = [(address, key, "3001", "") for address, key, _ in members(3)]
    code, lines, words = check(csv_bytes(rows, header=("メールアドレス", "会員番号", "購入金額", "マイル発行数")))
    assert code == 2
    assert [(each["question"], each["cause"], each["candidates"]) for each in lines] == [("miles", "empty", [4, 3])]
    assert "--columns address=1,key=2,miles=4" in words
    assert "--columns address=1,key=2,miles=3" in words
    code, lines, words = check(csv_bytes(members(3), header=("メールアドレス", "会員番号", "購入金額")))
    assert (code, [each["question"] for each in lines]) == (2, ["miles"])


def test_an_answer_on_the_command_line_is_taken(check: Command) -> None:
    rows = [(address, key, miles, "7") for address, key, miles in members(3)]
    content = csv_bytes(rows, header=("メールアドレス", "会員番号", "ポイント", "マイル"))
    assert check(content)[0] == 2
    assert check(content, "--columns", "address=A,key=B,miles=D")[0] == 0


def test_an_unquoted_thousand_stays_an_error_under_any_heading(check: Command) -> None:
    content = "氏名,メール,番号,マイル\n佐藤,a@example.jp,A1,1,000\n鈴木,b@example.jp,A2,100\n".encode()
    assert lines_of(check(content, "--columns", "address=2,key=3,miles=4")) == [(2, "19015"), (3, None)]


def test_lines_above_and_below_the_table_are_left_out_and_named(check: Command) -> None:
    content = csv_bytes([("お買い上げマイル 11月",), (), OFFICIAL, *members(3), (), ("合計", "", "306"), ("※ 社外秘",)])
    told = check(content)
    assert told[0] == 0
    assert lines_of(told) == [(4, None), (5, None), (6, None)]
    assert "rows 1–2" in told[2]
    assert "Agrees with the total of the file: 306 miles" in told[2]
    assert "社外秘" in told[2]


def test_a_total_that_differs_is_told(check: Command) -> None:
    words = check(csv_bytes([OFFICIAL, *members(3), ("合計", "", "999")]))[2]
    assert "Differs from the total of the file: rows 306 miles, total in row 5 999 miles" in words


def test_lines_can_be_left_out_by_hand(check: Command) -> None:
    content = csv_bytes([("memo", "x", "y"), *members(2)])
    assert lines_of(check(content, "--skip", "1", "--header", "no")) == [(2, None), (3, None)]


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolon"), ("|", "pipe"), ("\t", "tab")])
def test_other_separators_are_found_out_or_given(check: Command, separator: str, name: str) -> None:
    content = "\r\n".join(separator.join(cells) for cells in [OFFICIAL, *members(3)]).encode("cp932")
    told = check(content)
    assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (4, None)])
    assert "Separated by" in told[2]
    assert check(content, "--separator", name)[:2] == told[:2]
    assert check(content, "--separator", "comma")[0] != 0


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_line_that_names_the_separator_is_no_row(check: Command, separator: str) -> None:
    lines = [f"sep={separator}", *(separator.join(cells) for cells in [OFFICIAL, *members(3)])]
    told = check("\r\n".join(lines).encode("cp932"))
    assert (told[0], lines_of(told)) == (0, [(3, None), (4, None), (5, None)])


def test_lines_that_are_quoted_as_a_whole(check: Command) -> None:
    lines = ['"' + ",".join(cells) + '"' for cells in [OFFICIAL, *members(3)]]
    told = check("\r\n".join(lines).encode("cp932"))
    assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (4, None)])


def test_ends_of_files_of_old_programs(check: Command) -> None:
    content = csv_bytes(members(3), header=OFFICIAL, encoding="cp932")
    for end in (b"\x1a", b"\x1a\r\n", b"\0" * 300, b"\x1a" + b"\0" * 300):
        told = check(content + end)
        assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (4, None)]), end
        assert "row 5: end mark or padding of the file" in told[2]


def test_a_heading_with_digits_is_a_heading(check: Command) -> None:
    told = check(csv_bytes(members(3), header=("メールアドレス1", "指定キー", "マイル数(2026年11月)")))
    assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (4, None)])


def test_files_joined_together(check: Command) -> None:
    content = csv_bytes(members(2), header=OFFICIAL) + csv_bytes(members(2, first=5), header=OFFICIAL)
    told = check(content)
    assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (5, None), (6, None)])
    assert "row 4" in told[2]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "iso-2022-jp", "euc-jp"])
def test_encodings_of_other_programs(check: Command, encoding: str) -> None:
    told = check(csv_bytes(members(3), header=OFFICIAL, encoding=encoding))
    assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (4, None)]), told[2]


def test_a_completed_list_is_fed_back(check: Command) -> None:
    row = ("member00201@example.jp", "G000201", "100", "2026-11-30 18:17:27", "2026-11-30", "01a2", "20261130-1", "1")
    told = check(csv_bytes([row], header=COMPLETED_HEADER, encoding="utf-8-sig"))
    assert (told[0], lines_of(told)) == (0, [(2, None)])
    assert "its rows were issued" in told[2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"email":"member00001@example.jp","key":"K1","miles":100},\n{"email":"b@example.jp"}]', "JSON"),
        (b"{\\rtf1\\ansi\\ansicpg932 member00001@example.jp,K1,100\\par}", "RTF"),
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003"),
        (b"<html><table><tr><td>member00001@example.jp</td></tr></table></html>", "HTML"),
        (b"%PDF-1.4\n", "PDF"),
    ],
)
def test_what_is_no_table_is_named(check: Command, content: bytes, said: str) -> None:
    code, lines, words = check(content, name="point.xls")
    assert (code, lines) == (2, [])
    assert said in words
    assert "point.xls" in words


def test_a_file_of_many_empty_lines_is_read_like_any_other(check: Command) -> None:
    content = csv_bytes(members(3), header=OFFICIAL, line_end="\n") + b",,\n" * 60_000
    told = check(content)
    assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (4, None)])


@pytest.mark.parametrize("columns", ["address=A,key=B,miles=F", "address=1,key=4,miles=3"])
def test_columns_that_the_file_has_not_are_turned_down(check: Command, columns: str) -> None:
    code, lines, words = check(csv_bytes(members(3), header=OFFICIAL), "--columns", columns)
    assert (code, lines) == (2, [])
    assert ("miles=F" in words) is columns.endswith("F")
    assert all(heading in words for heading in OFFICIAL)


def test_a_cover_is_not_read_as_the_list(check: Command) -> None:
    book = xlsx_bytes({"表紙": [("マイル付与 申請書",), ("申請者", "山田")], "明細": [OFFICIAL, *members(3)]})
    code, lines, words = check(book, name="f.xlsx")
    assert (code, [(each["question"], each["option"]) for each in lines]) == (2, [("sheet", '--sheet "明細"')])
    assert '--sheet "明細"' in words
    told = check(book, "--sheet", "明細", name="f.xlsx")
    assert (told[0], lines_of(told)) == (0, [(2, None), (3, None), (4, None)])


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are(check: Command) -> None:
    book = xlsx_bytes({"十一月": [OFFICIAL, *members(1)], "十二月": [OFFICIAL, *members(2)]})
    code, lines, words = check(book, "--sheet", "一月", name="f.xlsx")
    assert (code, lines) == (2, [])
    assert "十一月, 十二月" in words


def test_rows_of_cancellations_below_the_list_are_not_issued(check: Command) -> None:
    content = csv_bytes(members(3), header=OFFICIAL) + csv_bytes([("取消分", "", ""), *members(1)])
    code, lines, words = check(content)
    assert (code, [(each["question"], each["cause"]) for each in lines]) == (2, [("file", "other_part")])
    assert "Row 5" in words


@pytest.mark.parametrize(
    ("options", "lines", "words"),
    [
        (("--marked", "leave-out"), [2, 4], "Rows marked as cancelled left out: 1"),
        (("--marked", "include"), [2, 3, 4], "Rows marked as cancelled, included: 1"),
    ],
)
def test_rows_marked_as_cancelled_are_asked_about(
    check: Command, options: tuple[str, ...], lines: list[int], words: str
) -> None:
    rows = [
        ("a@example.jp", "K1", "100", "確定"),
        ("b@example.jp", "K2", "200", "取消"),
        ("c@example.jp", "K3", "300", ""),
    ]
    content = csv_bytes([(*OFFICIAL, "状態"), *rows], encoding="cp932")
    code, asked, told = check(content)
    assert (code, [(each["question"], each["option"]) for each in asked]) == (
        2,
        [("marked", "--marked include|leave-out")],
    )
    assert "Column D 状態 says “取消” in row 3." in told
    assert "  --marked leave-out\n  --marked include" in told
    answered = check(content, *options)
    assert (answered[0], [line for line, _ in lines_of(answered)]) == (0, lines)
    assert words in answered[2]


def test_cells_that_a_comma_may_have_moved_are_asked_about(check: Command) -> None:
    content = ",".join((*OFFICIAL, "備考")) + "\na@example.jp,K1,500\nb@example.jp,K2,1,000\n"
    code, asked, told = check(content.encode())
    assert (code, [(each["question"], each["option"]) for each in asked]) == (2, [("miles", "--unshifted")])
    assert "In row 3, and perhaps others, a number stands behind the miles." in told
    assert lines_of(check(content.encode(), "--unshifted")) == [(2, None), (3, None)]


@pytest.mark.parametrize("command", ["split", "send"])
def test_no_command_goes_on_before_the_answer(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETMILE_DATA_DIR", str(tmp_path / "data"))
    file = tmp_path / "f.csv"
    file.write_bytes(csv_bytes([(*OFFICIAL, "状態"), ("a@example.jp", "K1", "100", "返品")]))
    options = ["--out", str(tmp_path / "parts")] if command == "split" else ["--campaign", "C-1025", "--url", "sandbox"]
    assert main([command, str(file), *options, "--lang", "en"]) == 2
    assert "--marked leave-out" in capfd.readouterr().err
    assert not (tmp_path / "parts").exists()


def test_rows_above_the_heading_come_in_or_stay_out_as_the_options_say(check: Command) -> None:
    content = csv_bytes([("x@example.jp", "K8", "100"), OFFICIAL, ("a@example.jp", "K1", "100")])
    code, asked, told = check(content)
    assert (code, [each["cause"] for each in asked]) == (2, ["rows_above"])
    assert "  --skip 1\n  --skip 0" in told
    assert lines_of(check(content, "--skip", "1")) == [(3, None)]
    assert lines_of(check(content, "--skip", "0")) == [(1, None), (3, None)]


def test_what_somebody_bought_is_no_example(check: Command) -> None:
    rows = [
        ("a@example.jp", "K1", "100", "サンプル"),
        ("b@example.jp", "K2", "100", "見本"),
        ("c@example.jp", "K3", "1", ""),
    ]
    assert lines_of(check(csv_bytes([(*OFFICIAL, "商品"), *rows]))) == [(2, None), (3, None), (4, None)]
    form = [("見本", "taro@example.jp", "A001", "100"), ("", "a@example.jp", "K1", "100")]
    assert lines_of(check(csv_bytes([("区分", *OFFICIAL), *form]))) == [(3, None)]
