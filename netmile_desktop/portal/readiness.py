"""Whether this process is alive and can work, for those who watch it and hand it requests."""

from __future__ import annotations

import threading

from sqlalchemy.exc import SQLAlchemyError

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.schema_version import stored_revision
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.storage import REVISION
from netmile_desktop.portal.worker import Worker

PATIENCE_S = 3.0
"""Seconds after which a database that does not answer counts as missing: who probes gives up after a few."""

_Nothing = Call[wire.Nothing, wire.Nothing]


class _Look:
    """One look at the database, in a thread of its own: nothing ends a wait for a machine that says no more."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found = "database"
        self._thread = threading.Thread(target=self._run, name="portal-readiness", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        return not self._thread.is_alive()

    def missing(self) -> str:
        """Return what is missing, after `PATIENCE_S` at the latest; empty if nothing is."""
        self._thread.join(PATIENCE_S)
        return self._found

    def _run(self) -> None:
        try:
            if self._database.is_in_place:
                self._found = "" if self._database.read(stored_revision) == REVISION else "schema"
        except SQLAlchemyError:
            pass


class Readiness:
    """The answers to probes. What is missing is named in one word; causes, which may name hosts, are in the log."""

    def __init__(self, database: Database, worker: Worker) -> None:
        self._database = database
        self._worker = worker
        self._lock = threading.Lock()
        self._look: _Look | None = None

    def alive(self, _call: _Nothing) -> wire.Alive:
        """Return that the process answers."""
        return wire.Alive()

    def ready(self, _call: _Nothing) -> wire.ReadyToWork:
        """Return that the process can work, and whether it judges rows.

        Raises:
            Refused: `P-READY`; the detail is `database` (cannot be reached), `schema` (is not the one of this program)
                or `worker` (is stuck).
        """
        missing = self._missing()
        if missing:
            raise Refused(Problem.NOT_READY, missing)
        return wire.ReadyToWork(worker="here" if self._worker.is_started else "elsewhere")

    def _missing(self) -> str:
        with self._lock:
            # Probes that come while a look hangs wait for that one: each of its own would take a connection.
            if self._look is None or self._look.is_over:
                self._look = _Look(self._database)
            look = self._look
        return look.missing() or ("worker" if self._worker.is_stuck else "")
