"""Names that are no text, names that are too long, and streams that take nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from netmile_desktop.portal.server import EmbeddedPortal
from tests.cli.conftest import Run
from tests.support.files import good_rows
from tests.support.requirements import needs_a_full_device

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX alone")

NAME = os.fsdecode(b"\x97\x88\x93X.csv")
SHOWN = "\ufffd\ufffd\ufffdX.csv"
BYTES = "\udc97"
LONG = "あ" * 100
RULE = {
    "mode": "pc",
    "amount": {"kind": "fixed", "miles": 100},
    "per_member": None,
    "per_member_per_day": None,
    "issuance_from": "2026-11-01",
    "issuance_to": "2026-12-31",
    "state": "approved",
    "today": "2026-11-30",
}


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file of three good rows in the present folder, whose name is no text."""
    (tmp_path / NAME).write_text("".join(",".join(row) + "\n" for row in good_rows(3)))
    (tmp_path / "rule.json").write_text(json.dumps(RULE))
    return NAME


def test_a_file_is_checked_and_split_whatever_its_name(run: Run, file: str, tmp_path: Path) -> None:
    code, lines, words = run("check", file, "--rule", "rule.json", "--all")
    assert (code, len(lines)) == (0, 3)
    assert SHOWN in words
    code, [part], words = run("split", file, "--out", f"parts{BYTES}")
    assert (code, part["file"]) == (0, "parts\ufffd/\ufffd\ufffd\ufffdX-part-01.csv")
    assert (tmp_path / f"parts{BYTES}" / "\ufffd\ufffd\ufffdX-part-01.csv").is_file()
    assert SHOWN in words


def test_a_file_is_sent_and_taken_back_whatever_its_name(run: Run, file: str) -> None:
    code, lines, _ = run("send", file, "--campaign", "C-1024", "--key-file", f"key{BYTES}")
    assert (code, lines[-1]["issued"]) == (0, 3)
    _, [batch], _ = run("batches")  # the key is found again under its name
    assert batch["name"] == SHOWN
    code, lines, _ = run("cancel", file, "--reason", "issued_wrongly", "--preview")
    assert (code, [line["found"] for line in lines[:-1]]) == (0, ["one"] * 3)


def test_lists_reports_and_corrections_are_saved_under_any_name(run: Run, file: str, tmp_path: Path) -> None:
    Path(file).write_text("left001@example.jp,F900001,100\n")
    _, lines, _ = run("send", file, "--campaign", "C-1024", "--key-file", "key")
    registration, batch = lines[0]["registration_id"], lines[-1]["batch"]
    done, errors, rows, figures = (f"{kind}{BYTES}.csv" for kind in ("done", "errors", "rows", "figures"))
    code, [saved], _ = run("lists", registration, "--completed", done, "--errors", errors)
    assert (code, saved["errors"]) == (0, "errors\ufffd.csv")
    assert run("correct", batch, "--out", rows)[0] == 1
    assert run("correct", batch, "--with", rows)[0] == 1
    code, [report], _ = run("report", "usage", "--out", figures)
    assert (code, report["file"]) == (0, "figures\ufffd.csv")
    assert {path.name for path in tmp_path.glob(f"*[a-z]{BYTES}.csv")} == {done, errors, rows, figures}


@pytest.mark.parametrize(
    "words",
    [
        ("inquire", f"K{BYTES}"),
        ("history", "--key", f"K{BYTES}"),
        ("correct", f"K{BYTES}"),
    ],
)
def test_a_word_that_is_no_text_is_not_guessed(run: Run, file: str, words: tuple[str, ...]) -> None:
    code, lines, said = run(*words)
    assert (code, lines) == (2, [])
    assert "“K\ufffd” is not UTF-8 text" in said


@pytest.mark.parametrize("variable", ["NETMILE_URL", "NETMILE_LOGIN", "NETMILE_PASSWORD"])
def test_a_variable_that_is_no_text_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, f"x{BYTES}")
    code, lines, said = run("status")
    assert (code, lines) == (2, [])
    assert f"{variable} is not UTF-8 text" in said


def test_a_mark_at_the_beginning_of_a_password_is_not_part_of_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMILE_PASSWORD", "\ufeffSandbox1234")
    assert run("inquire", "K000123")[0] == 0


def test_the_sandbox_and_its_data_may_lie_anywhere(run: Run, file: str, tmp_path: Path) -> None:
    code, lines, _ = run(
        "send", file, "--campaign", "C-1024", "--url", "sandbox", "--data-dir", str(tmp_path / f"d{BYTES}")
    )
    assert (code, lines[-1]["issued"]) == (0, 3)


@pytest.mark.parametrize(
    "words",
    [
        ("split", NAME, "--out", LONG),
        ("report", "usage", "--out", f"{LONG}.csv"),
        ("check", LONG, "--rule", "rule.json"),
        ("check", NAME, "--rule", LONG),
    ],
)
def test_a_name_that_is_too_long_is_told(run: Run, file: str, words: tuple[str, ...]) -> None:
    code, lines, said = run(*words)
    assert (code, lines) == (2, [])
    assert "Traceback" not in said
    assert LONG in said or "name is too long" in said


def test_names_of_parts_are_shortened(run: Run, file: str) -> None:
    long = "あ" * 83 + ".csv"
    Path(file).rename(long)
    code, [part], _ = run("split", long, "--out", "parts")
    assert (code, Path(part["file"]).name) == (0, "あ" * 81 + "-part-01.csv")
    assert Path(part["file"]).is_file()


def program(
    *words: str, stdout: IO[bytes] | int | None, stderr: IO[bytes] | int | None = subprocess.PIPE
) -> tuple[int, str]:
    """Exit code and words of the program itself."""
    done = subprocess.run(
        [sys.executable, "-m", "netmile_desktop", *words],
        stdout=stdout,
        stderr=stderr,
        check=False,
        timeout=60,
        env=os.environ | {"LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"},
    )
    return done.returncode, (done.stderr or b"").decode()


CHECK = ("check", NAME, "--rule", "rule.json", "--all")


@pytest.fixture
def here(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@needs_a_full_device
@pytest.mark.parametrize("words", [CHECK, ("check", "--help"), ("--help",), ("help",), ("--version",)])
def test_a_full_disk_behind_stdout_is_told(here: None, words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        code, said = program(*words, stdout=full)
    assert code == 6
    assert said.splitlines()[-1].startswith("The output could not be written (No space left on device)")
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@needs_a_full_device
@pytest.mark.parametrize(
    "words",
    [
        ("rule", "C-1024", "--out", "/dev/full"),
        ("report", "usage", "--out", "/dev/full"),
        ("report", "usage", "--format", "xlsx", "--out", "full.xlsx"),
    ],
)
def test_a_full_disk_behind_a_file_is_no_fault_of_the_store(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "full.xlsx").symlink_to("/dev/full")
    code, lines, said = run(*words, "--json")
    error = json.loads(said.splitlines()[-1])
    assert (code, lines) == (2, [])
    assert (error["error"], error["cause"], error["file"]) == ("file_unwritable", "disk_full", words[-1])
    assert Path("/dev/full").is_char_device()


@needs_a_full_device
def test_a_full_disk_behind_stderr_is_told_by_the_code(here: None) -> None:
    with open("/dev/full", "wb") as full:
        assert program(*CHECK, stdout=subprocess.DEVNULL, stderr=full)[0] == 6


def test_a_closed_stdout_is_told(here: None) -> None:
    shell = subprocess.run(
        ["sh", "-c", '"$0" -m netmile_desktop "$@" >&-', sys.executable, *CHECK],
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | {"LC_ALL": "en_US.UTF-8"},
    )
    assert shell.returncode == 6
    assert b"could not be written" in shell.stderr
    assert b"Traceback" not in shell.stderr


def test_a_reader_that_has_had_enough_is_no_failure(here: None) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        code, said = program(*CHECK, stdout=gone)
    assert code == 0
    assert "could not be written" not in said


@needs_a_full_device
def test_the_work_is_done_even_if_nothing_can_be_told_of_it(
    here: None, run: Run, sandbox_portal: EmbeddedPortal
) -> None:
    with open("/dev/full", "wb") as full:
        assert program("send", NAME, "--campaign", "C-1024", "--key-file", "key", stdout=full)[0] == 6
    _, [batch], _ = run("batches")
    assert (batch["rows"], batch["state"]) == (3, "done")
