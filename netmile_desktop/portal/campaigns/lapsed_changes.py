"""変更失効: a change undecided when its campaign ends lapses (guide L97)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.tables import application, campaign


class LapsedChanges:
    """The daily task that lets undecided changes of ended campaigns lapse; costs nothing in between."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock
        self._next = NextLook(timedelta(days=1))

    def catch_up(self) -> int:
        """Let changes lapse unless done today; return their number."""
        now = self._now()
        if not self._next.is_due(now):
            return 0
        today = day_of(now)
        over = select(campaign.c.id).where(
            campaign.c.site_id == application.c.site_id,
            campaign.c.id == application.c.campaign_id,
            campaign.c.run_to < today,
        )
        waits = (application.c.state == ApplicationState.APPLIED) & (application.c.kind == ApplicationKind.CHANGE)
        lapse = update(application).where(waits, over.exists())
        lapse = lapse.values(state=ApplicationState.LAPSED, decided_at=start_of(today))
        lapsed = self._database.write(lambda conn: conn.execute(lapse).rowcount)
        self._next.wait(now, start_of(today + timedelta(days=1)))
        return lapsed
