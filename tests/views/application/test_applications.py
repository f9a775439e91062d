from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.wire import ApplicationSearch
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def search(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> SearchView:
    view = SearchView(desk, toolbox)
    shown(view)
    view.tabs.setCurrentIndex(1)
    settle(tasks)
    return view


def test_the_first_visit_lists_every_application(search: SearchView, desk: Desk) -> None:
    page = search.applications
    assert page.isVisible()
    assert page.pager.total == desk.catalogue.applications(ApplicationSearch()).total > 0
    shown = [column.title for column in page.table.columns.shown()]
    assert shown[2:7] == ["Kind", "Application state", "Applied at", "Decided at", "Reason"]
    assert "every application is shown" in texts(search)
    assert search.summary() == "", "the count stands below the list"
    assert search.as_of() is not None
    assert search.primary() is page.form.show_button


@pytest.mark.parametrize(
    ("quick", "state"), [("applied", ApplicationState.APPLIED), ("rejected", ApplicationState.REJECTED)]
)
def test_quick_filters_search_at_once(
    search: SearchView, tasks: TaskRunner, quick: str, state: ApplicationState
) -> None:
    search.applications.form.quick.button(quick).click()
    settle(tasks)
    found = search.applications.table.records_model.records
    assert found
    assert {each.state for each in found} == {state}


def test_what_was_turned_down_says_why(search: SearchView, tasks: TaskRunner) -> None:
    search.applications.form.quick.button("rejected").click()
    settle(tasks)
    first = search.applications.table.records_model.records[0]
    assert first.reason
    assert first.decided_at is not None


def test_the_quick_filter_of_what_is_over_finds_ended_periods(
    search: SearchView, desk: Desk, tasks: TaskRunner
) -> None:
    search.applications.form.quick.button("ended").click()
    settle(tasks)
    found = search.applications.table.records_model.records
    assert found
    assert all(each.campaign_period.last < desk.today() for each in found)


def test_conditions_are_joined_and_said(search: SearchView, tasks: TaskRunner) -> None:
    form = search.applications.form
    form.kinds[ApplicationKind.NEW].setChecked(True)
    form.states[ApplicationState.APPROVED].setChecked(True)
    assert "Kind of application = New AND Application state = Approved" in texts(form)
    form.show_button.click()
    settle(tasks)
    found = search.applications.table.records_model.records
    assert {(each.kind, each.state) for each in found} == {(ApplicationKind.NEW, ApplicationState.APPROVED)}


def test_the_state_of_a_change_is_told_as_that_of_a_change(
    search: SearchView, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    search.applications.form.kinds[ApplicationKind.CHANGE].setChecked(True)
    search.applications.form.show_button.click()
    settle(tasks)
    model = search.applications.table.records_model
    at = next(at for at, column in enumerate(model.columns) if column.key == "state")
    said = {model.record(row).state: model.index(row, at).data() for row in range(model.rowCount())}
    assert said[ApplicationState.APPLIED] == "Change applied for"
    assert said[ApplicationState.LAPSED] == "Change lapsed"
    japanese = Texts(Language.JAPANESE)
    assert [japanese.application_state(ApplicationKind.CHANGE, state) for state in ApplicationState] == [
        *("変更申請中", "変更承認", "変更不承認", "取下げ", "変更失効")
    ]
    assert japanese.application_state(ApplicationKind.REUSE, ApplicationState.APPLIED) == "申請中"


def test_an_application_leads_to_its_campaign(search: SearchView, toolbox: Toolbox) -> None:
    went: list[str] = []
    toolbox.navigation.campaign_chosen.connect(went.append)
    table = search.applications.table
    first = table.records_model.record(0)
    table.linked.emit(first, "campaign_id")
    assert went == [first.campaign_id]


def test_the_place_tells_the_sub_tab(search: SearchView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner) -> None:
    search.applications.form.quick.choose("rejected")
    other = SearchView(desk, toolbox)
    other.restore(search.place())
    settle(tasks)
    assert other.tabs.currentIndex() == 1
    assert other.applications.form.query() == search.applications.form.query()
    other.deleteLater()
