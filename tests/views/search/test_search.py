from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def search(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> SearchView:
    view = SearchView(desk, toolbox)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def ids(search: SearchView) -> list[str]:
    return [campaign.id for campaign in search.table.records_model.records]


def test_the_first_visit_shows_every_approved_campaign(
    search: SearchView, desk: Desk, qtmodeltester: ModelTester
) -> None:
    everything = desk.catalogue.search(CampaignSearch())
    assert ids(search) == [campaign.id for campaign in everything.items]
    assert search.pager.summary() == f"{everything.total} results"
    assert "Without conditions every approved campaign is shown." in texts(search)
    qtmodeltester.check(search.table.records_model)


def test_conditions_are_joined_by_and(search: SearchView, tasks: TaskRunner, qtbot: QtBot) -> None:
    form = search.form
    form.states[CampaignState.RUNNING].setChecked(True)
    form.states[CampaignState.ENDED].setChecked(True)
    form.campaign_from.edit.setText("2026/01/01")
    assert "Campaign state = Running or Ended AND Campaign period = 2026/01/01 –" in texts(search)
    form.show_button.click()
    settle(tasks)
    states = {campaign.state for campaign in search.table.records_model.records}
    assert states == {CampaignState.RUNNING, CampaignState.ENDED}
    assert all(c.campaign_period.last >= date(2026, 1, 1) for c in search.table.records_model.records)
    wanted = ids(search)[0]
    form.id.setText(wanted)
    qtbot.keyClick(form.id, Qt.Key.Key_Return)
    settle(tasks)
    assert ids(search) == [wanted], "Enter shows too"


def test_a_range_that_ends_before_it_begins_is_refused_in_the_form(search: SearchView, tasks: TaskRunner) -> None:
    before = ids(search)
    search.form.issuance_from.edit.setText("2026/12/01")
    search.form.issuance_to.edit.setText("2026/11/01")
    search.form.show_button.click()
    assert tasks.live() == 0
    assert "The first day 2026/12/01 is after the last day 2026/11/01" in texts(search)
    search.form.issuance_to.edit.setText("someday")
    search.form.show_button.click()
    assert tasks.live() == 0
    assert "“someday” is not a date" in texts(search)
    assert ids(search) == before


def test_nothing_found_says_what_to_do(search: SearchView, tasks: TaskRunner) -> None:
    search.form.name.setText("there is no such campaign")
    search.form.show_button.click()
    settle(tasks)
    assert search.nothing.isVisible()
    assert search.pager.summary() == "0 results"
    search.nothing.button.click()
    settle(tasks)
    assert search.form.is_empty()
    assert search.table.isVisible()


def test_the_portal_sorts_and_pages(search: SearchView, desk: Desk, tasks: TaskRunner) -> None:
    search.pager.asked.emit(2, 10)
    settle(tasks)
    assert ids(search) == [c.id for c in desk.catalogue.search(CampaignSearch(page=2, size=10)).items]
    search.table.records_model.sort(0, Qt.SortOrder.DescendingOrder)
    settle(tasks)
    assert ids(search) == [c.id for c in desk.catalogue.search(CampaignSearch(sort="-id", size=10)).items]
    header = search.table.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (0, Qt.SortOrder.DescendingOrder)
    search.form.show_button.click()
    settle(tasks)
    assert search.pager.page == 1


def test_a_row_leads_to_the_campaign_or_its_registrations(search: SearchView, toolbox: Toolbox) -> None:
    went: list[tuple[str, str]] = []
    toolbox.navigation.campaign_chosen.connect(lambda id_: went.append(("campaign", id_)))
    toolbox.navigation.status_chosen.connect(lambda id_: went.append(("status", id_)))
    campaign = search.table.records_model.record(0)
    search.table.chosen.emit(campaign)
    search.table.linked.emit(campaign, "id")
    search.table.linked.emit(campaign, "status")
    assert went == [("campaign", campaign.id), ("campaign", campaign.id), ("status", campaign.id)]


def test_the_registrations_are_reached_without_a_pointer(search: SearchView, toolbox: Toolbox) -> None:
    went: list[str] = []
    toolbox.navigation.status_chosen.connect(went.append)
    first = search.table.visualRect(search.table.records_model.index(0, 0))
    search.table.customContextMenuRequested.emit(first.center())
    menu = search.table.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == "Status").trigger()
    menu.close()
    assert went == [ids(search)[0]]


def test_the_place_is_found_again(search: SearchView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner) -> None:
    search.form.states[CampaignState.RUNNING].setChecked(True)
    search.form.campaign_to.edit.setText("2026/12/31")
    other = SearchView(desk, toolbox)
    other.restore(search.place())
    settle(tasks)
    assert other.form.query() == search.form.query()
    other.restore("nonsense")
    other.deleteLater()


def test_only_the_newest_answer_is_shown(search: SearchView, tasks: TaskRunner) -> None:
    search.form.name.setText("there is no such campaign")
    search.form.show_button.click()
    search.form.name.clear()
    search.form.show_button.click()
    settle(tasks)
    assert ids(search)
