"""Which sites use NetMile Reward, as NetMile's staff decide."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import RETENTION_DAYS, RewardResult
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.sites import unanswered_registrations
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import reward_hand_over, site


class RewardUses:
    """The operations that decide and tell it; the same decision again changes nothing."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def look(self, call: Call[wire.RewardTermsQuery, wire.Nothing]) -> wire.RewardTerms:
        """Return what is set for a site, its closing rule included.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        own = reward_hand_over.c.site_id == site.c.id
        terms = select(site, reward_hand_over.c.closing, reward_hand_over.c.closing_days)
        found = terms.join(reward_hand_over, own, isouter=True).where(site.c.code == call.query.site)
        row = self._database.read(lambda conn: conn.execute(found).first())
        if row is None:
            raise Refused(Problem.NOT_FOUND)
        return wire.RewardTerms(
            site=row.code,
            uses_reward=row.reward_since is not None,
            since=row.reward_since,
            retention_days=row.reward_retention_days or RETENTION_DAYS,
            closing=RewardResult(row.closing) if row.closing else None,
            closing_days=row.closing_days,
        )

    def set(self, call: Call[wire.Nothing, wire.RewardUse]) -> wire.RewardUseAtOperator:
        """Let a site run reward campaigns, or no longer: then nobody can register at those it has.

        Its answer tells how many people still wait for the site's; the site goes on with them.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        asked, now = call.body, self._clock()

        def work(conn: Connection) -> wire.RewardUseAtOperator:
            row = conn.execute(select(site).where(site.c.code == asked.site).with_for_update()).first()
            if row is None:
                raise Refused(Problem.NOT_FOUND)
            since = (row.reward_since or now) if asked.uses_reward else None
            days = row.reward_retention_days if asked.retention_days is wire.UNSET else asked.retention_days
            if (since, days) != (row.reward_since, row.reward_retention_days):
                wanted = {"reward_since": since, "reward_retention_days": days}
                conn.execute(update(site).where(site.c.id == row.id).values(wanted))
                told = f"uses={asked.uses_reward} retention={days}"
                record(conn, now, row.id, call.caller.user_id, Act.REWARD_USE_SET, row.code, told)
            kept = conn.execute(select(site.c.reward_since).where(site.c.id == row.id)).scalar()
            return wire.RewardUseAtOperator(
                site=row.code,
                uses_reward=kept is not None,
                since=kept,
                retention_days=days or RETENTION_DAYS,
                unanswered=unanswered_registrations(conn, row.id),
            )

        return self._database.write(work)
