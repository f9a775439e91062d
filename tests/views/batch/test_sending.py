"""Confirmation, sending, results: nothing without the tick, nothing lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.progress import Cancelled, Silent
from netmile_desktop.tasks.runner import THREADS
from netmile_desktop.views.activity.view import ActivityPanel
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.results.sent_page import so_far
from netmile_desktop.views.batch.sending.confirm_page import SendConfirmPage
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft_facts import PartInfo, Show
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.sources.source import load_source
from tests.support.faults import Fault, FaultyLine
from tests.support.files import HEADER, csv_file, good_rows
from tests.support.progress import StoppedAtSecondPart
from tests.support.window import MemoryCredentials, ScriptedDialogs, ServedSandbox, settle, texts, widget_in
from tests.views.batch.conftest import DAMAGED

ROWS = [*DAMAGED, ("nobody@example.com", "K9", "100")]


@pytest.fixture
def line(sandbox_portal: EmbeddedPortal) -> Iterator[FaultyLine]:
    with FaultyLine(sandbox_portal.url) as line:
        yield line


@pytest.fixture
def desk(line: FaultyLine, credentials: MemoryCredentials, been_here: None, tmp_path: Path) -> Iterator[Desk]:
    """Signed in over a line that can fail."""
    sandbox = ServedSandbox(line, tmp_path / "unused")
    desk = Authenticator(tmp_path / "data", credentials, sandbox).sign_in(SANDBOX, LOGIN, PASSWORD)
    yield desk
    desk.close()


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    return view


@pytest.fixture
def opened(view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox) -> str:
    """A draft, opened; its id."""
    source = load_source(csv_file(tmp_path / "a.csv", ROWS, encoding="cp932", header=HEADER))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    view.open_batch(batch_id)
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    return batch_id


@pytest.fixture
def confirm(view: BatchView, opened: str, toolbox: Toolbox) -> SendConfirmPage:
    view.opened.correction.confirm_button.click()
    settle(toolbox.tasks)
    assert view.opened.confirm.isVisible()
    return view.opened.confirm


def test_the_confirmation_names_campaign_counts_and_what_is_left_out(confirm: SendConfirmPage) -> None:
    assert confirm.summary.campaign_id.text == "C-1024"
    assert confirm.summary.campaign_name.text() == "ご来店ポイントキャンペーン"
    assert confirm.summary.figures["rows"].value == "7 rows"
    assert confirm.summary.figures["miles"].value == "700 mile"
    assert "without tax" in texts(confirm.summary.figures["yen"])
    assert confirm.send_button.text() == "Issue 7 rows for C-1024 ご来店ポイントキャンペーン"


def test_without_the_tick_nothing_can_be_sent(confirm: SendConfirmPage) -> None:
    assert not confirm.send_button.isEnabled()
    assert confirm.send_button.toolTip()
    confirm.tick.click()
    assert confirm.send_button.isEnabled()


def test_the_tick_is_asked_for_anew_each_time(confirm: SendConfirmPage, view: BatchView, toolbox: Toolbox) -> None:
    confirm.tick.click()
    assert view.back()
    assert view.opened.correction.isVisible()
    view.opened.correction.confirm_button.click()
    settle(toolbox.tasks)
    assert not confirm.tick.isChecked()


def test_settings_are_kept_and_move_the_transfer_date(
    confirm: SendConfirmPage, view: BatchView, opened: str, desk: Desk, toolbox: Toolbox, qtbot: QtBot
) -> None:
    before = confirm.summary.figures["transfer"].value
    confirm.form.after_days.click()
    confirm.form.days.setValue(30)
    qtbot.waitUntil(lambda: confirm.summary.figures["transfer"].value != before)
    assert "30" in confirm.settings.said.text()
    confirm.form.notify.click()
    confirm.form.message.setPlainText("ありがとうございます")
    view.back()
    settings = desk.batches.open(opened).settings
    assert (settings.transfer_after_days, settings.notify, settings.message) == (30, True, "ありがとうございます")


def test_a_text_needs_the_mail_and_has_a_limit(confirm: SendConfirmPage) -> None:
    assert not confirm.form.message.isEnabled()
    confirm.form.notify.click()
    assert confirm.form.message.isEnabled()
    confirm.tick.click()
    for text, why in (("あ" * 501, "Too long"), ("\a", "Contains control characters")):
        confirm.form.message.setPlainText(text)
        assert not confirm.send_button.isEnabled()
        assert confirm.send_button.toolTip() == f"Text for the transfer mail: {why}"
        assert confirm.form.message_count.text().startswith(why)
    confirm.form.message.setPlainText("あ" * 499 + "\n")
    assert confirm.send_button.isEnabled()


def test_verdicts_come_back_into_the_same_grid(
    confirm: SendConfirmPage, view: BatchView, desk: Desk, opened: str, toolbox: Toolbox
) -> None:
    confirm.tick.click()
    confirm.send_button.click()
    assert view.opened.sent.progress.isVisible()
    assert toolbox.tasks.running()[0].title == "Issue a.csv"
    settle(toolbox.tasks, lambda: view.opened.sent.rows.isVisible())
    sent = view.opened.sent
    figures = {name: figure.value for name, figure in sent.figures.items()}
    assert figures == {"issued": "6", "miles": "600 mile", "yen": "¥510", "refused": "1", "unknown": "0", "unsent": "4"}
    assert not sent.figures["unknown"].isVisible()
    (part,) = sent.parts.records_model.records
    assert (part.state, part.records, part.errors) == (PartState.JUDGED, 7, 1)
    sent.rows.bar.choose(Show.ALL)
    model = sent.rows.grid.grid_model()
    assert model is not None
    verdicts = [model.line(row).verdict for row in range(model.rowCount())]
    assert (verdicts[6].chip, verdicts[6].tone) == ("Issued", Tone.SUCCESS)
    assert (verdicts[10].chip, verdicts[10].sentence) == ("41053", "No member has this address")
    assert verdicts[0].sentence.startswith("Not sent")
    assert not model.setData(model.index(0, GridColumn.MILES), "100"), "sent is sent"
    assert not sent.resume_button.isVisible()
    assert desk.batches.all()[0].state is BatchState.DONE_WITH_ERRORS


def test_the_registration_id_leads_to_its_detail(
    confirm: SendConfirmPage, view: BatchView, toolbox: Toolbox, qtbot: QtBot
) -> None:
    confirm.tick.click()
    confirm.send_button.click()
    settle(toolbox.tasks, lambda: view.opened.sent.rows.isVisible())
    parts = view.opened.sent.parts
    with qtbot.waitSignal(toolbox.navigation.registration_chosen) as asked:
        parts.chosen.emit(parts.records_model.record(0))
    assert asked.args == [parts.records_model.record(0).registration_id]
    at = [column.key for column in parts.records_model.columns].index("registration")
    cell = parts.visualRect(parts.records_model.index(0, at))
    QGuiApplication.clipboard().clear()
    icon = parts.copy_icon(cell, asked.args[0])
    qtbot.mouseClick(parts.viewport(), Qt.MouseButton.LeftButton, pos=icon.center())
    assert QGuiApplication.clipboard().text() == asked.args[0]
    parts.selectRow(0)
    parts.copy()
    assert asked.args[0] in QGuiApplication.clipboard().text()


def test_a_line_that_fails_leaves_a_batch_that_can_be_resumed(
    confirm: SendConfirmPage, view: BatchView, desk: Desk, line: FaultyLine, toolbox: Toolbox
) -> None:
    let_fail(line, Fault(reset=True))
    confirm.tick.click()
    confirm.send_button.click()
    settle(toolbox.tasks, lambda: view.opened.sent.resume_button.isVisible())
    sent = view.opened.sent
    assert sent.notice.line is not None
    assert "cannot be reached" in sent.notice.line.notice.text
    assert sent.resume_button.text() == "Send the remaining 7 rows"
    assert not toolbox.connection.is_online
    assert sent.parts.records_model.record(0).state is PartState.UNKNOWN
    line.heal()
    sent.resume_button.click()
    settle(toolbox.tasks, lambda: sent.figures["issued"].isVisible() and sent.figures["issued"].value == "6")
    assert desk.batches.all()[0].state is BatchState.DONE_WITH_ERRORS


def test_what_was_not_accepted_can_be_made_a_draft_again(
    confirm: SendConfirmPage, view: BatchView, desk: Desk, line: FaultyLine, toolbox: Toolbox
) -> None:
    let_fail(line, Fault(reset=True))
    confirm.tick.click()
    confirm.send_button.click()
    settle(toolbox.tasks, lambda: view.opened.sent.withdraw_button.isVisible())
    line.heal()
    view.opened.sent.withdraw_button.click()
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    assert desk.batches.all()[0].state is BatchState.DRAFT


def test_nothing_is_sent_while_the_portal_cannot_say_what_was_issued(
    view: BatchView, opened: str, desk: Desk, line: FaultyLine, toolbox: Toolbox
) -> None:
    let_fail(line, Fault(reset=True))
    view.opened.correction.confirm_button.click()
    settle(toolbox.tasks)
    confirm = view.opened.confirm
    assert "The portal could not be asked about earlier issues" in texts(confirm.summary)
    confirm.tick.click()
    confirm.send_button.click()
    settle(toolbox.tasks)
    assert confirm.isVisible()
    assert desk.batches.all()[0].state is BatchState.DRAFT
    line.heal()
    confirm.send_button.click()
    settle(toolbox.tasks, lambda: view.opened.sent.rows.isVisible())
    assert "could not be asked" not in texts(confirm.summary)
    assert desk.batches.all()[0].state is BatchState.DONE_WITH_ERRORS


def test_a_stopped_sending_can_be_found_and_resumed(
    confirm: SendConfirmPage, view: BatchView, opened: str, line: FaultyLine, toolbox: Toolbox, qtbot: QtBot
) -> None:
    let_fail(line, Fault(stall_up_after=0))
    confirm.tick.click()
    confirm.send_button.click()
    sent = view.opened.sent
    assert sent.progress.cancel_button.isEnabled()
    qtbot.waitUntil(line.struck.is_set)
    sent.progress.cancel_button.click()
    settle(toolbox.tasks, lambda: sent.resume_button.isVisible())
    line.heal()
    view.open_list()
    settle(toolbox.tasks)
    assert view.list.table.records_model.record(0).state is BatchState.SENDING
    view.open_batch(opened)
    settle(toolbox.tasks, lambda: sent.resume_button.isVisible())


def test_what_is_not_known_is_never_shown_as_nothing(
    confirm: SendConfirmPage, view: BatchView, opened: str, desk: Desk, line: FaultyLine, toolbox: Toolbox
) -> None:
    """The part was accepted, then the portal fell silent: no figure says 0 that might be 7."""
    let_fail(line, Fault(cut_up_after=0, when=b"GET /v1/issuances/2"))
    confirm.tick.click()
    confirm.send_button.click()
    sent = view.opened.sent
    settle(toolbox.tasks, lambda: sent.resume_button.isVisible())
    (part,) = sent.parts.records_model.records
    assert part.state is PartState.ACCEPTED
    figures = {name: figure.value for name, figure in sent.figures.items()}
    assert figures == {"issued": "–", "miles": "–", "yen": "–", "refused": "–", "unknown": "7", "unsent": "4"}
    assert sent.figures["unknown"].isVisible()
    row = [sent.parts.records_model.index(0, at).data() for at in range(sent.parts.records_model.columnCount())]
    assert row[5:7] == ["–", "–"]
    view.open_list()
    settle(toolbox.tasks)
    shown = view.list.table.records_model
    assert "4 or more" in [shown.index(0, at).data() for at in range(shown.columnCount())], "rows held back are errors"
    line.heal()
    toolbox.connection.heard()
    view.open_batch(opened)
    settle(toolbox.tasks, lambda: sent.correct_button.isVisible())
    assert [sent.figures[name].value for name in ("issued", "miles", "refused")] == ["6", "600 mile", "1"]
    assert not sent.figures["unknown"].isVisible()
    assert toolbox.tasks.tasks()[0].title == "Look up the results of a.csv"


@pytest.fixture
def half_sent(view: BatchView, desk: Desk, sandbox_portal: EmbeddedPortal, toolbox: Toolbox, tmp_path: Path) -> str:
    """Opened: of two parts the portal has accepted the first, and its worker sleeps."""
    sandbox_portal.worker.stop()
    source = load_source(csv_file(tmp_path / "half.csv", good_rows(3)))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    with pytest.raises(Cancelled):
        Sending(desk.store, desk.client, desk.site, desk.today, part_rows=2).send(batch_id, StoppedAtSecondPart())
    view.open_batch(batch_id)
    settle(toolbox.tasks, lambda: view.opened.sent.resume_button.isVisible())
    return batch_id


def test_verdicts_that_come_while_the_rest_is_not_sent_are_shown(
    view: BatchView, half_sent: str, sandbox_portal: EmbeddedPortal, toolbox: Toolbox
) -> None:
    sent, late = view.opened.sent, view.commands.late
    assert [part.state for part in sent.parts.records_model.records] == [PartState.ACCEPTED, PartState.READY]
    assert (sent.figures["issued"].value, sent.figures["unknown"].value) == ("–", "2")
    assert "No verdicts yet." in texts(sent.problems)
    listed = toolbox.tasks.tasks()
    late.look()
    settle(toolbox.tasks)
    assert sent.figures["issued"].value == "–"
    assert late.timer.isActive(), "it is asked for again"
    sandbox_portal.worker.run_until_idle()
    late.look()
    settle(toolbox.tasks, lambda: sent.figures["issued"].value == "2")
    assert not sent.figures["unknown"].isVisible()
    assert "No row was refused so far." in texts(sent.problems)
    assert sent.resume_button.text() == "Send the remaining row"
    assert late.timer.isActive(), "the portal may still be at the second part"
    assert toolbox.tasks.tasks() == listed, "in silence"


@pytest.mark.parametrize("button", ["resume_button", "withdraw_button"])
def test_a_question_about_verdicts_never_keeps_the_clerk_waiting(
    view: BatchView,
    half_sent: str,
    sandbox_portal: EmbeddedPortal,
    desk: Desk,
    line: FaultyLine,
    toolbox: Toolbox,
    qtbot: QtBot,
    button: str,
) -> None:
    let_fail(line, Fault(stall_up_after=0))
    view.commands.late.look()
    qtbot.waitUntil(line.struck.is_set)
    line.heal()
    getattr(view.opened.sent, button).click()

    def is_done() -> bool:
        sandbox_portal.worker.run_once()
        view.commands.late.look()
        return desk.batches.all()[0].state is BatchState.DONE and view.opened.sent.figures["issued"].isVisible()

    qtbot.waitUntil(is_done)
    settle(toolbox.tasks)
    assert view.opened.sent.notice.line is None, "nothing stood in the way"
    assert view.opened.sent.figures["issued"].value == ("3" if button == "resume_button" else "2")


def test_a_batch_is_not_asked_for_again_and_again_where_that_fails(
    confirm: SendConfirmPage, view: BatchView, opened: str, line: FaultyLine, toolbox: Toolbox
) -> None:
    let_fail(line, Fault(cut_up_after=0, when=b"GET /v1/issuances/2"))
    confirm.tick.click()
    confirm.send_button.click()
    sent = view.opened.sent
    settle(toolbox.tasks, lambda: sent.resume_button.isVisible())
    toolbox.connection.heard()
    view.refresh()
    settle(toolbox.tasks, lambda: len(toolbox.tasks.tasks()) == 2 and sent.resume_button.isVisible())
    settle(toolbox.tasks)
    assert [task.state for task in toolbox.tasks.tasks()] == ["failed", "failed"]
    assert sent.notice.line is not None
    assert sent.resume_button.text() == "Wait for the results"
    view.refresh()
    settle(toolbox.tasks)
    assert len(toolbox.tasks.tasks()) == 2, "nothing is asked while the portal is out of reach"


def test_a_batch_that_is_sent_by_other_work_is_left_to_it(
    view: BatchView, opened: str, desk: Desk, toolbox: Toolbox
) -> None:
    """As where its issuance period has just opened: asking beside it would only fail."""
    judging, done = threading.Event(), threading.Event()

    class Held(Silent):
        def report(self, _done: int, _total: int, phase: str = "") -> None:
            if phase == "judging":
                judging.set()
                assert done.wait(30)

    sender = threading.Thread(target=desk.sending.send, args=(opened, Held()))
    sender.start()
    try:
        assert judging.wait(30)
        view.refresh()
        settle(toolbox.tasks, lambda: view.opened.sent.isVisible())
        settle(toolbox.tasks)
        assert toolbox.tasks.tasks() == []
    finally:
        done.set()
        sender.join()
    view.refresh()
    settle(toolbox.tasks, lambda: view.opened.sent.correct_button.isVisible())
    assert toolbox.tasks.tasks() == []


def test_a_remembered_batch_that_is_gone_leaves_the_list_without_a_word(
    view: BatchView, toolbox: Toolbox, tmp_path: Path
) -> None:
    told: list[object] = []
    view.noticed.connect(told.append)
    view.restore("0123456789abcdef")
    settle(toolbox.tasks)
    assert view.list.isVisible()
    assert told == []


def test_a_sending_stopped_before_it_began_leaves_the_draft(
    confirm: SendConfirmPage, view: BatchView, desk: Desk, toolbox: Toolbox
) -> None:
    turns = threading.Barrier(THREADS + 1)
    for _ in range(THREADS):
        toolbox.tasks.start(lambda _: turns.wait(10), owner=view)
    confirm.tick.click()
    confirm.send_button.click()
    view.opened.sent.progress.cancel_button.click()
    turns.wait(10)
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    assert desk.batches.all()[0].state is BatchState.DRAFT


def test_a_window_built_anew_finds_the_sending_under_way(
    desk: Desk, line: FaultyLine, toolbox: Toolbox, tmp_path: Path, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(3)))
    first = BatchView(desk, toolbox)
    first.open_batch(desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id)
    settle(toolbox.tasks)
    first.opened.correction.confirm_button.click()
    settle(toolbox.tasks)
    let_fail(line, Fault(stall_up_after=0))
    first.opened.confirm.tick.click()
    first.opened.confirm.send_button.click()
    place = first.place()
    shiboken6.delete(first)

    second = BatchView(desk, toolbox)
    shown(second)
    second.restore(place)
    (task,) = toolbox.tasks.running()
    qtbot.waitUntil(lambda: second.opened.sent.progress.task is task and line.struck.is_set())
    second.opened.sent.progress.cancel_button.click()
    settle(toolbox.tasks, lambda: second.opened.sent.resume_button.isVisible())


def test_the_same_content_sent_before_is_warned_of(
    confirm: SendConfirmPage, view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox
) -> None:
    confirm.tick.click()
    confirm.send_button.click()
    settle(toolbox.tasks, lambda: view.opened.sent.rows.isVisible())
    registration = view.opened.sent.parts.records_model.record(0).registration_id
    source = load_source(csv_file(tmp_path / "b.csv", ROWS))
    view.open_batch(desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id)
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    view.opened.correction.confirm_button.click()
    settle(toolbox.tasks, lambda: view.opened.confirm.summary.earlier.count() > 0)
    assert registration in widget_in(view.opened.confirm.summary.earlier, 0).accessibleName()


def test_a_draft_is_discarded_only_after_a_question(
    view: BatchView, opened: str, desk: Desk, dialogs: ScriptedDialogs, toolbox: Toolbox
) -> None:
    dialogs.script(False, True)
    view.opened.correction.discard_button.click()
    settle(toolbox.tasks)
    assert len(desk.batches.all()) == 1
    view.opened.correction.discard_button.click()
    settle(toolbox.tasks, lambda: view.list.isVisible())
    assert desk.batches.all() == []
    assert dialogs.asked[0].danger
    assert dialogs.asked[0].button == "Discard 11 rows"


def test_an_edit_that_cannot_be_kept_is_told(
    view: BatchView, opened: str, desk: Desk, toolbox: Toolbox, qtbot: QtBot
) -> None:
    desk.batches.discard(opened)
    model = view.opened.correction.rows.grid.grid_model()
    assert model is not None
    with qtbot.waitSignal(view.noticed) as told:
        model.setData(model.index(0, GridColumn.MILES), "100")
    assert isinstance(told.args[0], Notice)
    assert told.args[0].kind == "error"


def test_a_list_of_batches_leads_on(view: BatchView, opened: str, toolbox: Toolbox, qtbot: QtBot) -> None:
    view.open_list()
    settle(toolbox.tasks, lambda: view.list.count() == 1)
    table = view.list.table
    assert [column.text(table.records_model.record(0)) for column in table.records_model.columns[:5]] == [
        "a.csv",
        "C-1024 ご来店ポイントキャンペーン",
        "Draft",
        "11",
        "4",
    ]
    table.chosen.emit(table.records_model.record(0))
    settle(toolbox.tasks, lambda: view.opened.isVisible())
    assert view.summary() == "4 of 11 rows"


def test_three_parts_for_more_than_twenty_thousand_rows(
    view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox
) -> None:
    source = load_source(csv_file(tmp_path / "big.csv", good_rows(20_001)))
    view.open_batch(desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id)
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    assert view.opened.correction.totals.parts.value == "3"


def let_fail(line: FaultyLine, fault: Fault) -> None:
    """From now on every request meets a fault, those on kept connections too."""
    line.heal()
    line.always(fault)


def test_a_sending_tried_again_from_the_list_of_work_is_followed(
    confirm: SendConfirmPage, view: BatchView, line: FaultyLine, toolbox: Toolbox
) -> None:
    activity = ActivityPanel(toolbox)
    let_fail(line, Fault(reset=True))
    confirm.tick.click()
    confirm.send_button.click()
    settle(toolbox.tasks, lambda: view.opened.sent.resume_button.isVisible())
    (failed,) = toolbox.tasks.tasks()
    line.heal()
    activity._on_retry_asked(failed)
    assert view.opened.sent.is_followed
    settle(toolbox.tasks, lambda: view.opened.sent.figures["issued"].value == "6")
    activity.deleteLater()


def test_what_is_not_sent_can_be_given_up_after_a_part_was_accepted(
    view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.sending, "_part_rows", 3)
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(6)))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    issue, asked = desk.client.issuances.issue, []

    def refuse_the_second(*told: Any, **named: Any) -> object:
        asked.append(told)
        if len(asked) > 1:
            raise Refused("44019")
        return issue(*told, **named)

    monkeypatch.setattr(desk.client.issuances, "issue", refuse_the_second)
    with pytest.raises(Refused):
        desk.sending.send(batch_id)
    view.open_batch(batch_id)
    sent = view.opened.sent
    settle(toolbox.tasks, lambda: sent.withdraw_button.isVisible())
    assert sent.withdraw_button.text() == "Do not send the rest"
    assert "stay issued" in sent.withdraw_button.toolTip()
    sent.withdraw_button.click()
    settle(toolbox.tasks, lambda: sent.correct_button.isVisible())
    assert sent.correct_button.text() == "Correct only the 3 error rows"
    assert sent.figures["issued"].value == "3"


def test_records_of_a_part_are_counted_while_they_are_judged() -> None:
    parts = [
        PartInfo(number, 10, 1_000, state, "X", records, 0, "")
        for number, state, records in (
            (1, PartState.JUDGED, 10),
            (2, PartState.ACCEPTED, 0),
            (3, PartState.ACCEPTED, 0),
        )
    ]
    assert [part.records for part in so_far(parts, 14)] == [10, 4, 0]


def test_problems_and_parts_can_be_folded_away_and_stay_so(
    view: BatchView, opened: str, desk: Desk, toolbox: Toolbox
) -> None:
    sent = view.opened.sent

    def shown() -> tuple[bool, bool]:
        view.open_batch(opened)
        settle(toolbox.tasks, sent.isVisible)
        return sent.parts.isVisible(), sent.problems.isVisible()

    desk.sending.send(opened)
    assert shown() == (True, True)
    sent.fold_button.click()
    sent.sides.fold_button.click()
    assert shown() == (False, False)
    sent.fold_button.click()
    sent.sides.unfold_button.click()
    assert shown() == (True, True)
