from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain.failures import StoreFault, Unreachable, WorkspaceUnusable
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.access import sandbox
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from tests.support.progress import Watched


@pytest.fixture
def portal(sandbox_copy: Path) -> Iterator[SandboxPortal]:
    made = SandboxPortal(sandbox_copy)
    yield made
    made.stop()


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "netmile_desktop.portal" in child.cmdline()]


def until(is_so: object) -> None:
    assert callable(is_so)
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline


def test_it_serves_its_sample_site(portal: SandboxPortal) -> None:
    portal.start()
    client = PortalClient(portal.url())
    assert client.sessions.info().sandbox
    assert client.sessions.sign_in(sandbox.LOGIN, sandbox.PASSWORD).site is not None
    client.close()
    portal.stop()
    assert children() == []


def test_starting_twice_starts_one(portal: SandboxPortal) -> None:
    portal.start()
    portal.start()
    assert portal.url() == portal.url()
    assert len(children()) == 1


def test_the_window_goes_first_on_a_busy_machine(portal: SandboxPortal) -> None:
    portal.url()
    (child,) = children()
    assert child.nice() > psutil.Process().nice() or os.name == "nt"


def test_one_that_died_is_started_again(portal: SandboxPortal) -> None:
    first = portal.url()
    (child,) = children()
    child.kill()
    until(lambda: portal.url() != first)
    client = PortalClient(portal.url())
    assert client.sessions.info().sandbox
    client.close()


def test_waiting_for_it_can_be_cancelled(portal: SandboxPortal) -> None:
    progress = Watched()
    progress.cancel()
    with pytest.raises(Cancelled):
        portal.url(progress)
    assert portal.url()


def test_one_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "portal.db").write_bytes(b"this is no database" * 100)
    portal = SandboxPortal(tmp_path)
    with pytest.raises(Unreachable) as told:
        portal.url()
    assert str(portal.log_path) in str(told.value)
    assert "database" in str(told.value)
    portal.stop()


def test_one_whose_folder_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(WorkspaceUnusable) as told:
        SandboxPortal(tmp_path / "taken" / "sandbox").url()
    assert told.value.reason == StoreFault.READ_ONLY


def test_it_ends_when_we_are_killed(sandbox_copy: Path) -> None:
    code = (
        "import sys, pathlib; from netmile_desktop.workspace.access.sandbox import SandboxPortal\n"
        f"portal = SandboxPortal(pathlib.Path({str(sandbox_copy)!r})); print(portal.url(), flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdout.readline()
    (portal,) = psutil.Process(parent.pid).children()
    parent.kill()
    parent.communicate()
    portal.wait(10)
    assert not portal.is_running()


def test_the_frozen_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sandbox.portal_command() == [sys.executable, "-m", "netmile_desktop.portal"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert sandbox.portal_command() == [sys.executable, "--portal"]


def test_its_data_is_for_this_user_only(portal: SandboxPortal) -> None:
    if os.name == "nt":
        pytest.skip("file modes mean nothing here")
    portal.url()
    assert portal.log_path.parent.stat().st_mode & 0o077 == 0
