"""Merchants' sites and their contract rates."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import contract_rate, reward_registration, site, site_counter


class Sites:
    """Look-ups of sites, as of the business clock's day."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def of(self, site_id: UUID) -> wire.Site:
        """Return a site as its own staff see it."""
        today = day_of(self._now())

        def find(conn: Connection) -> wire.Site:
            row = conn.execute(select(site).where(site.c.id == site_id)).one()
            return wire.Site(
                id=str(row.id),
                code=row.code,
                name=row.name,
                yen_per_1000_miles=rate_on(conn, site_id, today),
                uses_reward=row.reward_since is not None,
                answers_due=unanswered_registrations(conn, site_id) > 0,
            )

        return self._database.read(find)


def rate_on(conn: Connection, site_id: UUID, day: date) -> int:
    """Return the contract rate of a day in whole yen per 1,000 miles, without tax; 0 before the first contract."""
    rates = select(contract_rate.c.yen_per_1000_miles).where(
        contract_rate.c.site_id == site_id, contract_rate.c.from_on <= day
    )
    return conn.execute(rates.order_by(contract_rate.c.from_on.desc()).limit(1)).scalar() or 0


def unanswered_registrations(conn: Connection, site_id: UUID) -> int:
    """Return how many people registered at a site's reward campaigns and still wait for its answer."""
    waits = reward_registration.c.site_id == site_id, reward_registration.c.result.is_(None)
    return conn.execute(select(func.count()).select_from(reward_registration).where(*waits)).scalar_one()


def next_number(conn: Connection, database: Database, site_id: UUID, name: str) -> int:
    """Return a site's next number of a kind; numbers never restart and are never used twice."""
    first = database.insert(site_counter).values(site_id=site_id, name=name, value=1)
    counted = first.on_conflict_do_update(index_elements=["site_id", "name"], set_={"value": site_counter.c.value + 1})
    return int(conn.execute(counted.returning(site_counter.c.value)).scalar_one())
