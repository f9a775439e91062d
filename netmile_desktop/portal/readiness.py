"""Whether this process is alive and can work, for those who watch it and hand it requests."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.schema_version import stored_revision
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.storage import REVISION
from netmile_desktop.portal.worker import Worker

_Nothing = Call[wire.Nothing, wire.Nothing]


class Readiness:
    """The answers to probes. What is missing is named in one word; causes, which may name hosts, are in the log."""

    def __init__(self, database: Database, worker: Worker) -> None:
        self._database = database
        self._worker = worker

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
        if not self._database.is_in_place:
            return "database"
        try:
            stored = self._database.read(stored_revision)
        except SQLAlchemyError:
            return "database"
        if stored != REVISION:
            return "schema"
        return "worker" if self._worker.is_stuck else ""
