"""A clerk's workspace at the sandbox, without window, over a line that can be made to fail."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func, select, text

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import Patience
from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import batch as batch_table
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.faults import FaultyLine
from tests.support.files import HEADER, csv_file
from tests.support.portals.portal import Desk as Caller
from tests.support.programs.nursery import program

KEY = bytes(range(32))
QUICK = Patience(first_s=0.01, longest_s=0.05)

_ISSUED = text("SELECT member_key, miles FROM issue")

Rows = Sequence[tuple[str, str, str]]


class Bench:
    """A signed-in clerk's workspace at the sandbox, over a line that can be made to fail."""

    def __init__(self, folder: Path, portal: EmbeddedPortal) -> None:
        self.folder = folder
        self.portal = portal
        self.line = FaultyLine(portal.url)
        self.client = PortalClient(self.line.url, timeouts=(2, 20), patience=QUICK)
        self._clients = [self.client]
        session = self.client.sessions.sign_in("demo", "Sandbox1234")
        assert session.site is not None
        self.site = session.site
        self.day = day_of(self.client.sessions.info().business_time)
        self.open_store()
        self.before = self.issued()

    def open_store(self) -> None:
        self.store = Store.open(self.folder / "site.db", KEY)
        self.batches = Batches(self.store, self.today)
        self.sending = Sending(self.store, self.client, self.site, self.today)

    def in_parts_of(self, rows: int) -> None:
        """Send in small parts from now on, so that several of them take no time."""
        self.sending = Sending(self.store, self.client, self.site, self.today, part_rows=rows)

    def close(self) -> None:
        self.store.close()
        for client in self._clients:
            client.close()
        self.line.close()

    def today(self) -> date:
        return self.day

    def imported(self, rows: Rows, campaign: str = "C-1024") -> str:
        source = load_source(csv_file(self.folder / "十一月.csv", rows, header=HEADER))
        return self.batches.take_in(source, Recipe(), self.client.campaigns.detail(campaign)).batch_id

    def opened(self, batch_id: str) -> Draft:
        return self.batches.open(batch_id)

    def another_sending(self, patience: Patience = QUICK) -> Sending:
        """On connections of its own, so that the line's next fault is surely met. Closed with the bench."""
        client = PortalClient(self.line.url, timeouts=(2, 5), patience=patience)
        client.sessions.token = self.client.sessions.token
        self._clients.append(client)
        return Sending(self.store, client, self.site, self.today)

    def issued(self) -> Counter[tuple[str, int]]:
        """Issues in the portal's ledger by key and miles."""
        return Counter((key, miles) for key, miles in self.portal.database.ask(_ISSUED, {}))

    def newly_issued(self) -> Counter[tuple[str, int]]:
        return self.issued() - self.before

    def registrations(self, ids: Sequence[str]) -> int:
        """So many of these the portal knows."""
        known = select(func.count()).select_from(batch_table).where(batch_table.c.code.in_(ids))
        return int(self.portal.database.read(lambda conn: conn.execute(known).scalar_one()))

    def all_registrations(self) -> int:
        return int(
            self.portal.database.read(lambda c: c.execute(select(func.count()).select_from(batch_table)).scalar_one())
        )

    def operate(self, action: str, campaign: str = "C-1024") -> None:
        """NetMile's side suspends or resumes a campaign."""
        decision = wire.Decision(site="minato", campaign_id=campaign, action=action)
        self._netmile().call(operations.DECIDE_CAMPAIGN, body=decision)

    def take_up(self, registration_id: str) -> None:
        """NetMile's side lets an interrupted registration be judged to its end."""
        body = wire.Resume(site="minato", registration_id=registration_id)
        self._netmile().call(operations.RESUME_REGISTRATION, body=body)

    def _netmile(self) -> Caller:
        operator = Caller(self.portal.url)
        session = operator.call(operations.SIGN_IN, body=wire.SignIn(login="operator", password="Sandbox1234"))
        return Caller(self.portal.url, session.token)

    def killed_sending(self, batch_id: str, phase: str, done: int) -> None:
        """Another process sends and is killed on the way."""
        self.store.close()
        died = subprocess.run(
            [
                *program("tests.support.dying_sender"),
                *(str(self.folder / "site.db"), self.portal.url),
                *(batch_id, phase, str(done)),
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        assert died.returncode == (-signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM), died.stderr
        self.open_store()


def keys_and_miles(rows: Rows) -> Counter[tuple[str, int]]:
    return Counter((key, int(miles)) for _, key, miles in rows)
