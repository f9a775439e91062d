"""A batch that takes long to open shows how far it is, and can be given up."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.batch.loading_line import LoadingLine
from netmile_desktop.views.common.toolbox import Toolbox
from tests.support.window import settle


def test_it_comes_after_a_moment_and_goes_with_the_opening(
    toolbox: Toolbox, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    page = QWidget()
    line = LoadingLine(toolbox.words, page)
    QVBoxLayout(page).addWidget(line)
    shown(page)
    go_on = threading.Event()
    opened: list[str] = []

    def open_slowly(progress: Progress) -> str:
        while not go_on.wait(0.01):
            progress.report(300, 1_000, "checking")
        return "open"

    newest = Newest(toolbox.tasks, page)
    line.follow(newest.ask(open_slowly, opened.append))
    assert not line.isVisible()
    qtbot.waitUntil(line.isVisible)
    qtbot.waitUntil(lambda: "300 of 1,000" in line.progress.pace.text())
    go_on.set()
    settle(toolbox.tasks, lambda: bool(opened))
    assert not line.isVisible()


def test_an_opening_can_be_given_up(toolbox: Toolbox, shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    page = QWidget()
    line = LoadingLine(toolbox.words, page)
    QVBoxLayout(page).addWidget(line)
    shown(page)
    opened: list[object] = []
    newest = Newest(toolbox.tasks, page)
    line.follow(newest.ask(lambda progress: progress.sleep(30), opened.append))
    qtbot.waitUntil(line.isVisible)
    line.progress.cancel_button.click()
    settle(toolbox.tasks, lambda: not line.isVisible())
    assert opened == []
