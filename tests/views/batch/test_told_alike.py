"""What the import page tells of the cells of a workbook, the command line tells in the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.whole_files import tell_reading
from netmile_desktop.domain.language import Language
from netmile_desktop.views.batch.importing.check_facts import CheckFacts
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.sources.looks import look_at
from netmile_desktop.workspace.sources.source import load_source
from tests.cli.test_told_of_workbooks import whole_book

CHECKS = {"shown keys", "number keys", "uncalculated", "long numbers", "dates", "error cells"}
"""Points with a name and a sentence of their own; of others the command line makes one line."""


def test_window_and_command_line_tell_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole_book())
    look = look_at(load_source(path))
    checks = {check.key: check for check in CheckFacts(Texts(Language.ENGLISH)).of(look)}
    assert checks.keys() >= CHECKS
    tell_reading(Output(Language.ENGLISH), look)
    words = capfd.readouterr().err.splitlines()
    for key in sorted(CHECKS):
        check = checks[key]
        told = [line for line in words if line.startswith(f"  {check.name}: {check.figure}")]
        assert len(told) == 1, key
        assert told[0].endswith(f" ({check.evidence})"), key
