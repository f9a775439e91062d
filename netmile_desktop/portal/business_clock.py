"""The clock by which a sandbox counts days: it can be moved to a later day, so that weeks pass in a moment.

Sessions and lock-outs go by the machine's clock and never jump.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import NETMILE
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import setting

LONGEST_DAYS = 3_650
"""Days that a sandbox may be ahead of the machine."""

_AHEAD = "business_days_ahead"


class MovableClock:
    """The machine's clock plus whole days: the time of day is unchanged. The offset survives restarts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._days_ahead = int(database.read(_stored) or 0)

    def __call__(self) -> datetime:
        return self._clock() + timedelta(days=self._days_ahead)

    def move(self, conn: Connection, to: date) -> None:
        """Store another day; it applies after `adopt`, to be called after the commit.

        Raises:
            Refused: `P-RANGE` if the day has passed or is more than `LONGEST_DAYS` ahead.
        """
        days = (to - day_of(self._clock())).days
        if to < day_of(self()) or days > LONGEST_DAYS:
            raise Refused(Problem.RANGE)
        keep = self._database.insert(setting).values(name=_AHEAD, value=str(days))
        conn.execute(keep.on_conflict_do_update(index_elements=["name"], set_={"value": str(days)}))

    def adopt(self) -> None:
        """Switch to the stored day."""
        self._days_ahead = int(self._database.read(_stored) or 0)


class ClockControl:
    """Operations of NetMile's staff on a sandbox's clock."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock, moved: Callable[[], None]) -> None:
        """Take `moved` as the function to call after each change of the day."""
        self._database = database
        self._clock = clock
        self._now = business_clock
        self._moved = moved

    def look(self, _call: Call[wire.Nothing, wire.Nothing]) -> wire.BusinessClock:
        """Return the times of both clocks."""
        return self._told()

    def move(self, call: Call[wire.Nothing, wire.MoveClock]) -> wire.BusinessClock:
        """Move the clock to a later day at the same time of day; today is allowed and changes nothing.

        Raises:
            Refused: `P-STATE` if this is not a sandbox; `P-RANGE` for a day that has passed or is too far ahead.
        """
        clock = self._now
        if not isinstance(clock, MovableClock):
            raise Refused(Problem.STATE)

        def keep(conn: Connection) -> None:
            clock.move(conn, call.body.to)
            record(conn, self._clock(), NETMILE, call.caller.user_id, Act.CLOCK_MOVED, call.body.to.isoformat())

        self._database.write(keep)
        clock.adopt()
        self._moved()
        return self._told()

    def _told(self) -> wire.BusinessClock:
        server_time, business_time = self._clock(), self._now()
        ahead = (day_of(business_time) - day_of(server_time)).days
        return wire.BusinessClock(business_time=business_time, server_time=server_time, days_ahead=ahead)


def _stored(conn: Connection) -> str | None:
    found: str | None = conn.execute(select(setting.c.value).where(setting.c.name == _AHEAD)).scalar()
    return found
