from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester

from netmile_desktop.domain.batches import BatchState, ProcessingState
from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.wire import CampaignSearch, RegistrationSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.duties_card import SHOWN
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.first_steps import SAMPLE
from netmile_desktop.workspace.issuing.budgets import WHOLE_SITE
from netmile_desktop.workspace.reports.reporting import ReportRequest
from tests.support.window import ScriptedDialogs, settle, texts

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


def press(home: HomeView, key: str) -> None:
    """Press the button of the first duty of a kind."""
    if home.duties.button_of(key) is None:
        home.duties.all_button.click()
    button = home.duties.button_of(key)
    assert button is not None
    button.click()


def counts(home: HomeView) -> dict[str, str]:
    return {duty.key: duty.count for duty in home.duties.duties}


def test_what_waits_leads_to_where_it_is_dealt_with(home: HomeView, desk: Desk, toolbox: Toolbox) -> None:
    asked: list[RegistrationSearch] = []
    toolbox.navigation.status_asked.connect(asked.append)
    told = desk.catalogue.home()
    assert counts(home)["errors"] == f"{told.errors_last_days} items"
    assert counts(home)["lists"] == f"{told.lists_not_deleted} items"
    assert "half_sent" not in counts(home), "nothing waits, nothing to press"
    press(home, "errors")
    press(home, "lists")
    assert asked[0].only_errors
    assert asked[1].accepted_to == desk.today() - timedelta(days=told.reminder_days)


def test_the_nearest_last_day_is_on_top_and_what_has_none_below(home: HomeView) -> None:
    duties = home.duties.duties
    dated = [duty.order for duty in duties if duty.until is not None]
    assert dated == sorted(dated)
    assert [duty.until is None for duty in duties] == sorted(duty.until is None for duty in duties)
    assert home.first_control() is home.duties.first_button()
    assert duties[0].is_urgent


def test_five_duties_are_shown_and_the_others_on_demand(home: HomeView) -> None:
    shown = [button for button in home.duties.findChildren(PlainButton) if button.isVisible()]
    assert len(home.duties.duties) > SHOWN == len(shown)
    home.duties.all_button.click()
    shown = [button for button in home.duties.findChildren(PlainButton) if button.isVisible()]
    assert len(shown) == len(home.duties.duties)
    home.duties.all_button.click()
    assert home.duties.all_button.text() == f"Show all ({len(home.duties.duties)})"


def batch(name: str, state: BatchState) -> BatchSummary:
    """A batch of which 2 of 5 rows were sent."""
    at = datetime(2026, 11, 20, tzinfo=JST)
    return BatchSummary(name.partition(".")[0], name, "C-1024", "", state, 5, 0, 0, 2, at, at, ())


def test_half_sent_batches_are_offered(
    home: HomeView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[str] = []
    lists: list[int] = []
    toolbox.navigation.batch_chosen.connect(batches.append)
    toolbox.navigation.batches_chosen.connect(lambda: lists.append(1))
    for waiting in (["b-1"], ["b-1", "b-2"]):
        monkeypatch.setattr(desk.sending, "waiting", lambda waiting=waiting: waiting)
        monkeypatch.setattr(
            desk.batches, "all", lambda waiting=waiting: [batch(each, BatchState.SENDING) for each in waiting]
        )
        home.refresh()
        settle(tasks)
        (duty,) = [each for each in home.duties.duties if each.key == "half_sent"]
        assert duty.count == ("1 batch" if len(waiting) == 1 else "2 batches")
        assert ("2 of 5 rows sent" in duty.detail) == (len(waiting) == 1)
        press(home, "half_sent")
    assert (batches, lists) == (["b-1"], [1])


def test_the_next_step_takes_a_file_in(home: HomeView, toolbox: Toolbox) -> None:
    asked: list[object] = []
    toolbox.navigation.import_asked.connect(lambda path, campaign: asked.append((path, campaign)))
    home.first_steps.close_button.click()
    primary = home.primary()
    assert primary is not None
    assert (primary.text(), primary.isVisible()) == ("Import a file", True)
    primary.click()
    assert asked == [(None, "")]


def test_the_way_to_the_first_issue_is_shown_until_it_is_gone(
    home: HomeView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    toolbox.navigation.import_asked.connect(lambda path, _campaign: asked.append(path and path.name))
    toolbox.navigation.batches_chosen.connect(lambda: asked.append("batches"))
    steps = home.first_steps
    for batches, said, text, leads_to in (
        ([], "0 of 3 done", "Try the sample", SAMPLE),
        ([batch(SAMPLE, BatchState.DRAFT)], "0 of 3 done", "Try the sample", SAMPLE),
        ([batch(SAMPLE, BatchState.DONE)], "1 of 3 done", "Import a file", None),
        ([batch("own.csv", BatchState.DRAFT)], "1 of 3 done", "Show the batches", "batches"),
    ):
        monkeypatch.setattr(desk.batches, "all", lambda batches=batches: batches)
        home.refresh()
        settle(tasks)
        assert steps.isVisible()
        blue = [button for button in home.findChildren(PrimaryButton) if button.isVisible()]
        assert [button.text() for button in blue] == [text], "one next step"
        assert (steps.done.text(), home.primary()) == (said, blue[0])
        blue[0].click()
        assert asked.pop() == leads_to
    monkeypatch.setattr(desk.batches, "all", lambda: [batch("own.csv", BatchState.DONE)])
    home.refresh()
    settle(tasks)
    assert not steps.isVisible()


def test_the_way_to_the_first_issue_is_put_away_and_brought_back(
    home: HomeView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    home.first_steps.close_button.click()
    again = HomeView(desk, toolbox)
    shown(again)
    again.entered()
    settle(tasks)
    assert not again.first_steps.isVisible()
    again.show_first_steps()
    settle(tasks)
    assert again.first_steps.isVisible()


def test_at_a_real_portal_the_sample_is_saved_and_never_imported(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    desk.is_sandbox = False
    asked: list[str] = []
    toolbox.navigation.import_asked.connect(lambda *_: asked.append("import"))
    toolbox.navigation.starter_kit_asked.connect(lambda: asked.append("save"))
    home = HomeView(desk, toolbox)
    shown(home)
    home.entered()
    settle(tasks)
    home.first_steps.sample_button.shown().click()
    assert asked == ["save"]


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


def test_states_of_open_registrations_are_asked_for(
    home: HomeView, toolbox: Toolbox, desk: Desk, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[RegistrationSearch] = []
    toolbox.navigation.status_asked.connect(asked.append)
    told = msgspec.structs.replace(desk.catalogue.home(), registrations_open=2)
    monkeypatch.setattr(desk.catalogue, "home", lambda _progress: told)
    home.refresh()
    settle(tasks)
    assert counts(home)["in_process"] == "2 items"
    press(home, "in_process")
    assert asked[0].states == [ProcessingState.RECEIVED, ProcessingState.RUNNING]


def test_what_was_not_looked_up_is_told_and_never_nothing(
    home: HomeView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise Unreachable("down")

    quiet = msgspec.structs.replace(
        desk.catalogue.home(),
        errors_last_days=0,
        lists_not_deleted=0,
        registrations_open=0,
        automatic_errors_not_deleted=0,
        rewards=None,
    )
    monkeypatch.setattr(desk.catalogue, "home", lambda _progress: quiet)
    for of, name in ((desk.cancellations, "deadlines"), (desk.budgets, "bill"), (desk.reporting, "daily_issued")):
        monkeypatch.setattr(of, name, fails)
    view = HomeView(desk, toolbox)
    shown(view)
    assert "Looking…" in texts(view.duties)
    view.entered()
    settle(tasks)
    assert not view.duties.duties
    assert view.duties.unsure.isVisible()
    assert not view.duties.nothing.isVisible(), "nobody knows that there is nothing"
    assert (view.bill.sum.text(), view.trend.sum.text()) == ("–", "–")
    column = [each.key for each in view.table.records_model.columns].index("month")
    assert {view.table.records_model.index(row, column).data() for row in range(5)} == {"–"}


def test_the_bill_is_what_the_forecast_says(home: HomeView, desk: Desk) -> None:
    forecast = desk.budgets.forecast()
    assert home.bill.sum.text() == formats.yen(forecast.yen)
    assert home.bill.to_date.text() == formats.yen(forecast.bill.yen_with_waiting)
    assert home.bill.coming.text() == formats.yen(forecast.open_yen)
    assert home.bill.limit_button.text() == "Set a limit"
    assert home.bill.share.isHidden()


def test_the_limit_of_the_site_is_set_and_compared(
    home: HomeView, desk: Desk, dialogs: ScriptedDialogs, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = 110_000
    told = msgspec.structs.replace(desk.budgets.bill(), yen_with_waiting=total)
    monkeypatch.setattr(desk.budgets, "bill", lambda _progress: told)
    home.refresh()
    settle(tasks)
    for limit, said in ((total * 2, "50 % of the limit"), (total, "Near the limit"), (total * 10 // 11, "exceeded")):
        dialogs.script(str(limit))
        home.bill.limit_button.click()
        assert said in home.bill.share.text()
        assert home.bill.limit_button.text() == f"Limit {formats.yen(limit)}"
    assert desk.budgets.limits() == {WHOLE_SITE: limit}
    dialogs.script("0")
    home.bill.limit_button.click()
    assert desk.budgets.limits() == {}


def test_the_trend_agrees_with_the_report_and_the_bill(home: HomeView, desk: Desk) -> None:
    today = desk.today()
    request = ReportRequest(report="site", first=today - timedelta(days=29), last=today)
    figures = desk.reporting.figures(request)
    days = home.trend.chart.days
    assert days is not None
    assert (days.first, len(days.values), len(days.before)) == (request.first, 30, 30)
    assert list(days.values[:-1]) == figures.answer.values["issued"][:-1]
    assert days.running == 29, "today is not over"
    assert home.trend.sum.text() == formats.number(desk.budgets.bill().issued)


def test_all_last_days_are_listed_on_a_page_of_their_own(home: HomeView) -> None:
    home.duties.deadlines_button.click()
    assert home.radar.isVisible()
    assert home.first_control() is home.radar.table
    assert len(home.radar.dues) == home.radar.table.records_model.rowCount() > 1
    assert home.back()
    assert not home.radar.isVisible()
    assert not home.back()


def test_five_campaigns_are_shown_whole_and_the_others_on_demand(home: HomeView) -> None:
    table = home.table
    count = len(table.records_model.records)
    assert count > 5
    assert [table.isRowHidden(row) for row in range(count)] == [False] * 5 + [True] * (count - 5)
    assert not table.verticalScrollBar().isVisible()
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [table.isRowHidden(row) for row in range(count)] == [False] * 5 + [True] * (count - 5)
    ids = [record.id for record in table.records_model.records]
    assert ids == sorted(ids, reverse=True), "sorted as a whole, not only those in sight"
    home.running.all_button.click()
    assert not any(table.isRowHidden(row) for row in range(count))
    assert table.rowViewportPosition(count - 1) + table.rowHeight(count - 1) <= table.viewport().height()


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
