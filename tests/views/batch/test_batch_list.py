"""The list of batches: what is shown of it, and drafts that nobody needs any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import csv_file, good_rows
from tests.support.window import ScriptedDialogs, settle


@pytest.fixture
def batch_ids(desk: Desk, tmp_path: Path) -> list[str]:
    """One that was sent, and three drafts; the first of them was made long ago."""
    campaign = desk.catalogue.detail("C-1024")
    made = []
    for n, name in enumerate(("sent", "old", "plain", "other")):
        source = load_source(csv_file(tmp_path / f"{name}.csv", good_rows(n + 1, first=10 * n + 1)))
        made.append(desk.batches.take_in(source, Recipe(), campaign).batch_id)
    desk.sending.send(made[0])
    with desk.store.write() as transaction:
        transaction.run("UPDATE batch SET changed_at = '2020-01-01T00:00:00+00:00' WHERE id = ?", made[1])
    return made


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget], batch_ids: list[str]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    view.open_list()
    settle(toolbox.tasks, lambda: view.list.count() == 4)
    return view


def names(view: BatchView) -> list[str]:
    return sorted(each.name for each in view.list.table.records_model.records)


def test_the_list_shows_what_is_wanted(view: BatchView, toolbox: Toolbox, qtbot: QtBot) -> None:
    filter_ = view.list.filter
    assert [filter_.button(key).text() for key in ("all", "drafts", "open", "through")] == [
        "All 4",
        "Drafts 3",
        "In progress 0",
        "Done 1",
    ]
    assert not filter_.button("open").isEnabled()
    with qtbot.waitSignal(view.status_changed):
        filter_.button("drafts").click()
    assert names(view) == ["old.csv", "other.csv", "plain.csv"]
    assert view.summary() == "Batches: 3"
    view.refresh()
    settle(toolbox.tasks)
    assert names(view) == ["old.csv", "other.csv", "plain.csv"], "and goes on doing so"
    filter_.button("through").click()
    assert names(view) == ["sent.csv"]


def test_chosen_drafts_are_discarded_after_one_question(
    view: BatchView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs, batch_ids: list[str]
) -> None:
    table, button = view.list.table, view.list.discard_button
    assert not button.isEnabled()
    table.selectAll()
    assert not button.isEnabled(), "what was sent is no draft"
    table.select_all_of(set(batch_ids[2:]))
    dialogs.script(False, True)
    button.click()
    settle(toolbox.tasks)
    assert len(desk.batches.all()) == 4
    button.click()
    settle(toolbox.tasks, lambda: view.list.count() == 2)
    asked = dialogs.asked[-1]
    assert (asked.title, asked.button, asked.danger) == ("Discard 2 batches?", "Discard 7 rows", True)
    assert "plain.csv" in asked.text
    assert {each.id for each in desk.batches.all()} == set(batch_ids[:2])


def test_a_draft_that_is_gone_meanwhile_does_not_keep_the_others(
    view: BatchView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs, batch_ids: list[str]
) -> None:
    view.list.table.select_all_of(set(batch_ids[1:]))
    desk.batches.discard(batch_ids[2])
    dialogs.script(True)
    view.list.discard_button.click()
    settle(toolbox.tasks, lambda: view.list.count() == 1)
    assert [each.state for each in desk.batches.all()] == [BatchState.DONE]


def test_drafts_that_lie_here_for_long_are_told_and_selected(
    view: BatchView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs, batch_ids: list[str]
) -> None:
    assert view.list.old_button.text() == "1 draft has been here for a long time"
    view.list.table.selectionModel().select(
        view.list.table.records_model.index(0, 0), QItemSelectionModel.SelectionFlag.Select
    )
    view.list.old_button.click()
    assert len(names(view)) == 3
    assert [each.id for each in view.list.table.selected()] == [batch_ids[1]]
    dialogs.script(True)
    view.list.discard_button.click()
    settle(toolbox.tasks, lambda: view.list.count() == 2)
    assert not view.list.old_button.isVisible()
