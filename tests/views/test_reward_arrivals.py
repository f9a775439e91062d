"""Reward files come by themselves while somebody is signed in, whatever tab is in front."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from netmile_desktop.domain.failures import NotSignedIn
from netmile_desktop.domain.rewards import FileState
from netmile_desktop.domain.rewards.day_strips import Announcement
from netmile_desktop.domain.wire import RewardFileSearch
from netmile_desktop.progress import SILENT
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.views.reward_arrivals import AFTER_SET_TIME, Found, RewardArrivals, look_for_files, next_look
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle


@pytest.fixture
def told() -> list[Notice]:
    return []


@pytest.fixture
def arrivals(desk: Desk, toolbox: Toolbox, told: list[Notice]) -> Iterator[RewardArrivals]:
    arrivals = RewardArrivals(desk, toolbox, told.append, toolbox.tasks)
    yield arrivals
    arrivals.stop()


def test_files_are_received_once_and_counted(arrivals: RewardArrivals, desk: Desk, toolbox: Toolbox) -> None:
    counted: list[tuple[str, int]] = []
    came: list[None] = []
    toolbox.navigation.waiting_counted.connect(lambda *told: counted.append(told))
    toolbox.navigation.reward_files_came.connect(lambda: came.append(None))
    open_files = desk.reward_files.search(RewardFileSearch(only_open=True)).items
    assert open_files
    arrivals.look()
    settle(toolbox.tasks)
    assert {each.file for each in desk.reward_files.kept()} == {each.file for each in open_files}
    assert all(desk.client.rewards.file(each.file).downloads == 1 for each in open_files)
    pending = desk.client.rewards.deadlines().pending
    assert counted == [("reward", len(open_files) + pending)]
    assert len(came) == 1
    assert arrivals.timer.isActive(), "it looks again by itself"
    arrivals.look()
    settle(toolbox.tasks)
    assert len(came) == 1
    assert all(desk.client.rewards.file(each.file).downloads == 1 for each in open_files)


def test_a_look_is_due_when_something_can_be_new(desk: Desk) -> None:
    found = look_for_files(desk.reward_files, SILENT)
    [file] = found.open_files[:1]
    assert next_look(found) in {
        found.next_file_at + AFTER_SET_TIME,
        *(file.answer_until - left for left in (timedelta(minutes=30), timedelta(minutes=10), timedelta())),
    }
    early = Found(0, 1, [file], file.answer_until + timedelta(hours=1), file.answer_until - timedelta(minutes=31))
    assert next_look(early) == file.answer_until - timedelta(minutes=30)
    late = Found(0, 1, [], file.answer_until, file.answer_until - timedelta(minutes=31))
    assert next_look(late) == file.answer_until + AFTER_SET_TIME


def test_a_deadline_is_announced_at_both_times_once(arrivals: RewardArrivals, desk: Desk, told: list[Notice]) -> None:
    found = look_for_files(desk.reward_files, SILENT)
    file = found.open_files[0]
    for minutes in (29, 28, 9, 8):
        now = file.answer_until - timedelta(minutes=minutes)
        arrivals._on_found(Found(0, 1, [file], found.next_file_at, now))
    assert [(each.kind, each.key) for each in told] == [
        ("warning", f"reward-deadline-{file.file}"),
        ("error", f"reward-deadline-{file.file}"),
    ]
    until = f"has to be answered by {formats.clock(file.answer_until)}."
    assert all(each.text.endswith(until) for each in told), "which stays true while the notice stays"
    assert Announcement(file.file, timedelta(minutes=10)) in arrivals._told


def test_a_look_that_is_under_way_leads_to_no_other_once_stopped(arrivals: RewardArrivals, toolbox: Toolbox) -> None:
    arrivals.look()
    arrivals.stop()
    settle(toolbox.tasks)
    assert not arrivals.timer.isActive()


def test_whoever_puts_signing_in_off_is_not_asked_each_minute(arrivals: RewardArrivals, toolbox: Toolbox) -> None:
    lost: list[None] = []
    toolbox.navigation.session_lost.connect(lambda: lost.append(None))
    arrivals._on_not_found(NotSignedIn("P-SESSION"))
    assert len(lost) == 1
    assert not arrivals.timer.isActive()
    arrivals.look()
    settle(toolbox.tasks)
    assert arrivals.timer.isActive(), "signed in again"


def test_home_says_what_waits_and_leads_there(page: DeskPage, tasks: TaskRunner) -> None:
    home = page.current
    assert isinstance(home, HomeView)
    [duty] = [each for each in home.duties.duties if each.key == "reward_files"]
    assert duty.count == "1 file"
    assert isinstance(duty.until, datetime), "to the minute"
    tab = page.tabs.title("reward")
    assert tab.startswith("Rewards ")
    assert int(tab.split()[1]) > 0
    duty.follow()
    settle(tasks)
    view = page.current
    assert isinstance(view, RewardView)
    assert view.files.isVisible()
    assert view.files.people.draft.rows, "the file that waits is open"


def test_whoever_opens_the_tab_has_the_files_at_once(page: DeskPage, tasks: TaskRunner) -> None:
    page.tabs.show_tab("reward")
    view = page.current
    assert isinstance(view, RewardView)
    view.show_files()
    settle(tasks)
    desk = page._desk
    waiting = desk.reward_files.search(RewardFileSearch(only_open=True)).items
    assert {each.state for each in waiting} == {FileState.DOWNLOADED}
    assert page.provisions._arrivals is not None
    page.shut()
    assert not page.provisions._arrivals.timer.isActive()


def test_a_reason_that_is_being_typed_is_kept_when_the_desk_is_left(page: DeskPage, tasks: TaskRunner) -> None:
    page.tabs.show_tab("reward")
    view = page.current
    assert isinstance(view, RewardView)
    view.show_files()
    settle(tasks, lambda: bool(view.files.people.draft.rows))
    settle(tasks)
    grid, first = view.files.people.grid, view.files.people.draft.rows[0]
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_R)
    [line] = [each for each in grid.viewport().findChildren(QLineEdit) if each.isVisible()]
    QTest.keyClicks(line, "Same address")
    page.shut()
    kept = page._desk.reward_files.drafts.open(view.files.front_file)
    assert kept.answer_of(first.code).reason == "Same address"
