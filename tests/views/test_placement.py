"""A window is never larger than its screen, and never out of sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from netmile_desktop.views.help.window import HelpWindow
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.placement import Placement, brought_onto

LAPTOP = QRect(0, 0, 911, 512)
"""1366 x 768 at 150 %."""
DESK = QRect(911, -200, 1920, 1040)


@pytest.mark.parametrize(
    ("frame", "placed"),
    [
        ((10, 20, 800, 400), (10, 20, 800, 400)),
        ((0, 0, 960, 600), (0, 0, 911, 512)),
        ((100, 100, 800, 500), (100, 12, 800, 500)),
        ((-50, -30, 400, 300), (0, 0, 400, 300)),
        ((880, 100, 1000, 600), (911, 100, 1000, 600)),
        ((2600, 800, 1000, 600), (1831, 240, 1000, 600)),
        ((9000, 9000, 1280, 800), (0, 0, 911, 512)),
        ((1000, 0, 3000, 3000), (911, -200, 1920, 1040)),
    ],
)
def test_a_frame_is_brought_onto_the_screen_that_shows_most_of_it(
    frame: tuple[int, int, int, int], placed: tuple[int, int, int, int]
) -> None:
    assert brought_onto(QRect(*frame), [LAPTOP, DESK]) == QRect(*placed)


def test_no_window_is_larger_than_the_screen(window: MainWindow, shown: Callable[[QWidget], QWidget]) -> None:
    available = QGuiApplication.primaryScreen().availableGeometry()
    window.open_help()
    help_window = window.findChild(HelpWindow)
    assert help_window is not None
    for each in (window, help_window):
        assert available.contains(each.frameGeometry())


def test_the_least_size_gives_way_to_the_screen(shown: Callable[[QWidget], QWidget]) -> None:
    available = QGuiApplication.primaryScreen().availableGeometry()
    window = QWidget()
    window.setGeometry(QRect(available.bottomRight(), available.size() * 2))
    placement = Placement(window, QSize(960, 600).expandedTo(available.size() * 1.5))
    assert window.minimumSize() == available.size()
    assert window.geometry() == available
    shown(window)
    placement.follow()
    assert available.contains(window.frameGeometry())
    window.windowHandle().screenChanged.emit(window.screen())
    assert window.minimumSize() == available.size()
