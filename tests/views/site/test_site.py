"""サイト管理: the pages beside each other, the forecast of the bill, limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.calendar import Period, system_clock
from netmile_desktop.domain.reports.declarations import SITE, USAGE
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.site.checks import ChecksView
from netmile_desktop.views.site.usage import UsageView
from netmile_desktop.views.site.view import SiteView
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.reports.reporting import ReportRequest
from tests.support.portals.activity import Activity
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


def test_the_forecast_is_the_sum_of_what_the_table_says_and_its_parts(
    site: SiteView, sandbox_portal: EmbeddedPortal, desk: Desk, tasks: TaskRunner
) -> None:
    Activity(sandbox_portal.database).issue("C-1025", system_clock(), 123_000)  # in the hour that is not over
    usage = usage_of(site, tasks)
    settle(tasks, usage.forecast.isVisible)
    forecast = desk.budgets.forecast()
    assert f"Expected this month: ¥{forecast.yen:,}" in texts(usage)
    figures, table = usage.figures, usage.sheet
    assert figures is not None
    assert table is not None
    month = next(row for row in table.rows if row[0] == f"{forecast.bill.month:%Y-%m}")
    amount = figures.amount_of(forecast.bill.month)
    assert amount in month
    assert f"In the table ¥{amount:,} until {formats.moment(figures.answer.as_of)}" in texts(usage)
    parts = [int(yen.replace(",", "")) for yen in re.findall(r"¥(-?[\d,]+)", usage.forecast.parts.text())]
    assert len(parts) == 4
    assert sum(parts) == forecast.yen


def test_without_the_month_in_the_table_the_forecast_says_the_sum_to_date(
    site: SiteView, desk: Desk, tasks: TaskRunner
) -> None:
    usage = usage_of(site, tasks)
    settle(tasks, usage.forecast.isVisible)
    usage.parameters.show_request(usage_by_day(usage))
    usage.refresh()
    settle(tasks, lambda: usage.figures is not None and usage.figures.answer.by is Grain.DAY)
    settle(tasks)
    bill = desk.budgets.forecast().bill
    assert usage.forecast.parts.text().startswith(f"To date ¥{bill.yen:,} · ")


def usage_by_day(usage: UsageView) -> ReportRequest:
    assert usage.figures is not None
    request = usage.figures.request
    return msgspec.structs.replace(request, by=Grain.DAY, first=request.last - timedelta(days=6))


def test_limits_are_set_and_taken_away(site: SiteView, desk: Desk, tasks: TaskRunner, dialogs: ScriptedDialogs) -> None:
    usage = usage_of(site, tasks)
    told: list[Notice] = []
    usage.noticed.connect(told.append)
    dialogs.script("１００，０００", "a lot", "9" * 30, None, "0")
    usage.forecast.ask_limit("C-1024")
    assert desk.budgets.limits() == {"C-1024": 100_000}
    assert any("¥100,000" in action.text() for action in usage.forecast.menu().actions())
    usage.forecast.ask_limit("C-1024")
    assert told[-1].kind == "error"
    told.clear()
    usage.forecast.ask_limit("C-1024")
    assert told[-1].kind == "error", "more than a computer counts"
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
    assert sum(cell.rows for cell in checks.errors.table.records_model.records) == statistics.rows
    assert f"Rejected rows: {statistics.rows:,}" in texts(checks)
    assert site.topic() == "checks"
    opened: list[str] = []
    toolbox.navigation.registration_chosen.connect(opened.append)
    checks.errors.table.linked.emit(statistics.cells[0], "id")
    assert opened == [statistics.cells[0].registration_id]


def checks_of(site: SiteView, tasks: TaskRunner, preset: str) -> ChecksView:
    site.tabs.setCurrentIndex(2)
    checks = site.checks
    checks.statistics = None
    checks.preset.setCurrentIndex(checks.preset.findData(preset))
    checks.preset.activated.emit(checks.preset.currentIndex())
    settle(tasks, lambda: checks.statistics is not None and checks.odd_amounts is not None)
    settle(tasks)
    return checks


def test_the_map_of_refused_rows_leads_to_its_rows(site: SiteView, tasks: TaskRunner, qtbot: QtBot) -> None:
    checks = checks_of(site, tasks, "last_90_days")
    statistics, errors = checks.statistics, checks.errors
    assert statistics is not None
    heat = errors.map.heat
    assert sum(heat.values.values()) == statistics.rows
    assert len(heat.columns) == 90
    sums = [heat.sum(row) for row in range(len(heat.rows))]
    assert sums == sorted(sums, reverse=True)
    wanted = statistics.cells[0]
    row = [each.key for each in heat.rows].index(wanted.code)
    column = [each.key for each in heat.columns].index(wanted.on)
    QTest.mouseClick(
        errors.map,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        errors.map.rect_of(row, column).center(),
    )
    shown = errors.table.records_model.records
    assert {(each.code, each.on) for each in shown} == {(wanted.code, wanted.on)}
    assert sum(each.rows for each in shown) == heat.value(row, column)
    assert errors.map.accessibleDescription().endswith(f"  {heat.value(row, column):,}")
    qtbot.keyClick(errors.map, Qt.Key.Key_Right)
    assert errors.map.cell == (wanted.code, heat.columns[column + 1].key)
    assert errors.all_button.isVisible()
    errors.all_button.click()
    assert sum(each.rows for each in errors.table.records_model.records) == statistics.rows
    errors.by.button("file").click()
    heat = errors.map.heat
    assert {each.key for each in heat.rows} == {each.file_name for each in statistics.cells}
    assert sum(heat.values.values()) == statistics.rows
    errors.map.choose((0, 0))
    assert sum(each.rows for each in errors.table.records_model.records) == heat.value(0, 0)
    dismissed = [errors.map.dismiss() for _ in range(2)]
    assert dismissed == [True, False], "the second time there is nothing to let go of"
    assert errors.map.cell is None


def test_a_period_without_errors_says_so(
    site: SiteView, desk: Desk, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = desk.today() - timedelta(days=3000)
    monkeypatch.setattr(ChecksView, "_period", lambda _self: Period(long_ago, long_ago))
    checks = checks_of(site, tasks, "last_month")
    said = texts(checks)
    assert "No row was rejected" in said
    assert "No amount looks odd" in said
    assert not checks.errors.map.isVisible()


def test_without_the_portal_the_page_says_why(
    site: SiteView, sandbox_portal: EmbeddedPortal, tasks: TaskRunner
) -> None:
    told: list[Notice] = []
    site.noticed.connect(told.append)
    sandbox_portal.__exit__(None, None, None)
    site.tabs.setCurrentIndex(2)
    settle(tasks, lambda: bool(told))
    settle(tasks)
    said = texts(site.checks)
    assert "The rejected rows cannot be shown" in said
    assert "The amounts cannot be looked at" in said


def test_an_amount_that_looks_odd_is_listed_with_its_reason(
    site: SiteView, sandbox_portal: EmbeddedPortal, tasks: TaskRunner
) -> None:
    activity = Activity(sandbox_portal.database)
    activity.issue("C-1025", system_clock() - timedelta(hours=1), 9_000_000)
    checks = checks_of(site, tasks, "last_30_days")
    assert checks.odd_amounts is not None
    assert checks.odd.isVisible()
    (found,) = [each for each in checks.odd.records_model.records if each.miles == 9_000_000]
    row = checks.odd.records_model.records.index(found)
    said = [str(checks.odd.model().index(row, at).data()) for at in range(checks.odd.model().columnCount())]
    assert "Ten times the usual or more. Check the digits." in said
    assert "9,000,000" in said
    assert said[1].startswith("C-1025 ")


def test_a_small_window_with_large_text_scrolls(site: SiteView, tasks: TaskRunner, theme: Theme) -> None:
    theme.use("light", 150)
    site.resize(1240, 420)
    settle(tasks)
    assert site.report.height() >= site.report.minimumSizeHint().height()
    bar = site.findChildren(ScrollPage)[0].verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    usage_of(site, tasks)
    assert bar.value() == 0


def test_the_values_beside_the_mouse_can_be_read(site: SiteView) -> None:
    chart = site.report.panes.chart
    assert chart is not None
    chart._on_mouse_moved(chart._plot.getViewBox().mapViewToScene(QPointF(5, 1)))
    assert chart.pointing.tip.isVisible()
    picture = chart.pointing.tip.grab().toImage()
    assert picture.pixelColor(4, picture.height() // 2) == chart._theme.colour("panel")
