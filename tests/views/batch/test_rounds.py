"""Correction: only what was not issued goes on, round after round, until every row is issued or closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.portal import worker as workers
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import HEADER, csv_file, good_rows
from tests.support.portals.portal import Desk as Caller
from tests.support.window import settle

ROWS = [
    ("nobody@example.com", "K000001", "100"),
    ("member00002@example.jp", "K000002", "1,00"),
    ("stranger@example.com", "K000003", "100"),
    *good_rows(3, first=4),
]
"""Two addresses no member has (41053), a wrong amount (19015), three good rows."""


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    return view


@pytest.fixture
def first(view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox) -> str:
    """A batch of which three rows were issued, two refused, one left out; opened, its id."""
    source = load_source(csv_file(tmp_path / "十一月.csv", ROWS, header=HEADER))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    desk.sending.send(batch_id)
    open_batch(view, batch_id, toolbox)
    return batch_id


def open_batch(view: BatchView, batch_id: str, toolbox: Toolbox) -> Draft:
    view.open_batch(batch_id)
    settle(toolbox.tasks, lambda: view.opened.draft is not None and view.opened.draft.batch_id == batch_id)
    assert view.opened.draft is not None
    return view.opened.draft


def correct(view: BatchView, toolbox: Toolbox, button: QPushButton | None = None) -> Draft:
    """Press the button that makes a correction, and wait for it to open."""
    before = view.opened.draft
    (button or view.opened.sent.correct_button).click()
    settle(toolbox.tasks, lambda: view.opened.draft is not before and view.opened.correction.isVisible())
    assert view.opened.draft is not None
    return view.opened.draft


def model_of(view: BatchView) -> GridModel:
    model = view.opened.correction.rows.grid.grid_model()
    assert model is not None
    return model


def test_the_next_step_of_a_batch_with_errors_is_to_correct_them(view: BatchView, first: str) -> None:
    sent = view.opened.sent
    assert sent.isVisible()
    assert sent.correct_button.text() == "Correct only the 3 error rows"
    assert view.primary() is sent.correct_button
    assert view.opened.lineage.sums.text() == "Of 6 rows: 3 issued · 3 open · 0 closed"


def test_the_correction_has_only_those_rows_by_code_with_what_was_said(
    view: BatchView, first: str, toolbox: Toolbox
) -> None:
    child = correct(view, toolbox)
    assert (child.name, len(child.snapshot())) == ("十一月.csv #2", 3)
    model = model_of(view)
    assert [model.line(row).row.key for row in range(model.rowCount())] == ["K000002", "K000001", "K000003"]
    assert model.line(1).verdict.chip == "41053"
    assert "refused before" in model.line(1).verdict.sentence
    assert model.setData(model.index(1, GridColumn.ADDRESS), "member00001@example.jp")
    assert model.line(1).verdict.sentence == "Last time 41053: No member has this address"
    assert not model.listing.is_whole, "grouped by code it is not in file order"


def test_three_rounds_end_with_every_row_issued_or_closed(
    view: BatchView, first: str, desk: Desk, toolbox: Toolbox
) -> None:
    second = correct(view, toolbox)
    by_key = {second.snapshot().row(at).key: second.snapshot().row(at).id for at in range(3)}
    second.set_cells([(by_key["K000001"], Column.ADDRESS, "member00001@example.jp")])
    second.set_cells([(by_key["K000002"], Column.MILES, "100")])
    desk.sending.send(second.batch_id)
    open_batch(view, second.batch_id, toolbox)
    assert view.opened.sent.correct_button.text() == "Correct only the 1 error row"

    third = correct(view, toolbox)
    assert [third.snapshot().row(at).key for at in range(len(third.snapshot()))] == ["K000003"]
    grid = view.opened.correction.rows.grid
    cell = model_of(view).index(0, GridColumn.KEY)
    grid.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    grid.close_rows()
    closing = view.opened.correction.rows.closing
    closing.reason.setText("退会のため")
    closing.close_rows_button.click()
    line = view.opened.lineage
    settle(toolbox.tasks, lambda: line.settled.isVisible())
    assert line.sums.text() == "Of 6 rows: 5 issued · 0 open · 1 closed"
    assert len(line.rounds) == 3


def test_rounds_lead_to_each_other(view: BatchView, first: str, toolbox: Toolbox) -> None:
    child = correct(view, toolbox)
    earlier, here = view.opened.lineage.rounds
    assert isinstance(earlier, QPushButton)
    assert earlier.text() == "Round 1"
    assert not isinstance(here, QPushButton)
    earlier.click()
    settle(toolbox.tasks, lambda: view.opened.sent.isVisible())
    sent = view.opened.sent
    assert not sent.correct_button.isVisible(), "all its rows are in a correction already"
    assert view.primary() is sent.child_button
    sent.child_button.click()
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    assert view.opened.draft is not None
    assert view.opened.draft.batch_id == child.batch_id


CARRIERS = [
    *(("mobile0001@docomo.ne.jp", "M1", "100"), ("nobody@example.com", "N1", "100")),
    *(("mobile0002@docomo.ne.jp", "M2", "100"), ("membr@example.jp", "N2", "100"), *good_rows(2)),
]
"""Four addresses no member has as a PC address: two of a carrier, two that nobody has."""


@pytest.fixture
def carriers(view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox) -> str:
    source = load_source(csv_file(tmp_path / "二回.csv", CARRIERS, header=HEADER))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    desk.sending.send(batch_id)
    open_batch(view, batch_id, toolbox)
    return batch_id


def test_unknown_carrier_addresses_can_go_on_as_mobile_ones(view: BatchView, carriers: str, toolbox: Toolbox) -> None:
    sent = view.opened.sent
    assert sent.other_mode_button.isVisible()
    assert sent.other_mode_button.text().startswith("2 rows: ")
    child = correct(view, toolbox, sent.other_mode_button)
    assert child.settings.mode is Mode.MOBILE
    assert [row.key for row in child.snapshot().rows_taking_part()] == ["M1", "M2"]
    view.open_batch(carriers)
    settle(toolbox.tasks, lambda: sent.isVisible())
    assert not sent.other_mode_button.isVisible(), "both are in a correction: it could do nothing any more"
    assert sent.correct_button.text() == "Correct only the 2 error rows"


def test_without_carrier_addresses_nothing_is_offered_as_mobile(view: BatchView, first: str) -> None:
    assert view.opened.sent.correct_button.isVisible()
    assert not view.opened.sent.other_mode_button.isVisible()


def test_what_a_correction_excluded_can_be_taken_up_from_either_round(
    view: BatchView, carriers: str, desk: Desk, toolbox: Toolbox
) -> None:
    sent = view.opened.sent
    child = correct(view, toolbox, sent.other_mode_button)
    child.exclude([1])
    desk.sending.send(child.batch_id)
    open_batch(view, child.batch_id, toolbox)
    assert view.opened.lineage.sums.text() == "Of 6 rows: 3 issued · 3 open · 0 closed"
    assert sent.correct_button.text() == "Take up the 3 rows still open"
    view.open_batch(carriers)
    settle(toolbox.tasks, lambda: sent.correct_button.text() == "Correct only the 3 error rows")
    assert sent.other_mode_button.text().startswith("1 row: ")
    view.open_batch(child.batch_id)
    settle(toolbox.tasks, lambda: sent.correct_button.text() == "Take up the 3 rows still open")
    third = correct(view, toolbox)
    assert third.settings.mode is Mode.PC
    assert [row.key for row in third.snapshot().rows_taking_part()] == ["N1", "M2", "N2"]


def test_a_batch_without_errors_is_settled(view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox) -> None:
    source = load_source(csv_file(tmp_path / "good.csv", good_rows(3)))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    desk.sending.send(batch_id)
    open_batch(view, batch_id, toolbox)
    assert view.opened.lineage.settled.isVisible()
    assert view.primary() is None


def test_the_list_shows_which_batches_are_corrections(
    view: BatchView, first: str, toolbox: Toolbox, qtbot: QtBot
) -> None:
    correct(view, toolbox)
    view.open_list()
    settle(toolbox.tasks, lambda: view.list.count() == 2)
    model = view.list.table.records_model
    assert [str(model.index(row, 0).data()) for row in range(2)] == ["↳ 十一月.csv #2", "十一月.csv"]
    assert [each.state for each in model.records] == [BatchState.DRAFT, BatchState.DONE_WITH_ERRORS]


def test_a_draft_of_its_own_has_no_rounds(view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", ROWS, header=HEADER))
    open_batch(view, desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id, toolbox)
    assert not view.opened.lineage.isVisible()
    assert view.opened.correction.rows.bar.filter.show is Show.ERRORS


def test_rows_that_were_issued_after_all_are_told_and_not_sent(
    view: BatchView,
    desk: Desk,
    sandbox_portal: EmbeddedPortal,
    tmp_path: Path,
    toolbox: Toolbox,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """NetMile lets the interrupted registration go on while its rows are being corrected here."""
    with monkeypatch.context() as broken:
        broken.setattr(workers, "ATTEMPTS", 1)
        broken.setattr(workers, "judge", lambda *_: 1 / 0)
        source = load_source(csv_file(tmp_path / "half.csv", good_rows(2)))
        batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
        desk.sending.send(batch_id)
    open_batch(view, batch_id, toolbox)
    sent = view.opened.sent
    table = sent.parts.records_model
    told = [table.index(0, at).data() for at in range(table.columnCount())]
    assert (told[3], told[5], told[6]) == ("Interrupted", "0", "0")
    assert told[7] == "The portal stopped before the other rows. They can be put into a correction."
    assert {name: figure.value for name, figure in sent.figures.items()} == {
        "issued": "–",
        "miles": "–",
        "yen": "–",
        "refused": "–",
        "unknown": "2",
        "unsent": "0",
    }
    child = correct(view, toolbox)
    netmile = Caller(sandbox_portal.url)
    session = netmile.call(operations.SIGN_IN, body=wire.SignIn(login="operator", password="Sandbox1234"))
    (registration_id,) = desk.batches.all()[-1].registration_ids
    resume = wire.Resume(site="minato", registration_id=registration_id)
    Caller(sandbox_portal.url, session.token).call(operations.RESUME_REGISTRATION, body=resume)
    with qtbot.waitSignal(view.noticed) as told:
        view.commands.send(child)
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    assert "P-RESUMED" in told.args[0].text
    assert view.opened.draft is not None
    assert (view.opened.draft.batch_id, view.opened.draft.state) == (child.batch_id, BatchState.DRAFT)
    assert {each.id: each.state for each in desk.batches.all()}[batch_id] is BatchState.DONE
