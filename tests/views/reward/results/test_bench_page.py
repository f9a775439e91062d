"""The arrangement of the workbench: nothing is cut, and whoever is judged is in sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.results.workbench import Workbench
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def bench(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> Workbench:
    """With a file in front that waits."""
    view = RewardView(desk, toolbox)
    shown(view)
    desk.reward_files.fetch_new()
    view.show_files()
    settle(tasks)
    assert view.files.people.is_open
    return view.files


def test_the_side_column_is_as_wide_as_its_words_need(bench: Workbench) -> None:
    bench.window().resize(960, 600)
    QApplication.processEvents()
    bench.side.deadline.next_file.setText("Next file " + 12 * "19:00 ")
    for _ in range(3):  # a layout may ask for another one
        QApplication.processEvents()
    content = bench.side.parentWidget()
    seen = content.parentWidget() if content is not None else None
    assert seen is not None
    assert bench.side.minimumSizeHint().width() <= seen.width(), "cut at the right"


def test_who_is_judged_is_in_sight_with_large_text_in_a_small_window(bench: Workbench, toolbox: Toolbox) -> None:
    toolbox.theme.use("light", 150)
    bench.window().resize(960, 380)
    for _ in range(3):
        QApplication.processEvents()
    bench.people.go_to_next_open()
    grid = bench.people.grid
    place = grid.visualRect(grid.currentIndex())
    below = grid.viewport().mapTo(bench, place.bottomLeft()).y()
    assert grid.viewport().mapTo(bench, QPoint()).y() >= 0
    assert below <= bench.row.y()
    assert bench.people.heading.mapTo(bench, QPoint()).y() >= 0, "the heading says whose file it is"
