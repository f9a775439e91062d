from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.views.common.labels import LongLabel
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.details import Details, Fact, LifeStage, LifeStep
from netmile_desktop.views.common.tables.peek import PeekPanel
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from tests.support.window import only_child


@dataclass(frozen=True)
class Shop:
    id: str
    name: str
    town: str = "Akita"


SHOPS = [Shop(f"S-{at}", f"shop {at}") for at in range(5)]


def columns() -> list[TableColumn[Shop]]:
    return [
        TableColumn("name", "Name", lambda shop: shop.name, stretch=True),
        TableColumn("state", "State", lambda _: "open", 90, Cell.BADGE, badge=lambda _: (Tone.SUCCESS, "check")),
        TableColumn("id", "ID", lambda shop: shop.id, 90, Cell.ID),
        TableColumn("town", "Town", lambda shop: shop.town, 90, extra=True),
        TableColumn("note", "Note", lambda _: "", 90),
    ]


class Page(Screen):
    def __init__(self, toolbox: Toolbox) -> None:
        super().__init__(toolbox)
        field = QLineEdit(self)
        self.table: RecordTable[Shop] = RecordTable(
            columns(), toolbox.theme, identity=lambda shop: shop.id, parent=self
        )
        column = QVBoxLayout(self)
        column.addWidget(field)
        column.addWidget(self.table)
        self.table.show_records(SHOPS)


@pytest.fixture
def page(toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> Page:
    page = Page(toolbox)
    shown(page)
    page.table.select("S-1")
    page.table.setFocus()
    return page


def said(page: Page) -> list[str]:
    """The values in the panel, from top to bottom."""
    QApplication.processEvents()  # a layout shows what is new in it as soon as it can
    panel = only_child(page, PeekPanel)
    return [label.text() for label in panel.findChildren(LongLabel) if label.isVisible() and label.accessibleName()]


def test_the_arrow_opens_it_beside_the_page_and_rows_turn_its_leaves(page: Page, theme: Theme, qtbot: QtBot) -> None:
    wide = page.table.width()
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    panel = only_child(page, PeekPanel)
    assert panel.isVisible()
    assert (panel.width(), panel.height()) == (theme.pixels(296), page.height())
    assert page.table.width() == wide - 296, "it covers nothing"
    assert page.table.geometry().right() < panel.geometry().left()
    assert said(page) == ["shop 1", "S-1", "Akita"], "hidden columns too, empty ones not"
    assert "Town Akita" in panel.accessibleDescription()
    assert QApplication.focusWidget() is page.table
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert said(page)[0] == "shop 2"
    panel.previous.click()
    panel.previous.click()
    panel.previous.click()
    assert said(page)[0] == "shop 0", "there is none before the first"
    page.resize(900, 500)
    assert panel.geometry().right() == page.rect().right()
    assert panel.height() == 500


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Space])
def test_it_closes_and_gives_the_room_back(page: Page, qtbot: QtBot, key: Qt.Key) -> None:
    wide = page.table.width()
    for _ in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
        assert only_child(page, PeekPanel).isVisible()
        qtbot.keyClick(page.table, key)
        assert not page.table.is_peeking
        assert page.table.width() == wide


def test_escape_within_it_leads_back_to_the_row(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    panel = only_child(page, PeekPanel)
    panel.close_button.setFocus()
    qtbot.keyClick(panel.close_button, Qt.Key.Key_Escape)
    assert not page.table.is_peeking
    assert QApplication.focusWidget() is page.table
    current = page.table.current()
    assert current is not None
    assert current.id == "S-1"


def test_it_follows_the_list(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    page.table.show_records([Shop("S-1", "another name"), *SHOPS[2:]])
    assert said(page)[0] == "another name"
    page.table.show_records(SHOPS[3:])
    assert not page.table.is_peeking, "the row is gone"
    page.table.select("S-3")
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    page.table.hide()
    assert not page.table.is_peeking
    assert page.contentsMargins().right() == 0


def test_a_table_without_a_screen_keeps_its_arrows(
    theme: Theme, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    table = RecordTable(columns(), theme, identity=lambda shop: shop.id)
    table.show_records(SHOPS)
    shown(table)
    table.select("S-1")
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().column() == 1


def test_it_tells_a_life_and_what_can_be_done(theme: Theme, shown: Callable[[QWidget], QWidget]) -> None:
    around = QWidget()
    panel = PeekPanel(theme, around)
    QVBoxLayout(around).addWidget(panel)
    shown(around)
    life = (
        LifeStep("Issued", "2026/09/01", "by hand"),
        LifeStep("Today", "2026/10/01", stage=LifeStage.NOW),
        LifeStep("Last day", "2026/11/30", stage=LifeStage.AHEAD),
    )
    details = Details(
        "The issue", "310 mile", ("Valid", Tone.SUCCESS, "check"), (Fact("Key", "A-1", True),), "Life", life
    )
    panel.show_details(details)
    assert panel.accessibleName() == "The issue"
    assert panel.accessibleDescription() == (
        "310 mile. Valid. Key A-1. Issued 2026/09/01 by hand. Today 2026/10/01. Last day 2026/11/30"
    )
    button = next(each for each in panel.findChildren(QWidget) if each.accessibleName() == "Copy Key")
    button.click()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == "A-1"
    rows = [
        each for each in panel.findChildren(QWidget) if each.accessibleName().startswith(("Issued", "Today", "Last"))
    ]
    colours = [row.grab().toImage().pixelColor(8, 8) for row in rows]
    assert colours[1] == theme.tone(Tone.WARNING)[0]
    assert colours[2] == theme.colour("panel")
    assert colours[0] not in colours[1:]
