"""A clerk with reward files at a portal, of whom a test says what happens and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from netmile_desktop.api.client import PortalClient
from netmile_desktop.workspace.rewards.drafts import RewardDrafts
from netmile_desktop.workspace.rewards.files import HandedOverFiles
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import KEY, QUICK
from tests.support.faults import Fault, FaultyLine
from tests.support.portals.hand_over import register
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, signed_in

MIDNIGHT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
"""00:00 on Saturday 21 November, in Japan; files come by the hour from there on."""


@dataclass
class Shop:
    """A clerk with a store, and the portal that members register at."""

    portal: PortalOnLine
    clock: SetClock
    line: FaultyLine
    folder: Path
    client: PortalClient
    store: Store
    files: HandedOverFiles

    @property
    def drafts(self) -> RewardDrafts:
        return self.files.drafts

    def hour(self, *numbers: int) -> list[str]:
        """Let members register, then an hour pass, after which they are in a file; return the IDs of registrations."""
        codes = register(self.portal, self.clock, *numbers)
        self.go_on(hours=1)
        return codes

    def go_on(self, **span: float) -> None:
        """Let time pass, for everybody."""
        self.clock.advance(**span)
        self.portal.worker.run_until_idle()
        self.client.sessions.token = signed_in(self.portal, "demo", self.clock).token

    def trouble(self, fault: Fault) -> None:
        """Let every connection from now on meet a fault; there are none from before."""
        self.line.heal()
        self.line.always(fault)

    def reopen(self) -> None:
        """As after the program was closed or killed: nothing is left but the store."""
        self.store.close()
        self.store = Store.open(self.folder / "site.db", KEY)
        self.files = HandedOverFiles(self.client, self.store, self.clock)

    def colleague(self) -> Desk:
        """Return 佐藤 健 of the same site, at another machine."""
        return signed_in(self.portal, "demo2", self.clock)

    def own_client(self) -> PortalClient:
        """Connections of its own, without the line's faults."""
        client = PortalClient(self.portal.url, patience=QUICK)
        client.sessions.token = self.client.sessions.token
        return client
