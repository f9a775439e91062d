"""The programs of the portal that are killed, on a clock that all of them read from one file."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.worker import Worker
from netmile_desktop.workspace.store.atomic_files import replace_file
from tests.support.portals.portal import MASTER_KEY


@dataclass(frozen=True, slots=True)
class SharedClock:
    """The machine's clock, so many seconds ahead as a file says."""

    file: Path

    def __call__(self) -> datetime:
        return system_clock() + timedelta(seconds=int(self.file.read_text()))

    def advance(self, **span: float) -> None:
        """By `days=…`, `hours=…`; a fresh file begins at the machine's time."""
        ahead = int(self.file.read_text()) if self.file.exists() else 0
        replace_file(self.file, str(ahead + int(timedelta(**span).total_seconds())).encode())


def serve(database_url: str, clock: SharedClock, has_worker: bool, told: Connection) -> None:
    """The server, with a worker in it or without; tells where it listens."""
    with EmbeddedPortal(
        database_url, master_key=MASTER_KEY, sandbox=True, business_clock=clock, auto_worker=has_worker
    ) as portal:
        told.send(portal.url)
        threading.Event().wait()


def work(database_url: str, clock: SharedClock) -> None:
    """A worker beside the server."""
    database = Database(database_url)
    Worker(database, Vault(MASTER_KEY), system_clock, clock, private_endpoints=True).run()
