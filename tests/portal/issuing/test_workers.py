"""Workers that are killed, workers that compete, workers that meet something broken."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Connection, func, select, text

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.portal import worker as workers
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.issuing.judging import ChunkOutcome, judge
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.ledger.chunks import Chunk
from netmile_desktop.portal.tables import batch, batch_row, issue, transfer
from netmile_desktop.portal.worker import Worker
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import MASTER_KEY, Desk, PortalOnLine, SetClock, lines, signed_in
from tests.support.programs.nursery import Forked
from tests.support.programs.program import start_to_kill

pytestmark = pytest.mark.durable

ROWS = 200
PATIENCE_S = 60


def start_worker(database_url: str, chunk_rows: int) -> Forked | subprocess.Popen[str]:
    """A worker as a process of its own."""
    words = ("worker", "--database", database_url, "--chunk-rows", str(chunk_rows))
    return start_to_kill(*words, NETMILE_MASTER_KEY=MASTER_KEY.hex())


def rows_done(database: Database) -> int:
    return database.read(lambda conn: conn.execute(select(func.sum(batch.c.rows_done))).scalar_one() or 0)


def wait_until(condition: Callable[[], bool], process: Forked | subprocess.Popen[str] | None = None) -> None:
    """Look again and again, a few milliseconds apart."""
    gone, until = threading.Event(), time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        assert process is None or process.poll() is None, "the worker ended by itself"
        gone.wait(0.003)


@pytest.fixture
def files(portal: PortalOnLine, desk: Desk, clock: SetClock, business_clock: SetClock) -> int:
    """Three accepted files of the real present day; how many rows of them are good."""
    clock.now = business_clock.now = system_clock()
    move = "UPDATE campaign SET issue_from = 20200101, issue_to = 20991231 WHERE code LIKE 'C-102%'"
    portal.database.write(lambda conn: conn.execute(text(move)))
    portal.database.write(lambda conn: conn.execute(text("UPDATE session SET idle_until = 9999999999999")))
    portal.database.write(lambda conn: conn.execute(text("UPDATE session SET absolute_until = 9999999999999")))
    good = 0
    for campaign_id, miles in (("C-1024", 100), ("C-1025", 7), ("C-1020", 20)):
        numbers = list(range(1, ROWS + 1))
        desk.issue(campaign_id, lines(numbers, miles) + b"guest@example.jp,K,100\nbroken,K,100\n" + lines([1], miles))
        good += ROWS + (campaign_id != "C-1020")  # which gives once a day
    return good


def assert_everything_was_issued_once(database: Database, good: int) -> None:
    assert_ledger_holds(database)
    counts = database.read(
        lambda conn: [
            conn.execute(select(func.count()).select_from(issue)).scalar_one(),
            conn.execute(select(func.count()).select_from(transfer)).scalar_one(),
            conn.execute(select(func.count()).select_from(batch_row).where(batch_row.c.verdict == 0)).scalar_one(),
            conn.execute(select(func.count()).select_from(batch_row).where(batch_row.c.verdict.is_(None))).scalar_one(),
        ]
    )
    assert counts == [good, good, good, 0]
    states = database.read(lambda conn: set(conn.execute(select(batch.c.state)).scalars()))
    assert states == {ProcessingState.COMPLETED_WITH_ERRORS}


def test_a_worker_killed_anywhere_is_taken_over_without_a_trace(
    portal: PortalOnLine, database_url: str, files: int
) -> None:
    chance = random.Random(1)
    total = 3 * (ROWS + 3)

    def has_judged(rows: float) -> bool:
        return rows_done(portal.database) >= rows

    for share in (0.1, 0.4, 0.8):
        worker = start_worker(database_url, chunk_rows=5)
        try:
            wait_until(partial(has_judged, total * share), worker)
            threading.Event().wait(chance.uniform(0, 0.02))  # anywhere inside a transaction
        finally:
            worker.kill()
            worker.wait()
        assert rows_done(portal.database) < total, "killed too late to prove anything"
        assert_ledger_holds(portal.database)
    worker = start_worker(database_url, chunk_rows=100)
    wait_until(lambda: rows_done(portal.database) == total, worker)
    worker.terminate()
    assert worker.wait(PATIENCE_S) == 0
    assert_everything_was_issued_once(portal.database, files)


def test_workers_that_compete_share_the_work(portal: PortalOnLine, database_url: str, files: int) -> None:
    competing = [start_worker(database_url, chunk_rows=5) for _ in range(2)]
    total = 3 * (ROWS + 3)
    try:
        wait_until(lambda: rows_done(portal.database) >= total * 0.4)
        competing[0].kill()
        wait_until(lambda: rows_done(portal.database) == total, competing[1])
    finally:
        for each in competing:
            each.kill()
            each.wait()
    assert_everything_was_issued_once(portal.database, files)


def test_threads_that_compete_for_the_last_place_do_not_both_get_it(
    portal: PortalOnLine, desk: Desk, clock: SetClock, business_clock: SetClock
) -> None:
    """Two files for the same members in a campaign that gives once: judged at the same time."""
    numbers = list(range(1, 200))
    for order in (numbers, numbers[::-1]):
        desk.issue("C-1021", lines(order, 300))
    crew = [Worker(portal.database, Vault(MASTER_KEY), clock, business_clock, chunk_rows=20) for _ in range(2)]
    threads = [threading.Thread(target=each.run_until_idle) for each in crew]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    portal.worker.run_until_idle()  # what one of them put off while the other had it
    assert_ledger_holds(portal.database)
    issued = portal.database.read(lambda conn: conn.execute(select(issue.c.account_id)).scalars().all())
    assert len(issued) == len(set(issued)) == len(numbers)


def test_a_batch_that_breaks_its_worker_waits_and_others_go_on(
    portal: PortalOnLine,
    desk: Desk,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad, good = desk.issue("C-1025", lines([1, 2])), desk.issue("C-1024", lines([3]))

    def breaks(conn: Connection, chunk: Chunk, outbox: MailOutbox) -> ChunkOutcome:
        outcome = judge(conn, chunk, outbox)
        if chunk.upto == 2:
            raise RuntimeError("broken on purpose")
        return outcome

    monkeypatch.setattr(workers, "judge", breaks)
    portal.worker.run_until_idle()
    assert desk.registration(good.registration_id).state == ProcessingState.COMPLETED
    assert desk.registration(bad.registration_id).state == ProcessingState.RECEIVED
    assert "broken on purpose" in caplog.text
    assert "member0000" not in caplog.text
    for _ in range(workers.ATTEMPTS):
        clock.advance(minutes=10)
        portal.worker.run_until_idle()
    again = signed_in(portal, "demo", clock)  # so much time has passed
    assert again.registration(bad.registration_id).state == ProcessingState.INTERRUPTED
    assert_ledger_holds(portal.database)


def test_a_batch_that_was_put_off_is_taken_up_again(
    portal: PortalOnLine, desk: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = desk.issue("C-1024", lines([1]))
    with monkeypatch.context() as broken:
        broken.setattr(workers, "judge", lambda *_: 1 / 0)
        portal.worker.run_until_idle()
    portal.worker.run_until_idle()
    assert desk.registration(accepted.registration_id).state == ProcessingState.RECEIVED
    clock.advance(seconds=3)
    portal.worker.run_until_idle()
    assert desk.registration(accepted.registration_id).state == ProcessingState.COMPLETED


def test_a_worker_in_a_thread_wakes_for_what_is_accepted(portal: PortalOnLine, desk: Desk) -> None:
    portal.worker.start()
    accepted = desk.issue("C-1024", lines(range(1, 50)))
    wait_until(lambda: desk.registration(accepted.registration_id).state.is_final)
    portal.worker.stop()
    assert_ledger_holds(portal.database)
