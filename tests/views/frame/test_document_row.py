"""The row of opened campaigns: there while one is open, elided, then listed; closed, dragged, gone round by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.frame.document_row import LEAST, MOST, DocumentBar
from netmile_desktop.views.main_window import MainWindow
from tests.support.window import settle

NINE = ("C-1001", "C-1003", "C-1006", "C-1020", "C-1021", "C-1022", "C-1023", "C-1024", "C-1025")


@pytest.fixture
def opened(window: MainWindow, page: DeskPage, tasks: TaskRunner) -> Callable[..., DocumentBar]:
    def open_campaigns(*ids: str) -> DocumentBar:
        window.resize(1280, 720)
        for campaign_id in ids:
            page.open_campaign(campaign_id)
            settle(tasks)
        QApplication.processEvents()
        return page.tabs.row.bar

    return open_campaigns


def shown_keys(bar: QTabBar) -> list[str]:
    """The documents that have room in the row."""
    return [str(bar.tabData(at)).removeprefix("campaign:") for at in range(bar.count()) if bar.tabRect(at).width()]


def test_the_row_is_there_only_while_something_is_open(
    window: MainWindow, page: DeskPage, opened: Callable[..., DocumentBar]
) -> None:
    window.resize(1280, 720)
    assert not page.tabs.documents.isVisible()
    before = page.top_bar.height(), page.tabs.rail.height()
    opened("C-1024")
    assert page.tabs.documents.isVisible()
    assert page.tabs.documents.height() == 36
    opened("C-1022", "C-1020")
    assert page.tabs.documents.height() == 36
    assert (page.top_bar.height(), page.tabs.rail.height()) == before, "nothing else moves"
    for _ in range(3):
        page.close_current()
    QApplication.processEvents()
    assert not page.tabs.documents.isVisible()
    assert page.tabs.key() == "home", "the place that was in front last"


@pytest.mark.parametrize("width", [960, 1280])
def test_documents_are_elided_and_then_listed(
    window: MainWindow, page: DeskPage, opened: Callable[..., DocumentBar], width: int
) -> None:
    bar = opened(*NINE)
    window.resize(width, 600)
    QApplication.processEvents()
    widths = [bar.tabRect(at).width() for at in range(bar.count()) if bar.tabRect(at).width()]
    assert all(LEAST - 1 <= each <= MOST for each in widths)
    assert sum(widths) <= bar.width() - bar.list_button.width()
    assert bar.list_button.text() == str(9 - len(widths))
    assert "C-1025" in shown_keys(bar), "the one in front is never listed"
    for at in range(bar.count()):
        close = bar.tabButton(at, QTabBar.ButtonPosition.RightSide)
        assert close is not None
        assert close.isVisible() is (bar.tabRect(at).width() > 0)
        assert not close.isVisible() or bar.rect().contains(close.geometry())
    assert "児童書" in bar.tabToolTip(1), "the whole title is in the tooltip"
    arrows = [each for each in bar.findChildren(QToolButton) if each is not bar.list_button and each.isVisible()]
    assert arrows == []


def test_a_listed_document_is_brought_back_by_the_list(
    page: DeskPage, tasks: TaskRunner, opened: Callable[..., DocumentBar]
) -> None:
    bar = opened(*NINE)
    away = bar.listed()[-1]
    key, title = str(bar.tabData(away)), bar.tabToolTip(away)
    menu = bar.list_button.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [bar.tabToolTip(at) for at in bar.listed()]
    next(action for action in menu.actions() if action.text() == title).trigger()
    settle(tasks)
    assert page.tabs.key() == key
    assert bar.tabRect(bar.currentIndex()).width() > 0
    assert bar.currentIndex() not in bar.listed()


def test_ctrl_tab_goes_round_and_from_a_place_back(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, opened: Callable[..., DocumentBar], qtbot: QtBot
) -> None:
    opened("C-1024", "C-1022", "C-1020")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    been = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Tab, control)
        settle(tasks)
        been.append(page.tabs.key().removeprefix("campaign:"))
    assert been == ["C-1024", "C-1022", "C-1020"]
    qtbot.keyClick(window, Qt.Key.Key_Backtab, control | shift)
    settle(tasks)
    assert page.tabs.key() == "campaign:C-1022"
    page.show_tab(0)
    assert page.tabs.row.bar.property("front") is False, "no document looks as if it were in front"
    qtbot.keyClick(window, Qt.Key.Key_Tab, control)
    settle(tasks)
    assert page.tabs.key() == "campaign:C-1022"
    assert page.tabs.row.bar.property("front") is True


def test_the_current_document_comes_back_when_it_is_pressed(
    page: DeskPage, tasks: TaskRunner, opened: Callable[..., DocumentBar], qtbot: QtBot
) -> None:
    bar = opened("C-1024")
    page.show_tab(0)
    settle(tasks)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center() - QPoint(30, 0))
    settle(tasks)
    assert page.tabs.key() == "campaign:C-1024"


def test_the_middle_button_closes_and_brings_nothing_to_the_front(
    page: DeskPage, opened: Callable[..., DocumentBar], qtbot: QtBot
) -> None:
    bar = opened("C-1024", "C-1022", "C-1020")
    brought: list[str] = []
    page.tabs.chosen.connect(brought.append)
    qtbot.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(1).center())
    assert page.tabs.document_keys() == ["campaign:C-1024", "campaign:C-1020"]
    assert brought == []


def test_documents_are_dragged_into_another_order_which_is_kept(
    page: DeskPage, opened: Callable[..., DocumentBar]
) -> None:
    bar = opened("C-1024", "C-1022", "C-1020")
    start, end = bar.tabRect(2).center() - QPoint(40, 0), bar.tabRect(0).center() - QPoint(60, 0)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(bar, start + (end - start) * step / 10)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=end)
    QApplication.processEvents()
    keys = page.tabs.document_keys()
    assert keys == ["campaign:C-1020", "campaign:C-1024", "campaign:C-1022"]
    assert [place.split("\t")[0] for place in page.place() if place.startswith("campaign:")][1:] == keys


def test_closing_the_front_document_shows_its_neighbour(page: DeskPage, opened: Callable[..., DocumentBar]) -> None:
    opened("C-1024", "C-1022", "C-1020")
    page.close_current()
    assert page.tabs.key() == "campaign:C-1022"
    page.tabs.show_tab("campaign:C-1024")
    page.close_current()
    assert page.tabs.key() == "campaign:C-1022"


def test_an_ampersand_is_a_letter(page: DeskPage, opened: Callable[..., DocumentBar]) -> None:
    bar = opened("C-1024")
    page.tabs.name("campaign:C-1024", "C-1024 R&D")
    assert (bar.tabText(0), page.tabs.title("campaign:C-1024")) == ("C-1024 R&&D", "C-1024 R&D")
