"""Search and details of campaigns (guide L54-91, L135-179)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, not_, or_, select

from netmile_desktop.domain import matching, wire
from netmile_desktop.domain.calendar import Clock, Period, day_of
from netmile_desktop.domain.campaigns import (
    Amount,
    ApplicationState,
    CampaignKind,
    CampaignState,
    FixedAmount,
    IssuanceMethod,
    VariableAmount,
    campaign_state,
)
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rows.key_rule import BUILT_IN, KeyRule
from netmile_desktop.portal.campaigns import campaign_versions
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import ordered, read_page, refuse_reversed
from netmile_desktop.portal.tables import campaign, campaign_total

_ISSUED = func.coalesce(campaign_total.c.issued, 0).label("issued")


class Campaigns:
    """Search and details of a site's campaigns."""

    def __init__(self, database: Database, business_clock: Clock, key_rule: KeyRule) -> None:
        self._database = database
        self._now = business_clock
        self._key_rule = key_rule

    def search(self, call: Call[wire.CampaignSearch, wire.Nothing]) -> wire.Page[wire.CampaignSummary]:
        """Return approved campaigns that meet every condition (guide L81, L89).

        Raises:
            Refused: `P-RANGE` if a period's first day is after its last.
        """
        query, now = call.query, self._now()
        refuse_reversed(query.campaign_from, query.campaign_to)
        refuse_reversed(query.issuance_from, query.issuance_to)
        today = day_of(now)
        found = _approved(call.site_id).where(*_conditions(query, today))
        keys = {
            "id": campaign.c.code,
            "name": campaign.c.name,
            "state": _state_rank(today),
            "campaign_end": campaign.c.run_to,
            "issuance_end": campaign.c.issue_to,
            "issued": _ISSUED,
        }
        found = ordered(found, query.sort, keys, campaign.c.code)
        return read_page(self._database, found, query, now, lambda row: summary(row, today))

    def detail(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.CampaignDetail:
        """Return everything about one campaign of the site, whatever its state.

        Raises:
            Refused: `P-NOTFOUND`, also for other sites' campaigns.
        """
        code, now = call.path["campaign_id"], self._now()

        def read(conn: Connection) -> wire.CampaignDetail:
            row = find_campaign(conn, call.site_id, code)
            size = campaign_versions.banner_bytes(conn, call.site_id, row.id)
            return msgspec.structs.replace(detail(row, day_of(now), now, self._key_rule), banner_bytes=size)

        return self._database.read(read)


def running(conn: Connection, site_id: UUID, today: date) -> list[wire.CampaignSummary]:
    """Return the campaigns that are running, the first to end first (guide L175)."""
    query = wire.CampaignSearch(states=[CampaignState.RUNNING])
    found = _approved(site_id).where(*_conditions(query, today)).order_by(campaign.c.run_to, campaign.c.code)
    return [summary(row, today) for row in conn.execute(found)]


def find_campaign(conn: Connection, site_id: UUID, code: str, *, for_update: bool = False) -> Row[Any]:
    """Return a campaign of the site by its ID, with the miles issued so far; `for_update` locks it against changes.

    Raises:
        Refused: `P-NOTFOUND`.
    """
    found = _of_site(site_id).where(campaign.c.code == code)
    row = conn.execute(found.with_for_update(of=campaign) if for_update else found).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row


def amount_of(row: Row[Any]) -> Amount:
    """Return the amount rule of a campaign row."""
    if row.fixed_miles is not None:
        return FixedAmount(row.fixed_miles)
    return VariableAmount(row.min_miles, row.max_miles)


def kind_of(row: Row[Any]) -> CampaignKind:
    """Return what the campaign of a row is for."""
    return CampaignKind.MILE if row.reward is None else CampaignKind.REWARD


def is_of_kind(kind: CampaignKind) -> ColumnElement[bool]:
    """Return `kind_of` as SQL condition."""
    reward = campaign.c.reward
    return reward.is_(None) if kind is CampaignKind.MILE else reward.is_not(None)


def summary(row: Row[Any], today: date) -> wire.CampaignSummary:
    """Return a list item from the row of an approved campaign."""
    runs, issues = Period(row.run_from, row.run_to), Period(row.issue_from, row.issue_to)
    return wire.CampaignSummary(
        id=row.code,
        name=row.name,
        kind=kind_of(row),
        state=campaign_state(runs, issues, suspended=row.suspended, today=today),
        campaign_period=runs,
        issuance_period=issues,
        amount=amount_of(row),
        miles_issued=row.issued,
    )


def detail(row: Row[Any], today: date, as_of: datetime, key_rule: KeyRule = BUILT_IN) -> wire.CampaignDetail:
    """Return a campaign in full, from its row, with the rule by which keys of its rows are judged."""
    runs, issues = Period(row.run_from, row.run_to), Period(row.issue_from, row.issue_to)
    approved = row.application_state == ApplicationState.APPROVED
    return wire.CampaignDetail(
        id=row.code,
        name=row.name,
        version=row.version,
        description=row.description,
        application_state=ApplicationState(row.application_state),
        state=campaign_state(runs, issues, suspended=row.suspended, today=today) if approved else None,
        campaign_period=runs,
        issuance_period=issues,
        amount=amount_of(row),
        method=IssuanceMethod(row.method),
        per_member=row.per_member,
        per_member_per_day=row.per_member_per_day,
        transfer_after_days=row.transfer_after_days,
        link_url=row.link_url,
        listed=row.listed,
        listing_text=row.listing_text,
        reward=campaign_versions.settings_of(row.reward),
        key_rule=key_rule,
        miles_issued=row.issued,
        as_of=as_of,
    )


def has_part(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Return `matching.mentions` in SQL; the column holds ASCII, or folded text."""
    return _bare(column).contains(matching.bare(text), autoescape=True)


def is_meant(text: str, *others: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return `matching.meant` for campaigns' IDs in SQL; what is not the whole of an ID may also fulfil one of others."""
    same_site = campaign.alias()
    wanted = matching.bare(text)
    any_is_it = exists().where(same_site.c.site_id == campaign.c.site_id, _bare(same_site.c.code) == wanted)
    return or_(_bare(campaign.c.code) == wanted, and_(not_(any_is_it), or_(has_part(campaign.c.code, text), *others)))


def _bare(column: ColumnElement[str]) -> ColumnElement[str]:
    result: ColumnElement[str] = func.lower(column)
    for each in matching.IGNORED:
        result = func.replace(result, each, "")
    return result


def _of_site(site_id: UUID) -> Select[Any]:
    totals = (campaign_total.c.site_id == campaign.c.site_id) & (campaign_total.c.campaign_id == campaign.c.id)
    return select(campaign, _ISSUED).join(campaign_total, totals, isouter=True).where(campaign.c.site_id == site_id)


def _approved(site_id: UUID) -> Select[Any]:
    return _of_site(site_id).where(campaign.c.application_state == ApplicationState.APPROVED)


def _conditions(query: wire.CampaignSearch, today: date) -> list[ColumnElement[bool]]:
    conditions = [
        is_of_kind(query.kind),
        *overlap(campaign.c.run_from, campaign.c.run_to, query.campaign_from, query.campaign_to),
        *overlap(campaign.c.issue_from, campaign.c.issue_to, query.issuance_from, query.issuance_to),
    ]
    if query.id:
        conditions.append(is_meant(query.id))
    if query.name:
        conditions.append(has_part(campaign.c.name_folded, query.name))
    if query.states:
        conditions.append(_state_rank(today).in_([_RANKS[state] for state in query.states]))
    return conditions


def overlap(
    first: ColumnElement[date], last: ColumnElement[date], low: date | None, high: date | None
) -> Sequence[ColumnElement[bool]]:
    """Return `calendar.Period.overlaps` as SQL conditions."""
    begins_in_time = [] if high is None else [first <= high]
    return begins_in_time if low is None else [*begins_in_time, last >= low]


_RANKS = {state: rank for rank, state in enumerate(CampaignState)}


def _state_rank(today: date) -> ColumnElement[int]:
    """Return `campaigns.campaign_state` in SQL, as the state's position in the order of the states."""
    return case(
        (campaign.c.suspended, _RANKS[CampaignState.SUSPENDED]),
        (campaign.c.run_from > today, _RANKS[CampaignState.BEFORE]),
        (campaign.c.run_to >= today, _RANKS[CampaignState.RUNNING]),
        (campaign.c.issue_to >= today, _RANKS[CampaignState.ISSUING]),
        else_=_RANKS[CampaignState.ENDED],
    )
