from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.views.common.tables.header import TableHeader
from netmile_desktop.views.common.tables.sums import SumsRow
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import ROWS, WindowState

NAMES = [f"name {at:03}" for at in range(100)]


def columns() -> list[TableColumn[str]]:
    return [
        TableColumn("name", "Name", lambda name: name, 120, stretch=True, order=lambda name: name),
        TableColumn("state", "State", lambda _: "good", 90, Cell.BADGE, badge=lambda _: (Tone.ACCENT, "check")),
        TableColumn("size", "Size", lambda name: name[-3:], right=True, order=lambda name: name[::-1]),
    ]


@pytest.fixture
def table(theme: Theme, shown: Callable[[QWidget], QWidget]) -> RecordTable[str]:
    view = RecordTable(columns(), theme, identity=lambda name: name)
    view.show_records(NAMES)
    shown(view)
    view.resize(500, 300)
    return view


def hovered(table: RecordTable[str], theme: Theme) -> list[int]:
    """The rows that are painted as hovered."""
    picture, ground = table.viewport().grab().toImage(), theme.colour("hover").rgb()
    tops = range(0, table.viewport().height(), table.rowHeight(0))
    return [table.rowAt(top) for top in tops if picture.pixel(2, top + 2) == ground]


def test_one_row_is_hovered_and_it_is_the_one_under_the_pointer(
    table: RecordTable[str], theme: Theme, qtbot: QtBot
) -> None:
    row = table.rowHeight(0)
    for at in (0, 3, 2):
        qtbot.mouseMove(table.viewport(), QPoint(20, at * row + 5))
        assert hovered(table, theme) == [at]
    table.verticalScrollBar().setValue(10 * row)
    assert hovered(table, theme) == [12], "the pointer rests, the rows move"
    table.show_records(NAMES[:5])
    assert hovered(table, theme) == [2], "and others come to lie there"
    table.show_records(NAMES[:1])
    assert hovered(table, theme) == []
    table.show_records(NAMES)
    QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert hovered(table, theme) == []


def test_both_rows_are_painted_anew(table: RecordTable[str], theme: Theme, qtbot: QtBot) -> None:
    """Not the whole table for each move of the mouse, but more than the row that the pointer came to."""
    painted: list[int] = []
    delegate = table.itemDelegate()
    plain = delegate.paint
    place = QPointF(20, 5)
    QApplication.sendEvent(table.viewport(), QEnterEvent(place, place, place))  # of which Qt's own hover learns nothing
    QApplication.processEvents()

    def paint(painter: object, option: object, index: object) -> None:
        painted.append(index.row())  # type: ignore[attr-defined]
        plain(painter, option, index)  # type: ignore[arg-type]

    delegate.paint = paint  # type: ignore[method-assign]
    qtbot.mouseMove(table.viewport(), QPoint(20, 4 * table.rowHeight(0) + 5))
    qtbot.waitUntil(lambda: {0, 4} <= set(painted))
    assert set(painted) == {0, 4}


def test_rows_are_whole_at_every_height(table: RecordTable[str]) -> None:
    row = table.rowHeight(0)
    for height in range(150, 420, 13):
        table.resize(500, height)
        QApplication.processEvents()
        assert table.viewport().height() % row == 0
        assert height - table.horizontalHeader().height() - table.viewport().height() < row + 2 * table.frameWidth()
        for at in (99, 0, 37, 50):
            table.scrollTo(table.records_model.index(at, 0))
            assert table.verticalScrollBar().value() % row == 0
            assert table.viewport().rect().contains(table.visualRect(table.records_model.index(at, 0)))
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
        last = table.visualRect(table.records_model.index(99, 0))
        assert last.bottom() == table.viewport().height() - 1, "the last row ends with the view"


def test_the_heading_reaches_over_the_scroll_bar_which_begins_below_it(table: RecordTable[str], theme: Theme) -> None:
    head, bar = table.horizontalHeader(), table.verticalScrollBar()
    assert bar.isVisible()
    assert bar.mapTo(table, QPoint(0, 0)).y() == head.geometry().bottom() + 1
    assert bar.mapTo(table, QPoint(0, bar.height())).y() == table.viewport().geometry().bottom() + 1
    picture = table.grab().toImage()
    right = table.contentsRect().right() - 1
    ground = theme.colour("header").rgb()
    assert [picture.pixel(right, y) for y in (2, head.height() - 2)] == [ground] * 2


class Sums(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(10, 30)


def test_what_is_pinned_stands_below_the_rows(table: RecordTable[str], qtbot: QtBot) -> None:
    sums = Sums()
    table.pin(sums)
    QApplication.processEvents()
    row = table.rowHeight(0)
    for count in (100, 2):
        table.show_records(NAMES[:count])
        QApplication.processEvents()
        seen = table.viewport().geometry()
        assert seen.height() % row == 0
        assert sums.geometry().top() == seen.bottom() + 1
        assert sums.width() == table.contentsRect().width()
        assert sums.geometry().bottom() <= table.contentsRect().bottom()
    assert table.viewport().height() == 2 * row, "few rows: directly below them"
    table.show_records(NAMES)
    QApplication.processEvents()
    bar = table.verticalScrollBar()
    assert bar.mapTo(table, QPoint(0, bar.height())).y() == sums.geometry().top(), "the bar ends above"


def test_sums_stand_in_their_columns(table: RecordTable[str], theme: Theme) -> None:
    sums = SumsRow(table, theme)
    sums.show_sums({"name": "Total", "size": "4,950"})
    QApplication.processEvents()
    assert sums.accessibleName() == "Name Total, Size 4,950"
    assert sums.height() == theme.row_height + 1
    assert sums.geometry().top() == table.viewport().geometry().bottom() + 1
    for width in (500, 400):
        table.resize(width, 300)
        QApplication.processEvents()
        picture, ground = sums.grab().toImage(), theme.colour("header").rgb()
        inked = [x for x in range(picture.width()) if any(picture.pixel(x, y) != ground for y in range(4, 24))]
        right = table.columnViewportPosition(2) + table.columnWidth(2)
        assert inked[0] in range(8, 12)
        assert inked[-1] in range(right - 12, right - 7), "figures end where those above them end"


def test_the_height_of_rows_is_chosen_once_for_all_tables(
    table: RecordTable[str], theme: Theme, shown: Callable[[QWidget], QWidget], tmp_path: Path
) -> None:
    memory = WindowState(tmp_path / "window.ini")
    other = RecordTable(columns(), theme, name="other", memory=memory)
    other.show_records(NAMES)
    shown(other)
    table.verticalScrollBar().setValue(20 * table.rowHeight(0))
    entries = [entry for entry in other.columns.menu().actions() if entry.isCheckable()][-3:]
    assert [entry.isChecked() for entry in entries] == [False, True, False]
    heights = []
    for entry in entries:
        entry.trigger()
        heights.append(table.rowHeight(0))
        assert other.rowHeight(0) == table.rowHeight(0)
        QApplication.processEvents()
        assert table.viewport().height() % table.rowHeight(0) == 0
        assert table.rowAt(0) == 20, "the same row stays at the top"
        assert table.verticalScrollBar().value() == 20 * table.rowHeight(0)
    assert heights == [24, 28, 34]
    assert memory.text(ROWS) == "relaxed"
    theme.use_rows("nonsense")
    assert table.rowHeight(0) == 28


def accents(picture: QImage, theme: Theme) -> list[int]:
    """Where from left to right a picture has pixels in the colour of accents."""
    wanted = theme.colour("accent")

    def is_near(colour: QColor) -> bool:
        return abs(colour.red() - wanted.red()) + abs(colour.blue() - wanted.blue()) < 60

    return [
        x for x in range(picture.width()) if any(is_near(picture.pixelColor(x, y)) for y in range(picture.height()))
    ]


def test_the_sign_of_the_order_stands_beside_its_heading(table: RecordTable[str], theme: Theme) -> None:
    head = table.horizontalHeader()
    wide = theme.metrics().horizontalAdvance("Name")
    head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    found = accents(head.grab().toImage(), theme)
    assert found
    assert 8 + wide < found[0] < found[-1] < 8 + wide + 20
    head.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    found = accents(head.grab().toImage(), theme)
    right = head.sectionViewportPosition(2) + head.sectionSize(2) - 8 - theme.metrics().horizontalAdvance("Size")
    assert right - 20 < found[0] < found[-1] < right, "a heading over numbers ends above them"
    head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert not accents(head.grab().toImage(), theme)


def ask_for_tip(table: RecordTable[str], column: int) -> None:
    place = table.visualRect(table.records_model.index(0, column)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)


def test_what_is_cut_is_told_by_a_tooltip(table: RecordTable[str], qtbot: QtBot) -> None:
    long = "a name that is far longer than any column of this table will ever be made, however large the window is"
    table.show_records([long, "short"])
    ask_for_tip(table, 0)
    assert QToolTip.text() == long
    ask_for_tip(table, 1)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    head = table.horizontalHeader()
    assert isinstance(head, TableHeader)
    assert head.cut_title(1) == ""
    table.resize(150, 300)
    assert head.cut_title(1) == "State"
