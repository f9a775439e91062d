"""Each failure has its documented exit code, and its word for programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netmile_desktop.__main__ import main
from netmile_desktop.cli.failing import ERROR_WORDS, NO_PORTAL, NO_STORE, REFUSED, USAGE, error_line, exit_code
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import (
    Broken,
    Failure,
    FileUnreadable,
    FileUnwritable,
    KeyWanted,
    LockedOut,
    NotAllowed,
    NotSignedIn,
    Obstacle,
    ReadFault,
    Refused,
    StoreFault,
    Unreachable,
    WantedKey,
    WithoutTls,
    WorkspaceUnusable,
    WriteFault,
)
from netmile_desktop.ending import EndWords, run_to_the_end
from tests.cli.conftest import Run
from tests.support.files import csv_file, good_rows


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (FileUnreadable(ReadFault.EMPTY, "a.csv"), USAGE),
        (FileUnwritable(WriteFault.IN_USE, "a.csv"), USAGE),
        (NotAllowed(Obstacle.NOTHING_TO_SEND), USAGE),
        (Unreachable(), NO_PORTAL),
        (Broken(), NO_PORTAL),
        (NotSignedIn(Problem.SESSION), REFUSED),
        (WorkspaceUnusable(StoreFault.DISK_FULL), NO_STORE),
    ],
)
def test_exit_codes(failure: Failure, code: int) -> None:
    assert exit_code(failure) == code


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (FileUnreadable(ReadFault.EMPTY, "a.csv"), ("file_unreadable", "empty", "a.csv")),
        (FileUnwritable(WriteFault.IN_USE, "b/a.csv"), ("file_unwritable", "in_use", "b/a.csv")),
        (NotAllowed(Obstacle.NOTHING_TO_SEND), ("not_allowed", "nothing_to_send", "")),
        (Unreachable(), ("unreachable", "", "")),
        (WithoutTls(), ("without_tls", "", "")),
        (Broken(), ("broken", "", "")),
        (Refused(Problem.NOT_FOUND), ("refused", Problem.NOT_FOUND, "")),
        (NotSignedIn(Problem.SESSION), ("not_signed_in", Problem.SESSION, "")),
        (LockedOut(Problem.LOCK), ("locked_out", Problem.LOCK, "")),
        (KeyWanted(WantedKey.PASSPHRASE), ("key_wanted", "passphrase", "")),
        (WorkspaceUnusable(StoreFault.DISK_FULL), ("store_unusable", "disk_full", "")),
    ],
)
def test_each_failure_has_a_word_for_programs(failure: Failure, told: tuple[str, str, str]) -> None:
    line = error_line(failure, "a sentence")
    assert (line.error, line.cause, line.file) == told
    assert (line.exit_code, line.text) == (exit_code(failure), "a sentence")
    assert ERROR_WORDS[line.error][0] == line.exit_code


def test_when_a_locked_login_opens_again_is_told_to_programs() -> None:
    at = datetime(2026, 11, 30, tzinfo=UTC)
    assert error_line(LockedOut(Problem.LOCK, retry_at=at), "").retry_at == at


def test_stderr_is_json_throughout_if_asked_for(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(csv_file(tmp_path / "一覧.csv", good_rows(2)))

    def told(*words: str) -> tuple[int, list[str], str, str]:
        """The exit code, the notes, and the word and the cause of the error at the end."""
        code, _, said = run(*words, "--json")
        assert said.isascii(), "the same bytes whatever encoding the terminal has"
        lines = [json.loads(line) for line in said.splitlines()]
        error = lines.pop() if lines and "error" in lines[-1] else {"exit_code": code}
        assert error["exit_code"] == code
        return code, [line["note"] for line in lines], str(error.get("error", "")), str(error.get("cause", ""))

    code, notes, *error = told("check", file, "--campaign", "C-1024")
    assert (code, error) == (0, ["", ""])
    assert "一覧.csv: 2 rows checked; 0 with errors, 0 with warnings only, 2 fine." in notes
    assert told("check", file)[2:] == ("usage", "")
    assert told("frobnicate")[2:] == ("unknown_command", "")
    assert told("check", "none.csv", "--campaign", "C-1024")[2:] == ("file_unreadable", "not_found")
    assert told("check", file, "--campaign", "C-9999")[2:] == ("refused", Problem.NOT_FOUND)
    send = ("send", file, "--campaign", "C-1024", "--key-file", "key")
    assert told(*send)[0] == 0
    assert told(*send)[2:] == ("issued_before", "")
    unclear = str(csv_file(tmp_path / "b.csv", good_rows(1), header=("名前", "氏名", "金額")))
    assert told("check", unclear, "--campaign", "C-1024")[2:] == ("undecided", "")
    assert told("rule", "C-1024", "--out", "none/rule.json")[2:] == ("file_unwritable", "not_found")
    monkeypatch.setenv("NETMILE_PASSWORD", "wrong")
    assert told("campaigns")[2:] == ("refused", Problem.AUTH)
    monkeypatch.setenv("NETMILE_URL", "http://127.0.0.1:9")
    assert told("campaigns")[2:] == ("unreachable", "")


def test_what_nobody_foresaw_is_told_to_programs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("netmile_desktop.__main__.cli", fail)
    assert main(["check", "a.csv", "--json", "--data-dir", str(tmp_path)]) == 7
    line = json.loads(capfd.readouterr().err)
    assert (line["error"], line["exit_code"]) == ("unforeseen", 7)
    assert "netmile-desktop.log" in line["text"]
    assert run_to_the_end(lambda: 1 // 0, "x", lambda: tmp_path, lambda: EndWords("{} {}", "", "")) == 7
    assert capfd.readouterr().err.startswith("ZeroDivisionError")
