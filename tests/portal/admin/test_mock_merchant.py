"""`netmile-portal mock-merchant` as a process of its own, called by the worker of a real portal."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.rewards import CallOutcome, HandOver
from netmile_desktop.portal.rewards.deliveries import Deliveries
from netmile_desktop.portal.rewards.merchant_api import MerchantApi
from tests.support.portals.hand_over import VAULT, register, registrations, set_hand_over
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, copy_sqlite, signed_in
from tests.support.portals.rewards import SETTINGS, add_reward
from tests.support.programs.program import PATIENCE_S, run, start


@pytest.fixture
def portal(line: Line, sqlite_samples: Path, tmp_path: Path, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """A sandbox with a running campaign in real time. Signatures go by the real time."""
    url = copy_sqlite(sqlite_samples, tmp_path / "portal.db")
    with PortalOnLine(
        line, url, clock=system_clock, business_clock=business_clock, chunk_rows=7, sandbox=True
    ) as portal:
        add_reward(portal.database, reward=msgspec.structs.replace(SETTINGS, hand_over=HandOver.REAL_TIME))
        yield portal


@pytest.fixture
def desk(portal: PortalOnLine) -> Desk:
    """The clerk, signed in by the real time."""
    return signed_in(portal, "demo", SetClock(system_clock()))


@pytest.fixture
def secret_file(desk: Desk, tmp_path: Path) -> Path:
    """The secret that calls are signed with, saved by a clerk: with the line feed that editors add."""
    file = tmp_path / "secret.txt"
    file.write_text(f"{desk.call(operations.MAKE_REWARD_SECRET).secret}\n")
    return file


@contextlib.contextmanager
def merchant(desk: Desk, secret_file: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The command, with its address named at the portal; ended by Ctrl+C, cleanly."""
    with start("mock-merchant", "--secret-file", str(secret_file), *options) as process:
        try:
            set_hand_over(desk, endpoint=told_by(process)["url"])
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(PATIENCE_S)
            assert process.stderr is not None
            assert (code, process.stderr.read()) == (130, "interrupted\n")


def told_by(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The next line that it writes."""
    assert process.stdout is not None
    line: dict[str, Any] = json.loads(process.stdout.readline())
    return line


def calls(desk: Desk) -> list[wire.RewardCall]:
    found: list[wire.RewardCall] = desk.call(operations.REWARD_CALLS, {"size": 100}).items
    return found[::-1]


def test_it_approves(portal: PortalOnLine, desk: Desk, secret_file: Path, business_clock: SetClock) -> None:
    with merchant(desk, secret_file) as process:
        [code] = register(portal, business_clock, 1)
        portal.worker.run_until_idle()
        assert told_by(process) == {"registration": code, "attempt": "1", "status": 200, "result": "approved"}
    assert registrations(portal)[code].result == "approved"


def test_it_refuses_by_its_rule(portal: PortalOnLine, desk: Desk, secret_file: Path, business_clock: SetClock) -> None:
    with merchant(desk, secret_file, "--mode", "refuse", "--refuse-if", "email=hina2@") as process:
        first, second = register(portal, business_clock, 1, 2)
        portal.worker.run_until_idle()
        assert {told["registration"]: told["result"] for told in (told_by(process), told_by(process))} == {
            first: "approved",
            second: "refused",
        }
    kept = registrations(portal)
    assert [(kept[code].result, kept[code].result_reason) for code in (first, second)] == [
        ("approved", ""),
        ("refused", "登録済みの会員です"),
    ]


def test_it_answers_later(portal: PortalOnLine, desk: Desk, secret_file: Path, business_clock: SetClock) -> None:
    with merchant(desk, secret_file, "--mode", "pending"):
        [code] = register(portal, business_clock, 1)
        portal.worker.run_until_idle()
    assert (registrations(portal)[code].state, registrations(portal)[code].result) == ("handed_over", None)
    assert desk.call(operations.REWARD_DEADLINES).pending == 1


def test_it_is_slow(portal: PortalOnLine, desk: Desk, secret_file: Path, business_clock: SetClock) -> None:
    """Within the time its answer counts; beyond it the call is given up, and made again."""
    with merchant(desk, secret_file, "--mode", "slow", "--seconds", "0.3"):
        [code] = register(portal, business_clock, 1)
        hurried = MerchantApi(system_clock, private_endpoints=True, seconds=0.1)
        assert Deliveries(portal.database, VAULT, business_clock, hurried).run_once()
        assert registrations(portal)[code].result is None
        business_clock.advance(minutes=2)
        portal.worker.run_until_idle()
    assert [(each.attempt, each.outcome) for each in calls(desk)] == [
        (1, CallOutcome.TIMED_OUT),
        (2, CallOutcome.APPROVED),
    ]


@pytest.mark.parametrize(
    ("mode", "outcome", "status"),
    [("down", CallOutcome.UNREACHABLE, None), ("wrong-signature", CallOutcome.HTTP_STATUS, 401)],
)
def test_it_takes_nothing(
    portal: PortalOnLine,
    desk: Desk,
    secret_file: Path,
    business_clock: SetClock,
    mode: str,
    outcome: CallOutcome,
    status: int | None,
) -> None:
    with merchant(desk, secret_file, "--mode", mode) as process:
        [code] = register(portal, business_clock, 1)
        portal.worker.run_until_idle()
        told = told_by(process)
        assert (told["registration"], told["status"]) == (code, status)
    assert [(each.outcome, each.http_status, each.goes_to_file) for each in calls(desk)] == [(outcome, status, False)]
    assert registrations(portal)[code].state == "waiting"


def test_ctrl_c_ends_it_during_a_call_too(
    portal: PortalOnLine, desk: Desk, secret_file: Path, business_clock: SetClock
) -> None:
    with merchant(desk, secret_file, "--mode", "slow", "--seconds", "3600"):
        [code] = register(portal, business_clock, 1)
        hurried = MerchantApi(system_clock, private_endpoints=True, seconds=0.1)
        Deliveries(portal.database, VAULT, business_clock, hurried).run_once()
    assert registrations(portal)[code].state == "waiting"


def test_it_takes_its_secret_from_stdin_and_refuses_who_does_not_sign() -> None:
    with start("mock-merchant", "--secret-file", "-") as process:
        assert process.stdin is not None
        process.stdin.write("secret\n")
        process.stdin.close()
        assert requests.post(told_by(process)["url"], data=b"{}", timeout=30).status_code == 401
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 130


@pytest.mark.parametrize("content", [None, "\n", "\udcff"])
def test_a_secret_that_cannot_be_read_is_told(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "secret.txt"
    if content is not None:
        file.write_text(content, errors="surrogateescape")
    code, out, err = run("mock-merchant", "--secret-file", str(file))
    assert (code, out) == (2, "")
    assert err.startswith("the secret cannot be read: ")
    assert err.endswith("save it in a file first\n")


def test_a_port_that_is_taken_is_told(desk: Desk, secret_file: Path) -> None:
    with merchant(desk, secret_file):
        port = desk.call(operations.REWARD_HAND_OVER).endpoint.rpartition(":")[2].partition("/")[0]
        code, out, err = run("mock-merchant", "--secret-file", str(secret_file), "--port", port)
    assert (code, out) == (1, "")
    assert f"cannot listen on port {port}" in err
