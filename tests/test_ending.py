"""A program ends with a sentence and a code of its own, whatever happens, and Python adds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netmile_desktop.ending import INTERRUPTED, NO_OUTPUT, UNFORESEEN
from tests.support.requirements import needs_a_full_device

PROGRAM = """
import sys
from pathlib import Path
from netmile_desktop.ending import EndWords, run_to_the_end

def run():
    {body}
    return 0

words = EndWords("unforeseen: {{}}; {{}}", "unlogged: {{}}", "no output: {{}}")
sys.exit(run_to_the_end(run, "program", lambda: Path(sys.argv[1]), lambda: words))
"""


def ended(body: str, folder: Path, *, stdout: str = "", **environ: str) -> tuple[int, str]:
    """Exit code and stderr of a program."""
    with open(stdout or os.devnull, "w", encoding="utf-8") as out:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(body=body), str(folder)],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env=os.environ | environ,
        )
    return done.returncode, done.stderr


def test_an_error_nobody_foresaw_is_a_sentence_and_its_traceback_is_kept(tmp_path: Path) -> None:
    code, told = ended("raise KeyError('taro@example.jp')", tmp_path)
    log = tmp_path / "program.log"
    assert (code, told) == (UNFORESEEN, f"unforeseen: KeyError: '<address>'; {log}\n")
    kept = log.read_text("utf-8")
    assert "Traceback" in kept
    assert "raise KeyError" not in told
    assert "<address>" in kept
    assert "taro@" not in kept


def test_a_developer_has_the_traceback_on_stderr(tmp_path: Path) -> None:
    code, told = ended("raise ValueError(1)", tmp_path, NETMILE_DEBUG="1")
    assert code == UNFORESEEN
    assert told.startswith("Traceback")
    assert told.endswith("program.log\n")


def test_without_a_log_the_traceback_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, told = ended("raise ValueError(1)", tmp_path / "file" / "log")
    assert code == UNFORESEEN
    assert told.startswith("Traceback")
    assert told.endswith("unlogged: ValueError: 1\n")


@pytest.mark.parametrize(("raised", "code"), [("KeyboardInterrupt", INTERRUPTED), ("SystemExit(3)", 3)])
def test_other_ends_have_their_codes_and_no_words(tmp_path: Path, raised: str, code: int) -> None:
    assert ended(f"raise {raised}", tmp_path) == (code, "")
    assert not list(tmp_path.iterdir())


@needs_a_full_device
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_cannot_be_written_is_told(tmp_path: Path, unbuffered: str) -> None:
    code, told = ended("print('x')", tmp_path, stdout="/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert (code, told) == (NO_OUTPUT, f"no output: {os.strerror(28)}\n")
