"""How each site's registrations are handed over, as the merchant and the contract have it."""

from __future__ import annotations

import base64
import os
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import INTERVALS, RETENTION_DAYS, FileEncoding, RewardResult, Schedule, minute_of
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.rewards.outgoing import is_acceptable
from netmile_desktop.portal.tables import reward_hand_over, site

FORMER_SECRET_LIVES = timedelta(hours=24)
"""Time for which calls are signed with the secret before, too, so that the merchant can change it without a gap."""

_SECRET_BYTES = 32


def agreement(conn: Connection, database: Database, site_id: UUID, now: datetime) -> Row[Any]:
    """Return a site's settings under lock, made as usual if there are none yet."""
    usual = Schedule()
    first = database.insert(reward_hand_over).values(
        site_id=site_id,
        every_hours=usual.every_hours,
        minute=usual.minute,
        encoding=FileEncoding.UTF_8,
        next_at=usual.next_after(now),
        endpoint="",
    )
    conn.execute(first.on_conflict_do_nothing(index_elements=["site_id"]))
    return conn.execute(select(reward_hand_over).where(reward_hand_over.c.site_id == site_id).with_for_update()).one()


def schedule_of(row: Row[Any]) -> Schedule:
    """Return when files are written, from a row of settings."""
    return Schedule(row.every_hours, row.minute)


class Agreements:
    """The operations on settings."""

    def __init__(
        self, database: Database, vault: Vault, clock: Clock, business_clock: Clock, *, private_endpoints: bool
    ) -> None:
        """Take `private_endpoints` as whether merchants' APIs may be in private networks and without TLS."""
        self._database = database
        self._vault = vault
        self._clock = clock
        self._now = business_clock
        self._private = private_endpoints

    def look(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardHandOver:
        """Return the settings."""
        return self._database.write(lambda conn: self._told(conn, call.site_id))

    def change(self, call: Call[wire.Nothing, wire.RewardHandOverChange]) -> wire.RewardHandOver:
        """Keep other settings. A file that is due already is still written; after that the new times hold.

        Raises:
            Refused: `P-INTERVAL`, also below an hour; `P-ENDPOINT` for an address that would not be called.
        """
        asked = call.body
        if asked.every_hours not in INTERVALS:
            raise Refused(Problem.INTERVAL)
        if asked.endpoint and not is_acceptable(asked.endpoint, allow_private=self._private):
            raise Refused(Problem.ENDPOINT)
        wanted = Schedule(int(asked.every_hours), minute_of(asked.at))

        def work(conn: Connection) -> wire.RewardHandOver:
            now = self._now()
            row = agreement(conn, self._database, call.site_id, now)
            is_due = row.next_at <= now
            next_at = row.next_at if is_due or schedule_of(row) == wanted else wanted.next_after(now)
            values = {"every_hours": wanted.every_hours, "minute": wanted.minute, "encoding": asked.encoding}
            values |= {"endpoint": asked.endpoint, "next_at": next_at}
            if any(getattr(row, name) != value for name, value in values.items()):
                conn.execute(update(reward_hand_over).where(_of(call.site_id)).values(**values))
                told = f"every={wanted.every_hours} at={wanted.at} encoding={asked.encoding} endpoint={asked.endpoint}"
                record(conn, self._clock(), call.site_id, call.caller.user_id, Act.HAND_OVER_SET, "", told)
            return self._told(conn, call.site_id)

        return self._database.write(work)

    def make_secret(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardSecret:
        """Make a secret and return it, which happens this once; the one before goes on signing for a day."""
        secret = base64.urlsafe_b64encode(os.urandom(_SECRET_BYTES)).decode().rstrip("=")

        def work(conn: Connection) -> wire.RewardSecret:
            now = as_stored(self._now())
            row = agreement(conn, self._database, call.site_id, now)
            until = as_stored(now + FORMER_SECRET_LIVES) if row.secret_sealed is not None else None
            values = {
                "secret_sealed": self._vault.seal_details(secret.encode()),
                "secret_made_at": now,
                "former_sealed": row.secret_sealed,
                "former_until": until,
            }
            conn.execute(update(reward_hand_over).where(_of(call.site_id)).values(**values))
            record(conn, self._clock(), call.site_id, call.caller.user_id, Act.HAND_OVER_SET, "", "secret")
            return wire.RewardSecret(secret=secret, made_at=now, former_valid_until=until)

        return self._database.write(work)

    def set_closing(self, call: Call[wire.Nothing, wire.RewardClosing]) -> wire.RewardClosingAtOperator:
        """Set the closing rule of a site's contract, or take it away.

        Raises:
            Refused: `P-NOTFOUND`; `P-OPTION` for a result without days, or the reverse.
        """
        asked = call.body
        if (asked.result is None) != (asked.days is None):
            raise Refused(Problem.OPTION)

        def work(conn: Connection) -> wire.RewardClosingAtOperator:
            owner = conn.execute(select(site.c.id).where(site.c.code == asked.site)).scalar()
            if owner is None:
                raise Refused(Problem.NOT_FOUND)
            row = agreement(conn, self._database, owner, self._now())
            if (row.closing, row.closing_days) != (asked.result, asked.days):
                values = {"closing": asked.result, "closing_days": asked.days}
                conn.execute(update(reward_hand_over).where(_of(owner)).values(**values))
                told = f"closing={asked.result} days={asked.days}"
                record(conn, self._clock(), owner, call.caller.user_id, Act.HAND_OVER_SET, asked.site, told)
            return wire.RewardClosingAtOperator(site=asked.site, result=asked.result, days=asked.days)

        return self._database.write(work)

    def _told(self, conn: Connection, site_id: UUID) -> wire.RewardHandOver:
        now = self._now()
        row = agreement(conn, self._database, site_id, now)
        kept = conn.execute(select(site.c.reward_retention_days).where(site.c.id == site_id)).scalar()
        return wire.RewardHandOver(
            every_hours=row.every_hours,
            at=schedule_of(row).at,
            encoding=FileEncoding(row.encoding),
            next_file_at=row.next_at,
            endpoint=row.endpoint,
            has_secret=row.secret_sealed is not None,
            secret_made_at=row.secret_made_at,
            former_secret_until=row.former_until if row.former_until and row.former_until > now else None,
            retention_days=kept or RETENTION_DAYS,
            closing=RewardResult(row.closing) if row.closing else None,
            closing_days=row.closing_days,
        )


def _of(site_id: UUID) -> Any:
    return reward_hand_over.c.site_id == site_id
