"""マイル発行履歴/取消: find, tick over pages, review in groups, cancel, request, follow."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState
from netmile_desktop.domain.history import BILLED, IssueState, IssueType
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.issue_table import TICK
from netmile_desktop.views.history.view import LIST, REQUESTS, HistoryView
from netmile_desktop.views.look.formats import clock
from netmile_desktop.workspace.desk import Desk
from tests.support.recalling import operator_of
from tests.support.window import ScriptedDialogs, settle

PENDING = wire.HistoryConditions(states=[IssueState.PENDING])
VALID = wire.HistoryConditions(states=[IssueState.VALID], campaign_id="C-1022")
NAMES = ("test001", "member00001")
"""A test member, and one who is none."""


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> HistoryView:
    view = HistoryView(desk, toolbox)
    shown(view)
    view.entered()
    settle(toolbox.tasks)
    return view


@pytest.fixture
def told(view: HistoryView) -> list[Notice]:
    notices: list[Notice] = []
    view.noticed.connect(notices.append)
    return notices


def listed(view: HistoryView) -> list[wire.IssueRecord]:
    return view.listing.table.records_model.records


def look_for(view: HistoryView, conditions: wire.HistoryConditions) -> list[wire.IssueRecord]:
    view.show_history(conditions)
    settle(view.toolbox.tasks)
    return listed(view)


def review(view: HistoryView, *issues: wire.IssueRecord, reason: str = "issued_wrongly") -> None:
    """Tick issues, choose a reason, press the guide's button."""
    for issue in issues:
        view.listing.ticks.turn(issue)
    view.listing.reason.choose(reason)
    view.listing.reason.activated.emit(0)
    view.listing.review_button.click()
    settle(view.toolbox.tasks)


def state_of(desk: Desk, issue_id: str) -> IssueState:
    return desk.client.history.search(wire.HistorySearch(issue_id=issue_id)).items[0].live_state


def test_the_newest_issue_comes_first_as_of_the_last_midnight(view: HistoryView) -> None:
    instants = [each.issued_at for each in listed(view)]
    assert len(instants) == 50
    assert instants == sorted(instants, reverse=True)
    as_of = view.as_of()
    assert as_of is not None
    assert max(instants) < as_of
    assert view.listing.pager.summary().startswith("1–50 of ")


def test_the_list_is_a_sound_model(view: HistoryView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.listing.table.records_model)


def test_conditions_are_joined(view: HistoryView, toolbox: Toolbox, qtbot: QtBot) -> None:
    some = listed(view)[3]
    conditions = view.listing.conditions
    conditions.key.setText(some.key[:4])
    conditions.prefix.setChecked(True)
    conditions.miles_from.setText("１,000")
    qtbot.keyClick(conditions.key, Qt.Key.Key_Return)
    settle(toolbox.tasks)
    assert all(each.key.startswith(some.key[:4]) and each.miles >= 1000 for each in listed(view))
    conditions.clear_button.click()
    settle(toolbox.tasks)
    assert len(listed(view)) == 50
    conditions.miles_from.setText("many")
    assert conditions.miles_from.property("bad") is True


def test_automatic_and_manual_issues_are_told_apart(view: HistoryView) -> None:
    headings = [column.key for column in view.listing.table.records_model.columns]
    for type_, shown in ((IssueType.AUTOMATIC, "Automatic"), (IssueType.CSV, "CSV"), (IssueType.REWARD, "Reward")):
        issues = look_for(view, wire.HistoryConditions(types=[type_]))
        assert {each.type for each in issues} == {type_}
        cell = view.listing.table.records_model.index(0, headings.index("type"))
        assert str(cell.data()).startswith(shown)


def test_issues_to_test_members_are_marked_on_the_screen_and_in_the_saved_list(
    view: HistoryView,
    desk: Desk,
    toolbox: Toolbox,
    dialogs: ScriptedDialogs,
    sandbox_portal: EmbeddedPortal,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    for name in NAMES:
        single = wire.SingleIssue(campaign_id="C-1024", address=f"{name}@example.jp", key=f"T-{name}", miles="100")
        desk.client.issuances.issue_one(f"a-test-{name}-000000000", single)
    both = wire.HistoryConditions(key="T-", prefix=True)
    qtbot.waitUntil(lambda: all(desk.client.inquiries.ask(wire.Inquiry(key=f"T-{n}")).issues for n in NAMES))
    tomorrow = wire.MoveClock(to=desk.today() + timedelta(days=1))
    operator_of(sandbox_portal).call(operations.MOVE_CLOCK, body=tomorrow)
    desk.look_at_clock()
    assert {item.key: item.test for item in look_for(view, both)} == {"T-test001": True, "T-member00001": False}
    dialogs.script(tmp_path / "history.csv")
    view.listing.tools.save.click()
    settle(toolbox.tasks)
    saved = csv.DictReader((tmp_path / "history.csv").read_text("utf-8-sig").splitlines())
    assert {row["Specified key"]: row["Test"] for row in saved} == {"T-test001": "Test", "T-member00001": ""}


def test_kept_conditions_hold_no_key(view: HistoryView, toolbox: Toolbox) -> None:
    conditions = view.listing.conditions
    conditions.key.setText("K026205")
    conditions.campaign.setText("C-1022")
    conditions.saved.save("mine")
    assert "K026205" not in "".join(toolbox.memory.texts("filters/history"))
    conditions.show_conditions(wire.HistoryConditions())
    conditions.saved.choose("mine")
    settle(toolbox.tasks)
    assert {each.campaign_id for each in listed(view)} == {"C-1022"}


def test_ticks_survive_paging_and_sorting(view: HistoryView, toolbox: Toolbox, qtbot: QtBot) -> None:
    look_for(view, VALID)
    table, ticks = view.listing.table, view.listing.ticks
    at = next(at for at, column in enumerate(table.records_model.columns) if column.key == TICK)
    place = table.visualRect(table.records_model.index(0, at)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    first = listed(view)[0].issue_id
    assert ticks.ids == [first]
    view.listing.pager.asked.emit(2, 50)
    settle(toolbox.tasks)
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert len(ticks) == 2
    table.records_model.sort_asked.emit("miles")
    settle(toolbox.tasks)
    assert first in ticks
    assert view.listing.count.text() == "Ticked: 2"
    view.listing.none_button.click()
    assert not len(ticks)


def test_a_page_and_all_that_was_found_are_ticked_at_once(view: HistoryView, toolbox: Toolbox) -> None:
    look_for(view, PENDING)
    view.listing.page_button.click()
    assert len(view.listing.ticks) == 50
    view.listing.all_button.click()
    settle(toolbox.tasks)
    found = view.listing.found
    assert found is not None
    assert len(view.listing.ticks) == found.page.total > 50


def test_what_is_too_much_for_one_go_is_not_ticked(view: HistoryView) -> None:
    found = view.listing.found
    assert found is not None
    assert found.page.total > 10_000
    assert not view.listing.all_button.isEnabled()
    assert "10,000" in view.listing.all_button.toolTip()


def test_a_reason_must_be_chosen_first(view: HistoryView) -> None:
    view.listing.ticks.turn(look_for(view, VALID)[0])
    assert not view.listing.review_button.isEnabled()
    assert view.listing.review_button.toolTip() == "Choose a reason."
    assert view.listing.reason.count() == 7


def test_old_issues_have_no_tick_and_say_why(view: HistoryView, desk: Desk) -> None:
    long_ago = desk.today() - timedelta(days=100)
    old = look_for(view, wire.HistoryConditions(issued_to=long_ago, types=list(BILLED)))
    assert all(each.cause is Cause.NINETY_DAYS or each.cause is Cause.THREE_MONTHS for each in old)
    view.listing.page_button.click()
    assert not len(view.listing.ticks)
    column = next(each for each in view.listing.table.records_model.columns if each.key == "way")
    assert "since issuance" in column.text(old[0])


def test_miles_of_rewards_have_no_tick_and_say_why(view: HistoryView) -> None:
    rewards = look_for(view, wire.HistoryConditions(types=[IssueType.REWARD]))
    assert {each.cause for each in rewards} == {Cause.REWARD}
    view.listing.page_button.click()
    assert not len(view.listing.ticks)
    column = next(each for each in view.listing.table.records_model.columns if each.key == "way")
    assert "reward registration" in column.text(rewards[0])


def test_a_mixed_selection_falls_into_groups(
    view: HistoryView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs, told: list[Notice]
) -> None:
    pending = look_for(view, PENDING)[:2]
    valid = look_for(view, VALID)[:3]
    review(view, *pending, *valid)
    confirm = view.confirm
    assert view.is_reviewing
    assert [len(confirm.rows_left(each)) for each in (CancelAction.AT_ONCE, CancelAction.REQUEST, None)] == [2, 3, 0]
    assert state_of(desk, pending[0].issue_id) is IssueState.PENDING, "looking changes nothing"

    dialogs.script(True)
    confirm.cancel_button.click()
    settle(toolbox.tasks)
    assert dialogs.asked[-1].danger
    assert [state_of(desk, each.issue_id) for each in pending] == [IssueState.CANCELLED] * 2
    assert all(confirm.outcome_of(each.issue_id) for each in pending)
    assert not confirm.cancel_button.isEnabled()
    assert len(confirm.rows_left(CancelAction.REQUEST)) == 3
    assert "R2" in told[-1].text

    dialogs.script(True)
    confirm.request_button.click()
    settle(toolbox.tasks)
    assert [state_of(desk, each.issue_id) for each in valid] == [IssueState.REQUESTED] * 3
    assert not len(view.listing.ticks)


def test_the_month_s_cancelled_miles_stand_on_the_tab(
    view: HistoryView,
    desk: Desk,
    toolbox: Toolbox,
    dialogs: ScriptedDialogs,
    sandbox_portal: EmbeddedPortal,
) -> None:
    today = desk.today()
    before, as_of = desk.reporting.cancelled_miles(today)
    assert view.month.text() == f"Cancelled this month: {before:,} mile (as of {clock(as_of)})"
    pending = look_for(view, PENDING)[0]
    review(view, pending)
    dialogs.script(True)
    view.confirm.cancel_button.click()
    settle(toolbox.tasks)
    tomorrow = wire.MoveClock(to=today + timedelta(days=1))
    operator_of(sandbox_portal).call(operations.MOVE_CLOCK, body=tomorrow)
    desk.look_at_clock()
    view.back()
    settle(toolbox.tasks)
    in_month = before + pending.miles if tomorrow.to.month == today.month else 0
    assert view.month.text().startswith(f"Cancelled this month: {in_month:,} mile (")
    assert desk.reporting.cancelled_miles(today, pending.campaign_id)[0] == pending.miles
    other = "C-1022" if pending.campaign_id != "C-1022" else "C-1024"
    assert desk.reporting.cancelled_miles(today, other)[0] == 0, "each campaign has its own"


def test_saying_no_changes_nothing(view: HistoryView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs) -> None:
    pending = look_for(view, PENDING)[0]
    review(view, pending)
    dialogs.script(False)
    view.confirm.cancel_button.click()
    settle(toolbox.tasks)
    assert state_of(desk, pending.issue_id) is IssueState.PENDING
    assert view.back()
    settle(toolbox.tasks)
    assert not view.is_reviewing
    assert len(view.listing.ticks) == 1, "what was ticked is still ticked"


def test_what_is_cancelled_elsewhere_meanwhile_is_not_done_and_says_why(
    view: HistoryView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs, told: list[Notice]
) -> None:
    first, second = look_for(view, PENDING)[:2]
    review(view, first, second)
    order = wire.CancelOrder(action=CancelAction.AT_ONCE, reason="issued_wrongly", issue_ids=[first.issue_id])
    desk.client.cancellations.order("elsewhere-0000000000", order)
    dialogs.script(True)
    view.confirm.cancel_button.click()
    settle(toolbox.tasks)
    row = view.confirm.outcome_of(first.issue_id)
    assert row is not None
    assert not row.is_done
    assert view.confirm._result_text(first) == "Already cancelled"
    assert "Not done: 1" in told[-1].text


def test_requests_are_followed_until_they_are_decided(
    view: HistoryView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs
) -> None:
    valid = look_for(view, VALID)[0]
    review(view, valid)
    dialogs.script(True)
    view.confirm.request_button.click()
    settle(toolbox.tasks)
    view.confirm.requests_asked.emit()
    settle(toolbox.tasks)
    assert view.tabs.currentIndex() == REQUESTS
    records = view.requests.table.records_model.records
    assert valid.issue_id in [each.issue_id for each in records]
    assert {each.state for each in records} == {RequestState.REQUESTED}
    assert [each.last_on for each in records] == sorted(each.last_on for each in records)
    view.requests.show_state(RequestState.REFUSED)
    settle(toolbox.tasks)
    assert valid.issue_id not in [each.issue_id for each in view.requests.table.records_model.records]


def test_all_that_was_found_is_saved(
    view: HistoryView, toolbox: Toolbox, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    look_for(view, PENDING)
    found = view.listing.found
    assert found is not None
    dialogs.script(tmp_path / "history.csv")
    view.listing.tools.save.click()
    settle(toolbox.tasks)
    lines = (tmp_path / "history.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == found.page.total + 1
    assert lines[0].startswith("Issued at,")


def test_inside_a_campaign_only_its_own_are_shown(
    desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]
) -> None:
    view = HistoryView(desk, toolbox, "C-1024")
    shown(view)
    view.entered()
    settle(toolbox.tasks)
    assert {each.campaign_id for each in listed(view)} == {"C-1024"}
    assert not view.listing.conditions.campaign.isVisible()


def test_a_whole_registration_is_recalled_in_one_action(
    view: HistoryView, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs
) -> None:
    some = next(each for each in look_for(view, PENDING) if each.registration_id)
    view.recall_registration(some.registration_id)
    settle(toolbox.tasks)
    rows = view.confirm.rows_left(CancelAction.AT_ONCE)
    assert rows
    assert {each.registration_id for each in rows} == {some.registration_id}
    assert not view.confirm.cancel_button.isEnabled(), "no reason yet"
    view.confirm.reason.choose("issued_wrongly")
    view.confirm.reason.activated.emit(0)
    dialogs.script(True)
    view.confirm.cancel_button.click()
    settle(toolbox.tasks)
    left = desk.client.history.search(
        wire.HistorySearch(registration_id=some.registration_id, states=[IssueState.PENDING])
    )
    assert left.total == 0


def test_seeking_leads_to_the_key(view: HistoryView, toolbox: Toolbox) -> None:
    view.show_page(REQUESTS)
    settle(toolbox.tasks)
    view.seek()
    settle(toolbox.tasks)
    assert view.tabs.currentIndex() == LIST
    assert view.listing.conditions.key.hasFocus()
    assert view.topic() == "history"
