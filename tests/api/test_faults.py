from __future__ import annotations

import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from netmile_desktop.api.bodies import BLOCK
from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.domain.cancellations import CancelAction, CancelReason
from netmile_desktop.domain.failures import Broken, Unreachable
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.progress import Cancelled
from tests.api.conftest import QUICK
from tests.support.faults import Fault, FaultyLine
from tests.support.progress import Watched

HALF_A_SECOND = 0.5
ROWS = b"".join(b"nobody%05d@example.jp,K-%05d,100\n" % (n, n) for n in range(9000))
PUT = b"PUT /v1/issuances"


@pytest.fixture
def query(client: PortalClient) -> wire.IssuanceQuery:
    return wire.IssuanceQuery(campaign_id=client.campaigns.home().running[0].id)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port at which connecting gets no answer at all: the queue of its listener is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = []
        for _ in range(4):
            each = socket.socket()
            each.setblocking(False)
            each.connect_ex(listener.getsockname())
            waiting.append(each)
        yield listener.getsockname()[1]
        for each in waiting:
            each.close()


def cancelled_after(started: Callable[[], bool], progress: Watched, call: Callable[[], object]) -> float:
    """Make a call in a thread, cancel it once something is so; seconds from there to its end."""
    outcome: list[BaseException | None] = []

    def run() -> None:
        try:
            call()
            outcome.append(None)
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not started():
        assert thread.is_alive(), outcome
        thread.join(0.005)
    began = time.monotonic()
    progress.cancel()
    thread.join(10)
    took = time.monotonic() - began
    assert isinstance(outcome[0], Cancelled)
    return took


@pytest.mark.parametrize(
    "fault",
    [
        Fault(reset=True),
        Fault(cut_up_after=10),
        Fault(cut_down_after=0),
        Fault(cut_down_after=40),
        Fault(cut_down_after=0, politely=True),
        Fault(cut_down_after=300, politely=True),
    ],
    ids=str,
)
def test_a_question_is_asked_again_until_it_gets_through(line: FaultyLine, fault: Fault) -> None:
    client = PortalClient(line.url, patience=QUICK)
    line.script(fault, fault)
    assert client.sessions.info().sandbox
    assert line.connections == 3
    client.close()


def test_patience_ends(line: FaultyLine) -> None:
    client = PortalClient(line.url, patience=QUICK)
    line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        client.sessions.info()
    assert line.connections == QUICK.tries
    client.close()


def test_a_portal_that_comes_back_is_found_again(line: FaultyLine) -> None:
    client = PortalClient(line.url, patience=QUICK)
    line.refuse()
    with pytest.raises(Unreachable):
        client.sessions.info()
    line.listen_again()
    assert client.sessions.info().sandbox
    client.close()


def test_nothing_comes_in_time(line: FaultyLine) -> None:
    client = PortalClient(line.url, timeouts=(1, 0.2), patience=ONCE)
    line.script(Fault(stall_down_after=0))
    with pytest.raises(Unreachable):
        client.sessions.info()
    client.close()


def test_a_connection_that_does_not_come_about_times_out(silent_port: int) -> None:
    client = PortalClient(f"http://127.0.0.1:{silent_port}", timeouts=(0.3, 5), patience=ONCE)
    with pytest.raises(Unreachable):
        client.sessions.info()
    client.close()


def test_a_file_whose_fate_is_unknown_is_not_sent_again_by_itself(
    line: FaultyLine, client: PortalClient, query: wire.IssuanceQuery
) -> None:
    key = secrets.token_hex(32)
    fresh = PortalClient(line.url, patience=QUICK)
    fresh.sessions.token = client.sessions.token
    before = line.connections
    line.script(Fault(cut_down_after=0))
    with pytest.raises(Unreachable):
        fresh.issuances.issue(key, query, ROWS)
    assert line.connections == before + 1
    found = fresh.issuances.find(key)
    assert found is not None
    assert found.rows == 9000
    fresh.close()


def test_an_order_whose_fate_is_unknown_is_not_given_again_by_itself(line: FaultyLine, client: PortalClient) -> None:
    order = wire.CancelOrder(
        action=CancelAction.AT_ONCE, reason=CancelReason.ISSUED_WRONGLY.value, issue_ids=[str(uuid4())]
    )
    form = wire.ApplicationForm(
        kind=ApplicationKind.REUSE,
        campaign_id="C-1024",
        content=client.campaigns.content("C-1024").content,
    )
    calls: tuple[Callable[[PortalClient], object], ...] = (
        lambda fresh: fresh.cancellations.order(secrets.token_hex(32), order),
        lambda fresh: fresh.campaigns.apply(secrets.token_hex(32), form),
    )
    for call in calls:
        # A client of its own each: one that is kept could send over a connection whose end it has not yet heard of.
        fresh = PortalClient(line.url, patience=QUICK)
        fresh.sessions.token = client.sessions.token
        before = line.connections
        line.script(Fault(cut_down_after=0))
        with pytest.raises(Unreachable):
            call(fresh)
        assert line.connections == before + 1
        fresh.close()


def test_a_file_cut_on_its_way_was_not_accepted(
    line: FaultyLine, client: PortalClient, query: wire.IssuanceQuery
) -> None:
    key = secrets.token_hex(32)
    fresh = PortalClient(line.url, patience=QUICK)
    fresh.sessions.token = client.sessions.token
    line.script(Fault(cut_up_after=BLOCK))
    with pytest.raises(Unreachable):
        fresh.issuances.issue(key, query, ROWS)
    assert fresh.issuances.find(key) is None
    fresh.close()


def test_a_sign_in_that_may_have_arrived_is_not_repeated(line: FaultyLine) -> None:
    client = PortalClient(line.url, patience=QUICK)
    line.script(Fault(cut_down_after=0))
    with pytest.raises(Unreachable):
        client.sessions.sign_in("demo", "Sandbox1234")
    assert line.connections == 1
    client.close()


def test_cancelling_while_the_portal_thinks(line: FaultyLine) -> None:
    client = PortalClient(line.url)
    progress = Watched()
    line.script(Fault(stall_down_after=0))
    took = cancelled_after(line.struck.is_set, progress, lambda: client.sessions.info(progress))
    assert took < HALF_A_SECOND
    assert client.sessions.info().sandbox  # the client is as good as before
    client.close()


def test_cancelling_on_a_connection_that_was_kept(line: FaultyLine, client: PortalClient) -> None:
    line.always(Fault(stall_down_after=0, when=b"GET /v1/campaigns/"))
    progress = Watched()
    fresh = PortalClient(line.url)
    fresh.sessions.token = client.sessions.token

    def call() -> None:
        fresh.campaigns.home(progress)
        fresh.campaigns.detail("C-1", progress)

    before = line.connections
    assert cancelled_after(line.struck.is_set, progress, call) < HALF_A_SECOND
    assert line.connections == before + 1
    fresh.close()


def test_cancelling_half_way_through_an_answer(line: FaultyLine, client: PortalClient) -> None:
    progress = Watched()
    fresh = PortalClient(line.url)
    fresh.sessions.token = client.sessions.token
    line.script(Fault(stall_down_after=400))
    took = cancelled_after(line.struck.is_set, progress, lambda: fresh.campaigns.home(progress))
    assert took < HALF_A_SECOND
    fresh.close()


def test_cancelling_while_a_file_is_on_its_way(
    line: FaultyLine, client: PortalClient, query: wire.IssuanceQuery
) -> None:
    progress = Watched()
    fresh = PortalClient(line.url)
    fresh.sessions.token = client.sessions.token
    line.script(Fault(stall_up_after=2 * BLOCK))
    key = secrets.token_hex(32)
    big = ROWS * 14
    took = cancelled_after(
        line.struck.is_set, progress, lambda: fresh.issuances.issue(key, query, big, progress=progress)
    )
    assert took < HALF_A_SECOND
    assert fresh.issuances.find(key) is None
    fresh.close()


def test_cancelling_while_nobody_takes_the_connection(silent_port: int) -> None:
    client = PortalClient(f"http://127.0.0.1:{silent_port}", timeouts=(30, 30))
    progress = Watched()
    began = time.monotonic()
    took = cancelled_after(lambda: time.monotonic() - began > 0.2, progress, lambda: client.sessions.info(progress))
    assert took < HALF_A_SECOND
    client.close()


def test_cancelling_between_two_tries(line: FaultyLine) -> None:
    client = PortalClient(line.url)
    line.always(Fault(reset=True))
    progress = Watched()
    took = cancelled_after(
        lambda: any(pause > 0 for pause in progress.slept), progress, lambda: client.sessions.info(progress)
    )
    assert took < HALF_A_SECOND
    client.close()


def test_what_was_cancelled_before_is_not_even_asked(line: FaultyLine) -> None:
    client = PortalClient(line.url)
    progress = Watched()
    progress.cancel()
    with pytest.raises(Cancelled):
        client.sessions.info(progress)
    assert line.connections == 0
    client.close()


def test_an_upload_tells_its_bytes(client: PortalClient, query: wire.IssuanceQuery) -> None:
    progress = Watched()
    client.issuances.issue(secrets.token_hex(32), query, ROWS, progress)
    done = [report[0] for report in progress.reports]
    assert done == sorted(done)
    assert done[:2] == [BLOCK, 2 * BLOCK]
    assert progress.reports[-1][:2] == (len(ROWS), len(ROWS))


def test_closing_frees_calls_of_other_threads(line: FaultyLine) -> None:
    client = PortalClient(line.url, patience=ONCE)
    line.script(Fault(stall_down_after=0))
    outcome: list[BaseException] = []

    def call() -> None:
        try:
            client.sessions.info()
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    assert line.struck.wait(5)
    client.close()
    thread.join(2)
    assert not thread.is_alive()
    assert isinstance(outcome[0], Unreachable | Cancelled)


def test_something_that_does_not_speak_http(sandbox_portal: EmbeddedPortal) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def greet() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(4096)
                peer.sendall(b"220 mail.example ESMTP\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        client = PortalClient(f"http://127.0.0.1:{listener.getsockname()[1]}", patience=ONCE)
        with pytest.raises(Broken):
            client.sessions.info()
        thread.join()
        client.close()
