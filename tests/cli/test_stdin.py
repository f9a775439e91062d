"""`-` is stdin wherever a command reads a file: real processes with real pipes."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.domain.calendar import day_of
from tests.cli.conftest import Run
from tests.support.files import HEADER, csv_bytes, good_rows, xlsx_bytes
from tests.support.programs.nursery import program

RULE = {
    "mode": "pc",
    "amount": {"kind": "fixed", "miles": 100},
    "issuance_from": "2020-01-01",
    "issuance_to": "2099-12-31",
}


def piped(content: bytes | None, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    """Run the program itself with something on stdin; nothing at all if `content` is None."""
    command = (*program("netmile_desktop"), *words, "--lang", "en")
    done = subprocess.run(
        command if content is not None else ("sh", "-c", '"$@" <&-', "sh", *command),
        input=content,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


@pytest.fixture
def rule(run: Run, tmp_path: Path) -> str:
    (tmp_path / "rule.json").write_text(json.dumps(RULE))
    return "rule.json"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16", "euc-jp", "iso-2022-jp"])
def test_a_list_is_checked_in_every_encoding(rule: str, encoding: str) -> None:
    content = csv_bytes([*good_rows(2), ("bad", "K3", "100")], header=HEADER, encoding=encoding)
    for options in ((), ("--encoding", encoding)):
        code, lines, words = piped(content, "check", "-", "--rule", rule, *options)
        assert (code, [(line["line"], line["code"]) for line in lines]) == (1, [(4, "19013")]), words


def test_a_workbook_and_a_rule_come_through_a_pipe(rule: str, tmp_path: Path) -> None:
    book = xlsx_bytes({"表": [["x"]], "一覧": good_rows(3)})
    code, _, words = piped(book, "check", "-", "--sheet", "一覧", "--rule", rule)
    assert code == 0
    assert ": 3 rows checked" in words
    (tmp_path / "a.csv").write_bytes(csv_bytes([("bad", "K3", "100")]))
    assert piped(json.dumps(RULE).encode(), "check", "a.csv", "--rule", "-")[0] == 1
    code, lines, words = piped(b"", "check", "-", "--rule", "-")
    assert (code, lines, words) == (2, [], "Only one file can be read from stdin (-).\n")


def test_parts_are_named_after_the_content(run: Run) -> None:
    _, [first], _ = piped(csv_bytes(good_rows(2)), "split", "-", "--out", "parts")
    _, [second], _ = piped(csv_bytes(good_rows(3)), "split", "-", "--out", "parts")
    assert first["file"] != second["file"]
    assert Path(first["file"]).read_bytes() == csv_bytes(good_rows(2), line_end="\n")


def test_what_is_sent_and_taken_back_through_pipes(run: Run) -> None:
    rows = csv_bytes([*good_rows(2), ("nobody@example.jp", "K3", "100")])
    code, lines, words = piped(rows, "send", "-", "--campaign", "C-1024", "--key-file", "key")
    assert (code, lines[-1]["issued"]) == (1, 2), words
    batch = lines[-1]["batch"]
    assert piped(rows, "send", "-", "--campaign", "C-1024", "--key-file", "key")[0] == 2
    run("correct", batch, "--out", "rows.csv", "--key-file", "key")
    corrected = Path("rows.csv").read_text("utf-8-sig").replace("nobody", "member00003").encode("cp932")
    options = ("--encoding", "cp932", "--send", "--key-file", "key")
    code, lines, words = piped(corrected, "correct", batch, "--with", "-", *options)
    assert (code, lines[-1]["open"], lines[-1]["issued"]) == (0, 0, 3), words
    [campaign] = run("campaigns", "C-1024")[1]
    today = day_of(datetime.fromisoformat(campaign["as_of"])).isoformat()
    back = csv_bytes([(today, "100", "K000001"), (today, "100", "K000002")])
    columns = ("--columns", "issued_on=A,key=C,miles=B", "--reason", "order_cancelled", "--key-file", "key")
    code, lines, words = piped(back, "cancel", "-", *columns, "--preview")
    assert [line["key"] for line in lines[:-1]] == ["K000001", "K000002"], words
    assert "  Specified key: column C (chosen)\n" in words, "without a heading there is none to name"
    assert [line["found"] for line in lines[:-1]] == ["one", "one"], lines


@pytest.mark.parametrize(("content", "cause"), [(b"", "empty"), (None, "not_found")])
def test_nothing_on_stdin_is_told(rule: str, content: bytes | None, cause: str) -> None:
    code, lines, words = piped(content, "check", "-", "--rule", rule, "--json")
    error = json.loads(words)
    assert (code, lines, error["error"], error["cause"]) == (2, [], "file_unreadable", cause)
