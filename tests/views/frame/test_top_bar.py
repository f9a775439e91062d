"""The top bar gives way in a fixed order; site, sandbox and day never go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.progress import Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.labels import Badge
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.frame.controls import ActivityButton
from netmile_desktop.views.top_bar import TopBar
from netmile_desktop.workspace.desk import Desk

Show = Callable[[QWidget], QWidget]


def work(progress: Progress) -> None:
    progress.sleep(30)


@pytest.fixture
def bar(desk: Desk, toolbox: Toolbox, shown: Show) -> TopBar:
    bar = TopBar(desk, toolbox)
    shown(bar)
    return bar


def said(bar: TopBar) -> tuple[str, str, str]:
    """The words of the field, those of the activity, and the name of the user."""
    return bar.field.words(), bar.activity_button.text(), bar._user.text()


def test_it_gives_way_in_its_order(bar: TopBar, toolbox: Toolbox, tasks: TaskRunner, desk: Desk) -> None:
    running = tasks.start(work, owner=bar, title="Sending")
    been: list[tuple[str, str, str]] = []
    for width in range(1400, 500, -2):
        bar.resize(width, bar.height())
        QApplication.processEvents()
        if not been or been[-1] != said(bar):
            been.append(said(bar))
        assert bar.clock is not None
        for kept in (bar._site, bar.clock, *bar.findChildren(Badge)):
            assert kept.isVisible()
            assert bar.rect().contains(kept.geometry())
    name = desk.user.name
    assert been == [
        ("Search or command", "1 running", name),
        ("Search", "1 running", name),
        ("Search", "Activity 1", name),
        ("Search", "Activity 1", ""),
        ("", "Activity 1", ""),
    ]
    assert bar.activity_button.accessibleName() == "1 running", "a screen reader hears what it always heard"
    running.cancel()


def test_without_work_there_is_neither_number_nor_line(bar: TopBar, tasks: TaskRunner) -> None:
    bar.resize(1400, bar.height())
    button = bar.activity_button
    assert isinstance(button, ActivityButton)
    assert button.text() == "Activity"
    assert button.share() is None
    running = tasks.start(work, owner=bar, title="Sending")
    line = button.height() - 1
    under_way = button.grab().toImage()
    assert button.text() == "1 running"
    assert button.share() is None, "how much is done is not known, and not shown as nothing"
    running.cancel()
    assert under_way.pixelColor(button.width() // 2, line) != button.grab().toImage().pixelColor(0, line)


def test_the_line_is_the_share_of_all_that_runs(bar: TopBar) -> None:
    button = bar.activity_button
    assert isinstance(button, ActivityButton)
    tasks = [Task("a", "", False), Task("b", "", False)]
    for task, done in zip(tasks, (50, 100), strict=True):
        task.total, task.done = 100, done
    button.show_tasks(tasks)
    assert button.share() == 0.75
    tasks[0].total = 0
    assert button.share() is None
    button.show_tasks([])
    assert button.text() == "Activity"


def test_the_field_opens_everything(page: DeskPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.top_bar.field, Qt.MouseButton.LeftButton)
    assert page.commands.opener.isVisible()
    assert page.top_bar.field.accessibleName() == "Search or command (Ctrl+K)"
