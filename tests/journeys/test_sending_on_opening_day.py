"""A batch made before its issuance period: sent on the opening day if its clerk asked for it, and once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.pending_sends import PendingSends
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import csv_file, good_rows
from tests.support.portals.portal import SetClock, add_campaign
from tests.support.window import MemoryCredentials, ServedSandbox, settle

OPENS_TOMORROW = SampleCampaign(
    code="C-3000", name="明日から", description="", runs=(0, 30), issues=(1, 30), amount=FixedAmount(100)
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(system_clock())


@pytest.fixture
def desk(sandbox_copy: Path, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """Signed in to a portal whose business day is the clock's, as this machine's is."""
    with EmbeddedPortal(f"sqlite:///{sandbox_copy / 'portal.db'}", sandbox=True, business_clock=clock) as portal:
        add_campaign(portal.database, OPENS_TOMORROW, clock())
        sandbox = ServedSandbox(portal, tmp_path / "unused")
        desk = Authenticator(tmp_path / "data", MemoryCredentials(), sandbox, clock=clock).sign_in(
            SANDBOX, LOGIN, PASSWORD
        )
        yield desk
        desk.close()


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    return view


@pytest.fixture
def outbox(desk: Desk, toolbox: Toolbox) -> Iterator[PendingSends]:
    outbox = PendingSends(desk, toolbox, toolbox.navigation)
    yield outbox
    outbox.stop()


def early_batch(desk: Desk, folder: Path, first: int) -> str:
    source = load_source(csv_file(folder / f"{first}.csv", good_rows(3, first=first)))
    return desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-3000")).batch_id


def look(outbox: PendingSends, toolbox: Toolbox) -> list[Notice]:
    said: list[Notice] = []
    outbox.noticed.connect(said.append)
    outbox.look()
    settle(toolbox.tasks)
    outbox.noticed.disconnect(said.append)
    return said


def registrations(desk: Desk) -> list[wire.Registration]:
    return desk.registrations.search(wire.RegistrationSearch(campaign_id="C-3000")).items


def test_it_goes_out_on_the_opening_day_and_once(
    desk: Desk, view: BatchView, outbox: PendingSends, toolbox: Toolbox, clock: SetClock, tmp_path: Path
) -> None:
    asked, not_asked = early_batch(desk, tmp_path, 1), early_batch(desk, tmp_path, 11)
    view.open_batch(asked)
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    view.opened.correction.confirm_button.click()
    settle(toolbox.tasks)
    confirm = view.opened.confirm
    assert confirm.send_button.text().startswith("Issue 3 rows for C-")
    confirm.tick.click()
    confirm.send_button.click()
    assert "Will be sent once the period opens" in confirm.waiting.text()

    assert look(outbox, toolbox) == []
    assert registrations(desk) == []

    clock.advance(days=1)
    (said,) = look(outbox, toolbox)
    assert said.kind == "success"
    assert look(outbox, toolbox) == []
    clock.advance(days=1)
    assert look(outbox, toolbox) == []

    (registration,) = registrations(desk)
    assert (registration.rows, registration.errors) == (3, 0)
    states = {each.id: each.state for each in desk.batches.all()}
    assert states == {asked: BatchState.DONE, not_asked: BatchState.DRAFT}


def test_a_batch_changed_since_stays(
    desk: Desk, outbox: PendingSends, toolbox: Toolbox, clock: SetClock, tmp_path: Path
) -> None:
    """What was asked for is no longer what would be sent."""
    batch_id = early_batch(desk, tmp_path, 1)
    desk.sending.send_when_open(batch_id)
    desk.batches.open(batch_id).exclude([0])
    clock.advance(days=1)
    assert look(outbox, toolbox) == []
    assert registrations(desk) == []


def test_a_day_the_program_was_closed_changes_nothing(
    desk: Desk, toolbox: Toolbox, clock: SetClock, tmp_path: Path
) -> None:
    """A program started days later looks at sign-in; what is still open then is sent, once."""
    desk.sending.send_when_open(early_batch(desk, tmp_path, 1))
    clock.advance(days=5)
    for expected in (1, 0):
        outbox = PendingSends(desk, toolbox, toolbox.navigation)
        assert len(look(outbox, toolbox)) == expected
        outbox.stop()
    assert len(registrations(desk)) == 1


def test_a_send_beyond_the_limit_waits_for_its_clerk(
    desk: Desk, outbox: PendingSends, toolbox: Toolbox, clock: SetClock, tmp_path: Path
) -> None:
    """Nobody is there to be asked twice."""
    desk.sending.send_when_open(early_batch(desk, tmp_path, 1))
    desk.budgets.set_limit("C-3000", 200)
    clock.advance(days=1)
    (said,) = look(outbox, toolbox)
    assert said.kind == "warning"
    assert "beyond the monthly limit of ¥200" in said.text
    assert registrations(desk) == []
    assert look(outbox, toolbox) == [], "it is told once"
    desk.budgets.set_limit("C-3000", 300)
    again = PendingSends(desk, toolbox, toolbox.navigation)
    (said,) = look(again, toolbox)
    again.stop()
    assert said.kind == "success"
    assert len(registrations(desk)) == 1
