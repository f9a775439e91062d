"""キャンペーン申請状態検索: a site's applications and NetMile's decisions about them (guide L77, L85-91)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, case, func, literal, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, Period, day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, campaign_state
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.campaigns.campaigns import has_part, is_meant, is_of_kind, kind_of, overlap
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import NOT_YET, ordered, read_page, refuse_reversed
from netmile_desktop.portal.tables import application, campaign, site


class ApplicationRegister:
    """Search of applications: new campaigns, changes, and reuse of campaigns."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def search(self, call: Call[wire.ApplicationSearch, wire.Nothing]) -> wire.Page[wire.ApplicationSummary]:
        """Return the site's applications that meet every condition, in any state (guide L91).

        Raises:
            Refused: `P-RANGE` if the period's first day is after its last.
        """
        query, now = call.query, self._now()
        refuse_reversed(query.campaign_from, query.campaign_to)
        today = day_of(now)
        found = _of_site(call.site_id).where(*_conditions(query, today))
        found = ordered(found, query.sort, _KEYS, application.c.id)
        return read_page(self._database, found, query, now, lambda row: summary(row, today))

    def at_operator(
        self, call: Call[wire.OperatorApplicationSearch, wire.Nothing]
    ) -> wire.Page[wire.ApplicationAtOperator]:
        """Return applications of all sites, the oldest first."""
        query, now = call.query, self._now()
        today = day_of(now)
        found = _shown(site.c.code.label("site"), site.c.name.label("site_name"))
        found = found.join(site, site.c.id == application.c.site_id)
        if query.site:
            found = found.where(site.c.code == query.site)
        if query.campaign_kind is not None:
            found = found.where(is_of_kind(query.campaign_kind))
        if query.states:
            found = found.where(application.c.state.in_(query.states))
        found = found.order_by(application.c.applied_at, application.c.id)

        def line(row: Row[Any]) -> wire.ApplicationAtOperator:
            told = msgspec.structs.asdict(summary(row, today))
            return wire.ApplicationAtOperator(**told, site=row.site, site_name=row.site_name)

        return read_page(self._database, found, query, now, line)


def find_application(conn: Connection, site_id: UUID, application_id: str, *, for_update: bool = False) -> Row[Any]:
    """Return an application of the site with its campaign's state; `for_update` locks it against other decisions.

    Raises:
        Refused: `P-NOTFOUND`.
    """
    try:
        found = _of_site(site_id).where(application.c.id == UUID(application_id))
    except ValueError:
        raise Refused(Problem.NOT_FOUND) from None
    row = conn.execute(found.with_for_update(of=application) if for_update else found).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row


def _of_site(site_id: UUID) -> Select[Any]:
    return _shown().where(application.c.site_id == site_id)


def _shown(*more: ColumnElement[Any]) -> Select[Any]:
    of = (campaign.c.site_id == application.c.site_id) & (campaign.c.id == application.c.campaign_id)
    shown = (
        *(application.c[name] for name in ("id", "kind", "state", "applied_at", "decided_at", "reason")),
        *(application.c[name] for name in ("campaign_id", "version", "origin_id", "from_version", "applied_by")),
        campaign.c.version.label("campaign_version"),
        *(campaign.c[name] for name in ("code", "name", "application_state", "suspended", "reward")),
        *(campaign.c[name] for name in ("run_from", "run_to", "issue_from", "issue_to")),
    )
    return select(*shown, *more).join(campaign, of)


def _conditions(query: wire.ApplicationSearch, today: date) -> list[ColumnElement[bool]]:
    conditions = [
        is_of_kind(query.campaign_kind),
        *overlap(campaign.c.run_from, campaign.c.run_to, query.campaign_from, query.campaign_to),
    ]
    if query.id:
        conditions.append(is_meant(query.id))
    if query.name:
        conditions.append(has_part(campaign.c.name_folded, query.name))
    if query.kinds:
        conditions.append(application.c.kind.in_(query.kinds))
    if query.states:
        conditions.append(application.c.state.in_(query.states))
    if query.only:
        conditions.append(_quick_filter(query.only, today))
    return conditions


def _quick_filter(only: str, today: date) -> ColumnElement[bool]:
    """Match 申請中のもの, 期間が終了したもの or 承認されなかったもの (guide L89)."""
    if only == "ended":
        return campaign.c.run_to < today
    return application.c.state == ApplicationState(only)


def _place(column: ColumnElement[str], words: type[StrEnum]) -> ColumnElement[int]:
    """Return the position of a state or kind in the order of its enumeration, to sort by."""
    return case({word.value: place for place, word in enumerate(words)}, value=column)


_KEYS: dict[str, ColumnElement[Any]] = {
    "id": campaign.c.code,
    "name": campaign.c.name,
    "kind": _place(application.c.kind, ApplicationKind),
    "state": _place(application.c.state, ApplicationState),
    "campaign_end": campaign.c.run_to,
    "applied_at": application.c.applied_at,
    "decided_at": func.coalesce(application.c.decided_at, literal(NOT_YET, BigInteger)),
}


def summary(row: Row[Any], today: date) -> wire.ApplicationSummary:
    """Return a row of an application joined with its campaign as a list item."""
    runs, issues = Period(row.run_from, row.run_to), Period(row.issue_from, row.issue_to)
    approved = row.application_state == ApplicationState.APPROVED
    return wire.ApplicationSummary(
        id=str(row.id),
        campaign_id=row.code,
        campaign_name=row.name,
        campaign_kind=kind_of(row),
        kind=ApplicationKind(row.kind),
        state=ApplicationState(row.state),
        campaign_state=campaign_state(runs, issues, suspended=row.suspended, today=today) if approved else None,
        applied_at=row.applied_at,
        decided_at=row.decided_at,
        reason=row.reason,
        campaign_period=runs,
    )
