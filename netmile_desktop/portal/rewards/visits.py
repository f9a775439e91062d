"""How far members come on a campaign's page: counted by day, once for each session and step, with nobody named."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from enum import IntEnum
from uuid import UUID

from sqlalchemy import Connection, delete

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.portal.access.member_sessions import ABSOLUTE
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.reports.campaigns import reward_named
from netmile_desktop.portal.reports.reward_answers import RewardScope
from netmile_desktop.portal.reports.reward_funnel import Steps, page_steps
from netmile_desktop.portal.reports.service import checked_days
from netmile_desktop.portal.tables import reward_count, reward_visit


class PageStage(IntEnum):
    """A step on the page; each includes those before it."""

    SHOWN = 1
    STARTED = 2
    COMPLETED = 3


_COLUMNS = {PageStage.SHOWN: "shown", PageStage.STARTED: "started", PageStage.COMPLETED: "completed"}
_KEPT = ABSOLUTE + timedelta(hours=1)


def note(
    conn: Connection, database: Database, campaign: tuple[UUID, UUID], session: bytes, stage: PageStage, now: datetime
) -> None:
    """Count a session that has come to a stage of a campaign's page, unless it was counted there before.

    Args:
        campaign: Identities of site and campaign.
        session: Digest of the session.
    """
    reached = [each for each in PageStage if each <= stage and _is_new(conn, database, campaign, session, each, now)]
    if not reached:
        return
    site_id, campaign_id = campaign
    counts = {column: int(each in reached) for each, column in _COLUMNS.items()}
    day = day_of(now)
    first = database.insert(reward_count).values(site_id=site_id, campaign_id=campaign_id, biz_date=day, **counts)
    more = {column: reward_count.c[column] + count for column, count in counts.items()}
    conn.execute(first.on_conflict_do_update(index_elements=["site_id", "campaign_id", "biz_date"], set_=more))


def _is_new(
    conn: Connection, database: Database, campaign: tuple[UUID, UUID], session: bytes, stage: PageStage, now: datetime
) -> bool:
    site_id, campaign_id = campaign
    if stage is PageStage.SHOWN:
        conn.execute(
            delete(reward_visit).where(reward_visit.c.site_id == site_id, reward_visit.c.seen_at < now - _KEPT)
        )
    row = {"site_id": site_id, "campaign_id": campaign_id, "session_sha256": session, "stage": stage, "seen_at": now}
    come = database.insert(reward_visit).values(row)
    come = come.on_conflict_do_update(
        index_elements=["site_id", "campaign_id", "session_sha256"],
        set_={"stage": int(stage), "seen_at": now},
        where=reward_visit.c.stage < int(stage),
    )
    return conn.execute(come.returning(reward_visit.c.stage)).first() is not None


class Funnels:
    """The operation that tells the counts."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def look(self, call: Call[wire.FunnelQuery, wire.Nothing]) -> wire.Funnel:
        """Return the counts of one campaign, or of all, day by day.

        Raises:
            Refused: `P-NOTFOUND`, `P-RANGE`, `P-SPAN`.
        """
        query, now = call.query, self._now()
        period = checked_days(query.first, query.last)

        def look(conn: Connection) -> wire.Funnel:
            own = reward_named(conn, call.site_id, query.campaign_id)
            id_, name = own or (None, "")
            scope = RewardScope(call.site_id, id_, period.first, period.last, by_month=False, as_of=now)
            days = _days(page_steps(conn, scope))
            return wire.Funnel(
                campaign_id=query.campaign_id,
                campaign_name=name,
                days=days,
                shown=sum(each.shown for each in days),
                started=sum(each.started for each in days),
                completed=sum(each.completed for each in days),
                as_of=now,
            )

        return self._database.read(look)


def _days(steps: Steps) -> list[wire.FunnelDay]:
    found: dict[date, Counter[str]] = {}
    for name, counted in steps.items():
        for (day, _of), count in counted.items():
            found.setdefault(day, Counter())[name] += count
    return [
        wire.FunnelDay(day=day, shown=of["shown"], started=of["started"], completed=of["completed"])
        for day, of in sorted(found.items())
    ]
