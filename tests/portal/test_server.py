"""The embedded portal: up at once, down at once, and safe for many at a time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from netmile_desktop.domain import operations
from netmile_desktop.portal import worker as workers
from netmile_desktop.portal.access.master_key import NoMasterKey, master_key_for
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.server import EmbeddedPortal, NotLoopback, Server, is_loopback
from netmile_desktop.portal.service import Portal
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import MASTER_KEY, Desk, SetClock, copy_sqlite, lines, signed_in


@pytest.fixture
def url(sqlite_samples: Path, tmp_path: Path) -> str:
    return copy_sqlite(sqlite_samples, tmp_path / "portal.db")


def test_it_serves_inside_the_block_only(url: str) -> None:
    with EmbeddedPortal(url, master_key=MASTER_KEY) as portal:
        assert portal.url.startswith("http://127.0.0.1:")
        assert Desk(portal.url).call(operations.INFO)
        address = portal.url
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=9)
    assert not [each for each in threading.enumerate() if each.name.startswith("portal-")]


def test_many_clerks_at_once(url: str) -> None:
    """Files, look-ups and the worker at the same time: everything is answered, nothing is lost."""
    clock = SetClock()
    with EmbeddedPortal(url, master_key=MASTER_KEY, clock=clock, business_clock=clock, chunk_rows=10) as portal:
        desk = signed_in(portal, "demo", clock)

        def send(number: int) -> str:
            accepted = desk.issue("C-1024", lines(range(1 + number, 31 + number)))
            assert desk.call(operations.HOME)
            return accepted.registration_id

        with ThreadPoolExecutor(8) as pool:
            ids = list(pool.map(send, range(24)))
        assert len(set(ids)) == 24
        portal.worker.stop()
        portal.worker.run_until_idle()
        assert {desk.registration(each).errors for each in ids} == {0}
        assert_ledger_holds(portal.database)


def test_a_worker_outlives_its_database(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(workers, "POLL_SECONDS", 0.01)
    clock = SetClock()
    with EmbeddedPortal(url, master_key=MASTER_KEY, clock=clock, business_clock=clock, auto_worker=False) as portal:
        failed, honest = threading.Event(), portal.worker.run_once

        def fails_once() -> bool:
            if not failed.is_set():
                failed.set()
                raise OSError("gone")
            return honest()

        monkeypatch.setattr(portal.worker, "run_once", fails_once)
        portal.worker.start()
        assert failed.wait(9)
        desk = signed_in(portal, "demo", clock)
        accepted = desk.issue("C-1024", lines([1]))
        while not desk.registration(accepted.registration_id).state.is_final:
            threading.Event().wait(0.01)
    assert "cannot reach the database" in caplog.text


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("10.1.2.3", False), ("x.jp", False)],
)
def test_what_is_reached_from_this_machine_only(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_other_machines_need_tls(url: str) -> None:
    database = Database(url)
    portal = Portal(database, Vault(MASTER_KEY))
    with pytest.raises(NotLoopback):
        Server(portal, host="0.0.0.0")
    Server(portal, host="0.0.0.0", behind_tls_proxy=True).close()
    database.close()


def test_where_a_master_key_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url, file = f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "key"
    file.write_text("11" * 32)
    monkeypatch.delenv("NETMILE_MASTER_KEY", raising=False)
    with pytest.raises(NoMasterKey):
        master_key_for(url)
    with pytest.raises(NoMasterKey):
        master_key_for("postgresql://localhost/x", make=True)
    assert master_key_for(url, file) == bytes.fromhex("11" * 32)
    made = master_key_for(url, make=True)
    assert master_key_for(url) == made
    monkeypatch.setenv("NETMILE_MASTER_KEY", "22" * 32)
    assert master_key_for(url, file) == bytes.fromhex("22" * 32)
