"""What hands that know a spreadsheet expect: paste, fill down, find and replace, new rows, rows that are closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.batch.grid.clipboard import Copied, block_of
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.batch.grid.rows_panel import RowsPanel
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from tests.views.batch.conftest import MakeDraft

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def draft(make_draft: MakeDraft) -> Draft:
    return make_draft()


@pytest.fixture
def panel(toolbox: Toolbox, draft: Draft, shown: Callable[[QWidget], QWidget]) -> RowsPanel:
    panel = RowsPanel(toolbox)
    shown(panel)
    panel.show_draft(draft)
    panel.bar.choose(Show.ALL)
    panel.grid.setFocus()
    return panel


def select(panel: RowsPanel, top: int, left: int, bottom: int, right: int) -> None:
    model = model_of(panel)
    chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
    panel.grid.setCurrentIndex(model.index(top, left))
    panel.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def model_of(panel: RowsPanel) -> GridModel:
    model = panel.grid.grid_model()
    assert model is not None
    return model


def column_of(draft: Draft, column: Column) -> list[str]:
    return [draft.snapshot().row(at).cell(column) for at in range(len(draft.snapshot()))]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\tb', [["two\nlines", "b"]]),
        ('"say ""hi"""\tb', [['say "hi"', "b"]]),
        ('5" pipe\tb', [['5" pipe', "b"]]),
        ('"open\tb\nc\td', [['"open', "b"], ["c", "d"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("\n", []),
        ("", []),
    ],
)
def test_a_block_is_read_as_spreadsheets_write_it(text: str, block: list[list[str]]) -> None:
    assert block_of(text) == block


def test_what_is_copied_can_be_pasted_again() -> None:
    table = [["two\nlines", "a\tb"], ['"q"', "000123"]]
    copied = Copied()
    copied.add(table[:1])
    copied.add(table[1:])
    mime = copied.as_mime()
    assert block_of(mime.text()) == table
    assert "mso-number-format" in mime.html()
    assert mime.html().count("<td>") == 4


def test_cells_are_copied_as_a_spreadsheet_expects(panel: RowsPanel) -> None:
    select(panel, 0, GridColumn.KEY, 1, GridColumn.MILES)
    panel.grid.copy()
    assert QGuiApplication.clipboard().text() == "K000001\t1,000\nK000002\t100"
    panel.grid.copy_with_headings()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Specified key\tMiles"


def test_an_empty_cell_is_copied_as_nothing(panel: RowsPanel) -> None:
    select(panel, 2, GridColumn.KEY, 2, GridColumn.MILES)
    panel.grid.copy()
    assert QGuiApplication.clipboard().text() == "\t100"


def test_a_block_is_pasted_as_one_step_and_grows_past_the_end(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("N1\t100\nN2\t100\nN3\t100\n")
    select(panel, 8, GridColumn.KEY, 8, GridColumn.KEY)
    with qtbot.waitSignal(panel.told) as told:
        qtbot.keyClick(panel.grid, Qt.Key.Key_V, CONTROL)
    assert told.args == ["1 row was added at the end."]
    assert column_of(draft, Column.KEY)[8:] == ["N1", "N2", "N3"]
    assert panel.listed() == 11, "the new row is listed"
    qtbot.keyClick(panel.grid, Qt.Key.Key_Z, CONTROL)
    assert len(draft.snapshot()) == panel.listed() == 10
    assert column_of(draft, Column.KEY)[8:] == ["K000009", "K000010"]


def test_under_a_filter_only_listed_rows_are_pasted_into(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    panel.bar.choose(Show.ERRORS)
    listed = [model_of(panel).row_id(row) for row in range(panel.listed())]
    QGuiApplication.clipboard().setText("\n".join(["100"] * 6))
    select(panel, 0, GridColumn.MILES, 0, GridColumn.MILES)
    before = column_of(draft, Column.MILES)
    with qtbot.waitSignal(panel.told) as told:
        panel.grid.paste()
    assert told.args[0].startswith("2 pasted lines had no row")
    after = column_of(draft, Column.MILES)
    assert [after[at] for at in listed] == ["100"] * 4
    assert [text for at, text in enumerate(after) if at not in listed] == [
        text for at, text in enumerate(before) if at not in listed
    ]


def test_one_cell_is_pasted_into_every_selected_cell(panel: RowsPanel, draft: Draft) -> None:
    QGuiApplication.clipboard().setText("77")
    select(panel, 1, GridColumn.MILES, 3, GridColumn.MILES)
    panel.grid.paste()
    assert column_of(draft, Column.MILES)[:5] == ["1,000", "77", "77", "77", "100"]


def test_columns_beyond_the_last_are_left_out_and_told(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("100\tmore")
    select(panel, 0, GridColumn.MILES, 0, GridColumn.MILES)
    with qtbot.waitSignal(panel.told) as told:
        panel.grid.paste()
    assert "1 cell right of the last column" in told.args[0]
    assert draft.snapshot().row(0).miles == "100"


def test_filling_down_takes_the_topmost_cells(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    select(panel, 4, GridColumn.KEY, 6, GridColumn.MILES)
    qtbot.keyClick(panel.grid, Qt.Key.Key_D, CONTROL)
    assert column_of(draft, Column.KEY)[4:7] == ["K000005"] * 3
    draft.undo()
    assert draft.snapshot().row(6).key == "K000007"


def test_filling_a_single_row_takes_the_one_above(panel: RowsPanel, draft: Draft) -> None:
    select(panel, 1, GridColumn.MILES, 1, GridColumn.MILES)
    panel.grid.fill_down()
    assert draft.snapshot().row(1).miles == "1,000"
    select(panel, 0, GridColumn.MILES, 0, GridColumn.MILES)
    panel.grid.fill_down()
    assert draft.snapshot().row(0).miles == "1,000"


def test_cutting_copies_and_empties(panel: RowsPanel, draft: Draft) -> None:
    select(panel, 0, GridColumn.KEY, 1, GridColumn.KEY)
    panel.grid.cut()
    assert QGuiApplication.clipboard().text() == "K000001\nK000002"
    assert column_of(draft, Column.KEY)[:2] == ["", ""]


def test_find_and_replace_counts_first_and_is_one_step(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.grid, Qt.Key.Key_H, CONTROL)
    bar = panel.replacing
    assert bar.isVisible()
    assert bar.text.hasFocus()
    bar.text.setText("@example.jp")
    qtbot.waitUntil(lambda: bar.count.text() == "10 cells in the listed rows")
    bar.by.setText("@example.com")
    with qtbot.waitSignal(bar.done) as done:
        qtbot.keyClick(bar.by, Qt.Key.Key_Return)
    assert done.args == ["Replaced in 10 cells."]
    assert {text.partition("@")[2] for text in column_of(draft, Column.ADDRESS)} == {"example.com"}
    assert not bar.replace_button.isEnabled()
    assert panel.dismiss()
    assert not panel.dismiss()
    assert not bar.isVisible()
    assert panel.grid.hasFocus()
    panel.grid.undo()
    assert draft.snapshot().row(0).address.endswith("@example.jp")


def test_replacing_keeps_to_the_selection_and_to_one_column(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    select(panel, 4, GridColumn.KEY, 5, GridColumn.MILES)
    bar = panel.replacing
    bar.start()
    bar.where.setCurrentIndex(bar.where.findData(Column.MILES))
    bar.text.setText("100")
    qtbot.waitUntil(lambda: bar.count.text() == "2 cells in the selected rows")
    bar.by.setText("200")
    bar.replace()
    assert column_of(draft, Column.MILES)[4:8] == ["200", "200", "100", "100"]
    assert draft.snapshot().row(4).key == "K000005"


def test_a_row_is_inserted_above_the_current_one(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    select(panel, 2, GridColumn.KEY, 2, GridColumn.KEY)
    qtbot.keyClick(panel.grid, Qt.Key.Key_I, CONTROL)
    assert (len(draft.snapshot()), draft.snapshot().row(2).address, draft.snapshot().row(3).address) == (
        11,
        "",
        "member00003@example.jp",
    )
    assert panel.grid.currentIndex() == model_of(panel).index(2, GridColumn.ADDRESS)


def test_rows_are_closed_only_with_a_reason(panel: RowsPanel, draft: Draft, qtbot: QtBot) -> None:
    select(panel, 0, GridColumn.KEY, 1, GridColumn.KEY)
    panel.grid.close_action.trigger()
    bar = panel.closing
    assert bar.isVisible()
    assert bar.reason.hasFocus()
    assert not bar.close_rows_button.isEnabled()
    bar.reason.setText("退会のため")
    assert bar.close_rows_button.text() == "Close 2 rows"
    qtbot.keyClick(bar.reason, Qt.Key.Key_Return)
    assert not bar.isVisible()
    assert [draft.snapshot().closing_reason(row_id) for row_id in range(3)] == ["退会のため", "退会のため", ""]
    verdict = model_of(panel).line(0).verdict
    assert (verdict.chip, verdict.sentence) == ("Closed", "退会のため")
    panel.grid.include_rows()
    assert not draft.snapshot().is_excluded(0)
