"""The report of the whole site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.reports.declarations import SITE
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle


@pytest.fixture
def report(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Callable[[QWidget], QWidget]) -> ReportView:
    """The site report of the last thirty days."""
    view = ReportView(desk, toolbox, SITE)
    shown(view)
    view.entered()
    settle(tasks, lambda: view.figures is not None)
    settle(tasks)
    return view
