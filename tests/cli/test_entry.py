import multiprocessing
import sys

import pytest

from netmile_desktop.__main__ import COMMANDS, main
from netmile_desktop.cli.commands import _MODULES


def test_every_command_is_known_at_the_entry() -> None:
    assert set(_MODULES) == COMMANDS


@pytest.mark.parametrize("is_frozen", [True, False])
def test_a_frozen_program_lets_its_helpers_begin_first(monkeypatch: pytest.MonkeyPatch, is_frozen: bool) -> None:
    """Else the process that reads a workbook would open a second window."""
    calls: list[str] = []
    monkeypatch.setattr(sys, "frozen", is_frozen, raising=False)
    monkeypatch.setattr(multiprocessing, "freeze_support", lambda: calls.append("helper"))
    assert main(["--version"]) == 0
    assert calls == (["helper"] if is_frozen else [])
