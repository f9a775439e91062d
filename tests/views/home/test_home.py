from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.wire import CampaignSearch, RegistrationSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def home(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> HomeView:
    view = HomeView(desk, toolbox)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def test_running_campaigns_and_nothing_else(home: HomeView, desk: Desk, qtmodeltester: ModelTester) -> None:
    running = desk.catalogue.search(CampaignSearch(states=[CampaignState.RUNNING]))
    assert {campaign.id for campaign in home.table.records_model.records} == {c.id for c in running.items}
    ends = [campaign.campaign_period.last for campaign in home.table.records_model.records]
    assert ends == sorted(ends), "by their last day"
    assert home.summary() == f"Campaigns running: {running.total}"
    assert home.as_of() is not None
    qtmodeltester.check(home.table.records_model)


def test_a_campaign_is_opened_by_its_id_or_enter(home: HomeView, toolbox: Toolbox) -> None:
    opened: list[str] = []
    toolbox.navigation.campaign_chosen.connect(opened.append)
    campaign = home.table.records_model.record(0)
    home.table.linked.emit(campaign, "id")
    home.table.chosen.emit(campaign)
    assert opened == [campaign.id] * 2


def test_what_waits_leads_to_where_it_is_dealt_with(home: HomeView, desk: Desk, toolbox: Toolbox) -> None:
    asked: list[RegistrationSearch] = []
    toolbox.navigation.status_asked.connect(asked.append)
    told = desk.catalogue.home()
    assert home.with_errors.count == told.errors_last_days > 0
    assert home.not_deleted.count == told.lists_not_deleted > 0
    assert home.in_process.count == told.registrations_open
    home.with_errors.click()
    home.not_deleted.click()
    assert asked[0].only_errors
    assert asked[1].accepted_to == desk.today() - timedelta(days=told.reminder_days)
    assert not home.half_sent.isEnabled(), "nothing waits, nothing to press"


def test_half_sent_batches_are_offered(
    home: HomeView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[str] = []
    lists: list[int] = []
    toolbox.navigation.batch_chosen.connect(batches.append)
    toolbox.navigation.batches_chosen.connect(lambda: lists.append(1))
    for waiting in (["b-1"], ["b-1", "b-2"]):
        monkeypatch.setattr(desk.sending, "waiting", lambda waiting=waiting: waiting)
        home.refresh()
        settle(tasks)
        assert home.half_sent.count == len(waiting)
        home.half_sent.click()
    assert (batches, lists) == (["b-1"], [1])


def test_the_next_step_takes_a_file_in(home: HomeView, toolbox: Toolbox) -> None:
    asked: list[object] = []
    toolbox.navigation.import_asked.connect(lambda path, campaign: asked.append((path, campaign)))
    primary = home.primary()
    assert primary is not None
    primary.click()
    assert asked == [(None, "")]


def test_without_the_portal_the_last_known_page_is_shown_with_its_time(
    home: HomeView,
    desk: Desk,
    toolbox: Toolbox,
    tasks: TaskRunner,
    sandbox_portal: EmbeddedPortal,
    shown: Show,
) -> None:
    sandbox_portal.__exit__(None, None, None)
    told: list[Notice] = []
    view = HomeView(desk, toolbox)
    view.noticed.connect(told.append)
    shown(view)
    view.entered()
    settle(tasks)
    assert view.table.records_model.records == home.table.records_model.records
    assert "The portal does not answer" in told[0].text
    assert not toolbox.connection.is_online
    home.refresh()
    settle(tasks)
    assert home.table.records_model.records, "the last good content stays"


def test_states_of_open_registrations_are_asked_for(home: HomeView, toolbox: Toolbox) -> None:
    asked: list[RegistrationSearch] = []
    toolbox.navigation.status_asked.connect(asked.append)
    home.in_process.show_count(2, "See the status")
    home.in_process.click()
    assert asked[0].states == [ProcessingState.RECEIVED, ProcessingState.RUNNING]


def test_columns_are_chosen_and_the_list_is_saved_in_sight(
    home: HomeView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    assert home.tools.columns.isVisible(), "not only in a menu behind the right button"
    home.table.columns.show_column("amount", False)
    dialogs.script(tmp_path / "running.csv")
    home.tools.save.click()
    settle(tasks)
    lines = (tmp_path / "running.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Amount" not in lines[0]
    assert len(lines) == 1 + len(home.table.records_model.records)
