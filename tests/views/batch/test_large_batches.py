"""A batch too large to be gone through between two frames: everything long happens in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.views.batch.grid import draft_changes, row_search
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.batch.grid.rows_panel import RowsPanel
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from tests.support.files import good_rows
from tests.support.window import settle
from tests.views.batch.conftest import MakeDraft

ROWS = row_search.AT_ONCE + 500
MANY = draft_changes.AT_ONCE + 100


@pytest.fixture
def draft(make_draft: MakeDraft) -> Draft:
    damaged = [("member00001@example.jp", "K000001", "1,000"), ("member00002@example.jp", "K000002", "２００")]
    return make_draft([*damaged, *good_rows(ROWS - 2, first=3)])


@pytest.fixture
def panel(toolbox: Toolbox, draft: Draft, shown: Callable[[QWidget], QWidget]) -> RowsPanel:
    panel = RowsPanel(toolbox)
    shown(panel)
    panel.show_draft(draft)
    panel.bar.choose(Show.ALL)
    settle(toolbox.tasks, lambda: panel.listed() == ROWS)
    panel.grid.setFocus()
    return panel


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, what: type, name: str) -> Iterator[threading.Event]:
    """A slow method: it waits until it is let go, or cancelled; the event says that it was begun."""
    begun, go_on = threading.Event(), threading.Event()
    plain = getattr(what, name)

    def slow(*words: Any, progress: Progress = SILENT, **more: object) -> object:
        held_by = progress if progress is not SILENT else next((w for w in words if hasattr(w, "on_cancel")), SILENT)
        begun.set()
        while not go_on.wait(0.01):
            held_by.report(0, 1)
        return plain(*words, progress=progress, **more) if progress is not SILENT else plain(*words, **more)

    monkeypatch.setattr(what, name, slow)
    try:
        yield begun
    finally:
        go_on.set()
        monkeypatch.setattr(what, name, plain)


def model_of(panel: RowsPanel) -> GridModel:
    model = panel.grid.grid_model()
    assert model is not None
    return model


def select(panel: RowsPanel, top: int, left: int, bottom: int, right: int) -> None:
    model = model_of(panel)
    chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
    panel.grid.setCurrentIndex(model.index(top, left))
    panel.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def keys(panel: RowsPanel, rows: int) -> list[str]:
    return [str(model_of(panel).index(row, GridColumn.KEY).data()) for row in range(rows)]


# --- filter and order -----------------------------------------------------------------------------


def test_each_letter_is_searched_for_and_the_last_one_wins(panel: RowsPanel, toolbox: Toolbox) -> None:
    for text in ("m", "me", "K0000", "K0000", "k00001"):
        panel.bar.text.setText(text)
    settle(toolbox.tasks, lambda: not panel.search.is_looking)
    assert panel.listed() == 10
    assert all(key.startswith("K00001") for key in keys(panel, panel.listed()))


def test_a_letter_typed_during_a_search_stops_it(
    panel: RowsPanel, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch, Snapshot, "select") as begun:
        panel.bar.text.setText("K0000")
        assert begun.wait(10)
        assert panel.listed() == ROWS, "what was listed stays until the answer is there"
        running = toolbox.tasks.live()
    panel.bar.text.setText("K000007")
    assert running == 1
    settle(toolbox.tasks, lambda: not panel.search.is_looking)
    assert keys(panel, panel.listed()) == ["K000007"]


def test_a_search_that_takes_long_says_so(
    panel: RowsPanel, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with held(monkeypatch, Snapshot, "select"):
        panel.bar.text.setText("K000009")
        qtbot.waitUntil(lambda: panel.bar.looking.text() == "Searching…")
    settle(toolbox.tasks, lambda: panel.listed() == 1)
    assert panel.bar.looking.text() == ""


def test_a_cell_edited_during_a_search_is_kept_and_shown(
    panel: RowsPanel, draft: Draft, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch, Snapshot, "select") as begun:
        panel.bar.text.setText("K00000")
        assert begun.wait(10)
        model = model_of(panel)
        assert model.setData(model.index(0, GridColumn.MILES), "100")
    settle(toolbox.tasks, lambda: panel.listed() == 9)
    assert model_of(panel).line(0).row.miles == "100"
    assert draft.snapshot().row(0).miles == "100"


def test_a_row_added_during_a_search_starts_it_anew(
    panel: RowsPanel, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch, Snapshot, "select") as begun:
        panel.bar.text.setText("K00000")
        assert begun.wait(10)
        select(panel, 0, GridColumn.KEY, 0, GridColumn.KEY)
        panel.grid.insert_row()
    settle(toolbox.tasks, lambda: panel.listed() == 9)
    assert keys(panel, 9)[0] == "K000001"


def test_another_batch_shown_during_a_search_is_not_disturbed(
    panel: RowsPanel, make_draft: MakeDraft, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_draft(good_rows(5))
    with held(monkeypatch, Snapshot, "select") as begun:
        panel.bar.text.setText("K00000")
        assert begun.wait(10)
        monkeypatch.undo()
        panel.show_draft(other)
    settle(toolbox.tasks)
    assert panel.listed() == 5
    assert model_of(panel).draft is other


def test_a_click_on_a_heading_sorts_turns_round_and_brings_back_the_file(
    panel: RowsPanel, toolbox: Toolbox, qtbot: QtBot
) -> None:
    header = panel.grid.horizontalHeader()

    def click() -> list[str]:
        at = header.sectionViewportPosition(GridColumn.MILES) + 20
        place = header.viewport().rect().center()
        place.setX(at)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle(toolbox.tasks, lambda: not panel.search.is_looking)
        return [str(model_of(panel).index(row, GridColumn.MILES).data()) for row in (0, ROWS - 2, ROWS - 1)]

    assert click() == ["100", "1,000", "２００"], "numbers first, damaged ones behind"
    assert click() == ["２００", "100", "100"]
    assert click() == ["1,000", "100", "100"]
    assert model_of(panel).listing.is_whole


def test_the_order_holds_under_a_filter_and_an_edit_keeps_its_row_in_place(panel: RowsPanel, toolbox: Toolbox) -> None:
    panel.bar.text.setText("K00000")
    settle(toolbox.tasks, lambda: panel.listed() == 9)
    select(panel, 0, GridColumn.KEY, 0, GridColumn.KEY)
    for _ in range(2):
        panel.grid.sort_action.trigger()
        settle(toolbox.tasks, lambda: not panel.search.is_looking)
    assert keys(panel, 2) == ["K000009", "K000008"]
    assert panel.grid.currentIndex().row() == 8, "the current row of the batch stays current"
    model = model_of(panel)
    assert model.setData(model.index(0, GridColumn.KEY), "A")
    assert keys(panel, 2) == ["A", "K000008"]
    panel.bar.text.clear()
    settle(toolbox.tasks, lambda: panel.listed() == ROWS)
    assert keys(panel, ROWS)[-1] == "A"


def test_rows_are_found_again_wherever_they_are_listed(panel: RowsPanel, toolbox: Toolbox) -> None:
    model = model_of(panel)
    assert model.row_of(1_234) == 1_234
    panel.grid.sortByColumn(GridColumn.ADDRESS, Qt.SortOrder.DescendingOrder)
    settle(toolbox.tasks, lambda: not panel.search.is_looking)
    found = model.row_of(0)
    assert found is not None
    assert model.row_id(found) == 0
    panel.bar.text.setText("K000007")
    settle(toolbox.tasks, lambda: panel.listed() == 1)
    assert model.row_of(0) is None
    assert model.row_of(6) == 0


# --- changes --------------------------------------------------------------------------------------


def test_everything_selected_is_changed_in_the_background_and_undone(
    panel: RowsPanel, draft: Draft, toolbox: Toolbox
) -> None:
    panel.grid.selectAll()
    panel.grid.exclude_rows()
    assert panel.doing.isVisible()
    assert panel.changes.is_busy
    settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert not panel.doing.isVisible()
    assert draft.snapshot().counts().excluded == ROWS
    assert model_of(panel).line(7).is_excluded
    panel.grid.undo()
    assert panel.changes.is_busy, "a large step is undone in the background too"
    settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert draft.snapshot().counts().excluded == 0
    assert not model_of(panel).line(7).is_excluded


def test_while_a_change_is_under_way_the_rows_are_read_as_they_were_and_changed_by_nobody_else(
    panel: RowsPanel, draft: Draft, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    model = model_of(panel)
    with held(monkeypatch, Draft, "exclude") as begun:
        select(panel, 0, GridColumn.KEY, MANY, GridColumn.KEY)
        panel.grid.exclude_rows()
        assert begun.wait(10)
        assert not model.flags(model.index(0, GridColumn.KEY)) & Qt.ItemFlag.ItemIsEditable
        assert not model.setData(model.index(0, GridColumn.KEY), "X")
        panel.grid.undo()
        panel.grid.clear_cells()
        assert not panel.grid.clear_action.isEnabled()
        assert not model.line(0).is_excluded
        panel.bar.text.setText("K00000")
        qtbot.waitUntil(lambda: panel.listed() == 9)  # reading goes on
    settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert model.line(0).is_excluded
    assert panel.grid.clear_action.isEnabled()
    assert draft.snapshot().row(0).key == "K000001"


def test_a_change_can_be_stopped_and_then_nothing_was_done(
    panel: RowsPanel, draft: Draft, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch, Draft, "exclude") as begun:
        panel.grid.selectAll()
        panel.grid.exclude_rows()
        assert begun.wait(10)
        assert panel.doing.phase.text() == f"Leaving {ROWS:,} rows out"
        panel.doing.cancel_button.click()
        settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert draft.snapshot().counts().excluded == 0
    assert not draft.can_undo
    model = model_of(panel)
    assert model.setData(model.index(0, GridColumn.KEY), "K1"), "and the batch can be changed again"


def test_a_large_change_that_cannot_be_kept_is_told(
    panel: RowsPanel, draft: Draft, batches: Batches, toolbox: Toolbox, qtbot: QtBot
) -> None:
    batches.open(draft.batch_id).set_cells([(9, Column.MILES, "500")])
    panel.grid.selectAll()
    with qtbot.waitSignal(panel.changes.failed):
        panel.grid.exclude_rows()
    settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert not model_of(panel).line(0).is_excluded


def test_a_change_goes_on_when_its_batch_is_left(
    panel: RowsPanel,
    draft: Draft,
    make_draft: MakeDraft,
    batches: Batches,
    toolbox: Toolbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = make_draft(good_rows(5))
    with held(monkeypatch, Draft, "exclude") as begun:
        panel.grid.selectAll()
        panel.grid.exclude_rows()
        assert begun.wait(10)
        assert draft_changes.change_under_way(toolbox.tasks, draft.batch_id) is not None
        panel.show_draft(other)
        assert not panel.doing.isVisible()
        assert model_of(panel).setData(model_of(panel).index(0, GridColumn.KEY), "K9")
    settle(toolbox.tasks)
    assert draft_changes.change_under_way(toolbox.tasks, draft.batch_id) is None
    assert (other.snapshot().counts().excluded, other.snapshot().row(0).key) == (0, "K9")
    assert batches.open(draft.batch_id).snapshot().counts().excluded == ROWS


def test_find_and_replace_counts_and_replaces_in_the_background(
    panel: RowsPanel, draft: Draft, toolbox: Toolbox, qtbot: QtBot
) -> None:
    bar = panel.replacing
    bar.start()
    bar.text.setText("@example.jp")
    settle(toolbox.tasks, lambda: bar.count.text() == f"{ROWS:,} cells in the listed rows")
    bar.by.setText("@example.com")
    with qtbot.waitSignal(bar.done) as done:
        bar.replace()
    settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert done.args == [f"Replaced in {ROWS:,} cells."]
    assert draft.snapshot().row(ROWS - 1).address.endswith("@example.com")


def test_a_long_block_is_pasted_into_the_rows_in_sight_and_filled_down(
    panel: RowsPanel, draft: Draft, toolbox: Toolbox
) -> None:
    panel.grid.sortByColumn(GridColumn.KEY, Qt.SortOrder.DescendingOrder)
    settle(toolbox.tasks, lambda: not panel.search.is_looking)
    QGuiApplication.clipboard().setText("\n".join(f"N{n}" for n in range(MANY)))
    select(panel, 0, GridColumn.KEY, 0, GridColumn.KEY)
    panel.grid.paste()
    settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert [draft.snapshot().row(at).key for at in (ROWS - 1, ROWS - 2)] == ["N0", "N1"]
    select(panel, 0, GridColumn.MILES, ROWS - 1, GridColumn.MILES)
    panel.grid.fill_down()
    settle(toolbox.tasks, lambda: not panel.changes.is_busy)
    assert {draft.snapshot().row(at).miles for at in range(ROWS)} == {"100"}


# --- copying --------------------------------------------------------------------------------------


def test_everything_is_copied_in_the_background(panel: RowsPanel, toolbox: Toolbox, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    panel.grid.selectAll()
    with qtbot.waitSignal(panel.told) as told:
        panel.grid.copy_with_headings()
        assert QGuiApplication.clipboard().text() == "before"
    assert told.args == [f"{ROWS:,} rows were copied."]
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == ROWS + 1
    assert lines[0].split("\t")[1:4] == ["E-mail address", "Specified key", "Miles"]
    assert lines[1].split("\t")[1:] == [
        "member00001@example.jp",
        "K000001",
        "1,000",
        "19015 Contains a thousands comma",
    ]
    assert QGuiApplication.clipboard().mimeData().html().count("<tr>") == ROWS + 1


def test_only_selected_cells_are_copied_from_blocks_apart(panel: RowsPanel) -> None:
    model = model_of(panel)
    panel.grid.selectionModel().clearSelection()
    for top, left, bottom, right in ((0, 2, 1, 2), (5, 3, 5, 3)):
        block = QItemSelection(model.index(top, left), model.index(bottom, right))
        panel.grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.Select)
    panel.grid.copy()
    assert QGuiApplication.clipboard().text() == "K000001\t\nK000002\t\n\t100"


def test_the_batch_can_be_left_while_it_is_copied(panel: RowsPanel, make_draft: MakeDraft, toolbox: Toolbox) -> None:
    other = make_draft(good_rows(5))
    QGuiApplication.clipboard().setText("before")
    panel.grid.selectAll()
    panel.grid.copy()
    panel.show_draft(other)
    settle(toolbox.tasks)
    assert QGuiApplication.clipboard().text() == "before"
