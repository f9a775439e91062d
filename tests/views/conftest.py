"""The main window, and the page behind the sign-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.settings import ProgramSettings
from tests.support.window import settle


@pytest.fixture
def window(
    authenticator: Authenticator, been_here: None, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]
) -> Iterator[MainWindow]:
    """At its sign-in page, in English, on a computer where the clerk has worked before."""
    window = MainWindow(authenticator, toolbox, ProgramSettings(language=Language.ENGLISH))
    shown(window)
    yield window
    if window.desk is not None:
        window.desk.close()


@pytest.fixture
def page(window: MainWindow, tasks: TaskRunner) -> Iterator[DeskPage]:
    """What one sees once one is signed in to the sandbox."""
    window.sign_in.enter_sandbox()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    page, desk = window.page, window.desk
    assert page is not None
    assert desk is not None
    yield page
    settle(tasks)
    desk.close()
