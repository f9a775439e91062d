"""The files of the batch hand-over: written at their set times, one for each, whatever stood still meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, exists, insert, select, update

from netmile_desktop.domain.calendar import JST, Clock
from netmile_desktop.domain.rewards import HandOver, HandOverState
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.rewards.agreements import agreement, schedule_of
from netmile_desktop.portal.tables import reward_file, reward_hand_over, reward_registration, site

EVERY = timedelta(minutes=1)
"""Longest time between two looks: another process may have changed a site's times."""

_AT_ONCE = 100
"""Set times that are caught up with in one transaction."""


class FileWriting:
    """The recurring task that writes files, in whichever of several workers is first; costs nothing in between."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock
        self._next = NextLook(EVERY)

    def catch_up(self) -> int:
        """Write all files that are due and return their number, also after days of standstill."""
        now = self._now()
        if not self._next.is_due(now):
            return 0
        self._database.write(lambda conn: self._begin(conn, now))
        total = 0
        for site_id in self._database.read(lambda conn: _due(conn, now)):
            while made := self._write_some(site_id, now):
                total += made
        self._next.wait(now, self._database.read(_next))
        return total

    def _begin(self, conn: Connection, now: datetime) -> None:
        """Let sites that have begun to use NetMile Reward have settings."""
        known = exists().where(reward_hand_over.c.site_id == site.c.id)
        for site_id in conn.execute(select(site.c.id).where(site.c.reward_since.is_not(None), ~known)).scalars().all():
            agreement(conn, self._database, site_id, now)

    def _write_some(self, site_id: UUID, now: datetime) -> int:
        return self._database.write(lambda conn: self._write(conn, site_id, now))

    def _write(self, conn: Connection, site_id: UUID, now: datetime) -> int:
        """Write some of a site's files in one transaction; the lock on its settings keeps other workers away."""
        row = agreement(conn, self._database, site_id, now)
        times = schedule_of(row)
        next_at, answer_until, made = row.next_at, times.next_after(now), 0
        while next_at <= now and made < _AT_ONCE:
            _write_one(conn, site_id, next_at, now, answer_until)
            next_at, made = times.next_after(next_at), made + 1
        if made:
            own = update(reward_hand_over).where(reward_hand_over.c.site_id == site_id)
            conn.execute(own.values(next_at=next_at))
        return made


def file_code(due_at: datetime) -> str:
    """Return the name of the file for a set time; a site has one for each."""
    return f"R{due_at.astimezone(JST):%Y%m%d-%H%M}"


def _write_one(conn: Connection, site_id: UUID, due_at: datetime, now: datetime, answer_until: datetime) -> None:
    rows = _waiting(conn, site_id, due_at)
    id_ = new_id()
    conn.execute(
        insert(reward_file).values(
            site_id=site_id,
            id=id_,
            code=file_code(due_at),
            due_at=due_at,
            made_at=now,
            answer_until=answer_until,
            rows=len(rows),
            downloads=0,
        )
    )
    if rows:
        of = reward_registration.c
        put = update(reward_registration).where(of.site_id == bindparam("own_site"), of.id == bindparam("own_id"))
        places = [
            {"own_site": site_id, "own_id": row.id, "file_id": id_, "line": line} for line, row in enumerate(rows, 1)
        ]
        conn.execute(put.values(file_id=bindparam("file_id"), line=bindparam("line")), places)


def _waiting(conn: Connection, site_id: UUID, due_at: datetime) -> list[Row[Any]]:
    of = reward_registration.c
    own = select(of.id).where(
        of.site_id == site_id,
        of.state == HandOverState.WAITING,
        of.hand_over == HandOver.BATCH,
        of.file_id.is_(None),
        of.result.is_(None),
        of.registered_at < due_at,
    )
    return list(conn.execute(own.order_by(of.registered_at, of.id)))


def _due(conn: Connection, now: datetime) -> list[UUID]:
    of = reward_hand_over.c
    return list(conn.execute(select(of.site_id).where(of.next_at <= now).order_by(of.next_at)).scalars())


def _next(conn: Connection) -> datetime | None:
    of = reward_hand_over.c
    found: datetime | None = conn.execute(select(of.next_at).order_by(of.next_at).limit(1)).scalar()
    return found
