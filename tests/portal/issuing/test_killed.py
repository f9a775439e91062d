"""Processes that are killed while miles are made due, or taken back: nothing is half done, nothing done twice."""

from __future__ import annotations

import json
import random
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial

import pytest
import requests
from sqlalchemy import Connection, func, select, text

from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import cancel_order, cancellation, issue, outbox
from tests.portal.issues.test_requests import decide
from tests.portal.issuing.test_workers import start_worker, wait_until
from tests.support.portals.cancelling import ids_of, issue_to, order
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import MASTER_KEY, Desk, PortalOnLine, SetClock
from tests.support.programs.nursery import Forked
from tests.support.programs.program import start_to_kill

pytestmark = pytest.mark.durable

PATIENCE_S = 60
ROWS = 300


@pytest.fixture
def pending(portal: PortalOnLine, desk: Desk, clock: SetClock, business_clock: SetClock) -> list[str]:
    """Issues of today that wait for their transfer; their identities."""
    clock.now = business_clock.now = system_clock()
    for statement in (
        "UPDATE campaign SET issue_from = 20200101, issue_to = 20991231 WHERE code LIKE 'C-102%'",
        "UPDATE session SET idle_until = 9999999999999, absolute_until = 9999999999999",
    ):
        portal.database.write(partial(run, statement))
    return ids_of(desk, issue_to(portal, desk, range(1, ROWS + 1), transfer_after_days=5, notify=True))


def run(statement: str, conn: Connection) -> None:
    conn.execute(text(statement))


def states(database: Database) -> dict[str, int]:
    count = select(issue.c.state, func.count()).group_by(issue.c.state)
    return {row.state: row[1] for row in database.read(lambda conn: conn.execute(count).all())}


def test_a_worker_killed_while_miles_become_due_is_taken_over(
    portal: PortalOnLine, database_url: str, pending: list[str]
) -> None:
    for statement in ("UPDATE issue SET transfer_on = 20260101", "DELETE FROM schedule"):
        portal.database.write(partial(run, statement))
    chance = random.Random(4)

    def has_made_valid(issues: float) -> bool:
        return states(portal.database).get("valid", 0) >= issues

    for share in (0.1, 0.6):
        worker = start_worker(database_url, chunk_rows=5)
        try:
            wait_until(partial(has_made_valid, ROWS * share), worker)
            threading.Event().wait(chance.uniform(0, 0.02))  # anywhere inside a transaction
        finally:
            worker.kill()
            worker.wait()
        assert states(portal.database)["valid"] < ROWS, "killed too late to prove anything"
        assert_ledger_holds(portal.database)
    worker = start_worker(database_url, chunk_rows=100)
    wait_until(lambda: states(portal.database) == {"valid": ROWS}, worker)
    worker.terminate()
    assert worker.wait(PATIENCE_S) == 0
    assert_ledger_holds(portal.database)
    told = portal.database.read(lambda conn: conn.execute(select(outbox.c.dedupe)).scalars().all())
    assert sorted(told) == sorted(pending)


@contextmanager
def server(database_url: str) -> Iterator[tuple[Forked | subprocess.Popen[str], str]]:
    """A portal as a process of its own, without a worker."""
    words = ("serve", "--database", database_url, "--announce", "--no-worker")
    process = start_to_kill(*words, NETMILE_MASTER_KEY=MASTER_KEY.hex())
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())["url"]
    finally:
        process.kill()
        process.wait()


def test_a_portal_killed_while_it_cancels_has_done_all_or_nothing(
    portal: PortalOnLine, database_url: str, desk: Desk, pending: list[str]
) -> None:
    """The same order under the same key, asked again until it is answered, is carried out once."""
    chance, key = random.Random(8), "k" * 16
    for _ in range(3):
        _kill_while(database_url, desk, lambda away: order(away, CancelAction.AT_ONCE, *pending, key=key), chance)
        assert states(portal.database) in ({"pending": ROWS}, {"cancelled": ROWS})
        assert_ledger_holds(portal.database)
    with server(database_url) as (_, url):
        away = replace(desk, url=url)
        answer = order(away, CancelAction.AT_ONCE, *pending, key=key)
        assert order(away, CancelAction.AT_ONCE, *pending, key=key) == answer
    assert (answer.done, answer.number[-7:]) == (ROWS, "-000001")
    assert states(portal.database) == {"cancelled": ROWS}
    counts = portal.database.read(
        lambda conn: [
            conn.execute(select(func.count()).select_from(table)).scalar_one() for table in (cancel_order, cancellation)
        ]
    )
    assert counts == [1, ROWS]
    assert_ledger_holds(portal.database)


def test_a_portal_killed_while_netmile_approves_has_done_all_or_nothing(
    portal: PortalOnLine, database_url: str, desk: Desk, netmile: Desk, pending: list[str]
) -> None:
    """The same decision under the same key takes the miles back once."""
    valid = ids_of(desk, issue_to(portal, desk, range(1, ROWS + 1), campaign_id="C-1023", miles=50))
    number = order(desk, CancelAction.REQUEST, *valid).number
    chance, key = random.Random(15), "a" * 16
    for _ in range(3):
        _kill_while(database_url, netmile, lambda away: decide(away, number, key=key), chance)
        assert states(portal.database) in ({"pending": ROWS, "valid": ROWS}, {"pending": ROWS, "cancelled": ROWS})
        assert_ledger_holds(portal.database)
    with server(database_url) as (_, url):
        away = replace(netmile, url=url)
        answer = decide(away, number, key=key)
        assert decide(away, number, key=key) == answer
    assert (answer.approved, answer.refused, answer.miles) == (ROWS, 0, ROWS * 50)
    assert states(portal.database) == {"pending": ROWS, "cancelled": ROWS}
    assert_ledger_holds(portal.database)


def _kill_while(database_url: str, desk: Desk, work: Callable[[Desk], object], chance: random.Random) -> None:
    """Serve in a process of its own, and kill it while it is at work."""
    with server(database_url) as (process, url):
        away = replace(desk, url=url)
        working = threading.Thread(target=_in_vain, args=(work, away))
        working.start()
        threading.Event().wait(chance.uniform(0.005, 0.15))
        process.kill()
        working.join(PATIENCE_S)


def _in_vain(work: Callable[[Desk], object], desk: Desk) -> None:
    with suppress(requests.ConnectionError):
        work(desk)
