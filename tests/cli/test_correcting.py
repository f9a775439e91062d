"""A damaged file goes through three rounds on the command line until every row is issued once or closed."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from netmile_desktop.portal.server import EmbeddedPortal
from tests.cli.conftest import Run
from tests.support.bench import Bench
from tests.support.faults import FaultyLine
from tests.support.files import HEADER, ErrorCell, Formula, csv_file, xlsx_file

CAMPAIGN = "C-1024"
ROWS = [
    ("member00001@example.jp", "B-1", "100"),
    ("member00002@example.jp", "B0", "100"),
    ("ｍｅｍｂｅｒ００００３＠example.jp", "B1", "100"),
    ("member00004@example.jp", "B2", "１００"),
    ("nobody@example.jp", "B3", "100"),
    ("left001@example.jp", "B4", "100"),
    ("member00005@example", "B5", "100"),
]


@pytest.fixture
def sent(run: Run, tmp_path: Path) -> str:
    file = csv_file(tmp_path / "十一月.csv", ROWS, header=HEADER, encoding="cp932")
    code, lines, words = run("send", str(file), "--campaign", CAMPAIGN, "--allow-errors")
    assert code == 1, words
    return str(lines[-1]["batch"])


def sums(lines: list[dict[str, Any]]) -> tuple[int, ...]:
    return tuple(lines[-1][name] for name in ("rounds", "rows", "issued", "open", "closed"))


def test_three_rounds_end_with_nothing_open(
    run: Run, sent: str, tmp_path: Path, sandbox_portal: EmbeddedPortal
) -> None:
    code, lines, _ = run("correct", sent)
    assert code == 1
    assert [(line["line"], line["code"], line["sent"]) for line in lines[:-1]] == [
        (4, "19013", False),
        (5, "19015", False),
        (6, "41053", True),
        (7, "41023", True),
        (8, "19013", False),
    ]
    assert [bool(line["proposals"]) for line in lines[:-1]] == [True, True, False, False, False]
    assert lines[1]["proposals"] == [{"column": "miles", "before": "１００", "after": "100", "certain": True}]
    assert (lines[-1]["batch"], *sums(lines)) == (sent, 2, 7, 2, 5, 0)
    assert len(run("batches")[1]) == 1  # merely looking leaves nothing behind

    code, lines, _ = run("correct", sent, "--repair", "--send")
    assert code == 1
    second = str(lines[-1]["batch"])
    assert second != sent
    assert sums(lines) == (2, 7, 4, 3, 0)

    sheet = tmp_path / "to correct.csv"
    code, lines, _ = run("correct", second, "--out", str(sheet))
    content = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"))))
    assert content[0] == ["メールアドレス", "指定キー", "マイル数", "行番号", "エラーコード"]
    assert [(cells[1], cells[3], cells[4]) for cells in content[1:]] == [
        ("B3", "6", "41053"),
        ("B4", "7", "41023"),
        ("B5", "8", "19013"),
    ]
    csv_file(sheet, [("member00006@example.jp", "B3", "100", "6", ""), ("x@example.jp", "no", "1", "99", "")])
    code, lines, _ = run("correct", second, "--with", str(sheet), "--close", "退会・不明", "--send")
    assert code == 0
    assert sums(lines) == (3, 7, 5, 0, 2)
    assert [(line["line"], line["closed"]) for line in lines if "closed" in line and "line" in line] == [
        (6, ""),
        (7, "退会・不明"),
        (8, "退会・不明"),
    ]
    bench = Bench(tmp_path, sandbox_portal)
    issued = {key: times for (key, _), times in bench.before.items() if key.startswith("B")}
    assert issued == {"B-1": 1, "B0": 1, "B1": 1, "B2": 1, "B3": 1}
    bench.close()

    code, lines, words = run("correct", second, "--repair", "--send")
    assert code == 2
    assert "No row is left to correct" in words


def test_a_correction_stops_at_what_was_issued_until_a_reason_is_given(
    run: Run, sent: str, tmp_path: Path, sandbox_portal: EmbeddedPortal
) -> None:
    header = ("メールアドレス", "指定キー", "マイル数", "行番号", "エラーコード")
    sheet = csv_file(tmp_path / "corrected.csv", [header, ("member00006@example.jp", "B-1", "100", "6", "")])
    code, lines, words = run("correct", sent, "--with", str(sheet), "--send")
    assert code == 2
    (repeated,) = [line for line in lines if "shared" in line]
    assert (repeated["line"], repeated["shared"]) == (6, "key")
    assert '--anew "REASON"' in words
    assert sums(lines) == (2, 7, 2, 5, 0), "the correction is kept, and nothing of it was sent"
    code, lines, words = run("correct", sent, "--send", "--anew", "二回目の来店分")
    assert sums(lines) == (2, 7, 3, 4, 0)
    code, lines, words = run("correct", sent, "--send", "--anew")
    assert code == 2
    assert "Give the reason" in words


def test_rows_that_go_out_as_they_were_refused_are_told(run: Run, sent: str) -> None:
    code, lines, words = run("correct", sent, "--repair", "--send")
    assert code == 1, words
    assert "Sent unchanged since the portal refused them with 41053: 1 rows." in words
    assert "with 41023: 1 rows." in words
    assert sums(lines)[1:] == (7, 4, 3, 0)


def test_batches_are_listed_without_the_portal(run: Run, sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("correct", sent, "--close", "終わり")
    monkeypatch.delenv("NETMILE_PASSWORD")
    code, lines, _ = run("batches")
    assert code == 0
    assert [(line["parent"], line["state"], line["rows"], line["errors"]) for line in lines] == [
        (sent, "draft", 5, 0),
        ("", "done_with_errors", 7, 5),
    ]
    for line in lines:
        family = line["family"]
        assert (family["rounds"], family["rows"], family["issued"], family["open"], family["closed"]) == (2, 7, 2, 0, 5)
    code, lines, _ = run("correct", sent)
    assert code == 0
    assert {line["closed"] for line in lines[:-1]} == {"終わり"}


def test_a_correction_that_the_portal_does_not_take_stays(run: Run, sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, lines, _ = run("correct", sent, "--repair")
    assert code == 1
    child = lines[-1]["batch"]
    assert sums(lines) == (2, 7, 2, 5, 0)
    code, lines, _ = run("correct", child)
    assert [line["address"] for line in lines[:2]] == ["member00003@example.jp", "member00004@example.jp"]
    monkeypatch.setenv("NETMILE_PASSWORD", "wrong")
    assert run("correct", child, "--send")[0] == 4
    monkeypatch.setenv("NETMILE_PASSWORD", "Sandbox1234")
    code, lines, _ = run("correct", child, "--send")
    assert sums(lines) == (2, 7, 4, 3, 0)


def test_a_portal_out_of_reach_leaves_the_correction(
    run: Run, sent: str, sandbox_portal: EmbeddedPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = run("correct", sent, "--repair")[1][-1]["batch"]
    with FaultyLine(sandbox_portal.url) as line:
        monkeypatch.setenv("NETMILE_URL", line.url)
        line.refuse()
        assert run("correct", child, "--send")[0] in {2, 3}  # another address: nothing of it is known here
    monkeypatch.setenv("NETMILE_URL", sandbox_portal.url)
    _, lines, _ = run("correct", child, "--send")
    assert sums(lines) == (2, 7, 4, 3, 0)
    assert run("correct", sent, "--send")[0] == 2  # nothing is left of the first batch: its rows are in the second
    _, lines, _ = run("batches")
    assert [line["state"] for line in lines] == ["done_with_errors", "done_with_errors"]


def test_what_is_not_there_is_told(run: Run, sent: str) -> None:
    code, _, words = run("correct", "nonsense")
    assert code == 2
    assert "There is no batch nonsense" in words
    assert run("correct")[0] == 2


def test_the_former_name_does_the_same_and_tells_the_present_one(run: Run, sent: str) -> None:
    code, lines, words = run("correct", sent)
    assert "is now called" not in words
    assert run("reissue", sent) == (code, lines, f"The command reissue is now called correct.\n{words}")
    code, _, words = run("reissue", sent, "--wrong")
    assert code == 2
    assert words.startswith("The command reissue is now called correct.\nWrong usage: ")


def test_results_are_saved_with_the_rows_of_the_sheet(run: Run, tmp_path: Path) -> None:
    rows = [("000001", "木村 遥", "member00001@example.jp", "100"), ("000002", "林 大和", "nobody1@example.jp", "100")]
    path = csv_file(tmp_path / "十一月.csv", rows, header=("会員番号", "氏名", "メール", "マイル"))
    columns = ("--columns", "address=3,key=1,miles=4", "--header", "yes")
    code, lines, _ = run("send", str(path), "--campaign", "C-1024", *columns)
    assert (code, lines[1]) == (1, {"line": 3, "code": "41053", "sent": True})
    batch = str(lines[-1]["batch"])

    code, lines, _ = run("results", batch, "--out", "errors.csv", "--only", "errors")
    assert (code, lines) == (0, [{"batch": batch, "file": "errors.csv", "rows": 1}])
    (header, cells) = csv.reader(io.StringIO(Path("errors.csv").read_text("utf-8-sig")))
    assert header[:7] == ["Row", "E-mail address", "Specified key", "Miles", "氏名", "State", "Error code"]
    assert cells[:7] == ["3", "nobody1@example.jp", "000002", "100", "林 大和", "Refused", "41053"]

    assert run("results", batch, "--out", "all.xlsx")[1] == [{"batch": batch, "file": "all.xlsx", "rows": 2}]
    (_, first, second) = load_workbook("all.xlsx").get_sheet_by_index(0).to_python()
    assert (first[:5], second[:5]) == (
        [2.0, "member00001@example.jp", "000001", 100.0, "木村 遥"],
        [3.0, "nobody1@example.jp", "000002", 100.0, "林 大和"],
    )
    assert run("results", batch, "--out", "all.pdf")[0] == 2
    assert run("results", "none", "--out", "all.csv")[0] == 2

    code, lines, _ = run("correct", batch, "--out", "to correct.xlsx")
    assert lines[0]["line"] == 3
    (_, corrected) = load_workbook("to correct.xlsx").get_sheet_by_index(0).to_python()
    assert corrected == ["nobody1@example.jp", "000002", "100", "3", "41053", "林 大和"]
    code, lines, _ = run("correct", batch, "--with", "to correct.xlsx")
    assert (lines[0]["address"], lines[0]["key"]) == ("nobody1@example.jp", "000002")
    Path("old.csv").write_text("行番号,指定キー\n3,A\n3,B\n99,C\n", "utf-8")
    _, lines, words = run("correct", batch, "--with", "old.csv")
    assert lines[0]["key"] == "000002"
    assert "行番号: 99" in words
    assert "行番号: 3" in words


def test_what_a_corrected_workbook_has_lost_is_told(run: Run, sent: str, tmp_path: Path) -> None:
    heading = ("行番号", *HEADER, "備考")
    rows = [
        (4, "member00003@example.jp", 17, "100", ErrorCell("#N/A")),
        (5, "member00004@example.jp", "B2", "100", Formula("A1")),
    ]
    book = xlsx_file(tmp_path / "corrected.xlsx", {"修正": [heading, *rows], "控え": [("x",)]})
    _, _, words = run("correct", sent, "--with", str(book))
    told = [line.strip() for line in words.splitlines() if line.startswith("  ")]
    assert told == [
        "Sheet: 修正",
        "Other sheets hold rows and were not read: 控え (1) (--sheet chooses one)",
        "Keys that are plain numbers: 1 (Leading zeros may be lost.)",
        "Formulas never calculated: 1, rows 3 (They arrive empty. Open the file in the spreadsheet program and save it.)",
        "Cells with spreadsheet errors: 1 (Such as #N/A, as a formula left them.)",
    ]
    text = csv_file(tmp_path / "corrected.csv", [rows[0][:4]], header=heading[:4])
    assert "  " not in run("correct", sent, "--with", str(text))[2], "a text has lost nothing"
