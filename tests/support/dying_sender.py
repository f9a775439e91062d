"""A program that hands a batch over and dies at a chosen moment, as if it had been killed.

Arguments: store, portal's URL, batch id, phase and count at which it dies; without them it finishes.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from pathlib import Path

from netmile_desktop.api.client import PortalClient
from netmile_desktop.progress import Silent
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.store.store import Store

KEY = bytes(range(32))


class Fatal(Silent):
    """Kills the process with the first report of the phase that has reached the count."""

    def __init__(self, phase: str, done: int) -> None:
        self._at = (phase, done)
        self._phase = ""

    def report(self, done: int, total: int, phase: str = "") -> None:
        self._phase = phase or self._phase
        if self._phase == self._at[0] and done >= self._at[1]:
            os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)


def main(store: str, url: str, batch_id: str, phase: str = "", done: str = "0") -> None:
    client = PortalClient(url)
    session = client.sessions.sign_in("demo", "Sandbox1234")
    assert session.site is not None
    kept = Store.open(Path(store), KEY)
    Sending(kept, client, session.site, date.today).send(batch_id, Fatal(phase, int(done)))
    kept.close()
    client.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
