"""修正案: seen before they are done, chosen cell by cell, one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.open_batch import OpenBatch
from netmile_desktop.views.batch.repairs.search import AT_ONCE
from netmile_desktop.views.batch.repairs.table import RepairColumn
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import HEADER, csv_file, good_rows
from tests.support.problems import problem_link
from tests.support.window import settle

ROWS = [
    ("ｍember00001@example.jp", "K000001", "100"),
    ("member00002@example.jp", "K000002", "１００"),
    ("member00003@example.jp", "K000003", "100 mile"),
    ("member00004@example.jp", "Ｋ000004", "100"),
    ("member00005@example.jp", "K000005", "250"),
    *good_rows(3, first=6),
]
"""A full-width address, two amounts, a full-width key, a wrong amount, three good rows."""


@pytest.fixture
def open_rows(desk: Desk, tmp_path: Path) -> Callable[[list[tuple[str, str, str]]], Draft]:
    def open_(rows: list[tuple[str, str, str]]) -> Draft:
        source = load_source(csv_file(tmp_path / "a.csv", rows, header=HEADER))
        return desk.batches.open(desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id)

    return open_


@pytest.fixture
def opened(
    desk: Desk,
    toolbox: Toolbox,
    commands: BatchCommands,
    shown: Callable[[QWidget], QWidget],
    open_rows: Callable[[list[tuple[str, str, str]]], Draft],
) -> OpenBatch:
    opened = OpenBatch(desk, toolbox, commands)
    shown(opened)
    opened.show_draft(open_rows(ROWS), None)
    return opened


def all_cells(draft: Draft) -> list[tuple[str, str, str]]:
    rows = [draft.snapshot().row(at) for at in range(len(draft.snapshot()))]
    return [(row.address, row.key, row.miles) for row in rows]


def repair_link(opened: OpenBatch, code: str) -> LinkButton:
    return problem_link(opened.correction.problems, code, "Proposed repairs")


def look_at_all(opened: OpenBatch) -> None:
    opened.correction.problems.all_repairs.click()
    assert opened.repairs.isVisible()


def test_each_problem_says_how_many_cells_can_be_repaired(opened: OpenBatch) -> None:
    links = {code: repair_link(opened, code) for code in ("19013", "19015")}
    assert links["19013"].text() == "Proposed repairs: 1…"
    assert links["19015"].text() == "Proposed repairs: 2…"
    assert links["19015"].isVisible()
    assert opened.correction.problems.all_repairs.isVisible()


def test_the_preview_changes_nothing(opened: OpenBatch, toolbox: Toolbox) -> None:
    draft = opened.draft
    assert draft is not None
    look_at_all(opened)
    assert all_cells(draft) == ROWS
    assert opened.primary() is opened.repairs.apply_button
    opened.repairs.back_button.click()
    assert opened.correction.isVisible()
    assert all_cells(draft) == ROWS
    assert not draft.can_undo


def test_one_problem_shows_its_cells_alone(opened: OpenBatch) -> None:
    repair_link(opened, "19015").click()
    model = opened.repairs.table.repair_model
    shown = [[model.index(row, column).data() for column in list(RepairColumn)[1:5]] for row in range(model.rowCount())]
    assert sorted(shown) == [["3", "Miles", "１００", "100"], ["4", "Miles", "100␣mile", "100"]]


def test_guesses_and_other_keys_are_not_ticked_and_say_why(opened: OpenBatch) -> None:
    look_at_all(opened)
    for line in opened.repairs.lines():
        ticked = line.box.checkState() is Qt.CheckState.Checked
        assert ticked is (line.bundle.certain and not line.bundle.changes_key)
    assert any(line.bundle.changes_key for line in opened.repairs.lines())


def test_applying_is_one_step_and_touches_what_is_ticked_alone(opened: OpenBatch, toolbox: Toolbox) -> None:
    draft = opened.draft
    assert draft is not None
    look_at_all(opened)
    expected = opened.repairs.table.repair_model.choice.ticked()
    assert opened.repairs.apply_button.text() == f"Repair {len(expected)} cells"
    opened.repairs.apply_button.click()
    settle(toolbox.tasks, lambda: opened.correction.isVisible())
    after = all_cells(draft)
    assert after[0][0] == "member00001@example.jp"
    assert (after[1][2], after[2][2]) == ("100", "100")
    assert after[3][1] == "Ｋ000004", "another key only by hand"
    assert after[5:] == ROWS[5:]
    line = opened.correction._report_line
    assert line is not None
    assert line.notice.text == f"{len(expected)} cells were repaired."
    opened.correction.undo_button.click()
    assert all_cells(draft) == ROWS
    assert not draft.can_undo


def test_a_cell_can_be_left_out_and_the_sum_follows(opened: OpenBatch, qtbot: QtBot) -> None:
    repair_link(opened, "19015").click()
    table = opened.repairs.table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert opened.repairs.sum.text() == "1 cell in 1 row will change"
    table.clicked.emit(table.repair_model.index(1, RepairColumn.TICK))
    assert not opened.repairs.apply_button.isEnabled()
    assert opened.repairs.apply_button.toolTip()
    opened.repairs.lines()[0].box.click()
    assert opened.repairs.apply_button.isEnabled()


def test_a_single_cell_is_repaired_from_its_menu(opened: OpenBatch) -> None:
    draft, grid = opened.draft, opened.correction.rows.grid
    assert draft is not None
    opened.correction.rows.bar.choose(Show.ALL)
    cell = grid.model().index(1, GridColumn.MILES)
    grid.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    action = grid.make_menu().actions()[0]
    assert action.text() == "Repair １００ → 100"
    action.trigger()
    assert draft.snapshot().row(1).miles == "100"


def test_selected_rows_lead_to_their_repairs(opened: OpenBatch, qtbot: QtBot) -> None:
    grid = opened.correction.rows.grid
    opened.correction.rows.bar.choose(Show.ALL)
    grid.setFocus()
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert opened.repairs.isVisible()
    opened.go_back()
    assert opened.correction.isVisible()


def test_many_damaged_rows_are_looked_through_in_the_background(
    opened: OpenBatch, open_rows: Callable[[list[tuple[str, str, str]]], Draft], toolbox: Toolbox
) -> None:
    rows = [(f"m{n}@example.jp", f"K{n}", "１００") for n in range(AT_ONCE + 50)]
    opened.show_draft(open_rows(rows), None)
    settle(toolbox.tasks, lambda: repair_link(opened, "19015").isVisible())
    assert repair_link(opened, "19015").text() == f"Proposed repairs: {len(rows)}…"


def test_a_row_taken_back_while_it_is_looked_at_disturbs_nothing(
    opened: OpenBatch, open_rows: Callable[[list[tuple[str, str, str]]], Draft], toolbox: Toolbox
) -> None:
    """Inserted, searched in the background, undone before the answer came."""
    unheard: list[object] = []
    toolbox.tasks.unheard.connect(unheard.append)
    rows = [(f"m{n}@example.jp", f"K{n}", "１００") for n in range(AT_ONCE + 50)]
    draft = open_rows(rows)
    opened.show_draft(draft, None)
    search = opened.correction.repairs
    draft.insert_rows(3, [("ｍember@example.jp", "K", "１００")])
    search.look(draft.snapshot())
    assert toolbox.tasks.live(), "it is looked for in the background"
    assert draft.undo()
    settle(toolbox.tasks)
    search.look(draft.snapshot())
    settle(toolbox.tasks, lambda: len(search.proposals) == len(rows))
    assert unheard == []
