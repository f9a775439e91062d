"""The grid in the hands of somebody who knows spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.grid import Grid
from netmile_desktop.views.batch.grid.model import PaintedRow
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import WindowState
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from tests.support.files import good_rows
from tests.views.batch.conftest import MakeDraft, MakeModel


@pytest.fixture
def draft(make_draft: MakeDraft) -> Draft:
    return make_draft()


@pytest.fixture
def grid(make_model: MakeModel, theme: Theme, draft: Draft, shown: Callable[[QWidget], QWidget]) -> Grid:
    grid = Grid(theme)
    grid.show_model(make_model(draft, grid))
    shown(grid)
    grid.setFocus()
    return grid


def go_to(grid: Grid, row: int, column: int) -> None:
    grid.setCurrentIndex(grid.model().index(row, column))


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """A key with its text; the test driver's own way aborts at Japanese letters."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
    QApplication.processEvents()


def editor_of(grid: Grid) -> QLineEdit:
    editor = grid.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    return editor


def cell(draft: Draft, row: int, column: Column) -> str:
    return draft.snapshot().row(row).cell(column)


def test_typing_replaces_the_cell_and_enter_goes_down(grid: Grid, draft: Draft, qtbot: QtBot) -> None:
    go_to(grid, 0, GridColumn.MILES)
    press(grid, Qt.Key.Key_1, "1")
    editor = editor_of(grid)
    press(editor, Qt.Key.Key_0, "0")
    press(editor, Qt.Key.Key_0, "0")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.state() is QAbstractItemView.State.NoState)
    assert cell(draft, 0, Column.MILES) == "100"
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, GridColumn.MILES)


def test_japanese_letters_start_an_edit_too(grid: Grid, draft: Draft) -> None:
    go_to(grid, 0, GridColumn.KEY)
    press(grid, Qt.Key.Key_unknown, "会")
    editor = editor_of(grid)
    assert editor.text() == "会"
    press(editor, Qt.Key.Key_Escape)
    assert cell(draft, 0, Column.KEY) == "K000001"


def test_composed_text_is_stored_only_once_it_is_committed(grid: Grid, draft: Draft, qtbot: QtBot) -> None:
    go_to(grid, 0, GridColumn.KEY)
    press(grid, Qt.Key.Key_F2)
    editor = editor_of(grid)
    editor.selectAll()
    QApplication.sendEvent(editor, QInputMethodEvent("かい", []))
    assert cell(draft, 0, Column.KEY) == "K000001"
    committed = QInputMethodEvent("", [])
    committed.setCommitString("会員")
    QApplication.sendEvent(editor, committed)
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(draft, 0, Column.KEY) == "会員")


def test_escape_keeps_the_cell(grid: Grid, draft: Draft, qtbot: QtBot) -> None:
    go_to(grid, 0, GridColumn.MILES)
    press(grid, Qt.Key.Key_F2)
    editor_of(grid).setText("7")
    press(editor_of(grid), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: grid.state() is QAbstractItemView.State.NoState)
    assert cell(draft, 0, Column.MILES) == "1,000"
    assert grid.currentIndex().row() == 0


def test_outer_spaces_of_what_was_typed_are_dropped(grid: Grid, draft: Draft, qtbot: QtBot) -> None:
    go_to(grid, 0, GridColumn.MILES)
    press(grid, Qt.Key.Key_F2)
    editor_of(grid).setText("\u3000100 ")
    press(editor_of(grid), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(draft, 0, Column.MILES) == "100")


def test_enter_without_an_edit_goes_down(grid: Grid) -> None:
    go_to(grid, 0, GridColumn.KEY)
    press(grid, Qt.Key.Key_Return)
    assert grid.currentIndex().row() == 1


def test_delete_empties_the_selected_cells_as_one_step(grid: Grid, draft: Draft, qtbot: QtBot) -> None:
    select(grid, 0, GridColumn.KEY, 1, GridColumn.MILES)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert [(cell(draft, row, Column.KEY), cell(draft, row, Column.MILES)) for row in (0, 1)] == [("", ""), ("", "")]
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (cell(draft, 0, Column.MILES), cell(draft, 1, Column.KEY)) == ("1,000", "K000002")
    qtbot.keyClick(grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert cell(draft, 0, Column.MILES) == ""


def test_rows_are_left_out_and_taken_in_again_by_keyboard(grid: Grid, draft: Draft, qtbot: QtBot) -> None:
    select(grid, 0, GridColumn.ADDRESS, 2, GridColumn.ADDRESS)
    qtbot.keyClick(grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert list(draft.snapshot().select(Show.EXCLUDED)) == [0, 1, 2]
    qtbot.keyClick(grid, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert list(draft.snapshot().select(Show.EXCLUDED)) == []


def test_the_menu_offers_what_the_selection_allows(grid: Grid) -> None:
    select(grid, 0, GridColumn.ADDRESS, 0, GridColumn.ADDRESS)
    assert words_of(grid) == [
        *("Edit the cell", "Fill down", "Clear the cells", "Insert a row"),
        *("Exclude the rows", "Do not issue these rows (reason…)"),
        *("Cut", "Copy", "Copy with headings", "Paste", "Find and replace…", "Sort by this column"),
    ]
    grid.exclude_rows()
    assert "Include the rows" in words_of(grid)
    assert "Exclude the rows" not in words_of(grid)
    assert "Undo" in words_of(grid)


def test_everything_fits_without_a_sideways_scroll_bar(grid: Grid) -> None:
    grid.resize(880, 500)
    QApplication.processEvents()
    assert grid.horizontalHeader().length() <= grid.viewport().width()
    assert not grid.horizontalScrollBar().isVisible()


def test_headings_stand_above_their_cells(grid: Grid) -> None:
    header = grid.horizontalHeader()
    for column in range(grid.model().columnCount()):
        cells = grid.visualRect(grid.model().index(0, column))
        assert (header.sectionViewportPosition(column), header.sectionSize(column)) == (cells.left(), cells.width())


def test_a_long_batch_is_painted_by_what_is_in_sight(
    make_draft: MakeDraft,
    make_model: MakeModel,
    theme: Theme,
    shown: Callable[[QWidget], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = make_draft(good_rows(5_000))
    grid = Grid(theme)
    model = make_model(draft, grid)
    read: list[int] = []
    plain = model._read_line

    def read_line(row: int) -> PaintedRow:
        read.append(row)
        return plain(row)

    monkeypatch.setattr(model, "_read_line", read_line)
    grid.show_model(model)
    shown(grid)
    grid.selectAll()
    grid.grab()
    assert 0 < len(set(read)) < 100


def select(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    model = grid.model()
    chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
    grid.selectionModel().setCurrentIndex(model.index(top, left), QItemSelectionModel.SelectionFlag.NoUpdate)
    grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def words_of(grid: Grid) -> list[str]:
    menu = grid.make_menu()
    words = [action.text() for action in menu.actions() if action.text() and action.isEnabled()]
    menu.deleteLater()
    return words


def test_narrowed_columns_get_their_width_back(grid: Grid) -> None:
    wide = [grid.columnWidth(column) for column in range(4)]
    grid.resize(560, 400)
    QApplication.processEvents()
    assert grid.columnWidth(GridColumn.ADDRESS) < wide[GridColumn.ADDRESS]
    assert grid.columnWidth(GridColumn.VERDICT) >= 100
    grid.resize(1280, 800)
    QApplication.processEvents()
    assert [grid.columnWidth(column) for column in range(4)] == wide


def test_widths_chosen_by_hand_are_remembered(
    make_draft: MakeDraft, make_model: MakeModel, theme: Theme, shown: Callable[[QWidget], QWidget], tmp_path: Path
) -> None:
    draft, memory = make_draft(), WindowState(tmp_path / "window.ini")
    for expected in (None, 190):
        grid = Grid(theme, memory)
        grid.show_model(make_model(draft, grid))
        shown(grid)
        if expected is None:
            grid.setColumnWidth(GridColumn.KEY, 190)
        assert grid.columnWidth(GridColumn.KEY) == 190
