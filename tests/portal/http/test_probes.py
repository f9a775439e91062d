"""What is asked by those who watch a portal: is it alive, can it work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import text

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.app import THREADS
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.issuing.due_transfers import DueTransfers
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.reports.closing import Closing
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.worker import STUCK_AFTER
from tests.support.portals.portal import MASTER_KEY, Desk, PortalOnLine, SetClock, lines
from tests.support.portals.postgres import PostgresCluster


@pytest.fixture
def release() -> Iterator[threading.Event]:
    """Lets go whatever waits for it, at the latest at the end."""
    release = threading.Event()
    yield release
    release.set()


def missing(desk: Desk) -> str:
    """What a portal that is not ready names."""
    with pytest.raises(Refused) as refused:
        desk.call(operations.READY)
    assert refused.value.code == "P-READY"
    return str(refused.value.detail)


def wait_until_ready(desk: Desk) -> None:
    while desk.send(operations.READY).status_code != 200:
        pass


def test_they_are_answered_without_signing_in(nobody: Desk) -> None:
    alive, ready = (requests.get(f"{nobody.url}/{path}", timeout=9) for path in ("healthz", "readyz"))
    assert (alive.status_code, alive.json()) == (200, {"status": "alive"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "worker": "elsewhere"})


def test_a_portal_without_its_database_is_alive_and_not_ready(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = tmp_path / "own.db"
    cluster: PostgresCluster | None = None
    url = f"sqlite:///{file}"
    if engine == "postgresql":
        cluster = request.getfixturevalue("postgres")
        assert cluster is not None
        name = cluster.create()
        url = cluster.url(name)
    with EmbeddedPortal(url, master_key=MASTER_KEY, auto_worker=False) as portal:
        desk = Desk(portal.url)
        assert desk.call(operations.READY)
        if cluster is not None:
            cluster.drop(name)
        else:
            file.rename(tmp_path / "elsewhere.db")
        assert missing(desk) == "database"
        assert desk.call(operations.ALIVE)
        if cluster is None:
            (tmp_path / "elsewhere.db").rename(file)
            assert desk.call(operations.READY)


def test_a_database_that_does_not_answer_is_told_in_time(
    postgres: PostgresCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one whose machine has stopped: neither an answer comes nor an error. Here a lock holds the answer back."""
    monkeypatch.setattr("netmile_desktop.portal.readiness.PATIENCE_S", 0.2)
    url = postgres.url(postgres.create())
    other = Database(url)
    with EmbeddedPortal(url, master_key=MASTER_KEY, auto_worker=False) as portal:
        desk = Desk(portal.url)
        assert desk.call(operations.READY)
        with other.engine.begin() as conn:
            conn.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
            with ThreadPoolExecutor(THREADS) as pool:
                assert list(pool.map(missing, [desk] * THREADS)) == ["database"] * THREADS
            assert missing(desk) == "database"
            assert desk.call(operations.ALIVE)
            looks = [each for each in threading.enumerate() if each.name == "portal-readiness"]
            assert len(looks) == 1, "each look would keep a connection"
        wait_until_ready(desk)
    other.close()


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE alembic_version"], ids=["newer", "none"]
)
def test_a_portal_whose_schema_went_on_without_it_is_not_ready(empty_url: str, change: str) -> None:
    """As after an upgrade that forgot this process."""
    with EmbeddedPortal(empty_url, master_key=MASTER_KEY, auto_worker=False) as portal:
        desk = Desk(portal.url)
        assert desk.call(operations.READY)
        other = Database(empty_url)
        other.write(lambda conn: conn.execute(text(change)))
        other.close()
        assert missing(desk) == "schema"
        assert desk.call(operations.ALIVE)


def test_a_worker_that_makes_no_step_is_stuck_until_it_does(
    portal: PortalOnLine, nobody: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch, release: threading.Event
) -> None:
    reached, honest = threading.Event(), portal.worker.run_once

    def waits() -> bool:
        reached.set()
        release.wait()
        return honest()

    monkeypatch.setattr(portal.worker, "run_once", waits)
    portal.worker.start()
    assert reached.wait(9)
    clock.advance(seconds=STUCK_AFTER.total_seconds())
    assert nobody.call(operations.READY) == wire.ReadyToWork(worker="here")
    clock.advance(seconds=1)
    assert missing(nobody) == "worker"
    release.set()
    wait_until_ready(nobody)


def test_each_transaction_of_a_long_catch_up_is_a_step(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    desk.issue("C-1024", lines([1, 2, 3]), transfer_after_days=1)
    portal.worker.run_until_idle()
    business_clock.advance(days=70)
    mails = MailOutbox(portal.database, Vault(MASTER_KEY), business_clock)
    steps: list[str] = []
    transfers = DueTransfers(
        portal.database, mails, business_clock, at_once=1, stepped=lambda: steps.append("transfers")
    )
    closing = Closing(portal.database, business_clock, stepped=lambda: steps.append("closing"))
    assert transfers.catch_up() == 3
    closing.catch_up()
    assert steps == ["transfers"] * 4 + ["closing"] * 2


def test_a_worker_whose_thread_has_ended_is_stuck(
    portal: PortalOnLine, nobody: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal.worker, "run", lambda: None)
    portal.worker.start()
    for thread in threading.enumerate():
        if thread.name == "portal-worker":
            thread.join()
    assert missing(nobody) == "worker"


def test_they_do_not_queue_behind_calls_that_wait(
    portal: PortalOnLine, nobody: Desk, monkeypatch: pytest.MonkeyPatch, release: threading.Event
) -> None:
    waiting, honest = threading.Semaphore(0), portal.portal.handlers[operations.INFO.name]

    def waits(call: Any) -> Any:
        waiting.release()
        release.wait()
        return honest(call)

    monkeypatch.setitem(portal.portal.handlers, operations.INFO.name, waits)
    with ThreadPoolExecutor(THREADS) as pool:
        calls = [pool.submit(nobody.call, operations.INFO) for _ in range(THREADS)]
        for _ in calls:
            assert waiting.acquire(timeout=9)
        try:
            assert nobody.call(operations.ALIVE)
            assert nobody.call(operations.READY)
        finally:
            release.set()
        assert all(call.result() for call in calls)
