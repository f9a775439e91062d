"""A report in the window: one source for chart and table, one selection, the last result until the next is there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.declarations import CAMPAIGN, REPORTS, SITE, USAGE
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.tables.sums import SumsRow
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.reports.charts.chart import Chart
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle, texts

Show = Callable[[QWidget], QWidget]


def chart_of(view: ReportView) -> Chart:
    assert view.panes.chart is not None
    return view.panes.chart


def figures_of(view: ReportView) -> list[tuple[object, ...]]:
    assert view.sheet is not None
    return [*view.sheet.rows]


def test_chart_and_table_show_the_same_figures_and_one_selection(report: ReportView, qtbot: QtBot) -> None:
    chart, table = chart_of(report), report.panes.table.table
    assert table is not None
    assert report.figures is not None
    issued = known(report.figures.answer.values["issued"])
    assert any(issued)
    for at, value in enumerate(issued):
        assert table.model().index(at, 1).data() == f"{value:,}"
        assert f"Miles issued  {value:,} mile" in chart.says(at)
    table.select(3)
    assert chart.selected == 3
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert report.panes.selected == chart.selected == 4
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert report.panes.selected == len(issued) - 1
    sums = table.findChild(SumsRow)
    assert sums is not None
    assert sums.accessibleName().startswith(f"Day Total, Miles issued {sum(issued):,}")
    assert f"{sum(issued):,} mile" in texts(report)


def test_pointing_and_clicking_at_a_bar(report: ReportView) -> None:
    chart = chart_of(report)
    box = chart._plot.getViewBox()
    place = box.mapViewToScene(QPointF(5, 1))
    chart._on_mouse_moved(place)
    assert chart.pointing.tip.isVisible()
    for line in chart.says(5).splitlines():
        assert all(word in chart.pointing.tip.text() for word in line.split("  "))
    assert chart.pointing.day.isVisible()
    table = report.panes.table.table
    assert table is not None
    assert table.hovered_row == 5, "its row is shown with it"
    viewport = chart._plot.viewport()
    with_mouse = chart._plot.mapFromScene(place)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, with_mouse)
    assert report.panes.selected == chart.selected == 5


def test_zoom_comes_home_with_one_key(report: ReportView, qtbot: QtBot) -> None:
    chart = chart_of(report)
    whole = chart.in_sight()
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.is_zoomed
    qtbot.waitUntil(report.panes.home_button.isVisible)
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert chart.in_sight() == whole
    qtbot.waitUntil(lambda: not report.panes.home_button.isVisible())


def test_hours_are_not_offered_where_the_charted_figure_has_none(
    report: ReportView, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    hour = report.parameters.grain.button("hour")
    assert hour.isEnabled()
    report.panes.measure.setCurrentIndex(report.panes.measure.findData("cancelled"))
    report.panes.measure.activated.emit(report.panes.measure.currentIndex())
    assert not hour.isEnabled()
    assert "NetMile decides" in hour.toolTip()
    report.panes.measure.setCurrentIndex(report.panes.measure.findData(""))
    report.panes.measure.activated.emit(0)
    hour.click()
    settle(tasks, lambda: report.figures is not None and report.figures.answer.by is Grain.HOUR)
    assert "Not shown here: Miles cancelled" in report.note.text()
    assert report.panes.measure.findData("cancelled") < 0


def test_the_last_result_stays_until_the_next_is_there_and_asking_can_be_stopped(
    report: ReportView, tasks: TaskRunner
) -> None:
    before, said = report.figures, texts(report)
    report.parameters.grain.button("month").click()
    assert report.busy.isVisible()
    assert report.figures is before
    assert chart_of(report).isVisible()
    report.cancel_button.click()
    settle(tasks)
    assert report.figures is before
    assert report.parameters.by is Grain.DAY
    assert texts(report) == said


def test_compared_and_told_apart(report: ReportView, tasks: TaskRunner) -> None:
    report.parameters.compared.setChecked(True)
    settle(tasks, lambda: report.figures is not None and report.figures.previous is not None)
    assert report.sheet is not None
    assert any(field.is_previous for field in report.sheet.fields)
    assert "Previous period" in texts(report)
    report.parameters.compared.setChecked(False)
    settle(tasks, lambda: report.figures is not None and report.figures.previous is None)
    report.parameters.stacked.setChecked(True)
    settle(tasks, lambda: report.figures is not None and bool(report.figures.answer.by_campaign))
    at = [at for at, field in enumerate(report.sheet.fields) if field.campaign_id is not None]
    assert at
    for row in figures_of(report):
        assert sum(int(str(row[each])) for each in at) == row[1]


def test_days_that_make_no_sense_are_not_asked(report: ReportView, tasks: TaskRunner) -> None:
    before = report.figures
    assert before is not None
    first, last = report.parameters.first, report.parameters.last
    first.show_day(before.answer.last)
    last.show_day(before.answer.first)
    last.accepted.emit()
    assert "after the last day" in report.parameters.problem.text()
    first.show_day(before.answer.first - timedelta(days=200))
    last.show_day(before.answer.last)
    last.accepted.emit()
    assert "At most 92 days" in report.parameters.problem.text()
    first.show_day(before.answer.last)
    last.accepted.emit()
    settle(tasks, lambda: report.figures is not before)
    assert report.figures is not None
    assert (report.figures.answer.first, report.figures.answer.last) == (before.answer.last,) * 2
    assert not report.parameters.problem.isVisible()


def test_a_range_without_issues_is_a_line_of_zeros(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    view = ReportView(desk, toolbox, SITE)
    shown(view)
    day = desk.today() - timedelta(days=9000)
    view.parameters.first.show_day(day)
    view.parameters.last.show_day(day + timedelta(days=6))
    view.parameters.preset.setCurrentIndex(view.parameters.preset.findData(""))
    view.entered()
    settle(tasks, lambda: view.figures is not None)
    assert [row[1] for row in figures_of(view)] == [0] * 7
    assert chart_of(view).isVisible()


def test_a_report_of_one_campaign_and_the_bill(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> None:
    view = ReportView(desk, toolbox, CAMPAIGN, "C-1024")
    shown(view)
    view.entered()
    settle(tasks, lambda: view.figures is not None)
    assert view.figures is not None
    assert view.figures.answer.campaign_id == "C-1024"
    assert not view.parameters.stacked.isVisible()
    bill = ReportView(desk, toolbox, USAGE)
    shown(bill)
    bill.entered()
    settle(tasks, lambda: bill.figures is not None)
    assert bill.figures is not None
    assert bill.figures.answer.by is Grain.MONTH
    states = [row[-1] for row in figures_of(bill)]
    assert states[-1] == "Expected"
    assert "Final" in states


def test_a_portal_out_of_reach_leaves_what_was_shown(
    report: ReportView, sandbox_portal: EmbeddedPortal, tasks: TaskRunner
) -> None:
    before = report.figures
    told: list[object] = []
    report.noticed.connect(told.append)
    sandbox_portal.__exit__(None, None, None)
    report.refresh()
    settle(tasks, lambda: bool(told))
    assert report.figures is before
    assert not report.busy.isVisible()


def test_a_window_built_anew_shows_the_same_report(
    report: ReportView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    report.parameters.grain.button("month").click()
    settle(tasks, lambda: report.figures is not None and report.figures.answer.by is Grain.MONTH)
    report.panes.measure.setCurrentIndex(report.panes.measure.findData("issues"))
    again = ReportView(desk, toolbox, SITE)
    shown(again)
    again.restore(report.place())
    again.entered()
    settle(tasks, lambda: again.figures is not None)
    assert again.place() == report.place()
    again.restore("nonsense")
    assert again.place() == report.place()


def test_one_campaign_of_the_site_can_be_chosen(report: ReportView, desk: Desk, tasks: TaskRunner) -> None:
    chosen = report.parameters.campaign
    offered = [chosen.itemData(at) for at in range(chosen.count())]
    assert offered == ["", *(each.id for each in desk.catalogue.every())]
    whole = report.figures
    assert whole is not None
    report.parameters.stacked.setChecked(True)
    settle(tasks, lambda: report.figures is not whole)
    assert report.figures is not None
    share = max(report.figures.answer.by_campaign, key=lambda each: sum(known(each.values["issued"])))
    chosen.setCurrentIndex(chosen.findData(share.campaign_id))
    chosen.activated.emit(chosen.currentIndex())
    settle(tasks, lambda: report.figures is not None and report.figures.answer.campaign_id == share.campaign_id)
    assert report.figures.answer.values["issued"] == share.values["issued"]
    assert not report.parameters.stacked.isEnabled()
    place = report.place()
    chosen.choose("")
    chosen.activated.emit(0)
    settle(tasks, lambda: report.figures is not None and not report.figures.answer.campaign_id)
    assert report.parameters.stacked.isEnabled()
    report.restore(place)
    assert chosen.campaign_id == share.campaign_id


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("report_id", ["site", "usage"])
def test_the_table_fits_into_an_ordinary_window(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show, language: Language, report_id: str
) -> None:
    box = dataclasses.replace(toolbox, words=Texts(language))
    view = ReportView(desk, box, REPORTS[report_id])
    shown(view)
    view.resize(1240, 640)
    view.entered()
    settle(tasks, lambda: view.figures is not None)
    settle(tasks)
    table = view.panes.table.table
    assert table is not None
    assert not table.horizontalScrollBar().isVisible()
    heads = [str(table.model().headerData(at, Qt.Orientation.Horizontal)) for at in range(table.model().columnCount())]
    assert max(head.count("\n") for head in heads) <= 1
    assert heads[0] in {"Day", "Month", "日", "月"}
    metrics = box.theme.metrics()
    for at, head in enumerate(heads):
        assert max(map(metrics.horizontalAdvance, head.split("\n"))) + 16 <= table.columnWidth(at), head
    view.resize(2400, 640)
    settle(tasks, lambda: "\n" not in str(table.model().headerData(4, Qt.Orientation.Horizontal)))


def test_where_miles_stand_is_beside_the_sums(report: ReportView, desk: Desk, tasks: TaskRunner) -> None:
    assert report.figures is not None
    standing = desk.reporting.standing(report.figures.request)
    settle(tasks, lambda: "Members in the period" in texts(report.tiles))
    said = texts(report.tiles).splitlines()
    for name, value in (
        ("Pending now", f"{standing.pending:,} mile"),
        ("Valid now", f"{standing.valid:,} mile"),
        ("Members in the period", f"{standing.members:,}"),
        ("Net miles", f"{report.figures.answer.totals['net']:,} mile"),
        ("Number of cancellations", f"{report.figures.answer.totals['cancellations']:,}"),
    ):
        assert value in said[said.index(name) : said.index(name) + 2], name


@pytest.mark.parametrize(
    ("grain", "days", "says"), [("month", 800, "at most 24 months"), ("hour", 367, "At most 366 days")]
)
def test_longer_than_can_be_shown_is_said(report: ReportView, grain: str, days: int, says: str) -> None:
    report.parameters.grain.button(grain).click()
    last = report.parameters.last.day()
    assert last is not None
    report.parameters.first.show_day(last - timedelta(days=days))
    report.parameters.last.accepted.emit()
    assert says in report.parameters.problem.text()
    report.cancel()
