"""The activity list: what runs, what ended, cancel and retry."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.activity.view import ActivityPanel
from netmile_desktop.views.common.task_progress import PaceWords, TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from tests.support.window import settle


@pytest.fixture
def panel(toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> ActivityPanel:
    panel = ActivityPanel(toolbox)
    shown(panel)
    return panel


def halfway(progress: Progress) -> None:
    """Reports half of 25,001 rows and then waits to be stopped."""
    progress.report(12_000, 25_001, "sending")
    progress.sleep(60)


def test_nothing_running_says_so(panel: ActivityPanel) -> None:
    assert panel.empty.isVisible()
    assert not panel.clear_button.isVisible()


def test_work_shows_phase_count_and_can_be_stopped(panel: ActivityPanel, toolbox: Toolbox, qtbot: QtBot) -> None:
    toolbox.tasks.start(halfway, owner=panel, title="Issue a.csv", subject="C-1024", retry=True)
    (line,) = panel.lines()
    qtbot.waitUntil(lambda: "12,000 of 25,001" in line.said.text())
    assert line.said.text().startswith("Sending")
    assert line.bar.value() == round(1000 * 12_000 / 25_001)
    line.cancel_button.click()
    assert line.said.text().startswith("Stopping")
    settle(toolbox.tasks)
    assert line.said.text().startswith("Stopped at")
    assert not line.bar.isVisible()
    assert line.retry_button.isVisible()


def test_a_failure_is_told_in_words_and_tried_again(panel: ActivityPanel, toolbox: Toolbox) -> None:
    broken = threading.Event()
    broken.set()

    def job(_progress: Progress) -> None:
        if broken.is_set():
            raise Unreachable

    toolbox.tasks.start(job, owner=panel, failed=lambda _: None, title="Download", retry=True)
    settle(toolbox.tasks)
    (line,) = panel.lines()
    assert "cannot be reached" in line.said.text()
    broken.clear()
    line.retry_button.click()
    settle(toolbox.tasks)
    (line,) = panel.lines()
    assert line.said.text().startswith("Finished at")
    assert not line.retry_button.isVisible()


def test_finished_work_stays_until_it_is_cleared(panel: ActivityPanel, toolbox: Toolbox) -> None:
    for title in ("first", "second"):
        toolbox.tasks.start(lambda _progress: None, owner=panel, title=title)
        settle(toolbox.tasks)
    assert [line.title.text() for line in panel.lines()] == ["second", "first"]
    panel.clear_button.click()
    assert panel.lines() == []
    assert panel.empty.isVisible()


def test_work_without_a_title_is_not_listed(panel: ActivityPanel, toolbox: Toolbox) -> None:
    toolbox.tasks.start(lambda _progress: None, owner=panel)
    settle(toolbox.tasks)
    assert panel.lines() == []


def test_remaining_time_is_said_as_people_would(qapp: object) -> None:
    words = PaceWords()
    assert [words.left(seconds) for seconds in (0.2, 14.2, 61, 600)] == [
        "about 1 s left",
        "about 14 s left",
        "about 2 min left",
        "about 10 min left",
    ]


def test_a_bar_follows_another_task_without_a_trace_of_the_first(
    toolbox: Toolbox, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    bar = TaskProgress(toolbox.words)
    shown(bar)

    def start(title: str) -> Task:
        return toolbox.tasks.start(halfway, owner=bar, title=title)

    first, second = start("first"), start("second")
    bar.follow(first)
    bar.follow(second)
    qtbot.waitUntil(lambda: bar.pace.text() == "12,000 of 25,001")
    bar.cancel_button.click()
    assert (first.cancel_asked, second.cancel_asked) == (False, True)
    first.cancel()
    settle(toolbox.tasks)
