"""A sandbox that is told to be in a later day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.server import EmbeddedPortal
from tests.portal.issuing.test_workers import wait_until
from tests.support.portals.portal import MASTER_KEY, NOW, Desk, PortalOnLine, SetClock, copy_sqlite, lines, signed_in

TODAY = day_of(NOW)


@pytest.fixture
def url(sqlite_samples: Path, tmp_path: Path) -> str:
    return copy_sqlite(sqlite_samples, tmp_path / "portal.db")


@pytest.fixture
def sandbox(url: str) -> Iterator[EmbeddedPortal]:
    """A sandbox with a worker, on a machine whose clock stands still."""
    with EmbeddedPortal(url, master_key=MASTER_KEY, sandbox=True, clock=SetClock()) as portal:
        yield portal


def move(netmile: Desk, to: date) -> wire.BusinessClock:
    answer: wire.BusinessClock = netmile.call(operations.MOVE_CLOCK, body=wire.MoveClock(to=to))
    return answer


def test_the_worker_reacts_at_once_and_sessions_stay(sandbox: EmbeddedPortal) -> None:
    desk, netmile = (signed_in(sandbox, login, SetClock()) for login in ("demo", "operator"))
    accepted = desk.issue("C-1024", lines([1]), transfer_after_days=5)
    wait_until(lambda: desk.registration(accepted.registration_id).state.is_final)
    told = move(netmile, TODAY + timedelta(days=5))
    assert (told.business_time, told.server_time, told.days_ahead) == (NOW + timedelta(days=5), NOW, 5)
    assert netmile.call(operations.CLOCK) == told

    def states() -> list[IssueState]:
        found = desk.call(operations.SEARCH_HISTORY, {"registration_id": accepted.registration_id})
        return [item.live_state for item in found.items]

    wait_until(lambda: states() == [IssueState.VALID])
    info = desk.call(operations.INFO)
    assert (info.business_time, info.server_time) == (NOW + timedelta(days=5), NOW)


def test_time_never_goes_back_nor_years_ahead(sandbox: EmbeddedPortal) -> None:
    netmile = signed_in(sandbox, "operator", SetClock())
    assert move(netmile, TODAY).days_ahead == 0
    assert move(netmile, TODAY + timedelta(days=3)).days_ahead == 3
    assert move(netmile, TODAY + timedelta(days=3)).days_ahead == 3
    for day in (TODAY + timedelta(days=2), date(1, 1, 1), TODAY + timedelta(days=3_651), date(9999, 12, 31)):
        assert netmile.refusal(operations.MOVE_CLOCK, body=wire.MoveClock(to=day)) == "P-RANGE"


def test_the_day_is_kept_over_a_restart(url: str) -> None:
    for expected in (0, 40):
        with EmbeddedPortal(url, master_key=MASTER_KEY, sandbox=True, clock=SetClock(), auto_worker=False) as portal:
            netmile = signed_in(portal, "operator", SetClock())
            assert netmile.call(operations.CLOCK).days_ahead == expected
            move(netmile, TODAY + timedelta(days=40))


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.usefixtures("portal")
def test_only_a_sandbox_has_such_a_clock(netmile: Desk, desk: Desk, portal: PortalOnLine) -> None:
    body = wire.MoveClock(to=TODAY + timedelta(days=1))
    assert netmile.refusal(operations.MOVE_CLOCK, body=body) == "P-STATE"
    assert desk.refusal(operations.MOVE_CLOCK, body=body) == "P-FORBIDDEN"
    assert netmile.call(operations.CLOCK).days_ahead == 0
