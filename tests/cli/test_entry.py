import multiprocessing
import re
import sys

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


@pytest.mark.parametrize("is_frozen", [True, False])
def test_a_frozen_program_lets_its_helpers_begin_first(monkeypatch: pytest.MonkeyPatch, is_frozen: bool) -> None:
    """Else the process that reads a workbook would open a second window."""
    calls: list[str] = []
    monkeypatch.setattr(sys, "frozen", is_frozen, raising=False)
    monkeypatch.setattr(multiprocessing, "freeze_support", lambda: calls.append("helper"))
    assert main(["--version"]) == 0
    assert calls == (["helper"] if is_frozen else [])
