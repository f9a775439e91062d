from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.views.common.labels import badge_size, shortened
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.table import Cell, RecordModel, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import WindowState


@dataclass(frozen=True)
class Shop:
    id: str
    name: str
    miles: int


SHOPS = [Shop("S-2", "Beta", 30), Shop("S-1", "<Alpha>", 1000), Shop("S-3", "Gamma", 2)]


def columns(*, portal_sorts: bool = False) -> list[TableColumn[Shop]]:
    return [
        TableColumn(
            "id",
            "ID",
            lambda s: s.id,
            80,
            Cell.LINK,
            order=None if portal_sorts else lambda s: s.id,
            sort="id" if portal_sorts else "",
        ),
        TableColumn("name", "Name", lambda s: s.name, 120, stretch=True, tip=lambda s: f"tip {s.name}"),
        TableColumn("state", "State", lambda s: "good", 90, Cell.BADGE, badge=lambda s: (Tone.SUCCESS, "check")),
        TableColumn(
            "miles",
            "Miles",
            lambda s: f"{s.miles:,}",
            right=True,
            order=None if portal_sorts else lambda s: s.miles,
            sort="miles" if portal_sorts else "",
        ),
    ]


WORDS = {"S-1": "Good", "S-2": "Cancellation requested for a long time", "S-3": "Good"}


def test_a_badge_has_the_room_of_its_words(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """In some language they are longer than the column is meant to be; what a person has set is left alone."""
    path = tmp_path / "window.ini"

    def made() -> RecordTable[Shop]:
        badge: TableColumn[Shop] = TableColumn(
            "state", "State", lambda s: WORDS[s.id], 90, Cell.BADGE, badge=lambda s: (Tone.SUCCESS, "check")
        )
        shops = [columns()[0], badge, columns()[1]]
        view = RecordTable(shops, theme, name="shops", memory=WindowState(path), identity=lambda s: s.id)
        qtbot.addWidget(view)
        view.resize(600, 300)
        return view

    table = made()
    header, needed = table.horizontalHeader(), badge_size(theme, WORDS["S-2"], True).width() + 2 * PADDING
    table.show_records(SHOPS)
    wide = header.sectionSize(1)
    assert wide >= needed > theme.pixels(90)
    table.show_records(SHOPS[1:2])
    assert header.sectionSize(1) < wide
    table.show_records(SHOPS)
    header.resizeSection(0, 70)
    again = made()
    assert again.horizontalHeader().sectionSize(0) == 70
    assert again.horizontalHeader().sectionSize(1) != header.sectionSize(1), "nobody chose it"
    header.resizeSection(1, 100)
    table.show_records(SHOPS)
    assert header.sectionSize(1) == 100
    assert made().horizontalHeader().sectionSize(1) == 100
    header.sectionHandleDoubleClicked.emit(1)
    assert header.sectionSize(1) >= needed, "a double click takes back what was chosen"
    assert made().horizontalHeader().sectionSize(0) == 70


def test_a_badge_that_does_not_fit_ends_in_an_ellipsis(theme: Theme) -> None:
    text = WORDS["S-2"]
    whole = badge_size(theme, text, True).width()
    assert shortened(theme, text, True, whole) == text
    short = shortened(theme, text, True, whole - 1)
    assert short.endswith("…")
    assert badge_size(theme, short, True).width() < whole


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> RecordTable[Shop]:
    view = RecordTable(columns(), theme, identity=lambda s: s.id)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show_records(SHOPS)
    with qtbot.waitExposed(view):
        view.show()
    return view


def shown(model: RecordModel[Shop]) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_model_keeps_qt_s_promises(qtmodeltester: ModelTester) -> None:
    model = RecordModel(columns())
    qtmodeltester.check(model)
    model.show_records(SHOPS)
    model.sort(3)
    qtmodeltester.check(model)


def test_cells_say_what_they_are(table: RecordTable[Shop]) -> None:
    model = table.records_model
    assert model.index(1, 3).data() == "1,000"
    assert model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Miles 1,000"
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == "tip <Alpha>"
    assert Qt.AlignmentFlag(model.index(1, 3).data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    heading = model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert Qt.AlignmentFlag(heading) & Qt.AlignmentFlag.AlignRight, "a heading stands over its cells"


def test_a_list_that_is_here_sorts_itself_and_back(table: RecordTable[Shop]) -> None:
    model = table.records_model
    model.sort(3)
    assert shown(model) == ["S-3", "S-2", "S-1"]
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert shown(model) == ["S-1", "S-2", "S-3"]
    table.show_records([*SHOPS, Shop("S-4", "Delta", 500)])
    assert shown(model) == ["S-1", "S-4", "S-2", "S-3"], "stays sorted when it is fetched again"
    model.sort(-1)
    assert shown(model)[0] == "S-2"


def test_a_paged_list_is_sorted_by_the_portal(qtbot: QtBot) -> None:
    model = RecordModel(columns(portal_sorts=True))
    model.show_records(SHOPS)
    asked: list[str] = []
    model.sort_asked.connect(asked.append)
    model.sort(3)
    model.sort(3, Qt.SortOrder.DescendingOrder)
    model.sort(-1)
    assert asked == ["miles", "-miles", ""]
    assert shown(model) == ["S-2", "S-1", "S-3"]


def test_selection_follows_the_record_when_sorted_or_fetched_again(table: RecordTable[Shop]) -> None:
    assert table.select("S-1")
    table.records_model.sort(0)
    current = table.current()
    assert current is not None
    assert current.id == "S-1"
    table.show_records(list(reversed(SHOPS)))
    current = table.current()
    assert current is not None
    assert current.id == "S-1"
    assert not table.select("S-9")


def test_a_refresh_keeps_every_selected_row_also_while_the_clerk_holds_ctrl_to_copy(
    table: RecordTable[Shop], qtbot: QtBot
) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier, "Qt still sees the key held"
    table.show_records(list(reversed(SHOPS)))
    assert [shop.id for shop in table.selected()] == ["S-3", "S-1", "S-2"]
    table.select("S-1")
    table.show_records(SHOPS)
    assert [shop.id for shop in table.selected()] == ["S-1"]
    table.show_records(SHOPS[:1])
    assert table.selected() == [], "a row that is gone leaves no other row selected in its place"


def test_a_refresh_selects_no_row_the_clerk_did_not(table: RecordTable[Shop], qtbot: QtBot) -> None:
    table.setFocus()
    table.selectionModel().setCurrentIndex(table.records_model.index(1, 1), QItemSelectionModel.SelectionFlag.NoUpdate)
    table.show_records(SHOPS)
    assert table.currentIndex() == table.records_model.index(1, 1)
    assert table.selected() == []


def test_enter_and_double_click_open(table: RecordTable[Shop], qtbot: QtBot) -> None:
    opened: list[Shop] = []
    table.chosen.connect(opened.append)
    table.select("S-3")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    middle = table.visualRect(table.records_model.index(0, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert [shop.id for shop in opened] == ["S-3", "S-2"]


def test_a_link_is_its_text_not_the_whole_cell(table: RecordTable[Shop], qtbot: QtBot) -> None:
    followed: list[tuple[str, str]] = []
    table.linked.connect(lambda shop, key: followed.append((shop.id, key)))
    cell = table.visualRect(table.records_model.index(1, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.topRight() - QPoint(3, -10))
    assert not followed
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(14, 14))
    assert followed == [("S-1", "id")]


def test_copying_keeps_cells_as_text_for_a_spreadsheet(table: RecordTable[Shop], qtbot: QtBot) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text().splitlines()[:2] == ["ID\tName\tState\tMiles", "S-2\tBeta\tgood\t30"]
    assert "&lt;Alpha&gt;" in mime.html()
    assert "mso-number-format" in mime.html()


def test_columns_fill_the_table_whatever_a_person_does_to_one(table: RecordTable[Shop]) -> None:
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
    header.resizeSection(3, 250)
    assert header.sectionSize(3) == 250
    assert header.length() == table.viewport().width()
    header.resizeSection(3, 900)
    assert header.sectionSize(3) < 900
    assert min(header.sectionSize(at) for at in range(4)) >= 36, "none vanishes"
    assert header.length() == table.viewport().width()
    table.columns.show_column("state", False)
    assert header.length() == table.viewport().width()
    table.widths.forget()
    assert header.sectionSize(3) < 250


def test_widths_are_remembered(theme: Theme, tmp_path: Path, qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    memory = WindowState(tmp_path / "window.ini")
    first = RecordTable(columns(), theme, name="shops", memory=memory)
    shown(first)
    first.horizontalHeader().resizeSection(0, 133)
    second = RecordTable(columns(), theme, name="shops", memory=memory)
    qtbot.addWidget(second)
    assert second.horizontalHeader().sectionSize(0) == 133
