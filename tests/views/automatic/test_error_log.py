"""The log of refused calls in the window: found, counted, put into a batch, deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.wire import AutomaticErrorState
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.automatic.error_log import RefusedCallsView
from netmile_desktop.views.batch.discarding import Discarded, Discarding
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.site.view import SiteView
from netmile_desktop.workspace.desk import Desk
from tests.support.refusing import AUTOMATIC, call, refused
from tests.support.window import ScriptedDialogs, in_front, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def log(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RefusedCallsView:
    """The log of the campaign, with three calls of today in it, the newest of which is order-3."""
    refused(desk, ["order-1", "order-2", "order-3"])
    view = RefusedCallsView(desk, toolbox, AUTOMATIC)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def listed(log: RefusedCallsView) -> list[str]:
    return [entry.unique_id for entry in log.table.records_model.records]


def state_of(log: RefusedCallsView, unique_id: str) -> tuple[str, str]:
    entry = next(entry for entry in log.table.records_model.records if entry.unique_id == unique_id)
    return log.words.badge(entry)[0], log.words.repair(entry)


def select(log: RefusedCallsView, *unique_ids: str) -> None:
    entries = {entry.unique_id: entry.error_id for entry in log.table.records_model.records}
    log.table.select_all_of({entries[unique_id] for unique_id in unique_ids})


def test_filters_narrow_the_list(log: RefusedCallsView, tasks: TaskRunner, desk: Desk) -> None:
    assert {"order-1", "order-2", "order-3"} <= set(listed(log))
    log.conditions.unique_id.setText("order-2")
    log.conditions.search_button.click()
    settle(tasks)
    assert listed(log) == ["order-2"]
    log.conditions.clear_button.click()
    settle(tasks)
    log.conditions.code.setCurrentIndex(log.conditions.code.findData("11022"))
    log.conditions.code.activated.emit(0)
    settle(tasks)
    assert {entry.code for entry in log.table.records_model.records} == {"11022"}
    log.conditions.clear_button.click()
    settle(tasks)
    log.conditions.first.show_day(desk.today())
    log.conditions.search_button.click()
    settle(tasks)
    assert set(listed(log)) >= {"order-1", "order-2", "order-3"}
    assert all(entry.campaign_id == AUTOMATIC for entry in log.table.records_model.records)


def test_calls_whose_campaign_is_not_known_are_shown_on_request(log: RefusedCallsView, tasks: TaskRunner) -> None:
    before = log.pager.total
    log.conditions.whole_site.click()
    settle(tasks)
    assert log.pager.total > before
    assert any(not entry.campaign_id for entry in log.table.records_model.records) or log.pager.total > before


def test_counts_by_day_and_code_lead_to_their_entries(log: RefusedCallsView, tasks: TaskRunner, desk: Desk) -> None:
    log.shown.button("counts").click()
    assert log.counts.isVisible()
    counts = log.counts.records_model.records
    today = next(each for each in counts if (each.day, each.code) == (desk.today(), "12006"))
    assert today.errors == 3
    log.counts.chosen.emit(today)
    settle(tasks)
    assert sorted(listed(log)) == ["order-1", "order-2", "order-3"]
    assert log.table.isVisible()


def test_selected_calls_become_a_batch_and_are_not_offered_again(
    log: RefusedCallsView, tasks: TaskRunner, toolbox: Toolbox, desk: Desk
) -> None:
    opened: list[str] = []
    toolbox.navigation.batch_chosen.connect(opened.append)
    select(log, "order-1", "order-3")
    assert log.primary().text() == "Make a batch of 2 selected calls"
    log.primary().click()
    settle(tasks)
    [batch_id] = opened
    draft = desk.batches.open(batch_id)
    assert (len(draft.snapshot()), draft.campaign.id) == (2, AUTOMATIC)
    word, where = state_of(log, "order-1")
    assert word == "In a manual batch"
    assert where.startswith(draft.name)
    assert where.endswith("(not sent yet)")
    select(log, "order-1", "order-3")
    assert not log.deeds.batch_button.isEnabled()
    assert state_of(log, "order-2") == ("Nothing done yet", "")
    followed: list[str] = []
    toolbox.navigation.batch_chosen.connect(followed.append)
    entry = next(entry for entry in log.table.records_model.records if entry.unique_id == "order-1")
    log.table.linked.emit(entry, "repair")
    assert followed == [batch_id]


def test_the_log_says_what_became_of_each_row_once_the_batch_was_sent(
    log: RefusedCallsView, tasks: TaskRunner, desk: Desk
) -> None:
    select(log, "order-1", "order-2", "order-3")
    log.primary().click()
    settle(tasks)
    [batch] = [each for each in desk.batches.all() if each.campaign_id == AUTOMATIC]
    draft = desk.batches.open(batch.id)
    rows = {cells[0]: row_id for row_id, cells in enumerate(draft.snapshot().sheet.own_cells([0, 1, 2]))}
    draft.set_cells([(row_id, Column.MILES, "30") for row_id in range(3)])
    draft.set_cells([(rows["order-2"], Column.ADDRESS, "nobody-at-all@example.jp")])
    draft.exclude([rows["order-3"]])
    desk.sending.send(batch.id)
    log.refresh()
    settle(tasks)
    assert state_of(log, "order-1") == ("Repaired", f"{batch.name}, row {rows['order-1'] + 1}")
    assert state_of(log, "order-2") == ("Refused again", f"{batch.name}, row {rows['order-2'] + 1}: 41053")
    assert state_of(log, "order-3")[0] == "Left out of the batch"


def test_all_that_was_found_becomes_a_batch(
    log: RefusedCallsView, tasks: TaskRunner, toolbox: Toolbox, desk: Desk
) -> None:
    opened: list[str] = []
    toolbox.navigation.batch_chosen.connect(opened.append)
    log.conditions.first.show_day(desk.today())
    log.conditions.search_button.click()
    settle(tasks)
    count = sum(entry.state is AutomaticErrorState.OPEN for entry in log.table.records_model.records)
    log.deeds.all_button.click()
    settle(tasks)
    assert len(desk.batches.open(opened[0]).snapshot()) == count >= 3
    log.deeds.all_button.click()
    settle(tasks)
    assert len(opened) == 1, "nothing is left to be put right"


def test_what_a_colleague_was_faster_with_is_left_out_and_said(
    log: RefusedCallsView, tasks: TaskRunner, toolbox: Toolbox, desk: Desk
) -> None:
    noticed: list[Notice] = []
    log.noticed.connect(noticed.append)
    select(log, "order-1", "order-2")
    taken = next(entry.error_id for entry in log.table.records_model.records if entry.unique_id == "order-1")
    desk.client.automatic.take_errors(wire.AutomaticErrorTaking(batch="of-a-colleague", error_ids=[taken]))
    opened: list[str] = []
    toolbox.navigation.batch_chosen.connect(opened.append)
    log.primary().click()
    settle(tasks)
    assert len(desk.batches.open(opened[0]).snapshot()) == 1
    assert "somebody else has taken it" in noticed[-1].text
    assert state_of(log, "order-1") == ("In a manual batch", "On another computer")


def test_calls_that_named_another_campaign_are_asked_about(
    log: RefusedCallsView, tasks: TaskRunner, dialogs: ScriptedDialogs, desk: Desk
) -> None:
    cells = desk.trials.usual(desk.catalogue.detail(AUTOMATIC))
    assert refused_elsewhere(desk, cells.address) == "11008"
    log.conditions.whole_site.click()
    settle(tasks)
    select(log, "order-9")
    dialogs.script(False)
    log.primary().click()
    assert AUTOMATIC in dialogs.asked[-1].title
    assert "named another campaign" in dialogs.asked[-1].text
    settle(tasks)
    assert not desk.batches.all() or all("order" not in each.name for each in desk.batches.all())
    assert state_of(log, "order-9")[0] == "Nothing done yet"


def refused_elsewhere(desk: Desk, address: str) -> str | None:
    return call(desk, address, "K000001", 40, "order-9", campaign_id="C-NOWHERE")


def test_deleting_asks_with_the_count(log: RefusedCallsView, tasks: TaskRunner, dialogs: ScriptedDialogs) -> None:
    select(log, "order-1", "order-2")
    dialogs.script(True)
    log.deeds.delete_button.click()
    settle(tasks)
    assert "2 calls" in dialogs.asked[-1].title
    assert dialogs.asked[-1].danger
    assert state_of(log, "order-1")[0] == "Data deleted"
    assert state_of(log, "order-3")[0] == "Nothing done yet"
    select(log, "order-1")
    assert not log.deeds.delete_button.isEnabled()
    assert not log.deeds.batch_button.isEnabled()


def test_a_reminder_stands_above_old_data_until_they_are_deleted(
    log: RefusedCallsView, tasks: TaskRunner, dialogs: ScriptedDialogs, desk: Desk
) -> None:
    sums = desk.refused_calls.sums(wire.AutomaticErrorRange())
    assert sums.overdue, "the sandbox has some"
    assert log.reminder.line is not None
    assert f"{sums.overdue} refused calls" in log.reminder.line.notice.text
    show, delete = log.reminder.line.notice.actions
    show[1]()
    settle(tasks)
    oldest = desk.today() - timedelta(days=sums.reminder_days)
    assert log.conditions.last.day() == oldest
    dialogs.script(True)
    delete[1]()
    settle(tasks)
    assert f"{sums.overdue} calls" in dialogs.asked[-1].title
    assert log.reminder.line is None


def test_discarding_the_batch_opens_its_calls_again(
    log: RefusedCallsView, tasks: TaskRunner, toolbox: Toolbox, dialogs: ScriptedDialogs, desk: Desk
) -> None:
    select(log, "order-1")
    log.primary().click()
    settle(tasks)
    [batch] = [each for each in desk.batches.all() if each.campaign_id == AUTOMATIC]
    dialogs.script(True)
    Discarding(desk, toolbox, log).ask([Discarded(batch.id, batch.name, 1)])
    settle(tasks)
    told = desk.client.automatic.errors(wire.AutomaticErrorSearch(unique_id="order-1")).items[0]
    assert told.state is AutomaticErrorState.OPEN


def test_the_top_page_reminds_of_old_data_and_leads_to_them(
    page: DeskPage, window: MainWindow, tasks: TaskRunner
) -> None:
    [duty] = [each for each in in_front(page, HomeView).duties.duties if each.key == "refused_calls"]
    count = int(duty.count.split()[0])
    duty.follow()
    settle(tasks)
    site = in_front(page, SiteView)
    assert site.page is site.refused_calls
    settle(tasks)
    assert site.refused_calls.conditions.last.day() is not None
    assert site.refused_calls.pager.total >= count, "those without data are among them"
    assert "older than" in texts(site.refused_calls)
