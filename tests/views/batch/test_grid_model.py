"""The rows of a draft as a table: what is said in each cell, and what an edit changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.failures import NotAllowed
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from tests.views.batch.conftest import MakeDraft, MakeModel, lines


@pytest.fixture
def draft(make_draft: MakeDraft) -> Draft:
    return make_draft()


@pytest.fixture
def model(make_model: MakeModel, draft: Draft) -> GridModel:
    return make_model(draft)


def write(model: GridModel, row: int, column: int, text: str) -> None:
    assert model.setData(model.index(row, column), text)


def text(model: GridModel, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    return str(model.index(row, column).data(role))


def test_it_is_a_sound_model_through_filters_and_edits(
    model: GridModel, draft: Draft, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)
    lines(model, list(draft.snapshot().select(Show.ERRORS)))
    write(model, 0, GridColumn.MILES, "100")
    model.edits.exclude([range(1, 3)], True)
    lines(model, [])
    qtmodeltester.check(model)


def test_each_row_says_its_first_problem_with_code_and_cause(model: GridModel) -> None:
    said = [text(model, row, GridColumn.VERDICT) for row in range(4)]
    assert said == [
        "19015 Contains a thousands comma",
        "19013 Contains full-width characters",
        "19014 Empty",
        "12006 Differs from the fixed 100 miles",
    ]
    assert model.line(4).verdict.tone is Tone.WARNING
    assert text(model, 9, GridColumn.VERDICT) == ""


def test_rows_are_numbered_as_the_file_counts_them(model: GridModel) -> None:
    assert [text(model, row, GridColumn.ROW) for row in (0, 9)] == ["2", "11"]


def test_a_problem_is_marked_in_its_own_cell_only(model: GridModel) -> None:
    tones = model.line(0).tones
    assert (tones[GridColumn.ADDRESS], tones[GridColumn.KEY], tones[GridColumn.MILES]) == (None, None, Tone.ERROR)


def test_an_empty_cell_is_shown_as_empty_but_edited_as_nothing(model: GridModel) -> None:
    assert text(model, 2, GridColumn.KEY) == "(empty)"
    assert text(model, 2, GridColumn.KEY, Qt.ItemDataRole.EditRole) == ""


def test_the_tip_of_a_cell_has_code_cause_and_next_step(model: GridModel) -> None:
    tip = text(model, 0, GridColumn.MILES, Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("19015  Contains a thousands comma\nEnter half-width digits only")
    assert text(model, 0, GridColumn.ADDRESS, Qt.ItemDataRole.ToolTipRole) == ""


def test_a_screen_reader_hears_row_column_content_and_problem(model: GridModel) -> None:
    spoken = text(model, 0, GridColumn.MILES, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Row 2, Miles, 1,000, 19015")


def test_numbers_and_their_headings_stand_at_the_right(model: GridModel) -> None:
    for column in (GridColumn.ROW, GridColumn.MILES):
        side = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert side & Qt.AlignmentFlag.AlignRight
        assert model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) == side


def test_an_edit_is_judged_at_once_and_its_row_stays_listed(model: GridModel, draft: Draft, qtbot: QtBot) -> None:
    lines(model, list(draft.snapshot().select(Show.ERRORS)))
    with qtbot.waitSignals([model.dataChanged, model.edited]):
        assert model.setData(model.index(0, GridColumn.MILES), "100")
    assert model.rowCount() == 4
    assert text(model, 0, GridColumn.VERDICT) == ""
    assert model.line(0).edited == {GridColumn.MILES}
    assert "The file says: 1,000" in text(model, 0, GridColumn.MILES, Qt.ItemDataRole.ToolTipRole)
    assert list(draft.snapshot().select(Show.ERRORS)) == [1, 2, 3]


def test_an_edit_can_free_another_row_of_its_warning(model: GridModel) -> None:
    assert model.line(5).verdict.chip == "L-DUP"
    write(model, 4, GridColumn.KEY, "K9")
    write(model, 4, GridColumn.ADDRESS, "member00006@example.jp")
    assert model.line(5).verdict.chip == ""


def test_writing_what_is_there_already_is_no_step(model: GridModel, draft: Draft) -> None:
    assert not model.setData(model.index(9, GridColumn.MILES), "100")
    assert not draft.can_undo


def test_row_number_and_verdict_cannot_be_edited(model: GridModel) -> None:
    for column in (GridColumn.ROW, GridColumn.VERDICT):
        assert not model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable
        assert not model.setData(model.index(0, column), "x")


def test_excluded_rows_lose_their_marks_until_they_are_included(model: GridModel) -> None:
    model.edits.exclude([range(2)], True)
    line = model.line(0)
    assert line.is_excluded
    assert line.verdict.chip == "Excluded"
    assert line.tones[GridColumn.MILES] is None
    model.edits.exclude([range(1)], False)
    assert not model.line(0).is_excluded
    assert model.line(1).is_excluded


def test_undo_and_redo_go_step_by_step(model: GridModel) -> None:
    model.edits.paste(0, GridColumn.MILES, [["100"], ["77"]])
    model.edits.exclude([range(2, 3)], True)
    model.edits.undo()
    assert not model.line(2).is_excluded
    model.edits.undo()
    assert [text(model, row, GridColumn.MILES) for row in (0, 1)] == ["1,000", "100"]
    model.edits.redo()
    assert [text(model, row, GridColumn.MILES) for row in (0, 1)] == ["100", "77"]


def test_a_change_that_cannot_be_kept_is_told_and_not_shown(
    model: GridModel, draft: Draft, batches: Batches, qtbot: QtBot
) -> None:
    batches.open(draft.batch_id).set_cells([(9, Column.MILES, "500")])
    with qtbot.waitSignal(model._changes.failed) as told:
        model.setData(model.index(0, GridColumn.MILES), "100")
    assert isinstance(told.args[0], NotAllowed)
    assert text(model, 0, GridColumn.MILES) == "1,000"
