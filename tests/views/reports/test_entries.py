"""From a bar to the issues behind it: their sum is the bar."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import wire
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.workspace.reports.reporting import Figures
from tests.support.window import ScriptedDialogs, settle, texts


def behind(report: ReportView, tasks: TaskRunner) -> wire.EntryPage:
    settle(tasks, lambda: report.entries.answer is not None)
    settle(tasks)
    assert report.entries.answer is not None
    return report.entries.answer


def test_the_rows_behind_a_bar_sum_to_it(
    report: ReportView, tasks: TaskRunner, qtbot: QtBot, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    assert report.figures is not None
    assert report.panes.chart is not None
    issued, issues = (known(report.figures.answer.values[each]) for each in ("issued", "issues"))
    at = max(range(len(issued)), key=issued.__getitem__)
    report.panes.select(at)
    qtbot.keyClick(report.panes.chart, Qt.Key.Key_Return)
    page = behind(report, tasks)
    assert (page.miles, page.total) == (issued[at], issues[at])
    assert f"{issued[at]:,} mile" in report.entries.title.text()
    assert f"Entries: {issues[at]} · total {issued[at]:,} mile" in texts(report)
    told: list[Notice] = []
    report.noticed.connect(told.append)
    to = tmp_path / "entries.csv"
    dialogs.script(to)
    report.entries.save_button.click()
    settle(tasks, lambda: bool(told))
    rows = list(csv.DictReader(io.StringIO(to.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == issues[at]
    assert sum(int(row["マイル数"].replace(",", "")) for row in rows) == issued[at]
    assert report.back()
    assert report.panes.chart.isVisible()
    assert report.panes.selected == at


def test_every_figure_that_has_rows_can_be_looked_behind(report: ReportView, tasks: TaskRunner) -> None:
    assert report.figures is not None
    report.open_entries(-1)
    page = behind(report, tasks)
    assert page.miles == sum(known(report.figures.answer.values["issued"]))
    entries = report.entries
    offered = [entries.column.itemData(at) for at in range(entries.column.count())]
    assert offered == ["issued", "cancelled", "issues", "cancellations"]
    entries.answer = None
    entries.column.setCurrentIndex(offered.index("cancelled"))
    entries.column.activated.emit(entries.column.currentIndex())
    assert behind(report, tasks).miles == sum(known(report.figures.answer.values["cancelled"]))


def test_pages_order_and_the_way_to_a_registration(report: ReportView, tasks: TaskRunner, toolbox: Toolbox) -> None:
    report.open_entries(-1)
    first = behind(report, tasks)
    report.entries.answer = None
    report.entries.pager.asked.emit(2, first.size)
    second = behind(report, tasks)
    assert second.page == 2
    assert not {each.issue_id for each in first.items} & {each.issue_id for each in second.items}
    report.entries.answer = None
    report.entries.table.records_model.sort_asked.emit("-miles")
    sorted_page = behind(report, tasks)
    miles = [each.miles for each in sorted_page.items]
    assert sorted_page.page == 1
    assert miles == sorted(miles, reverse=True)
    opened: list[str] = []
    toolbox.navigation.registration_chosen.connect(opened.append)
    entry = next(each for each in sorted_page.items if each.registration_id)
    report.entries.table.linked.emit(entry, "registration")
    assert opened == [entry.registration_id]


def told_apart(report: ReportView, tasks: TaskRunner) -> Figures:
    """The report with campaigns apart, by month, so that there are more than have layers of their own."""
    report.parameters.grain.button("month").click()
    report.parameters.stacked.setChecked(True)
    settle(tasks, lambda: report.figures is not None and bool(report.figures.answer.by_campaign))
    settle(tasks)
    assert report.figures is not None
    return report.figures


def test_the_rows_behind_each_layer_sum_to_it(
    report: ReportView, tasks: TaskRunner, qtbot: QtBot, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    figures = told_apart(report, tasks)
    assert report.panes.chart is not None
    assert report.sheet is not None
    at = len(figures.buckets) - 2
    layers = [
        (field.campaign_name, int(report.sheet.rows[at][place]))
        for place, field in enumerate(report.sheet.fields)
        if field.campaign_id is not None
    ]
    assert layers[-1][0] == "Others"
    assert layers[-1][1] > 0
    report.panes.select(at)
    entries = report.entries
    for name, miles in layers:
        if miles == 0:
            continue
        report.panes.chart.setFocus()
        qtbot.keyClick(report.panes.chart, Qt.Key.Key_Up)
        assert report.panes.chart.accessibleDescription().endswith(f"{name}  {miles:,} mile")
        entries.answer = None
        qtbot.keyClick(report.panes.chart, Qt.Key.Key_Return)
        assert behind(report, tasks).miles == miles
        assert f"{name}  Miles issued {miles:,} mile" in entries.title.text()
        report.back()
    entries.answer = None
    report.open_entries(at)
    behind(report, tasks)
    to = tmp_path / "others.csv"
    dialogs.script(to)
    entries.save_button.click()
    settle(tasks, to.exists)
    settle(tasks)
    rows = list(csv.DictReader(io.StringIO(to.read_bytes().decode("utf-8-sig"), newline="")))
    assert sum(int(row["マイル数"].replace(",", "")) for row in rows) == layers[-1][1]
    report.back()
    qtbot.keyClick(report.panes.chart, Qt.Key.Key_Up)
    assert report.panes.chart.layer == -1, "past the last layer the whole bar is meant again"


def test_a_click_means_the_layer_it_hits(report: ReportView, tasks: TaskRunner) -> None:
    figures = told_apart(report, tasks)
    chart = report.panes.chart
    assert chart is not None
    at = len(figures.buckets) - 2
    heights = [known(each.values)[at] for each in chart._bars.columns]
    start = 0
    for number, height in enumerate(heights):
        if height > sum(heights) / 20:
            place = chart._plot.getViewBox().mapViewToScene(QPointF(at, start + height / 2))
            where = chart._plot.mapFromScene(place)
            QTest.mouseClick(chart._plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
            assert (chart.selected, chart.layer) == (at, number)
        start += height
    report.panes.behind_button.click()
    assert behind(report, tasks).miles == heights[chart.layer]
    report.back()
    report.panes.select(at - 1)
    report.open_entries(at - 1)
    report.entries.answer = None
    assert behind(report, tasks).miles == figures.answer.values["issued"][at - 1]


def test_other_layers_and_figures_can_be_chosen_there(report: ReportView, tasks: TaskRunner) -> None:
    figures = told_apart(report, tasks)
    report.open_entries(-1)
    behind(report, tasks)
    entries = report.entries
    named = [entries.share.itemText(at) for at in range(entries.share.count())]
    assert named[0] == "All campaigns"
    others = named.index("Others")
    alone = {field.campaign_id for field in report.sheet.fields if field.campaign_id} if report.sheet else set()
    entries.answer = None
    entries.share.setCurrentIndex(others)
    entries.share.activated.emit(others)
    rest = [each for each in figures.answer.by_campaign if each.campaign_id not in alone]
    assert behind(report, tasks).miles == sum(sum(known(each.values["issued"])) for each in rest)
    entries.answer = None
    entries.column.setCurrentIndex(entries.column.findData("issues"))
    entries.column.activated.emit(entries.column.currentIndex())
    page = behind(report, tasks)
    assert page.total == sum(sum(known(each.values["issues"])) for each in rest)
    assert f"Others  Number of issues {page.total:,}" in entries.title.text()


def test_nothing_is_told_apart_where_the_report_is_not(report: ReportView, tasks: TaskRunner) -> None:
    report.open_entries(-1)
    behind(report, tasks)
    assert not report.entries.share.isVisible()
