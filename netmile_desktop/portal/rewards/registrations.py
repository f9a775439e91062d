"""The list of a site's registrations at its reward campaigns; what members registered is not in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.rewards import HandOver, HandOverState, RewardResult
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import midnight, read_page, refuse_reversed
from netmile_desktop.portal.tables import campaign, reward_file, reward_registration

_REGISTRATIONS: Select[Any] = select(
    reward_registration,
    campaign.c.code.label("campaign_code"),
    campaign.c.name.label("campaign_name"),
    reward_file.c.code.label("file"),
).join(
    campaign,
    (campaign.c.site_id == reward_registration.c.site_id) & (campaign.c.id == reward_registration.c.campaign_id),
)
_REGISTRATIONS = _REGISTRATIONS.join(
    reward_file,
    (reward_file.c.site_id == reward_registration.c.site_id) & (reward_file.c.id == reward_registration.c.file_id),
    isouter=True,
)


class RewardRegistrations:
    """Search of registrations."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def search(self, call: Call[wire.RewardRegistrationSearch, wire.Nothing]) -> wire.Page[wire.RewardRegistration]:
        """Return registrations that meet every condition, the newest first.

        Raises:
            Refused: `P-RANGE`.
        """
        query = call.query
        refuse_reversed(query.registered_from, query.registered_to)
        found = _REGISTRATIONS.where(reward_registration.c.site_id == call.site_id, *_conditions(query))
        found = found.order_by(reward_registration.c.registered_at.desc(), reward_registration.c.id.desc())
        return read_page(self._database, found, query, self._now(), _told)


def _conditions(query: wire.RewardRegistrationSearch) -> list[ColumnElement[bool]]:
    of = reward_registration.c
    conditions: list[ColumnElement[bool]] = []
    if query.code:
        conditions.append(of.code == query.code)
    if query.campaign_id:
        conditions.append(campaign.c.code == query.campaign_id)
    if query.states:
        conditions.append(of.state.in_(query.states))
    if query.results:
        conditions.append(of.result.in_(query.results))
    if query.only_unanswered:
        conditions.append(of.result.is_(None))
    if query.registered_from:
        conditions.append(of.registered_at >= midnight(query.registered_from))
    if query.registered_to:
        conditions.append(of.registered_at < midnight(query.registered_to) + timedelta(days=1))
    return conditions


def _told(row: Row[Any]) -> wire.RewardRegistration:
    return wire.RewardRegistration(
        code=row.code,
        campaign_id=row.campaign_code,
        campaign_name=row.campaign_name,
        registered_at=row.registered_at,
        miles=row.miles,
        issue_id=str(row.issue_id),
        test=row.test,
        hand_over=HandOver(row.hand_over),
        file=row.file or "",
        state=HandOverState(row.state),
        handed_over_at=row.handed_over_at,
        result=RewardResult(row.result) if row.result else None,
        result_at=row.result_at,
        result_reason=row.result_reason,
        shredded_at=row.shredded_at,
    )
