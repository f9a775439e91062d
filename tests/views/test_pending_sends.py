"""What waits on this machine when somebody signs in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from netmile_desktop.domain.failures import Failure, NotAllowed, Obstacle, Refused, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.pending_sends import PendingSends
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.issuing.sending import Sending
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
        (Refused("42030"), "could not be sent by itself"),
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
