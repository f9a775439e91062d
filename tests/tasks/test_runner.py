from __future__ import annotations

import gc
import logging
import sys
import threading
import time
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QThread, Signal, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.tasks.task import Task
from tests.support.window import settle


@pytest.fixture
def owner() -> QObject:
    return QObject()


def wait_for_cancel(progress: Progress) -> None:
    progress.sleep(30)


def test_result_comes_back_in_the_gui_thread(tasks: TaskRunner, owner: QObject) -> None:
    told: list[tuple[int, QThread]] = []
    worker_threads: list[str] = []

    def job(_progress: Progress) -> int:
        worker_threads.append(threading.current_thread().name)
        return 42

    tasks.start(job, owner=owner, done=lambda result: told.append((result, QThread.currentThread())))
    settle(tasks)
    app = QApplication.instance()
    assert app is not None
    assert told == [(42, app.thread())]
    assert worker_threads[0].startswith("job")


def test_failure_is_told_and_a_bug_is_logged(
    tasks: TaskRunner, owner: QObject, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Exception] = []

    def fail(error: Exception) -> Callable[[Progress], None]:
        def job(_progress: Progress) -> None:
            raise error

        return job

    with caplog.at_level(logging.ERROR):
        tasks.start(fail(Unreachable("no line")), owner=owner, failed=told.append)
        settle(tasks)
        assert not caplog.records
        tasks.start(fail(ZeroDivisionError("bug")), owner=owner, failed=told.append)
        settle(tasks)
    assert [type(error) for error in told] == [Unreachable, ZeroDivisionError]
    assert len(caplog.records) == 1


def test_a_failure_nobody_waits_for_is_heard(tasks: TaskRunner, owner: QObject, qtbot: QtBot) -> None:
    def job(_progress: Progress) -> None:
        raise Unreachable("no line")

    with qtbot.waitSignal(tasks.unheard) as heard:
        tasks.start(job, owner=owner)
    assert isinstance(heard.args[0], Unreachable)


def test_cancel_wakes_a_job_that_sleeps(tasks: TaskRunner, owner: QObject) -> None:
    told: list[str] = []
    task = tasks.start(
        wait_for_cancel,
        owner=owner,
        title="Sending",
        done=lambda _: told.append("done"),
        failed=lambda _: told.append("failed"),
        cancelled=lambda: told.append("cancelled"),
    )
    began = time.monotonic()
    task.cancel()
    settle(tasks)
    assert time.monotonic() - began < 0.5
    assert task.state == "cancelled"
    assert told == ["cancelled"]
    task.cancel()


def test_cancel_frees_what_the_job_is_blocked_in(tasks: TaskRunner, owner: QObject) -> None:
    socket_shut, blocked = threading.Event(), threading.Event()

    def job(progress: Progress) -> None:
        progress.on_cancel(socket_shut.set)
        blocked.set()
        assert socket_shut.wait(10)
        progress.report(1, 1)

    task = tasks.start(job, owner=owner)
    assert blocked.wait(5)
    task.cancel()
    settle(tasks)
    assert task.state == "cancelled"


def test_stop_registered_after_cancel_is_called_at_once(tasks: TaskRunner, owner: QObject) -> None:
    begun, cancelled, shut = threading.Event(), threading.Event(), threading.Event()

    def job(progress: Progress) -> None:
        begun.set()
        assert cancelled.wait(5)
        progress.on_cancel(shut.set)

    task = tasks.start(job, owner=owner)
    assert begun.wait(5)
    task.cancel()
    cancelled.set()
    settle(tasks)
    assert shut.is_set()


def test_job_cancelled_before_its_turn_never_runs(tasks: TaskRunner, owner: QObject) -> None:
    ran: list[int] = []
    blockers = [tasks.start(wait_for_cancel, owner=owner) for _ in range(6)]
    last = tasks.start(lambda _: ran.append(1), owner=owner)
    last.cancel()
    for blocker in blockers:
        blocker.cancel()
    settle(tasks)
    assert last.state == "cancelled"
    assert not ran


def test_untitled_work_ends_with_its_owner(tasks: TaskRunner) -> None:
    told: list[object] = []
    owner = QObject()
    task = tasks.start(wait_for_cancel, owner=owner, cancelled=lambda: told.append(1))
    shiboken6.delete(owner)
    settle(tasks)
    assert task.state == "cancelled"
    assert not told


def test_titled_work_outlives_its_owner(tasks: TaskRunner) -> None:
    go_on = threading.Event()
    told: list[bool] = []
    owner = QObject()
    task = tasks.start(lambda _: go_on.wait(10), owner=owner, title="Sending", done=told.append)
    shiboken6.delete(owner)
    go_on.set()
    settle(tasks)
    assert task.state == "done"
    assert not told
    assert tasks.tasks() == [task]


def test_progress_reaches_the_task(tasks: TaskRunner, owner: QObject) -> None:
    seen: list[tuple[str, int, int]] = []

    def job(progress: Progress) -> None:
        for done in range(1000):
            progress.report(done, 1000, "checking")
        progress.report(1000, 1000)
        progress.report(0, 3_000_000_000, "sending")
        progress.report(3_000_000_000, 3_000_000_000)

    task = tasks.start(job, owner=owner)
    task.progressed.connect(
        lambda: seen.append((task.phase, task.done, task.total)), Qt.ConnectionType.DirectConnection
    )
    settle(tasks)
    assert ("checking", 1000, 1000) in seen
    assert ("sending", 0, 3_000_000_000) in seen
    assert seen[-1] == ("sending", 3_000_000_000, 3_000_000_000)
    assert len(seen) < 100, "reports that come too fast are left out"


def test_a_task_that_failed_can_be_started_again(tasks: TaskRunner, owner: QObject) -> None:
    tries: list[int] = []

    def job(_progress: Progress) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise Unreachable("no line")
        return len(tries)

    told: list[int] = []
    first = tasks.start(job, owner=owner, done=told.append, failed=lambda _: None, title="Sending", retry=True)
    assert tasks.retry(first) is None, "not while it runs"
    settle(tasks)
    assert first.may_retry
    second = tasks.retry(first)
    settle(tasks)
    assert told == [2]
    assert tasks.tasks() == [second]
    assert second is not None
    assert tasks.retry(second) is None, "what succeeded is not done twice"


def test_the_list_is_newest_first_and_can_be_cleared(tasks: TaskRunner, owner: QObject) -> None:
    for title in ("first", "second"):
        tasks.start(lambda _: None, owner=owner, title=title)
        settle(tasks)
    tasks.start(lambda _: None, owner=owner)
    running = tasks.start(wait_for_cancel, owner=owner, title="third")
    assert [task.title for task in tasks.tasks()] == ["third", "second", "first"]
    assert tasks.running() == [running]
    tasks.clear_ended()
    assert tasks.tasks() == [running]
    running.cancel()
    settle(tasks)


def test_speed_and_rest_are_only_told_once_known(
    tasks: TaskRunner, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("netmile_desktop.tasks.task.time.monotonic", lambda: now[0])
    task = Task("Sending", "", False, owner)
    task.worker.report(0, 1000, "sending")
    assert task.rows_per_second() is None
    now[0] += 0.5
    task.worker.report(100, 1000)
    assert task.seconds_left() is None, "half a second is no measurement"
    now[0] += 1.5
    task.worker.report(400, 1000)
    assert task.rows_per_second() == pytest.approx(200)
    assert task.seconds_left() == pytest.approx(3)


def test_shut_down_stops_everything_in_time(owner: QObject) -> None:
    runner = TaskRunner()
    for _ in range(100):
        runner.start(wait_for_cancel, owner=owner)
    began = time.monotonic()
    assert runner.shut_down(5000)
    assert time.monotonic() - began < 1
    with pytest.raises(RuntimeError):
        runner.start(wait_for_cancel, owner=owner)


def test_shut_down_says_when_a_job_will_not_stop(owner: QObject) -> None:
    runner, let_go = TaskRunner(), threading.Event()
    runner.start(lambda _: let_go.wait(20), owner=owner)
    assert not runner.shut_down(50)
    let_go.set()
    assert runner.shut_down(5000)


def test_many_jobs_leave_nothing_behind(tasks: TaskRunner, owner: QObject, qapp: QApplication) -> None:
    def job(progress: Progress) -> int:
        progress.report(1, 1, "checking")
        return 1

    done: list[int] = []
    for _ in range(500):
        tasks.start(job, owner=owner, done=done.append)
    settle(tasks)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert sum(done) == 500
    assert not tasks.findChildren(Task)


class Counter(QObject):
    """Emits and receives as our signals do."""

    counted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sum = 0
        self.counted.connect(self._on_counted)

    @Slot(object)
    def _on_counted(self, value: int) -> None:
        self.sum += value


def test_three_thousand_signals_cost_no_reference(qapp: QApplication) -> None:
    """The PySide6 we ban loses a reference at every emit() and aborts after some 570."""
    counter = Counter()
    before = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    for _ in range(3000):
        counter.counted.emit(1)
    after = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    assert counter.sum == 3000
    assert all(was - now < 1000 for was, now in zip(before, after, strict=True))


def test_a_share_is_that_of_the_whole_job_and_never_shrinks(tasks: TaskRunner, owner: QObject) -> None:
    def job(progress: Progress) -> None:
        for done, total, phase in ((5, 10, "checking"), (10, 10, "checking"), (0, 0, "asking"), (1, 4, "sending")):
            progress.report(done, total, phase)

    shares: list[float | None] = []
    task = tasks.start(job, owner=owner, title="sending", phases={"checking": 1, "sending": 3})
    task.progressed.connect(lambda: shares.append(task.share))
    assert task.share == 0
    settle(tasks)
    assert shares == [0.125, 0.25, 0.25, 0.25 + 0.75 / 4]
    plain = tasks.start(lambda progress: progress.report(1, 4), owner=owner)
    assert plain.share is None, "nobody knows yet"
    settle(tasks)
    assert plain.share == 0.25
