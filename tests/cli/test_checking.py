from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import netmile_desktop
from netmile_desktop.cli import main
from tests.support.files import xlsx_bytes

RULE = {
    "mode": "pc",
    "amount": {"kind": "fixed", "miles": 100},
    "per_member": None,
    "per_member_per_day": None,
    "issuance_from": "2026-11-01",
    "issuance_to": "2026-12-31",
    "state": "approved",
    "today": "2026-11-21",
}
GOOD = "taro@example.jp,A-1,100"
MORE_THAN_A_PIPE_HOLDS = 3_000
"""Rows whose findings take some four times what a pipe takes in unread (64 KiB)."""

Check = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def check(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    """Run `check` on some content; answers exit code, lines without their details, and words."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(
        content: str | bytes, *options: str, rule: dict[str, Any] | None = None, name: str = "a.csv"
    ) -> tuple[int, list[dict[str, Any]], str]:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        rule_file = tmp_path / "rule.json"
        rule_file.write_text(json.dumps({**RULE, **(rule or {})}), encoding="utf-8")
        code = main(["check", str(file), "--rule", str(rule_file), *options])
        told = capfd.readouterr()
        return code, [without_details(json.loads(line)) for line in told.out.splitlines()], told.err

    return run


def without_details(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != "details"}


def line(number: int | None, *findings: str, warnings: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "line": number,
        "code": findings[0] if findings else None,
        "findings": list(findings),
        "warnings": list(warnings),
    }


def test_a_good_file_says_nothing(check: Check) -> None:
    code, lines, words = check(GOOD)
    assert (code, lines) == (0, [])
    assert "1 行を確認しました" in words


def test_each_bad_row_is_one_line_with_all_its_findings(check: Check) -> None:
    code, lines, _ = check(f"{GOOD}\nhanako,A 2,1000\njiro@example.jp,A-3,１００\n")
    assert code == 1
    assert lines == [line(2, "19013", "19014", "12006"), line(3, "19015")]


def test_fields_come_in_the_documented_order(check: Check, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    check("bad,A-1,100")
    main(["check", str(tmp_path / "a.csv"), "--rule", str(tmp_path / "rule.json")])
    assert capfd.readouterr().out == (
        '{"line":1,"code":"19013","findings":["19013"],"warnings":[],"details":[{"code":"19013","column":"address",'
        '"reason":"no_at","text":"@ がありません","value":"bad","proposal":null,"certain":null}]}\n'
    )


def test_details_name_column_reason_value_and_proposal(
    check: Check, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    check("hanako＠example.jp,A 2,1000\ntaro@docomo.ne.jp,A-3,100\n")
    words = ("--columns", "address=1,key=2,miles=3", "--unshifted", "--lang", "en")
    main(["check", str(tmp_path / "a.csv"), "--rule", str(tmp_path / "rule.json"), *words])
    details = [json.loads(line)["details"] for line in capfd.readouterr().out.splitlines()]
    assert list(details[0][0]) == ["code", "column", "reason", "text", "value", "proposal", "certain"]
    told = [tuple(each.values()) for row in details for each in row]
    full_width = "Contains full-width characters"
    assert told == [
        ("19013", "address", "full_width", full_width, "hanako＠example.jp", "hanako@example.jp", True),
        ("19014", "key", "space", "Contains a space or a line break", "A 2", "A2", False),
        ("12006", "miles", "not_fixed", "Differs from the fixed 100 miles", "1000", "100", False),
        ("L-MOBILE", "address", "carrier", "An address of a mobile carrier", "taro@docomo.ne.jp", None, None),
    ]


def test_the_summary_counts_reasons(check: Check) -> None:
    _, _, words = check("bad,A-1,100\nworse,A-2,100\na@@b.jp,A-3,100\n", "--lang", "en")
    assert [line.strip() for line in words.splitlines()[1:4]] == [
        "19013 The e-mail address is malformed: 3 rows",
        "Has no @: 2",
        "Has more than one @: 1",
    ]


def test_warnings_alone_are_no_failure(check: Check) -> None:
    code, lines, _ = check("taro@docomo.ne.jp,A-1,100")
    assert code == 0
    assert lines == [line(1, warnings=("L-MOBILE",))]


def test_all_shows_good_rows_too(check: Check) -> None:
    code, lines, _ = check(f"{GOOD}\nbad,A-2,100\n", "--all")
    assert code == 1
    assert lines == [line(1), line(2, "19013")]


def test_a_header_counts_as_a_line(check: Check) -> None:
    content = f"mail,key,miles\n{GOOD}\nbad,A-2,100\n"
    assert check(content)[1] == [line(3, "19013")]
    assert check(content, "--header", "yes")[1] == [line(3, "19013")]
    assert check(content, "--header", "no")[1] == [line(1, "19013", "19015"), line(3, "19013")]


def test_a_record_over_several_lines_counts_as_one(check: Check) -> None:
    content = f'"ta\nro@example.jp",A-9,100\n{GOOD}\nbad,A-2,100\n'
    assert [each["line"] for each in check(content)[1]] == [1, 3]


@pytest.mark.parametrize(
    ("rule", "findings"),
    [
        ({"state": "suspended"}, ["42030"]),
        ({"today": "2027-01-01"}, ["44019"]),
        ({"state": "suspended", "today": "2026-10-31"}, ["42030", "44019"]),
    ],
)
def test_what_concerns_the_whole_file_comes_first(check: Check, rule: dict[str, Any], findings: list[str]) -> None:
    code, lines, _ = check(f"{GOOD}\nbad,A-2,100\n", rule=rule)
    assert code == 1
    assert lines == [line(None, *findings), line(2, "19013")]
    assert check(GOOD, rule=rule)[:2] == (1, [line(None, *findings)])


def test_limits_and_variable_amounts_are_in_the_rule(check: Check) -> None:
    rule = {"amount": {"kind": "variable", "min": 1, "max": 50}, "per_member": 1}
    code, lines, _ = check("a@x.jp,A-1,50\na@x.jp,A-2,51\nA@x.jp,A-3,1\n", rule=rule)
    assert code == 1
    assert [(each["line"], each["code"]) for each in lines] == [(2, "12006"), (3, "44038")], (
        "what is left out repeats nothing"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc-jp", "iso-2022-jp"])
def test_encodings_are_found_out_or_named(check: Check, encoding: str) -> None:
    content = f"アドレス,キー,マイル\n{GOOD}\n山田@example.jp,A-2,100\n".encode(encoding)
    assert check(content)[:2] == (1, [line(3, "19013")])
    assert check(content, "--encoding", encoding)[:2] == (1, [line(3, "19013")])


def test_shift_jis_means_cp932(check: Check) -> None:
    code, _, words = check(
        f"ﾒｰﾙ,会員番号,髙①,ﾏｲﾙ\n{GOOD}\n".encode("cp932"),
        "--encoding",
        "Shift_JIS",
        "--columns",
        "address=1,key=2,miles=3",
    )
    assert code == 0
    assert "CP932" in words


@pytest.mark.parametrize(
    ("name", "codec"), [("JIS", "iso2022_jp"), ("eucJP", "euc_jp"), ("utf16le", "utf-16-le"), ("utf-16be", "utf-16-be")]
)
def test_encodings_have_other_names(check: Check, name: str, codec: str) -> None:
    content = f"アドレス,キー,マイル\n{GOOD}\n".encode(codec)
    assert check(content, "--encoding", name)[0] == 0


@pytest.mark.parametrize("end", [b"\x1a", b"\x1a\r\n", b"\x1a\0\0\0", b"\0" * 99])
def test_what_fills_a_file_up_is_no_row(check: Check, end: bytes) -> None:
    assert check(f"アドレス,キー,マイル\r\n{GOOD}\r\n".encode("cp932") + end)[0] == 0


def test_columns_are_mapped(check: Check) -> None:
    content = "100,x,A-1,taro@example.jp\n100,x,A-2,bad\n"
    assert check(content, "--columns", "miles=1, key=3, address=4")[:2] == (1, [line(2, "19013")])


def test_a_column_used_twice_is_told(check: Check) -> None:
    told = "uses a column for more than one thing"
    assert told in check(GOOD, "--lang", "en", "--columns", "address=1,key=1,miles=3")[2]
    assert told not in check(GOOD, "--lang", "en", "--columns", "address=1,key=2,miles=3")[2]


def test_words_are_in_the_language_asked_for(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1 rows checked" in check(GOOD, "--lang", "en")[2]
    assert "1 rows checked" in check(GOOD, "--lang=en")[2]
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "1 rows checked" in check(GOOD)[2]
    assert "1 行を確認" in check(GOOD, "--lang", "ja")[2]
    monkeypatch.setenv("LC_ALL", "ja_JP.eucJP")
    assert "1 行を確認" in check(GOOD)[2]


def test_the_summary_counts_codes_and_tells_what_was_noticed(check: Check) -> None:
    _, _, words = check(f"mail,key,miles\n {GOOD}\nbad,A-2,100\nbad,A-3,100\n,,\n", "--lang", "en")
    assert "3 rows checked; 2 with errors" in words
    assert "19013 The e-mail address is malformed: 2 rows" in words
    assert "header" in words
    assert "Outer spaces: 1" in words
    assert "Empty rows: 1" in words


@pytest.mark.parametrize(
    "options",
    [
        ("--encoding", "latin-1"),
        ("--header", "maybe"),
        ("--columns", "address=1,key=2"),
        ("--columns", "address=1,key=2,miles=0"),
        ("--columns", "address=1,key=2,miles=3,other=4"),
        ("--columns", "A,B,C"),
        ("--sheet", "Sheet1"),
        ("--colour",),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(check: Check, options: tuple[str, ...]) -> None:
    code, lines, words = check(GOOD, *options)
    assert (code, lines) == (2, [])
    assert words.strip()
    assert "Traceback" not in words


@pytest.mark.parametrize(
    ("given", "ja", "en"),
    [
        ("address=1,key=2", ["miles の列がありません。"], ["The column of miles is missing."]),
        (
            "address=1,kye=2,miles=3",
            ["「kye」という項目はありません。"],
            ["“kye” is nothing that can be named."],
        ),
        (
            "A,key=2,miles=3",
            ["「A」は「項目=列」の形ではありません。"],
            ["“A” does not say which column holds what."],
        ),
        (
            "address=1,key=,miles=3",
            ["key に列がありません。key=2 または key=B のように指定してください。"],
            ["key has no column. Write key=2 or key=B."],
        ),
        (
            "address=1,key=2,key=3,miles=4",
            ["key が 2 回以上指定されています。"],
            ["key is named more than once."],
        ),
        (
            "address=0,key=XFE,miles=16385",
            [
                f"{name} の「{place}」は列ではありません。1～16,384 の番号か、A～XFD の列名で指定してください。"
                for name, place in (("address", "0"), ("key", "XFE"), ("miles", "16385"))
            ],
            [
                f"“{place}” of {name} is no column. Give a number from 1 to 16,384 or letters from A to XFD."
                for name, place in (("address", "0"), ("key", "XFE"), ("miles", "16385"))
            ],
        ),
    ],
)
def test_what_is_wrong_with_columns_is_named(check: Check, given: str, ja: list[str], en: list[str]) -> None:
    code, lines, words = check(GOOD, "--columns", given, "--lang", "ja")
    assert (code, lines) == (2, [])
    assert words.splitlines() == [
        "--columns の指定が正しくありません。",
        *(f"  {each}" for each in ja),
        "使える項目: address（メールアドレス）、key（指定キー）、miles（マイル数）",
        "例: --columns address=1,key=2,miles=3",
    ]
    assert check(GOOD, "--columns", given, "--lang", "en")[2].splitlines() == [
        "--columns makes no sense:",
        *(f"  {each}" for each in en),
        "What can be named: address (E-mail address), key (Specified key), miles (Miles)",
        "Example: --columns address=1,key=2,miles=3",
    ]


def test_of_a_cancel_file_other_columns_can_be_named(capfd: pytest.CaptureFixture[str]) -> None:
    words = ("cancel", "a.csv", "--reason", "order_cancelled", "--preview", "--lang", "en", "--columns")
    assert main([*words, "address=1,key=-1"]) == 2
    assert capfd.readouterr().err.splitlines() == [
        "--columns makes no sense:",
        "  “address” is nothing that can be named.",
        "  “-1” of key is no column. Give a number from 1 to 16,384 or letters from A to XFD, or 0 for none.",
        "What can be named: issue_id (Issue ID), key (Specified key), issued_on (Issue date), miles (Miles)",
        "Example: --columns issue_id=1,key=2,issued_on=3,miles=4",
    ]


@pytest.mark.parametrize(
    "rule",
    [{"mode": "fax"}, {"today": "tomorrow"}, {"amount": {"kind": "free"}}, {"extra": 1}, {"per_member": "1"}],
    ids=str,
)
def test_a_rule_that_makes_no_sense_is_said(check: Check, rule: dict[str, Any]) -> None:
    code, lines, words = check(GOOD, rule=rule)
    assert (code, lines) == (2, [])
    assert "rule.json" in words


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PNG\0\1\2", b",,\n", "アドレス,キー,マイル\n".encode()])
def test_a_file_that_cannot_be_read_is_said(check: Check, content: bytes) -> None:
    code, lines, words = check(content)
    assert (code, lines) == (2, [])
    assert "a.csv" in words


def test_files_that_are_not_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none.csv"), "--rule", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capfd.readouterr().err
    (tmp_path / "rule.json").write_text(json.dumps(RULE), encoding="utf-8")
    assert main(["check", str(tmp_path / "none.csv"), "--rule", str(tmp_path / "rule.json")]) == 2
    assert "none.csv" in capfd.readouterr().err
    assert main(["check", str(tmp_path), "--rule", str(tmp_path / "rule.json")]) == 2


@pytest.mark.parametrize("words", [[], ["frobnicate"], ["check"], ["check", "a.csv"]])
def test_half_a_command_is_wrong_usage(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capfd.readouterr().err.strip()


def test_help_tells_the_exit_codes_in_both_languages(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help", "--lang", "en"]) == 0
    assert "3  the portal was not reached" in capfd.readouterr().out
    assert main(["--help"]) == 0
    assert "終了コード" in capfd.readouterr().out


def run_apart(*words: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    package = str(Path(netmile_desktop.__file__).parent.parent)
    code = (
        "import sys; from netmile_desktop.cli import main; code = main(sys.argv[1:])\n"
        "assert 'PySide6' not in sys.modules; assert 'requests' not in sys.modules; sys.exit(code)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=cwd,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": package, **environ},
        timeout=200,
    )


def test_output_is_utf8_whatever_the_locale_and_qt_stays_away(check: Check, tmp_path: Path) -> None:
    check("bad,A-1,100", name="名簿.csv")
    words = ("check", "名簿.csv", "--rule", "rule.json", "--lang", "ja")
    done = run_apart(*words, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 1, done.stderr
    assert without_details(json.loads(done.stdout.decode("utf-8"))) == line(1, "19013")
    assert b"\\u" in done.stderr  # said with escapes rather than not at all
    done = run_apart(*words, cwd=tmp_path, PYTHONIOENCODING="utf-8")
    assert "名簿.csv: 1 行を確認しました".encode() in done.stderr


def test_a_reader_that_goes_away_is_no_failure(check: Check, tmp_path: Path) -> None:
    check("\n".join(f"bad{n},A-{n},100" for n in range(MORE_THAN_A_PIPE_HOLDS)))
    package = str(Path(netmile_desktop.__file__).parent.parent)
    code = "import sys; from netmile_desktop.cli import main; sys.exit(main(sys.argv[1:]))"
    with subprocess.Popen(
        [sys.executable, "-c", code, "check", "a.csv", "--rule", "rule.json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": package},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 1
    assert b"Traceback" not in told
    assert b"BrokenPipe" not in told


def test_keys_that_a_workbook_holds_as_numbers_are_told(check: Check) -> None:
    book = xlsx_bytes({"Sheet1": [("taro@example.jp", 12345, 100), ("jiro@example.jp", "00123", 100)]})
    _, _, words = check(book, name="a.xlsx")
    assert "数値のままのキー: 1" in words
    _, _, words = check(GOOD)
    assert "数値のままのキー" not in words
