"""Rows of tabs list what does not fit; whatever is hidden or disabled for another reason stays so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.look.theme import Theme

Show = Callable[[QWidget], QWidget]
WORDS = ("Campaign details", "Issue miles", "Registrations", "History", "Report", "Change", "Reuse")


@pytest.fixture
def bar(theme: Theme, shown: Show) -> FittingTabBar:
    bar = FittingTabBar(theme, "Pages")
    for words in WORDS:
        bar.addTab(words)
    bar.resize(1200, 40)
    shown(bar)
    bar.resize(1200, 40)
    QApplication.processEvents()
    return bar


def in_the_row(bar: FittingTabBar) -> list[int]:
    return [at for at in range(bar.count()) if bar.tabRect(at).width()]


def test_with_room_nothing_is_listed(bar: FittingTabBar) -> None:
    assert bar.listed() == []
    assert not bar.list_button.isVisible()
    assert in_the_row(bar) == list(range(len(WORDS)))


@pytest.mark.parametrize("width", range(130, 700, 60))
def test_every_tab_is_whole_or_listed(bar: FittingTabBar, width: int) -> None:
    for current in range(len(WORDS)):
        bar.setCurrentIndex(current)
        bar.resize(width, 40)
        QApplication.processEvents()
        assert sorted([*in_the_row(bar), *bar.listed()]) == list(range(len(WORDS)))
        assert current in in_the_row(bar)
        for at in in_the_row(bar):
            assert bar.tabRect(at).right() < bar.list_button.x() or not bar.listed()
            assert bar.tabRect(at).width() >= bar.natural_width(at) or in_the_row(bar) == [current]
        assert bar.list_button.isVisible() is bool(bar.listed())
        assert not bar.listed() or bar.list_button.text() == str(len(bar.listed()))
        assert not [each for each in bar.findChildren(QToolButton) if each.isVisible() and each is not bar.list_button]


def test_arrow_keys_reach_what_is_listed(bar: FittingTabBar, qtbot: QtBot) -> None:
    bar.resize(300, 40)
    bar.setFocus()
    been = []
    for _ in range(len(WORDS) - 1):
        qtbot.keyClick(bar, Qt.Key.Key_Right)
        been.append(bar.currentIndex())
        assert bar.currentIndex() in in_the_row(bar)
    assert been == list(range(1, len(WORDS)))


def test_the_list_names_what_it_holds(bar: FittingTabBar) -> None:
    bar.setTabEnabled(5, False)
    bar.setTabVisible(6, False)
    bar.resize(300, 40)
    QApplication.processEvents()
    menu = bar.list_button.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [WORDS[at] for at in bar.listed()]
    assert [action.isEnabled() for action in menu.actions()][-1] is False, "a page that cannot be used says so"
    assert WORDS[6] not in [action.text() for action in menu.actions()]
    menu.actions()[-2].trigger()
    assert bar.currentIndex() == 4
    assert 4 in in_the_row(bar)


def test_a_row_that_gains_room_shows_all_again(bar: FittingTabBar) -> None:
    bar.resize(300, 40)
    QApplication.processEvents()
    assert bar.listed()
    wanted = bar.sizeHint().width()
    bar.resize(wanted, 40)
    QApplication.processEvents()
    assert bar.listed() == []


def test_fewer_or_longer_tabs_are_measured_anew(bar: FittingTabBar) -> None:
    bar.resize(bar.sizeHint().width(), 40)
    QApplication.processEvents()
    bar.setTabText(0, WORDS[0] * 3)
    QApplication.processEvents()
    assert bar.listed()
    while bar.count() > 2:
        bar.removeTab(bar.count() - 1)
    QApplication.processEvents()
    assert bar.listed() == []
