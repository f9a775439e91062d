"""From a bar to the issues behind it: their sum is the bar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import wire
from netmile_desktop.domain.reports import SITE
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def report(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> ReportView:
    view = ReportView(desk, toolbox, SITE)
    shown(view)
    view.entered()
    settle(tasks, lambda: view.figures is not None)
    settle(tasks)
    return view


def behind(report: ReportView, tasks: TaskRunner) -> wire.EntryPage:
    settle(tasks, lambda: report.entries.answer is not None)
    settle(tasks)
    assert report.entries.answer is not None
    return report.entries.answer


def test_the_rows_behind_a_bar_sum_to_it(
    report: ReportView, tasks: TaskRunner, qtbot: QtBot, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    assert report.figures is not None
    assert report.chart is not None
    issued, issues = (report.figures.answer.values[each] for each in ("issued", "issues"))
    at = max(range(len(issued)), key=issued.__getitem__)
    report.select(at)
    qtbot.keyClick(report.chart, Qt.Key.Key_Return)
    page = behind(report, tasks)
    assert (page.miles, page.total) == (issued[at], issues[at])
    assert f"{issued[at]:,} mile" in report.entries.title.text()
    assert f"Entries: {issues[at]} · together {issued[at]:,} mile" in texts(report)
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
    assert report.chart.isVisible()
    assert report.selected == at


def test_every_figure_that_has_rows_can_be_looked_behind(report: ReportView, tasks: TaskRunner) -> None:
    assert report.figures is not None
    report.open_entries(-1)
    page = behind(report, tasks)
    assert page.miles == sum(report.figures.answer.values["issued"])
    entries = report.entries
    offered = [entries.column.itemData(at) for at in range(entries.column.count())]
    assert offered == ["issued", "cancelled", "issues", "cancellations"]
    entries.answer = None
    entries.column.setCurrentIndex(offered.index("cancelled"))
    entries.column.activated.emit(entries.column.currentIndex())
    assert behind(report, tasks).miles == sum(report.figures.answer.values["cancelled"])


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
