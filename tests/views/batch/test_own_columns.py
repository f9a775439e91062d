"""The clerk's own columns beside the cells that are sent: shown on demand, read-only, copied, never changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.views.batch.grid.columns import OWN, GridColumn
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.batch.grid.rows_panel import RowsPanel
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.sheet_rows import SheetRows
from netmile_desktop.workspace.sources.source import load_source
from tests.support.campaigns import campaign_detail
from tests.support.files import csv_file
from tests.support.window import settle

LONG = "とても長い見出しで三十文字を超えてしまうので表の中では短くする列"
HEADER = ("会員番号", "氏名", "メール", LONG, "来店日", "マイル")
MAPPED = Recipe(header=True, columns=(3, 1, 6), width=6)

Open = Callable[..., Draft]


def sheet(count: int) -> list[tuple[str, ...]]:
    return [(f"K{n:06}", f"氏名 {n}", f"member{n:05}@example.jp", "", "11/3", "100") for n in range(count)]


@pytest.fixture
def taken_in(batches: Batches, tmp_path: Path) -> Open:
    """A sheet of six columns in odd order, as a draft."""

    def make(count: int = 20, header: Sequence[str] = HEADER) -> Draft:
        path = csv_file(tmp_path / "十一月.csv", sheet(count), header=header)
        return batches.open(batches.take_in(load_source(path), MAPPED, campaign_detail()).batch_id)

    return make


@pytest.fixture
def panel(toolbox: Toolbox, taken_in: Open, shown: Callable[[QWidget], QWidget]) -> RowsPanel:
    panel = RowsPanel(toolbox)
    panel.resize(900, 500)
    panel.show_draft(taken_in())
    shown(panel)
    return panel


def model_of(panel: RowsPanel) -> GridModel:
    model = panel.grid.grid_model()
    assert model is not None
    return model


def select(panel: RowsPanel, row: int, *columns: int) -> None:
    model, chosen = panel.grid.model(), QItemSelection()
    for column in columns:
        chosen.select(model.index(row, column), model.index(row, column))
    panel.grid.setCurrentIndex(model.index(row, columns[0]))
    panel.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def headings_in_sight(panel: RowsPanel) -> list[str]:
    header = panel.grid.horizontalHeader()
    columns = map(header.logicalIndex, range(header.count()))
    return [str(panel.grid.model().headerData(column, Qt.Orientation.Horizontal)) for column in columns]


def test_columns_are_shown_on_demand_behind_the_row_numbers(panel: RowsPanel) -> None:
    usual = ["E-mail address", "Specified key", "Miles", "Problem"]
    assert panel.own.button.isVisible()
    assert panel.own.button.accessibleName() == "Show columns of your own"
    assert headings_in_sight(panel) == ["Row", *usual]
    menu = panel.own.menu()
    name, long, _day, *_ = menu.actions()
    assert (name.text(), name.isChecked()) == ("氏名", False)
    assert len(long.text()) == 30
    assert long.toolTip() == LONG
    name.trigger()
    assert headings_in_sight(panel) == ["Row", "氏名", *usual]
    panel.own.menu().actions()[1].trigger()
    assert headings_in_sight(panel) == ["Row", "氏名", long.text(), *usual]
    assert (
        panel.grid.model().headerData(OWN + 1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole).startswith(LONG)
    )
    assert panel.grid.model().index(3, OWN).data() == "氏名 3"
    assert panel.grid.model().index(3, OWN).data(Qt.ItemDataRole.AccessibleTextRole) == "Row 5, 氏名, 氏名 3"
    assert panel.own.line.isVisible()
    assert panel.own.line.text().startswith("氏名, ")
    panel.grid.grab()
    panel.own.choose(())
    assert headings_in_sight(panel) == ["Row", *usual]
    assert not panel.own.line.isVisible()


def test_the_choice_is_remembered_for_the_same_headings(
    panel: RowsPanel, toolbox: Toolbox, taken_in: Open, qtbot: QtBot
) -> None:
    panel.own.choose((2, 0))
    other = RowsPanel(toolbox)
    qtbot.addWidget(other)
    other.show_draft(taken_in(21, header=("会員番号", "名前", "メール", "", "", "マイル")))
    assert not other.own.shown
    other.show_draft(taken_in(22))
    assert other.own.shown == (0, 2)
    assert headings_in_sight(other)[:3] == ["Row", "氏名", "来店日"]
    assert "氏名" not in repr([toolbox.memory._settings.value(key) for key in toolbox.memory._settings.allKeys()])


def test_a_sheet_of_three_columns_offers_nothing(panel: RowsPanel, make_draft: Callable[[], Draft]) -> None:
    panel.own.choose((0,))
    panel.show_draft(make_draft())
    assert not panel.own.button.isVisible()
    assert len(headings_in_sight(panel)) == 5


def test_cells_are_copied_in_the_order_in_which_they_stand(panel: RowsPanel) -> None:
    panel.own.choose((0, 2))
    select(panel, 3, GridColumn.ROW, OWN, OWN + 1, GridColumn.ADDRESS)
    panel.grid.copy_with_headings()
    assert (
        QGuiApplication.clipboard().text()
        == "Row\t氏名\t来店日\tE-mail address\n5\t氏名 3\t11/3\tmember00003@example.jp"
    )
    panel.grid.selectAll()
    panel.grid.copy()
    first = QGuiApplication.clipboard().text().splitlines()[0]
    assert first.split("\t")[:6] == ["2", "氏名 0", "11/3", "member00000@example.jp", "K000000", "100"]
    panel.own.choose((1,))
    panel.grid.selectAll()
    panel.grid.copy_with_headings()
    assert QGuiApplication.clipboard().text().startswith(f"Row\t{LONG}\tE-mail")


def test_they_cannot_be_changed(panel: RowsPanel, qtbot: QtBot) -> None:
    panel.own.choose((0,))
    draft = model_of(panel).draft
    before = [tuple(row) for row in draft.snapshot().rows_taking_part()]
    select(panel, 3, OWN)
    index = panel.grid.model().index(3, OWN)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not panel.grid.model().setData(index, "x")
    qtbot.keyClick(panel.grid, Qt.Key.Key_Delete)
    qtbot.keyClick(panel.grid, Qt.Key.Key_X)
    QGuiApplication.clipboard().setText("N1")
    with qtbot.waitSignal(panel.told):
        panel.grid.paste()
    assert [tuple(row) for row in draft.snapshot().rows_taking_part()] == before
    assert draft.snapshot().sendable().body().decode() == "".join(
        f"member{n:05}@example.jp,K{n:06},100\n" for n in range(20)
    )


def test_rows_are_not_sorted_by_them(panel: RowsPanel) -> None:
    panel.own.choose((0,))
    panel.grid.setCurrentIndex(panel.grid.model().index(0, OWN))
    panel.grid.sort_by_current()
    assert panel.grid.horizontalHeader().sortIndicatorSection() == -1


def test_typed_rows_have_none_and_no_number_of_the_sheet(panel: RowsPanel, toolbox: Toolbox) -> None:
    panel.own.choose((0,))
    panel.grid.setCurrentIndex(panel.grid.model().index(1, GridColumn.KEY))
    panel.grid.insert_row()
    settle(toolbox.tasks)
    model = panel.grid.model()
    assert [model.index(row, GridColumn.ROW).data() for row in range(3)] == ["2", "#21", "3"]
    assert [model.index(row, OWN).data() for row in range(3)] == ["氏名 0", "", "氏名 1"]


def test_only_rows_in_sight_are_cut(
    panel: RowsPanel, taken_in: Open, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[int] = []
    plain = SheetRows.own_cells

    def own_cells(rows: SheetRows, row_ids: Sequence[int]) -> object:
        cut.extend(row_ids)
        return plain(rows, row_ids)

    monkeypatch.setattr(SheetRows, "own_cells", own_cells)
    panel.own.choose((0,))
    cut.clear()
    panel.show_draft(taken_in(25_000))
    settle(toolbox.tasks)
    panel.grid.selectAll()
    panel.grid.scrollToBottom()
    QApplication.processEvents()
    panel.grid.grab()
    assert 0 < len(set(cut)) < 200
    assert panel.grid.model().index(24_999, OWN).data() == "氏名 24999"


def test_every_column_can_be_reached_in_a_narrow_window(panel: RowsPanel) -> None:
    header = panel.grid.horizontalHeader()
    panel.resize(420, 400)
    QApplication.processEvents()
    assert not panel.grid.horizontalScrollBar().isVisible()
    panel.own.choose((0, 1, 2))
    QApplication.processEvents()
    assert header.length() > panel.grid.viewport().width()
    assert panel.grid.horizontalScrollBar().isVisible()
    panel.own.choose(())
    QApplication.processEvents()
    assert not panel.grid.horizontalScrollBar().isVisible()


def test_headings_alone_keep_the_model_sound(panel: RowsPanel) -> None:
    panel.own.choose((0, 1, 2))
    model = model_of(panel)
    assert model.columnCount() == len(GridColumn) + 3
    assert model.headings()[OWN:] == ["氏名", LONG, "来店日"]
    assert model.draft.snapshot().row(0).cell(Column.KEY) == "K000000"
