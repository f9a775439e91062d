"""The rail: every place whole at the smallest window, folded where room is scarce, reached by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.language import Language
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.frame.rail import NARROW, WIDE, Rail, RailItem
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.look.translation import Translations
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.tabs import FIXED_TABS
from netmile_desktop.workspace.desk import Desk
from tests.support.window import only_child, settle

Show = Callable[[QWidget], QWidget]


def items_of(rail: Rail) -> list[RailItem]:
    return [*rail.items.values(), *rail.deeds.values()]


def within(item: RailItem) -> bool:
    """Whether an item is in sight at its whole height, beside a scroll bar perhaps."""
    return item.visibleRegion().boundingRect().height() == item.height() and item.isVisible()


def seen(item: RailItem, window: QWidget) -> bool:
    """Whether the whole of an item lies within the window, and in sight."""
    whole = QRect(item.mapTo(window, QPoint()), item.size())
    return window.rect().contains(whole) and item.visibleRegion().boundingRect() == item.rect()


@pytest.fixture
def resized(window: MainWindow, page: DeskPage, tasks: TaskRunner) -> Callable[[int, int], Rail]:
    def resize(width: int, height: int) -> Rail:
        window.resize(width, height)
        QApplication.processEvents()
        settle(tasks)
        return page.tabs.rail

    return resize


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), (1920, 1080)])
def test_places_never_leave_the_window(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, resized: Callable[[int, int], Rail], size: tuple[int, int]
) -> None:
    rail = resized(*size)
    assert window.size().toTuple() == size
    assert set(rail.items) == {tab.key for tab in FIXED_TABS}
    assert [item.entry.key for item in items_of(rail) if not seen(item, window)] == []
    desk = window.desk
    assert desk is not None
    for campaign in ("C-1001", "C-1003", "C-1006", "C-1020", "C-1021", "C-1022", "C-1023", "C-1024", "C-1025"):
        page.open_campaign(campaign)
    settle(tasks)
    assert window.size().toTuple() == size, "documents do not widen the window"
    assert [item.entry.key for item in items_of(rail) if not seen(item, window)] == []
    assert rail.is_folded is (size[0] < 1100)
    assert rail.width() == (NARROW if rail.is_folded else WIDE)


def test_icons_alone_are_named_for_screen_readers_and_under_the_pointer(
    resized: Callable[[int, int], Rail],
) -> None:
    rail = resized(960, 600)
    search = rail.items["search"]
    assert (search.accessibleName(), search.toolTip()) == ("Campaigns", "Campaigns (Ctrl+2)")
    rail = resized(1280, 720)
    assert (search.accessibleName(), search.toolTip()) == ("Campaigns", "")
    assert [rail.items[key].entry.hint for key in ("home", "search", "apply", "batch")] == ["Ctrl+1", "2", "3", "4"]
    assert [item.entry.key for item in rail.items.values()][:3] == ["home", "search", "apply"]


def test_a_folded_rail_stays_folded_in_the_next_window(
    window: MainWindow, page: DeskPage, toolbox: Toolbox, resized: Callable[[int, int], Rail], shown: Show
) -> None:
    rail = resized(1280, 720)
    page.top_bar.fold_button.click()
    assert rail.is_folded
    assert window.desk is not None
    again = DeskPage(window.desk, toolbox)
    again.resize(1280, 720)
    shown(again)
    assert again.tabs.rail.is_folded
    page.top_bar.fold_button.click()
    assert not rail.is_folded


def test_a_narrow_window_has_nothing_to_fold(page: DeskPage, resized: Callable[[int, int], Rail]) -> None:
    resized(960, 600)
    assert not page.top_bar.fold_button.isEnabled()
    assert "too narrow" in page.top_bar.fold_button.toolTip()
    resized(1280, 720)
    assert page.top_bar.fold_button.isEnabled()


def test_keys_go_through_the_rail_which_is_one_stop(
    page: DeskPage, tasks: TaskRunner, resized: Callable[[int, int], Rail], qtbot: QtBot
) -> None:
    rail = resized(1280, 720)
    stops = [item for item in items_of(rail) if item.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [rail.items["home"]]
    stops[0].setFocus()
    qtbot.keyClick(stops[0], Qt.Key.Key_Up)
    last = rail.deeds["log-out"]
    assert QApplication.focusWidget() is last
    assert [item for item in items_of(rail) if item.focusPolicy() & Qt.FocusPolicy.TabFocus] == [last]
    qtbot.keyClick(last, Qt.Key.Key_Down)
    qtbot.keyClick(stops[0], Qt.Key.Key_Down)
    assert page.tabs.key() == "home", "an arrow key opens nothing"
    qtbot.keyClick(rail.items["search"], Qt.Key.Key_Return)
    settle(tasks)
    assert page.tabs.key() == "search"
    assert [item for item in items_of(rail) if item.focusPolicy() & Qt.FocusPolicy.TabFocus] == [rail.items["search"]]


def test_one_place_is_in_front_or_none(page: DeskPage, tasks: TaskRunner) -> None:
    rail = page.tabs.rail
    page.show_tab(4)
    assert [key for key, item in rail.items.items() if item.is_chosen] == ["status"]
    assert rail.items["status"].accessibleDescription() == "In front"
    page.open_campaign("C-1024")
    assert [key for key, item in rail.items.items() if item.is_chosen] == []
    settle(tasks)


def test_the_foot_does_what_the_menu_does(window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    asked: list[str] = []
    bar = page.top_bar
    for signal in (bar.starter_kit_asked, bar.settings_asked, bar.help_asked, bar.sign_out_asked):
        signal.disconnect()
    bar.starter_kit_asked.connect(lambda: asked.append("starter-kit"))
    bar.settings_asked.connect(lambda: asked.append("settings"))
    bar.help_asked.connect(lambda: asked.append("help"))
    bar.sign_out_asked.connect(lambda: asked.append("log-out"))
    for item in page.tabs.rail.deeds.values():
        qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert asked == list(page.tabs.rail.deeds)


@pytest.mark.parametrize("language", list(Language))
def test_large_text_leaves_every_place_within_reach(
    qapp: QApplication,
    theme: Theme,
    desk: Desk,
    toolbox: Toolbox,
    shown: Show,
    tasks: TaskRunner,
    qtbot: QtBot,
    language: Language,
) -> None:
    translations = Translations(qapp)
    translations.use(language)
    theme.use("light", 150)
    try:
        page = DeskPage(desk, toolbox)
        shown(page)
        page.resize(1280, 720)
        rail = page.tabs.rail
        assert rail.is_folded
        qtbot.waitUntil(lambda: all(seen(item, page) for item in items_of(rail)))
        page.resize(960, 600)
        bar = only_child(rail, QScrollArea).verticalScrollBar()
        qtbot.waitUntil(bar.isVisible)  # what is out of sight has a bar that says so
        page.tabs.show_tab("netmile")
        settle(tasks)
        assert within(rail.items["netmile"])
    finally:
        translations.use(Language.ENGLISH)
