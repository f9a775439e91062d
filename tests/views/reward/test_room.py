"""リワード in small windows and with large text: nothing is cut, and what matters is in sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.rewards.result_drafts import DraftChecks
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.results.upload_row import AnswersStanding, UploadRow
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RewardView:
    view = RewardView(desk, toolbox)
    shown(view)
    view.setMinimumSize(1, 1)  # as in the window
    view.entered()
    settle(tasks)
    return view


def test_buttons_give_way_to_the_tabs_and_keep_their_names(view: RewardView, qtbot: QtBot) -> None:
    words = view.apply_button.text()
    assert words == "Apply for a reward campaign"
    view.resize(640, 500)
    qtbot.waitUntil(lambda: not view.apply_button.text() and not view.preview_button.text())
    assert (view.apply_button.accessibleName(), view.apply_button.toolTip()) == (words, words)
    assert view.preview_button.accessibleName() == "See the page"
    view.resize(1600, 500)
    qtbot.waitUntil(lambda: view.apply_button.text() == words and not view.apply_button.toolTip())


def test_one_applies_where_campaigns_and_applications_are_listed(view: RewardView, tasks: TaskRunner) -> None:
    offered = []
    for at in range(view.tabs.count()):
        view.tabs.setCurrentIndex(at)
        settle(tasks)
        if view.apply_button.isVisible():
            offered.append(view.tabs.tabText(at))
    assert offered == ["Campaigns", "Application state"]


def test_conditions_stand_below_one_another_where_two_would_be_cut(view: RewardView, qtbot: QtBot) -> None:
    form = view.campaigns.form

    def places() -> tuple[QPoint, QPoint]:
        return form.id.mapTo(form, QPoint(0, 0)), form.name.mapTo(form, QPoint(0, 0))

    def is_stacked() -> bool:
        first, second = places()
        return second.x() == first.x() and second.y() >= first.y() + form.id.height()

    for _ in range(3):  # a widget that leaves a layout the wrong way is noticed late
        view.resize(560, 700)
        qtbot.waitUntil(is_stacked)
        assert form.first.width() >= form.first.sizeHint().width()
        view.resize(1400, 700)
        qtbot.waitUntil(lambda: places()[0].y() == places()[1].y() and places()[1].x() > places()[0].x())


def test_people_are_judged_without_scrolling_the_page(
    view: RewardView, desk: Desk, tasks: TaskRunner, qtbot: QtBot
) -> None:
    settle(tasks)
    desk.reward_files.fetch_new()
    view.resize(960, 455)  # what a window of 960 × 600 leaves
    view.show_files()
    settle(tasks)
    [page] = (each for each in view.files.findChildren(ScrollPage) if each.isAncestorOf(view.files.people))
    grid, side = view.files.people.grid, view.files.side

    def is_all_in_sight() -> bool:
        rows_in_sight = grid.viewport().height() // grid.rowHeight(0)
        is_side_whole = side.width() >= side.minimumSizeHint().width()
        return page.verticalScrollBar().maximum() == 0 and rows_in_sight >= 3 and is_side_whole

    qtbot.waitUntil(lambda: view.files.height() < 455 and is_all_in_sight())  # layouts ask for one another
    said = view.files.day.automatic  # has room on some days, and on others it has none
    assert said.isHidden() or view.files.day.rect().contains(said.geometry())
    assert "kept encrypted" in view.files.day.date.toolTip()


def test_tab_passes_through_the_workbench_as_it_is_read(view: RewardView, desk: Desk, tasks: TaskRunner) -> None:
    settle(tasks)
    desk.reward_files.fetch_new()
    view.show_files()
    settle(tasks)
    view.setFocus()
    bench = view.files
    assert view.focusWidget() is bench.people.grid, "one judges at once"
    view.tabs.setFocus()
    order: list[QWidget | None] = []
    for _ in range(6):
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        order.append(view.focusWidget())
    people = bench.people
    expected = [bench.day.before_button, bench.day.strip, people.chips.button("all")]
    assert order == [*expected, people.paste_button, people.import_button, people.grid]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_reason_why_the_upload_waits_is_read_whole(toolbox: Toolbox, shown: Show, qtbot: QtBot, scale: int) -> None:
    toolbox.theme.use("light", scale)
    row = UploadRow(toolbox)
    shown(row)
    checks = DraftChecks(rows=14, matched=14, refused=1, with_reason=1, answered_before=0, unanswered=8)
    row.show_standing(AnswersStanding(checks=checks, is_open=True))
    row.setFixedWidth(920)
    qtbot.waitUntil(lambda: row.width() == 920)
    buttons = (row.download_button, row.draft_button, row.upload_button)
    qtbot.waitUntil(lambda: all(each.size().expandedTo(each.sizeHint()) == each.size() for each in buttons))
    assert row.reason.fits(row.reason.width(), row.reason.lines)
    assert row.reason.height() >= row.reason.sizeHint().height()
    assert row.download_button.accessibleName() == "Download…"
