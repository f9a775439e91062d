"""マイル発行状況: search, follow what runs, fetch lists, delete them for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.rows import Recipe, canonical
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.common.code_help import CodeHelpButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.status.registration_table import may_fetch_errors
from netmile_desktop.views.status.view import StatusView
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.looks import table_of
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import csv_bytes, csv_file, good_rows
from tests.support.window import ScriptedDialogs, settle, texts


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> StatusView:
    view = StatusView(desk, toolbox)
    shown(view)
    view.entered()
    settle(toolbox.tasks)
    return view


@pytest.fixture
def failed(view: StatusView) -> wire.Registration:
    """The newest registration with an error list."""
    return next(each for each in listed(view) if may_fetch_errors(each))


def listed(view: StatusView) -> list[wire.Registration]:
    return view.table.records_model.records


def issue(desk: Desk, key: str = "k" * 16) -> str:
    """Hand three good rows and a bad one over; the new registration."""
    body = canonical(read(csv_bytes([*good_rows(3), ("nobody@example.com", "K9", "100")])).rows)
    query = wire.IssuanceQuery(campaign_id="C-1024", file_name="a.csv")
    return desk.client.issuances.issue(key, query, body).registration_id


def test_newest_registrations_come_first(view: StatusView) -> None:
    ids = [each.registration_id for each in listed(view)]
    assert len(ids) == 50
    assert ids == sorted(ids, reverse=True)
    assert view.pager.summary().startswith("1–50 of ")
    assert view.as_of() is not None


def test_the_list_is_a_sound_model(view: StatusView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.table.records_model)


def test_conditions_narrow_the_list(view: StatusView, toolbox: Toolbox) -> None:
    view.conditions.campaign.setText("C-1024")
    view.conditions.only_errors.setChecked(True)
    view.conditions.search_button.click()
    settle(toolbox.tasks)
    assert listed(view)
    assert all(each.campaign_id == "C-1024" and each.errors for each in listed(view))
    view.conditions.clear_button.click()
    settle(toolbox.tasks)
    assert len(listed(view)) == 50


def test_the_type_of_issue_is_a_condition(view: StatusView, toolbox: Toolbox) -> None:
    for type_ in ("single", "csv"):
        view.conditions.type.setCurrentIndex(view.conditions.type.findData(type_))
        view.conditions.type.activated.emit(0)
        settle(toolbox.tasks)
        assert {each.type for each in listed(view)} == {type_}
    asked = wire.RegistrationSearch(type="csv", only_errors=True)
    view.show_search(asked)
    settle(toolbox.tasks)
    assert view.conditions.query() == asked, "conditions that were brought along stay when one more is added"


def test_a_registration_is_found_by_its_id(view: StatusView, toolbox: Toolbox, qtbot: QtBot) -> None:
    wanted = listed(view)[7].registration_id
    view.seek()
    view.conditions.registration.setText(wanted)
    qtbot.keyClick(view.conditions.registration, Qt.Key.Key_Return)
    settle(toolbox.tasks)
    assert [each.registration_id for each in listed(view)] == [wanted]


@pytest.mark.parametrize("typed", ["{number}", "{day}ー{number}", "{day}{number}", " {number} "])
def test_a_registration_is_found_by_any_part_of_its_id(view: StatusView, toolbox: Toolbox, typed: str) -> None:
    wanted = listed(view)[7].registration_id
    day, _, number = wanted.partition("-")
    view.conditions.registration.setText(typed.format(day=day, number=number))
    view.conditions.search_button.click()
    settle(toolbox.tasks)
    assert [each.registration_id for each in listed(view)] == [wanted]


@pytest.mark.parametrize("typed", ["c-1024", "Ｃ１０２４", "1024"])
def test_registrations_are_found_by_a_campaign_however_it_is_typed(
    view: StatusView, toolbox: Toolbox, typed: str
) -> None:
    view.conditions.campaign.setText(typed)
    view.conditions.search_button.click()
    settle(toolbox.tasks)
    assert {each.campaign_id for each in listed(view)} == {"C-1024"}


def test_registrations_are_found_by_the_name_of_a_campaign(view: StatusView, toolbox: Toolbox) -> None:
    name = listed(view)[0].campaign_name
    view.conditions.campaign.setText(name[1:-1])
    view.conditions.search_button.click()
    settle(toolbox.tasks)
    assert {each.campaign_name for each in listed(view)} == {name}


def test_another_page_and_another_order_are_asked_for(view: StatusView, toolbox: Toolbox) -> None:
    first = listed(view)[0].registration_id
    view.pager.asked.emit(2, 50)
    settle(toolbox.tasks)
    assert view.pager.summary().startswith("51–")
    view.table.records_model.sort_asked.emit("registration_id")
    settle(toolbox.tasks)
    assert view.pager.page == 1
    assert listed(view)[0].registration_id < first


def test_conditions_can_be_brought_along(view: StatusView, toolbox: Toolbox) -> None:
    view.show_search(wire.RegistrationSearch(only_errors=True, states=[ProcessingState.COMPLETED_WITH_ERRORS]))
    settle(toolbox.tasks)
    assert view.conditions.only_errors.isChecked()
    assert view.conditions.query().states == [ProcessingState.COMPLETED_WITH_ERRORS]
    view.filter_campaign("C-1024")
    settle(toolbox.tasks)
    assert {each.campaign_id for each in listed(view)} == {"C-1024"}


def test_inside_a_campaign_only_its_own_are_shown(
    desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]
) -> None:
    view = StatusView(desk, toolbox, "C-1024")
    shown(view)
    view.entered()
    settle(toolbox.tasks)
    assert {each.campaign_id for each in listed(view)} == {"C-1024"}
    assert "campaign" not in [column.key for column in view.table.records_model.columns]
    assert not view.conditions.campaign.isVisible()
    view.conditions.clear_button.click()
    settle(toolbox.tasks)
    assert {each.campaign_id for each in listed(view)} == {"C-1024"}


def test_nothing_found_says_so_and_leads_back(view: StatusView, toolbox: Toolbox) -> None:
    view.conditions.registration.setText("20200101-000001")
    view.conditions.search_button.click()
    settle(toolbox.tasks)
    assert view.empty.isVisible()
    view.empty.button.click()
    settle(toolbox.tasks)
    assert view.table.isVisible()


def test_the_error_list_is_saved_where_it_was_asked_for(
    view: StatusView,
    failed: wire.Registration,
    dialogs: ScriptedDialogs,
    tmp_path: Path,
    toolbox: Toolbox,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "errors.csv"
    dialogs.script(path)
    view.table.select(failed.registration_id)
    assert view.errors_button.isEnabled()
    with qtbot.waitSignal(view.noticed) as told:
        view.errors_button.click()
    settle(toolbox.tasks)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig").count("\n") == failed.errors + 1
    assert str(path) in told.args[0].text
    assert failed.registration_id in dialogs.asked[0].text
    assert toolbox.tasks.tasks()[0].state == "done"
    dialogs.script(tmp_path / "from the detail.csv")
    view.open_registration(failed.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    view.detail.errors_button.click()
    settle(toolbox.tasks)
    assert (tmp_path / "from the detail.csv").read_bytes() == path.read_bytes(), "one list, whichever way it came"


def test_a_save_nobody_named_a_place_for_does_nothing(
    view: StatusView, failed: wire.Registration, dialogs: ScriptedDialogs, toolbox: Toolbox
) -> None:
    dialogs.script(None)
    view.table.errors_asked.emit(failed)
    settle(toolbox.tasks)
    assert toolbox.tasks.tasks() == []


def test_error_counts_are_links_only_where_there_is_a_list(view: StatusView, failed: wire.Registration) -> None:
    at = [column.key for column in view.table.records_model.columns].index("errors")
    rows = {each.registration_id: row for row, each in enumerate(listed(view))}
    gone = next(each for each in listed(view) if each.errors and each.lists_deleted_at)
    for registration, is_link in ((failed, True), (gone, False)):
        index = view.table.records_model.index(rows[registration.registration_id], at)
        view.table.scrollTo(index)
        assert (view.table._link_at(view.table.visualRect(index).center()) is not None) is is_link


def test_counts_of_errors_are_numbers_and_codes_stand_beside_them(view: StatusView) -> None:
    columns = {column.key: column for column in view.table.records_model.columns}
    refused = next(each for each in listed(view) if each.code)
    gone = next(each for each in listed(view) if not each.code and each.lists_deleted_at)
    assert columns["errors"].text(refused) == str(refused.errors) != refused.code
    assert [columns["note"].text(each) for each in (refused, gone)] == [refused.code, "Deleted"]
    tips = [columns["note"].tip(each) for each in (refused, gone) if columns["note"].tip is not None]
    assert [tip.partition(" ")[0] for tip in tips] == [refused.code, "The"]


def test_the_detail_shows_facts_settings_and_codes(
    view: StatusView, failed: wire.Registration, toolbox: Toolbox
) -> None:
    view.table.chosen.emit(failed)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    assert view.detail.id.text == failed.registration_id
    assert view.detail.facts.value("Error records") == str(failed.errors)
    assert view.detail.settings.value("Mode of issue") == "Issue by e-mail address"
    assert view.detail._codes.count() > 0
    asked: list[str] = []
    toolbox.navigation.help_chosen.connect(asked.append)
    links = view.detail.findChildren(CodeHelpButton)
    for link in links:
        link.click()
    assert view.detail.detail is not None
    assert asked == [f"codes#{count.code}" for count in view.detail.detail.by_code] != []
    assert view.back()
    settle(toolbox.tasks)
    assert not view.detail.isVisible()
    assert not view.back()


def test_an_id_leads_to_the_detail_by_one_click(view: StatusView, toolbox: Toolbox, qtbot: QtBot) -> None:
    index = view.table.records_model.index(2, 0)
    place = view.table.visualRect(index).topLeft() + QPoint(20, 10)
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    assert view.detail.id.text == listed(view)[2].registration_id


def test_both_lists_come_in_the_encoding_asked_for(
    view: StatusView, failed: wire.Registration, dialogs: ScriptedDialogs, tmp_path: Path, toolbox: Toolbox
) -> None:
    view.open_registration(failed.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    view.detail.encoding.setCurrentIndex(view.detail.encoding.findData("cp932"))
    completed, errors = tmp_path / "completed.csv", tmp_path / "errors.csv"
    dialogs.script(completed, errors)
    view.detail.completed_button.click()
    view.detail.errors_button.click()
    settle(toolbox.tasks)
    assert len(completed.read_bytes().decode("cp932").splitlines()) == failed.records - failed.errors + 1
    assert len(errors.read_bytes().decode("cp932").splitlines()) == failed.errors + 1

    view.detail.copy.click()
    dialogs.script(tmp_path / "again.csv")
    view.detail.errors_button.click()
    settle(toolbox.tasks)
    assert (tmp_path / "again.csv").read_bytes() == errors.read_bytes()
    assert (tmp_path / "again_表計算用.xlsx").exists()


def test_lists_are_deleted_only_after_a_question_with_the_count(
    view: StatusView, failed: wire.Registration, toolbox: Toolbox, desk: Desk
) -> None:
    view.open_registration(failed.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    detail = view.detail
    detail.delete_button.click()
    assert detail.question.isVisible()
    assert detail.question.keep_button.hasFocus(), "the safe choice is the default"
    assert detail.question.delete_button.text() == f"Delete {failed.records} rows"
    assert view.back(), "Esc keeps the lists"
    assert not detail.question.isVisible()
    assert desk.registrations.detail(failed.registration_id).lists_deleted_at is None

    detail.delete_button.click()
    detail.question.delete_button.click()
    assert not detail.completed_button.isVisible(), "the buttons vanish at once"
    settle(toolbox.tasks)
    for button in (detail.completed_button, detail.errors_button, detail.delete_button):
        assert not button.isVisible()
    assert "Deleted on" in detail.lists_note.text()
    assert desk.user.name in detail.lists_note.text()
    view.show_list()
    settle(toolbox.tasks)
    view.open_registration(failed.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    assert not detail.completed_button.isVisible(), "and stay away"


def test_what_lies_here_is_deleted_too_only_where_it_is_asked_for(
    view: StatusView, failed: wire.Registration, toolbox: Toolbox, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", [*good_rows(2), ("nobody@example.com", "K9", "100")]))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    desk.sending.send(batch_id)
    (sent,) = desk.batches.all()
    view.open_registration(failed.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    view.detail.delete_button.click()
    assert not view.detail.question.here.isVisible(), "of a registration from elsewhere nothing lies here"

    view.open_registration(sent.registration_ids[0])
    settle(
        toolbox.tasks,
        lambda: view.detail.detail is not None and view.detail.detail.registration_id == sent.registration_ids[0],
    )
    question = view.detail.question
    view.detail.delete_button.click()
    assert question.here.isVisible()
    assert not question.here.isChecked()
    question.here.click()
    with qtbot.waitSignal(toolbox.navigation.batches_changed):
        question.delete_button.click()
    settle(toolbox.tasks)
    assert desk.batches.all() == []
    assert desk.registrations.detail(sent.registration_ids[0]).lists_deleted_at is not None
    assert "Deleted on" in view.detail.lists_note.text()


def test_both_lists_are_offered_before_they_are_deleted(
    view: StatusView, failed: wire.Registration, dialogs: ScriptedDialogs, tmp_path: Path, toolbox: Toolbox, desk: Desk
) -> None:
    view.open_registration(failed.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    view.detail.delete_button.click()
    dialogs.script(tmp_path / "completed.csv", tmp_path / "errors.csv")
    view.detail.question.download_button.click()
    settle(toolbox.tasks)
    assert (tmp_path / "completed.csv").exists()
    assert (tmp_path / "errors.csv").exists()
    assert view.detail.question.isVisible()
    assert desk.registrations.detail(failed.registration_id).lists_deleted_at is None


def test_lists_that_somebody_else_deleted_are_told_and_vanish(
    view: StatusView,
    failed: wire.Registration,
    dialogs: ScriptedDialogs,
    tmp_path: Path,
    toolbox: Toolbox,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    view.open_registration(failed.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    desk.registrations.delete_lists(failed.registration_id)
    dialogs.script(tmp_path / "errors.csv")
    with qtbot.waitSignal(view.noticed) as told:
        view.detail.errors_button.click()
    settle(toolbox.tasks)
    assert "P-GONE" in told.args[0].text
    assert not (tmp_path / "errors.csv").exists()
    assert not view.detail.errors_button.isVisible()


def polls(view: StatusView) -> bool:
    return view._polling.is_active


class TestWhileJudging:
    """With a portal whose worker waits to be told."""

    @pytest.fixture
    def sandbox_portal(self, sandbox_copy: Path) -> object:
        with EmbeddedPortal(f"sqlite:///{sandbox_copy / 'portal.db'}", sandbox=True, auto_worker=False) as portal:
            yield portal

    def test_the_list_asks_again_until_all_is_done(
        self, view: StatusView, desk: Desk, sandbox_portal: EmbeddedPortal, toolbox: Toolbox
    ) -> None:
        assert not polls(view)
        registration_id = issue(desk)
        view.refresh()
        settle(toolbox.tasks)
        assert listed(view)[0].registration_id == registration_id
        assert polls(view)
        said = {column.key: column.text(listed(view)[0]) for column in view.table.records_model.columns}
        assert (said["accepted"] != "", said["completed"], said["records"]) == (True, "", "0")
        sandbox_portal.worker.run_until_idle()
        view._polling._timer.setInterval(1)
        view._polling._timer.start()
        settle(toolbox.tasks, lambda: listed(view)[0].state is ProcessingState.COMPLETED_WITH_ERRORS)
        assert not polls(view)

    def test_nothing_is_asked_while_nobody_looks(self, view: StatusView, desk: Desk, toolbox: Toolbox) -> None:
        issue(desk)
        view.refresh()
        settle(toolbox.tasks)
        assert polls(view)
        view.hide()
        assert not polls(view)
        view.show()
        settle(toolbox.tasks)
        assert polls(view)

    def test_lists_wait_for_the_end_and_say_why(self, view: StatusView, desk: Desk, toolbox: Toolbox) -> None:
        view.open_registration(issue(desk))
        settle(toolbox.tasks, lambda: view.detail.isVisible())
        for button in (view.detail.completed_button, view.detail.errors_button, view.detail.delete_button):
            assert button.isVisible()
            assert not button.isEnabled()
            assert button.toolTip()
        assert view.detail.lists_note.text() == view.detail.delete_button.toolTip()


def test_a_single_issue_says_its_code_in_words_and_has_no_lists(view: StatusView, desk: Desk, toolbox: Toolbox) -> None:
    request = wire.SingleIssue(campaign_id="C-1024", address="nobody@example.com", key="K1", miles="100")
    registration = desk.client.issuances.issue_one("s" * 16, request)

    def judged() -> bool:
        return desk.client.issuances.detail(registration.registration_id).state.is_final

    settle(toolbox.tasks, judged)
    view.refresh()
    settle(toolbox.tasks, lambda: listed(view)[0].registration_id == registration.registration_id)
    keys = [column.key for column in view.table.records_model.columns]
    count, note = (view.table.records_model.index(0, keys.index(key)) for key in ("errors", "note"))
    assert (count.data(), note.data()) == ("1", "41053")
    assert note.data(Qt.ItemDataRole.ToolTipRole) == "41053 No member has this address"
    assert view.table._link_at(view.table.visualRect(count).center()) is None

    view.open_registration(registration.registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    said = texts(view.detail)
    assert view.detail.title.text() == "Single issue detail"
    assert "No member has this address" in said
    assert "Single issues have no lists" in said
    assert not view.detail.errors_button.isVisible()
    assert not view.detail.completed_button.isVisible()


def test_what_was_found_is_saved_with_every_page(
    view: StatusView, dialogs: ScriptedDialogs, tmp_path: Path, toolbox: Toolbox
) -> None:
    assert view._page is not None
    path = tmp_path / "status.csv"
    dialogs.script(path)
    view.tools.save.click()
    settle(toolbox.tasks, path.exists)
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == view._page.total + 1
    assert listed(view)[0].registration_id in lines[1]


def test_conditions_are_kept_under_a_name(view: StatusView, toolbox: Toolbox) -> None:
    view.conditions.campaign.setText("C-1024")
    view.conditions.only_errors.setChecked(True)
    view.conditions.saved.save("failed ones")
    view.conditions.clear_button.click()
    settle(toolbox.tasks)
    view.conditions.saved.choose("failed ones")
    settle(toolbox.tasks)
    assert view.conditions.query().campaign_part == "C-1024"
    assert listed(view)
    assert all(each.campaign_id == "C-1024" and each.errors for each in listed(view))


def test_a_column_can_be_put_out_of_sight(view: StatusView) -> None:
    view.table.columns.show_column("completed", False)
    assert "completed" not in [column.key for column in view.table.columns.shown()]


def test_errors_of_another_computer_are_taken_in_from_their_list(
    view: StatusView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    asked: list[tuple[object, ...]] = []
    toolbox.navigation.correction_asked.connect(lambda *what: asked.append(what))
    at = next(at for at, each in enumerate(listed(view)) if may_fetch_errors(each))
    registration = listed(view)[at]
    view.table.selectRow(at)
    dialogs.script(tmp_path / "errors.csv")
    view.correction.click()
    settle(toolbox.tasks, lambda: bool(asked))
    assert asked == [(tmp_path / "errors.csv", registration.campaign_id, registration.mode)]
    source = load_source(tmp_path / "errors.csv")
    table = table_of(source)
    assert table.is_certain, "the portal's own lists need no mapping by hand"
    recipe = table.recipe
    assert len(source.read(recipe).rows) == registration.errors
    campaign = desk.catalogue.detail(registration.campaign_id)
    draft = desk.batches.open(desk.batches.take_in(source, recipe, campaign).batch_id)
    assert not any("," in draft.snapshot().row(row).miles for row in range(len(draft.snapshot()))), (
        "code and text did not spill into the miles"
    )


def test_errors_of_this_computer_lead_to_their_batch(
    view: StatusView, desk: Desk, toolbox: Toolbox, tmp_path: Path
) -> None:
    chosen: list[str] = []
    toolbox.navigation.batch_chosen.connect(chosen.append)
    path = tmp_path / "two.csv"
    path.write_text("nobody00@example.jp,A-1,100\nmember00001@example.jp,A-2,100\n")
    batch_id = desk.batches.take_in(load_source(path), Recipe(), desk.catalogue.detail("C-1024")).batch_id
    desk.sending.send(batch_id)
    view.refresh()
    settle(toolbox.tasks)
    assert listed(view)[0].errors == 1
    view.table.selectRow(0)
    assert view.correction.isEnabled()
    view.correction.click()
    settle(toolbox.tasks)
    assert chosen == [batch_id]

    view.open_registration(listed(view)[0].registration_id)
    settle(toolbox.tasks, lambda: view.detail.isVisible())
    view.detail.correction.click()
    settle(toolbox.tasks)
    assert chosen == [batch_id, batch_id], "the detail leads there too"


def test_only_rows_of_files_can_be_corrected(view: StatusView, toolbox: Toolbox) -> None:
    for at, each in enumerate(listed(view)):
        view.table.selectRow(at)
        assert view.correction.isEnabled() == (each.type == "csv" and each.errors > 0)
    of_each_kind = {(each.type, each.errors > 0): each for each in listed(view)}
    assert len(of_each_kind) > 2

    def is_shown(registration_id: str) -> bool:
        return view.detail.id.text == registration_id

    for each in of_each_kind.values():
        view.open_registration(each.registration_id)
        settle(toolbox.tasks, partial(is_shown, each.registration_id))
        assert view.detail.correction.isVisible() == (each.type == "csv" and each.errors > 0)
