"""Results that are late or about to be, told to the merchant and to NetMile's staff."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, literal, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.rewards import MOST_LEAD, FileAlarm, HandOverState, file_alarm
from netmile_desktop.portal.access.sites import unanswered_registrations
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.rewards.file_contents import IS_OPEN
from netmile_desktop.portal.tables import reward_file, reward_registration, site

_OF, _IN = reward_file.c, reward_registration.c
_IS_WAITING = _IN.state == literal(HandOverState.WAITING, literal_execute=True)
"""Written into the statement, so that it is seen to be what an index is kept of."""


class RewardAlarms:
    """The operations that tell who waits for what."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def deadlines(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardDeadlines:
        """Return what waits for the merchant."""
        now = self._now()
        return self._database.read(lambda conn: deadlines_of(conn, call.site_id, now))

    def at_operator(self, call: Call[wire.LateRewardFileSearch, wire.Nothing]) -> wire.Page[wire.LateRewardFile]:
        """Return files of all sites whose result is late or about to be, the latest first."""
        query, now = call.query, self._now()

        def look(conn: Connection) -> wire.Page[wire.LateRewardFile]:
            found = [row for row in conn.execute(_late(query.site, now)) if _alarm(row, now) is not FileAlarm.NONE]
            first = (query.page - 1) * query.size
            items = [_told(row, now) for row in found[first : first + query.size]]
            return wire.Page(items=items, total=len(found), page=query.page, size=query.size, as_of=now)

        return self._database.read(look)


def deadlines_of(conn: Connection, site_id: UUID, now: datetime) -> wire.RewardDeadlines:
    """Return what waits for a merchant."""

    def count(*conditions: Any) -> int:
        own = select(func.count()).select_from(reward_registration).where(_IN.site_id == site_id, *conditions)
        return conn.execute(own).scalar_one()

    own: Select[Any] = select(_OF.made_at, _OF.answer_until, _OF.downloaded_at).where(_OF.site_id == site_id, IS_OPEN)
    files = conn.execute(own).all()
    alarms = [_alarm(row, now) for row in files]
    return wire.RewardDeadlines(
        new_files=sum(row.downloaded_at is None for row in files),
        open_files=len(files),
        soon=alarms.count(FileAlarm.SOON),
        overdue=alarms.count(FileAlarm.OVERDUE),
        answer_until=min((row.answer_until for row in files if row.answer_until > now), default=None),
        pending=count(_IN.file_id.is_(None), _IN.result.is_(None), _IN.state == HandOverState.HANDED_OVER),
        waiting=count(_IS_WAITING),
        as_of=now,
    )


def deadlines_at_home(conn: Connection, site_id: UUID, now: datetime) -> wire.RewardDeadlines | None:
    """Return what waits for a merchant, or None if the site does not use NetMile Reward and nobody waits for it."""
    uses = conn.execute(select(site.c.reward_since).where(site.c.id == site_id)).scalar() is not None
    return deadlines_of(conn, site_id, now) if uses or unanswered_registrations(conn, site_id) else None


def _late(site_code: str, now: datetime) -> Select[Any]:
    """Select all files that may be warned of; how long before depends on each one's own time."""
    unanswered = select(func.count()).where(_IN.site_id == _OF.site_id, _IN.file_id == _OF.id, _IN.result.is_(None))
    found = (
        select(
            reward_file,
            site.c.code.label("site_code"),
            site.c.name.label("site_name"),
            unanswered.correlate(reward_file).scalar_subquery().label("unanswered"),
        )
        .join(site, site.c.id == _OF.site_id)
        .where(IS_OPEN, _OF.answer_until <= now + MOST_LEAD)
    )
    if site_code:
        found = found.where(site.c.code == site_code)
    return found.order_by(_OF.answer_until, site.c.code, _OF.due_at)


def _alarm(row: Row[Any], now: datetime) -> FileAlarm:
    return file_alarm(row.made_at, row.answer_until, now, is_open=True)


def _told(row: Row[Any], now: datetime) -> wire.LateRewardFile:
    return wire.LateRewardFile(
        site=row.site_code,
        site_name=row.site_name,
        file=row.code,
        rows=row.rows,
        unanswered=row.unanswered,
        due_at=row.due_at,
        answer_until=row.answer_until,
        alarm=_alarm(row, now),
        downloaded_at=row.downloaded_at,
    )
