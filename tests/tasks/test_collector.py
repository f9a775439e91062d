"""Cycles are collected in the thread of the window, whoever makes the objects."""

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from netmile_desktop.collection import MANY
from netmile_desktop.tasks.collector import Collector
from netmile_desktop.tasks.runner import TaskRunner

pytestmark = pytest.mark.usefixtures("qapp")  # its timer needs an application


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_no_job_collects_what_the_window_left_behind(tasks: TaskRunner, qtbot: QtBot) -> None:
    freed: list[int] = []
    ring = Ring()
    weakref.finalize(ring, lambda: freed.append(threading.get_ident()))
    del ring
    made: list[int] = []
    # As many objects as let Python collect several times over, were it left to itself.
    tasks.start(lambda _: len([[n] for n in range(20_000)]), owner=tasks, done=made.append)
    qtbot.waitUntil(lambda: bool(made))
    assert not freed
    gc.collect()
    assert freed == [threading.get_ident()]


def test_what_is_due_is_collected_in_time(qtbot: QtBot) -> None:
    gc.collect()  # else what other tests left uncollected may be too much to go through
    collector = Collector()
    try:
        ring = weakref.ref(Ring())
        kept: list[list[int]] = []

        def is_gone() -> bool:
            kept.extend(
                [n] for n in range(50)
            )  # goes on: what other tests left may go meanwhile, and counts against it
            return ring() is None

        qtbot.waitUntil(is_gone)
        assert kept
    finally:
        collector.stop()


def test_rows_by_the_hundred_thousand_are_not_gone_through() -> None:
    collector = Collector()
    before = gc.get_freeze_count()
    try:
        kept = [[n] for n in range(2 * MANY)]
        collector.collect()
        assert gc.get_freeze_count() > before + MANY
        assert kept
    finally:
        collector.stop()
    assert gc.get_freeze_count() == 0


def test_what_the_program_is_made_of_is_gone_through_once(qtbot: QtBot) -> None:
    collector = Collector()
    before = gc.get_freeze_count()
    usual = gc.get_threshold()
    gc.set_threshold(700, 10, 0)
    try:
        gc.collect(1)  # counts for the next full collection
        ring = weakref.ref(Ring())
        collector.collect()
        assert ring() is None
        settled = gc.get_freeze_count()
        assert settled > before
        gc.collect(1)
        later = weakref.ref(Ring())
        collector.collect()
        assert later() is None
        assert gc.get_freeze_count() <= settled  # some of it may have gone by itself
    finally:
        gc.set_threshold(*usual)
        collector.stop()
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("before", [True, False])
def test_the_end_leaves_collecting_as_it_was(before: bool) -> None:
    collects, let = gc.isenabled(), {True: gc.enable, False: gc.disable}
    let[before]()
    try:
        runner = TaskRunner()
        assert not gc.isenabled()
        runner.shut_down(1_000)
        assert gc.isenabled() is before
        runner.shut_down(1_000)
        assert gc.isenabled() is before
    finally:
        let[collects]()
