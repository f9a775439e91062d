"""What waits on this machine when somebody signs in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netmile_desktop.domain.failures import Failure, NotAllowed, Obstacle, Refused, Unreachable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.progress import Cancelled, Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.pending_sends import PendingSends
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import csv_file, good_rows
from tests.support.progress import Watched
from tests.support.window import settle


class Book:
    """What the store would say, and what was sent."""

    def __init__(self) -> None:
        self.due: list[str] = []
        self.waiting: list[str] = []
        self.sent: list[str] = []
        self.failure: Exception | None = None

    def send(self, batch_id: str) -> None:
        self.sent.append(batch_id)
        if self.failure is not None:
            raise self.failure
        self.due.remove(batch_id)


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Book:
    book = Book()

    def send(_self: Sending, batch_id: str, _progress: Progress) -> None:
        book.send(batch_id)

    monkeypatch.setattr(Sending, "due", lambda _self: list(book.due))
    monkeypatch.setattr(Sending, "waiting", lambda _self: list(book.waiting))
    monkeypatch.setattr(Sending, "send_if_new", send)
    return book


@pytest.fixture
def outbox(book: Book, desk: Desk, toolbox: Toolbox) -> Iterator[PendingSends]:
    outbox = PendingSends(desk, toolbox, toolbox.navigation)
    yield outbox
    outbox.stop()


def look(outbox: PendingSends, tasks: TaskRunner) -> list[Notice]:
    said: list[Notice] = []
    outbox.noticed.connect(said.append)
    outbox.look()
    settle(tasks)
    outbox.noticed.disconnect(said.append)
    return said


def test_a_half_sent_batch_is_offered_once_and_not_sent(
    outbox: PendingSends, book: Book, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    book.waiting = ["b-1"]
    (said,) = look(outbox, tasks)
    assert "nothing is sent twice" in said.text
    went: list[str] = []
    toolbox.navigation.batch_chosen.connect(went.append)
    said.actions[0][1]()
    assert went == ["b-1"]
    assert book.sent == []
    assert look(outbox, tasks) == []


def test_several_half_sent_batches_lead_to_the_list(
    outbox: PendingSends, book: Book, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    book.waiting = ["b-1", "b-2"]
    (said,) = look(outbox, tasks)
    went: list[bool] = []
    toolbox.navigation.batches_chosen.connect(lambda: went.append(True))
    said.actions[0][1]()
    assert went == [True]


def test_a_draft_whose_clerk_asked_for_it_is_sent_when_its_period_opens(
    outbox: PendingSends, book: Book, tasks: TaskRunner
) -> None:
    assert look(outbox, tasks) == []
    assert outbox.timer.isActive()
    book.due = ["b-1"]
    (said,) = look(outbox, tasks)
    assert book.sent == ["b-1"]
    assert said.kind == "success"
    assert look(outbox, tasks) == []
    assert book.sent == ["b-1"]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (Refused("42030"), "could not be sent automatically"),
        (NotAllowed(Obstacle.ISSUED_BEFORE, "b-1"), "rows repeat what was issued in the last 30 days"),
    ],
)
def test_a_refused_one_is_told_once_and_not_tried_every_minute(
    outbox: PendingSends, book: Book, tasks: TaskRunner, failure: Failure, words: str
) -> None:
    book.due = ["b-1"]
    book.failure = failure
    (said,) = look(outbox, tasks)
    assert said.kind == "warning"
    assert words in said.text
    assert look(outbox, tasks) == []
    assert book.sent == ["b-1"]


def test_without_the_portal_it_waits_and_is_tried_again(
    outbox: PendingSends, book: Book, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    book.due = ["b-1"]
    book.failure = Unreachable("no answer")
    look(outbox, tasks)
    assert not toolbox.connection.is_online
    assert look(outbox, tasks) == []
    assert book.sent == ["b-1"], "nothing is tried while the portal is out of reach"
    toolbox.connection.heard()
    book.failure = None
    look(outbox, tasks)
    assert book.sent == ["b-1", "b-1"]


def imported(desk: Desk, folder: Path, name: str) -> str:
    source = load_source(csv_file(folder / name, good_rows(3)))
    return desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id


def half_sent(desk: Desk, folder: Path, name: str) -> str:
    """A batch that was accepted, and stopped while the portal judged it."""
    batch_id = imported(desk, folder, name)
    with pytest.raises(Cancelled):
        desk.sending.send(batch_id, Watched(stop_at=("judging", 0)))
    return batch_id


def test_the_notice_of_a_half_sent_batch_goes_once_it_is_through(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, tmp_path: Path
) -> None:
    ids = [half_sent(desk, tmp_path, name) for name in ("a.csv", "b.csv")]
    outbox = PendingSends(desk, toolbox, toolbox.navigation)
    (both,) = look(outbox, tasks)
    assert both.text.startswith("Batches not sent to the end: 2.")
    told: list[Notice] = []
    gone: list[str] = []
    outbox.noticed.connect(told.append)
    outbox.unnoticed.connect(gone.append)
    desk.sending.follow(ids[0])
    toolbox.navigation.batches_changed.emit()
    settle(tasks)
    (one,) = told
    assert one.key == both.key
    assert "b.csv" in one.text
    assert gone == []
    desk.sending.follow(ids[1])
    toolbox.navigation.batches_changed.emit()
    settle(tasks)
    assert (len(told), gone) == (1, [both.key])
    half_sent(desk, tmp_path, "c.csv")
    assert look(outbox, tasks) == [], "what is stopped later is seen where it is stopped"
    outbox.stop()


def test_the_notice_of_a_draft_that_was_not_sent_by_itself_goes_once_it_is_sent(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, tmp_path: Path
) -> None:
    desk.sending.send(imported(desk, tmp_path, "a.csv"))
    batch_id = imported(desk, tmp_path, "b.csv")
    desk.sending.send_when_open(batch_id)
    outbox = PendingSends(desk, toolbox, toolbox.navigation)
    (said,) = look(outbox, tasks)
    assert "could not be sent automatically" in said.text
    gone: list[str] = []
    outbox.unnoticed.connect(gone.append)
    toolbox.navigation.batches_changed.emit()
    settle(tasks)
    assert gone == []
    desk.sending.send(batch_id)
    toolbox.navigation.batches_changed.emit()
    settle(tasks)
    assert gone == [said.key]
    outbox.stop()
