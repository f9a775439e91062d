"""What a decision does to an application and its campaign, whoever makes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.campaigns import campaign_versions
from netmile_desktop.portal.tables import application, campaign


def decide(
    conn: Connection, site_id: UUID, row: Row[Any], state: ApplicationState, at: datetime, by: UUID | None, reason: str
) -> ApplicationState:
    """Approve or reject a waiting application, whose row is locked; return what became of it.

    An approved change whose campaign has ended lapses instead (変更失効).

    Raises:
        Refused: `P-STATE` if it is not waiting for a decision.
    """
    if row.kind == ApplicationKind.CHANGE and state is ApplicationState.APPROVED:
        state = _put_in_force(conn, site_id, row, at)
    close(conn, site_id, row, state, decided_by=by, decided_at=at, reason=reason)
    return state


def close(conn: Connection, site_id: UUID, row: Row[Any], state: ApplicationState, **told: Any) -> None:
    """Close a waiting application and, unless it is a change, set its campaign's application state.

    Raises:
        Refused: `P-STATE` if it is not waiting for a decision.
    """
    if row.state != ApplicationState.APPLIED:
        raise Refused(Problem.STATE)
    own = update(application).where(application.c.site_id == site_id, application.c.id == row.id)
    conn.execute(own.values(state=state, **told))
    if row.kind != ApplicationKind.CHANGE:
        of_it = update(campaign).where(campaign.c.site_id == site_id, campaign.c.id == row.campaign_id)
        conn.execute(of_it.values(application_state=state, version=campaign.c.version + 1))


def _put_in_force(conn: Connection, site_id: UUID, row: Row[Any], at: datetime) -> ApplicationState:
    """Give the campaign the content applied for; its ID stays (guide L97). Return the application's new state."""
    if row.state != ApplicationState.APPLIED:
        raise Refused(Problem.STATE)
    own = (campaign.c.site_id == site_id) & (campaign.c.id == row.campaign_id)
    held = conn.execute(select(campaign).where(own).with_for_update()).one()
    if held.run_to < day_of(at):
        return ApplicationState.LAPSED
    wanted = campaign_versions.at(conn, site_id, row.campaign_id, row.version)
    if wanted is None:
        raise Refused(Problem.STATE)
    campaign_versions.put_in_force(conn, site_id, row.campaign_id, wanted, max(row.version, held.version + 1))
    from_on = max(day_of(at), wanted.campaign_period.first)
    campaign_versions.price_from(conn, site_id, row.campaign_id, wanted, from_on)
    return ApplicationState.APPROVED
