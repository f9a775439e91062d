"""The campaigns of a site, as reports name them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.tables import campaign


def campaign_named(conn: Connection, site_id: UUID, code: str) -> tuple[UUID, str] | None:
    """Return identity and name of a campaign of the site, or None if no campaign was named.

    Raises:
        Refused: `P-NOTFOUND`.
    """
    if not code:
        return None
    own = select(campaign.c.id, campaign.c.name).where(campaign.c.site_id == site_id, campaign.c.code == code)
    row = conn.execute(own).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row.id, row.name


def campaigns_by_id(conn: Connection, site_id: UUID) -> dict[UUID, tuple[str, str]]:
    """Return ID and name of every campaign of the site, by identity."""
    rows = conn.execute(select(campaign.c.id, campaign.c.code, campaign.c.name).where(campaign.c.site_id == site_id))
    return {row.id: (row.code, row.name) for row in rows}


def reward_named(conn: Connection, site_id: UUID, code: str) -> tuple[UUID, str] | None:
    """Return identity and name of a reward campaign of the site, or None if no campaign was named.

    Raises:
        Refused: `P-NOTFOUND`, also for a campaign of miles.
    """
    own = campaign_named(conn, site_id, code)
    if own is not None and conn.execute(select(campaign.c.reward).where(campaign.c.id == own[0])).scalar() is None:
        raise Refused(Problem.NOT_FOUND)
    return own
