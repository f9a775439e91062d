"""Refused calls are kept for ninety days; then their entries go, with whatever personal data is left."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.tables import automatic_error

KEPT_DAYS = 90
"""Days after its last refusal for which an entry is kept: as long as miles can be cancelled (guide L806)."""


class ErrorLogRetention:
    """The recurring task that deletes old entries; costs nothing in between."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock
        self._next = NextLook(timedelta(days=1))

    def catch_up(self) -> int:
        """Delete all entries that are too old, unless that was done today; return their number."""
        now = self._now()
        today = day_of(now)
        if not self._next.is_due(now):
            return 0
        old = delete(automatic_error).where(automatic_error.c.day < today - timedelta(days=KEPT_DAYS))
        gone: int = self._database.write(lambda conn: conn.execute(old).rowcount)
        if gone:
            self._database.forget_freed_pages()
        self._next.wait(now, start_of(today + timedelta(days=1)))
        return gone
