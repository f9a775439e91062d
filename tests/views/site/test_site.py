"""サイト管理: the pages beside each other, the forecast of the bill, limits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.reports import SITE, USAGE
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.site.usage import UsageView
from netmile_desktop.views.site.view import SiteView
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle, texts


@pytest.fixture
def site(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Callable[[QWidget], QWidget]) -> SiteView:
    view = SiteView(desk, toolbox)
    shown(view)
    view.entered()
    settle(tasks, lambda: view.report.figures is not None)
    settle(tasks)
    return view


def usage_of(site: SiteView, tasks: TaskRunner) -> UsageView:
    site.tabs.setCurrentIndex(1)
    settle(tasks, lambda: site.usage.figures is not None)
    settle(tasks)
    assert isinstance(site.usage, UsageView)
    return site.usage


def test_it_opens_on_the_site_report_and_the_bill_is_beside_it(site: SiteView, tasks: TaskRunner) -> None:
    assert site.report.report is SITE
    assert site.report.isVisible()
    assert site.topic() == "report"
    usage = usage_of(site, tasks)
    assert usage.report is USAGE
    assert usage.isVisible()
    assert site.topic() == "usage"
    place = site.place()
    site.restore(place)
    site.restore("nonsense")
    assert site.place() == place


def test_the_forecast_is_the_sum_of_its_parts(site: SiteView, desk: Desk, tasks: TaskRunner) -> None:
    usage = usage_of(site, tasks)
    settle(tasks, usage.forecast.isVisible)
    forecast = desk.budgets.forecast()
    assert f"heading for ¥{forecast.yen:,}" in texts(usage)
    assert f"To date ¥{forecast.bill.yen:,}" in texts(usage)


def test_limits_are_set_and_taken_away(site: SiteView, desk: Desk, tasks: TaskRunner, dialogs: ScriptedDialogs) -> None:
    usage = usage_of(site, tasks)
    told: list[Notice] = []
    usage.noticed.connect(told.append)
    dialogs.script("１００，０００", "a lot", None, "0")
    usage.forecast.ask_limit("C-1024")
    assert desk.budgets.limits() == {"C-1024": 100_000}
    assert any("¥100,000" in action.text() for action in usage.forecast.menu().actions())
    usage.forecast.ask_limit("C-1024")
    assert told[-1].kind == "error"
    usage.forecast.ask_limit("C-1024")
    assert desk.budgets.limits() == {"C-1024": 100_000}
    usage.forecast.ask_limit("C-1024")
    assert desk.budgets.limits() == {}


def test_refused_rows_add_up_and_lead_to_their_registration(
    site: SiteView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    site.tabs.setCurrentIndex(2)
    checks = site.checks
    checks.preset.setCurrentIndex(checks.preset.findData("last_90_days"))
    checks.preset.activated.emit(checks.preset.currentIndex())
    settle(tasks, lambda: checks.statistics is not None and checks.odd_amounts is not None)
    settle(tasks)
    statistics = checks.statistics
    assert statistics is not None
    assert statistics.cells
    assert sum(cell.rows for cell in checks.errors.records_model.records) == statistics.rows
    assert f"Refused rows: {statistics.rows:,}" in texts(checks)
    assert site.topic() == "checks"
    opened: list[str] = []
    toolbox.navigation.registration_chosen.connect(opened.append)
    checks.errors.linked.emit(statistics.cells[0], "id")
    assert opened == [statistics.cells[0].registration_id]
