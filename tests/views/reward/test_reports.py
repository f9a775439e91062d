"""レポート in the tab リワード: the view of the site's reports, at the real portal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.reports.declarations import REWARD_FEE, REWARD_FUNNEL
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.domain.wire import EntryPage, RewardFeeQuery
from netmile_desktop.portal.rewards.fees import FeeFreezing
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(sandbox_portal: EmbeddedPortal, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RewardView:
    """The tab with its reports in front; the fees of months that are over are frozen."""
    FeeFreezing(sandbox_portal.database, system_clock).catch_up()
    view = RewardView(desk, toolbox)
    shown(view)
    view.show_reports()
    settle(tasks, lambda: view.reports.view.figures is not None)
    settle(tasks)
    return view


def turn_to(view: RewardView, report: str, tasks: TaskRunner) -> ReportView:
    """Bring a report to the front."""
    view.reports.choice.button(report).click()
    settle(tasks, lambda: view.reports.view.figures is not None)
    settle(tasks)
    return view.reports.view


def behind(report: ReportView, tasks: TaskRunner) -> EntryPage:
    """What lies behind a bar, once it is there."""
    settle(tasks, lambda: report.entries.answer is not None)
    answer = report.entries.answer
    assert answer is not None
    return answer


def test_the_funnel_is_shown_step_by_step(view: RewardView) -> None:
    report = view.reports.view
    assert report.report is REWARD_FUNNEL
    figures, chart, table = report.figures, report.panes.chart, report.panes.table.table
    assert figures is not None
    assert chart is not None
    assert table is not None
    steps = [known(figures.answer.values[name]) for name in ("shown", "started", "completed", "approved")]
    assert all(sum(step) for step in steps)
    for at, day in enumerate(zip(*steps, strict=True)):
        names = ("Shown", "Started", "Completed", "Approved")
        assert chart.says(at).splitlines()[1:] == [f"{name}  {n:,}" for name, n in zip(names, day, strict=True)]
        assert [table.model().index(at, 1 + n).data() for n in range(4)] == [f"{each:,}" for each in day]
    assert report.panes.measure.currentText() == "All steps"
    assert not report.parameters.grain.button("day").isHidden()
    assert "hour" not in [button.property("key") for button in report.parameters.grain._group.buttons()]
    assert "Pending now" not in texts(report)
    assert "on the day of the visit" in report.note.text()
    assert "test users left out: 0 registrations" in report.note.text()
    assert view.as_of() == figures.answer.as_of
    assert (view.primary(), view.summary(), view.topic()) == (None, "", "reward-report")


def test_the_fee_is_that_of_the_portal_and_marks_what_is_final(view: RewardView, desk: Desk, tasks: TaskRunner) -> None:
    report = turn_to(view, "reward_fee", tasks)
    figures, sheet = report.figures, report.sheet
    assert figures is not None
    assert sheet is not None
    assert figures.answer.by is Grain.MONTH
    fee = desk.client.rewards.fee(RewardFeeQuery(first=figures.answer.first, last=figures.answer.last))
    told = {period.first: (period.approved, period.yen, period.refused) for period in fee.periods}
    values = {name: known(figures.answer.values[name]) for name in ("approved", "yen", "refused")}
    for bucket, *figure in zip(figures.buckets, *values.values(), strict=True):
        assert tuple(figure) == told.get(bucket.first, (0, 0, 0))
    assert figures.answer.totals["yen"] == fee.yen > 0
    assert f"¥{fee.yen:,}" in texts(report)
    assert "¥0" in texts(report), "the listing"
    assert "Refused members cost nothing" in report.note.text()
    state = next(at for at, field in enumerate(sheet.fields) if field.heading == "State")
    assert {row[state] for row in sheet.rows[:-1]} == {"Final"}
    assert sheet.rows[-1][state] == "Expected"


def test_one_campaign_and_campaigns_told_apart(view: RewardView, desk: Desk, tasks: TaskRunner) -> None:
    report = turn_to(view, "reward_fee", tasks)
    whole = report.figures
    assert whole is not None
    chosen = report.parameters.campaign
    assert [chosen.itemData(at) for at in range(chosen.count())] == ["", "W-2001", "W-2002", "W-2003"]
    report.parameters.stacked.setChecked(True)
    settle(tasks, lambda: report.figures is not whole)
    assert report.sheet is not None
    shares = [at for at, field in enumerate(report.sheet.fields) if field.campaign_id is not None]
    yen = next(at for at, field in enumerate(report.sheet.fields) if field.column == "yen")
    assert len(shares) == 3
    for row in report.sheet.rows:
        assert sum(int(row[at]) for at in shares) == row[yen]
    assert report.panes.measure.currentText() == "Fee (without tax) by campaign"
    chosen.setCurrentIndex(chosen.findData("W-2003"))
    chosen.activated.emit(chosen.currentIndex())
    settle(tasks, lambda: report.figures is not None and report.figures.answer.campaign_id == "W-2003")
    assert report.figures is not None
    assert report.figures.answer.report == "reward_fee"
    assert {each for each in report.figures.answer.values["unit_price"] if each is not None} == {120}
    assert "–" in {str(row[yen - 1]) for row in report.sheet.rows}, "no price where nobody was approved"


def test_the_registrations_behind_a_bar_and_their_file(
    view: RewardView, tasks: TaskRunner, qtbot: QtBot, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    report = turn_to(view, "reward_fee", tasks)
    assert report.figures is not None
    assert report.panes.chart is not None
    refused = known(report.figures.answer.values["refused"])
    at = max(range(len(refused)), key=refused.__getitem__)
    report.panes.select(at)
    qtbot.keyClick(report.panes.chart, Qt.Key.Key_Return)
    behind(report, tasks)
    column = report.entries.column
    assert [column.itemText(at) for at in range(column.count())] == ["Approved", "Refused"]
    column.setCurrentIndex(1)
    report.entries.answer = None
    column.activated.emit(1)
    assert behind(report, tasks).total == refused[at] > 0
    found = report.entries.table.records_model.records
    assert all(each.reward_code.startswith("W2") and each.result_reason for each in found)
    assert "Refused" in texts(report.entries)
    to = tmp_path / "behind.csv"
    dialogs.script(to)
    report.entries.save_button.click()
    settle(tasks, to.exists)
    lines = to.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("判定日時,キャンペーンID,キャンペーン名,登録ID")
    assert len(lines) == 1 + refused[at]
    assert view.back()
    assert report.panes.isVisible()
    assert not view.back()


def test_the_place_keeps_the_report_and_its_period(
    view: RewardView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    report = turn_to(view, "reward_fee", tasks)
    report.parameters.grain.button("day").click()
    settle(tasks, lambda: report.figures is not None and report.figures.answer.by is Grain.DAY)
    report.parameters.preset.setCurrentIndex(2)
    report.parameters.preset.activated.emit(2)
    settle(tasks)
    assert report.figures is not None
    other = RewardView(desk, toolbox)
    other.restore(view.place())
    settle(tasks, lambda: other.reports.view.figures is not None)
    assert other.tabs.tabText(other.tabs.currentIndex()) == "Reports"
    again = other.reports.view
    assert again.report is REWARD_FEE
    assert again.figures is not None
    assert again.figures.request == report.figures.request
    other.restore(f"{view.place()[0]}no place")
    assert other.reports.view is again
    other.deleteLater()
