"""The whole program on a sandbox of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication

from netmile_desktop.app.program import Program
from netmile_desktop.domain.language import Language
from netmile_desktop.paths import Folders, user_folders
from netmile_desktop.workspace.access import sandbox
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.settings import ProgramSettings
from tests.support.clerk import Clerk
from tests.support.programs.nursery import program


class Start(Protocol):
    """Starts the program; what ran before ends as if it had been closed, unless this one is put beside it."""

    def __call__(self, data: Path | None = None, *, beside: bool = False) -> Clerk: ...


@pytest.fixture
def folders(sandbox_copy: Path) -> Folders:
    """A user's folders in which the sandbox has been filled already."""
    return user_folders(sandbox_copy.parent)


@pytest.fixture
def start(qapp: QApplication, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the program on those folders, or with its data elsewhere."""
    monkeypatch.setattr(sandbox, "portal_command", lambda: program("netmile_desktop.portal"))
    programs: list[Program] = []

    def end() -> None:
        while programs:
            ended = programs.pop()
            ended.window.hand_over()
            ended.window.close()
            ended.shut_down()
            ended.window.deleteLater()
            ended.deleteLater()

    def begin(data: Path | None = None, *, beside: bool = False) -> Clerk:
        if not beside:
            end()
        where = Folders(data, folders.config, folders.log) if data else folders
        begun = Program(qapp, where, ProgramSettings(Language.JAPANESE, "light"), SandboxPortal(where.sandbox))
        programs.append(begun)
        begun.window.show()
        return Clerk(lambda: begun.window)

    yield begin
    end()
