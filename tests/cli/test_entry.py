import multiprocessing
import os
import re
import sys
from pathlib import Path

import pytest

from netmile_desktop.__main__ import main
from netmile_desktop.cli import main as cli
from netmile_desktop.command_names import COMMANDS, FORMER_NAMES


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"netmile-desktop {command}" in capsys.readouterr().out


@pytest.mark.parametrize(("former", "present"), FORMER_NAMES.items())
def test_a_former_name_is_still_a_command_and_explains_the_present_one(
    former: str, present: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([former, "--help", "--lang", "ja"]) == 0
    told = capsys.readouterr()
    assert f"netmile-desktop {present}" in told.out
    assert told.err == f"コマンド {former} の名前は {present} に変わりました。\n"


def test_there_are_no_other_commands(capsys: pytest.CaptureFixture[str]) -> None:
    cli(["nonsense"])
    choices = capsys.readouterr().err.partition("choose from")[2].partition(")")[0]
    assert re.findall(r"\w+", choices) == list(COMMANDS)


def test_help_names_every_command_and_explains_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[-1].strip().split(", ") == list(COMMANDS)
    assert main(["--help", "--language", "ja"]) == 0
    assert "コマンドを付けずに起動するとウィンドウを開きます" in capsys.readouterr().out
    assert main(["help", "send"]) == 0
    assert "netmile-desktop send" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "neither a command nor a file “frobnicate”.\n"),
        (["chekc"], "neither a command nor a file “chekc”. Did you mean check?\n"),
        (["Lists"], "Did you mean lists, split?"),
        (["folder/none.csv"], "“folder/none.csv”"),
        ([os.fsdecode(b"fr\x97")], "“fr\ufffd”"),
    ],
)
def test_a_mistyped_command_opens_no_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main([*words, "--lang", "en", "--data-dir", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert f"Commands: {', '.join(COMMANDS)}" in told


@pytest.mark.parametrize("is_frozen", [True, False])
def test_a_frozen_program_lets_its_helpers_begin_first(monkeypatch: pytest.MonkeyPatch, is_frozen: bool) -> None:
    """Else the process that reads a workbook would open a second window."""
    calls: list[str] = []
    monkeypatch.setattr(sys, "frozen", is_frozen, raising=False)
    monkeypatch.setattr(multiprocessing, "freeze_support", lambda: calls.append("helper"))
    assert main(["--version"]) == 0
    assert calls == (["helper"] if is_frozen else [])
