"""Which sites use NetMile Reward, as NetMile's staff decide."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import RETENTION_DAYS
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import site


class RewardUses:
    """The operation that decides it; the same decision again changes nothing."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def set(self, call: Call[wire.Nothing, wire.RewardUse]) -> wire.RewardUseAtOperator:
        """Let a site run reward campaigns, or no longer: then nobody can register at those it has.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        asked, now = call.body, self._clock()

        def work(conn: Connection) -> wire.RewardUseAtOperator:
            row = conn.execute(select(site).where(site.c.code == asked.site).with_for_update()).first()
            if row is None:
                raise Refused(Problem.NOT_FOUND)
            since = (row.reward_since or now) if asked.uses_reward else None
            wanted = {"reward_since": since, "reward_retention_days": asked.retention_days}
            if (since, asked.retention_days) != (row.reward_since, row.reward_retention_days):
                conn.execute(update(site).where(site.c.id == row.id).values(wanted))
                told = f"uses={asked.uses_reward} retention={asked.retention_days}"
                record(conn, now, row.id, call.caller.user_id, Act.REWARD_USE_SET, row.code, told)
            kept = conn.execute(select(site.c.reward_since).where(site.c.id == row.id)).scalar()
            return wire.RewardUseAtOperator(
                site=row.code,
                uses_reward=kept is not None,
                since=kept,
                retention_days=asked.retention_days or RETENTION_DAYS,
            )

        return self._database.write(work)
