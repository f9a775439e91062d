"""Of several questions only the newest is answered."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.runner import TaskRunner
from tests.support.window import settle


@pytest.fixture
def newest(tasks: TaskRunner) -> Newest:
    return Newest(tasks, QObject(tasks))


def test_a_newer_question_cancels_the_one_before(newest: Newest, tasks: TaskRunner) -> None:
    answers: list[str] = []
    begun, stopped = threading.Event(), threading.Event()

    def slow(progress: Progress) -> str:
        begun.set()
        try:
            progress.sleep(30)
        finally:
            stopped.set()
        return "old"

    newest.ask(slow, answers.append)
    assert begun.wait(10)
    newest.ask(lambda _progress: "new", answers.append)
    settle(tasks, lambda: bool(answers))
    assert stopped.is_set()
    assert answers == ["new"]
    assert not newest.is_waiting


def test_an_answer_that_cannot_be_stopped_comes_too_late(newest: Newest, tasks: TaskRunner) -> None:
    answers: list[str] = []
    go_on = threading.Event()

    def deaf(_progress: Progress) -> str:
        assert go_on.wait(10)
        return "old"

    newest.ask(deaf, answers.append)
    newest.ask(lambda _progress: "new", answers.append)
    go_on.set()
    settle(tasks, lambda: bool(answers))
    assert answers == ["new"]


def test_a_dropped_question_is_not_answered(newest: Newest, tasks: TaskRunner) -> None:
    answers: list[int] = []
    newest.ask(lambda _progress: 1, answers.append)
    newest.drop()
    settle(tasks)
    assert answers == []
    assert not newest.is_waiting


def test_failures_are_told_to_who_asked_or_to_everybody(newest: Newest, tasks: TaskRunner) -> None:
    def fail(_progress: Progress) -> None:
        raise OSError("no disk")

    told: list[Exception] = []
    everybody: list[object] = []
    tasks.unheard.connect(everybody.append)
    newest.ask(fail, lambda _nothing: None, told.append)
    settle(tasks, lambda: bool(told))
    newest.ask(fail, lambda _nothing: None)
    settle(tasks, lambda: bool(everybody))
    assert len(told) == len(everybody) == 1


def test_a_question_cancelled_from_outside_is_no_longer_waited_for(newest: Newest, tasks: TaskRunner) -> None:
    answers: list[object] = []
    task = newest.ask(lambda progress: progress.sleep(30), answers.append)
    task.cancel()
    settle(tasks, lambda: not newest.is_waiting)
    assert answers == []
