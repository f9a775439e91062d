"""新規キャンペーン申請, キャンペーン変更申請 and 再利用申請: applications of a site and NetMile's decisions (guide L95-161, L240-298)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, insert, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.applications import CampaignContent, Flaw, FormFault, change_obstacle, changed, faults
from netmile_desktop.domain.calendar import Clock, Period, day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.campaigns import campaign_versions
from netmile_desktop.portal.campaigns.application_search import find_application, summary
from netmile_desktop.portal.campaigns.campaigns import find_campaign
from netmile_desktop.portal.campaigns.decisions import close, decide
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.idempotency import once
from netmile_desktop.portal.tables import application, campaign, site, user_account

A = TypeVar("A", bound=msgspec.Struct)

FIRST_NUMBER = 1_001
"""Number of a site's first campaign, as in `C-1001`."""


class ApplicationWorkflow:
    """The way of an application from form to decision. Each campaign has at most one undecided application."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock

    def content(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.ContentOfCampaign:
        """Return the content with which a form about a campaign begins.

        Raises:
            Refused: `P-NOTFOUND`.
        """

        def read(conn: Connection) -> wire.ContentOfCampaign:
            row = find_campaign(conn, call.site_id, call.path["campaign_id"])
            return wire.ContentOfCampaign(
                campaign_id=row.code,
                version=row.version,
                content=campaign_versions.as_it_stands(conn, call.site_id, row),
                waiting_id=str(_waiting(conn, call.site_id, row.id) or ""),
            )

        return self._database.read(read)

    def check(self, call: Call[wire.Nothing, wire.ApplicationForm]) -> wire.ApplicationForecast:
        """Return what applying now would lead to; write nothing.

        Raises:
            Refused: `P-NOTFOUND` if the campaign does not exist.
        """
        return self._database.read(lambda conn: self._forecast(conn, call))

    def apply(self, call: Call[wire.Nothing, wire.ApplicationForm]) -> wire.ApplicationDetail:
        """Submit an application, once per idempotency key.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE`, `P-ENDED` or `P-PENDING` if the campaign cannot be changed now;
                `P-VERSION` if a change was made from another version of it than the one that stands;
                `P-OPTION` for a reward campaign of a site that does not use NetMile Reward;
                `P-LOCKED` if a change touches a fixed field (guide L109-114); `P-FORM`, which names the faulty fields.
        """
        return self._once(call, wire.ApplicationDetail, lambda conn: self._apply(conn, call))

    def detail(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.ApplicationDetail:
        """Return one application in full.

        Raises:
            Refused: `P-NOTFOUND`, also for other sites' applications.
        """
        return self._database.read(lambda conn: self._detail(conn, call.site_id, call.path["application_id"]))

    def at_operator(self, call: Call[wire.OperatorApplicationQuery, wire.Nothing]) -> wire.ApplicationInFull:
        """Return an application of any site with its whole content, and what it changes.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        return self._database.read(lambda conn: self._in_full(conn, call))

    def withdraw(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.ApplicationDetail:
        """Withdraw an undecided application; withdrawing it again changes nothing.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if it is decided.
        """

        def take_back(conn: Connection) -> wire.ApplicationDetail:
            row = find_application(conn, call.site_id, call.path["application_id"], for_update=True)
            if row.state != ApplicationState.WITHDRAWN:
                close(conn, call.site_id, row, ApplicationState.WITHDRAWN)
                record(conn, self._clock(), call.site_id, call.caller.user_id, Act.APPLICATION_WITHDRAWN, str(row.id))
            return self._detail(conn, call.site_id, str(row.id))

        return self._database.write(take_back)

    def decide(self, call: Call[wire.Nothing, wire.ApplicationDecision]) -> wire.ApplicationAtOperator:
        """Approve or reject an application; approving a change whose campaign has ended lets it lapse instead (変更失効).

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if it is not waiting for a decision.
        """
        return self._once(call, wire.ApplicationAtOperator, lambda conn: self._decide(conn, call))

    def _once(self, call: Call[Any, Any], answer: type[A], work: Callable[[Connection], A]) -> A:
        return self._database.write(lambda conn: once(conn, call, self._clock(), answer, lambda: work(conn)))

    def _forecast(self, conn: Connection, call: Call[wire.Nothing, wire.ApplicationForm]) -> wire.ApplicationForecast:
        form, today = call.body, day_of(self._now())
        before, refused = None, ""
        if form.kind is not ApplicationKind.NEW:
            row = find_campaign(conn, call.site_id, form.campaign_id)
            before = campaign_versions.as_it_stands(conn, call.site_id, row)
            if form.kind is ApplicationKind.CHANGE:
                refused = str(_change_obstacle(conn, call.site_id, row, form.version, today) or "")
        if form.content.reward is not None and not _uses_reward(conn, call.site_id):
            refused = refused or Problem.OPTION
        return wire.ApplicationForecast(
            faults=faults(form.kind, form.content, today, before),
            changed=changed(before, form.content) if before else [],
            before=before,
            refused=refused,
        )

    def _apply(self, conn: Connection, call: Call[wire.Nothing, wire.ApplicationForm]) -> wire.ApplicationDetail:
        form = call.body
        row = None
        if form.kind is not ApplicationKind.NEW:
            row = find_campaign(conn, call.site_id, form.campaign_id, for_update=True)
        forecast = self._forecast(conn, call)
        if forecast.refused:
            raise Refused(forecast.refused)
        refuse_faulty(forecast.faults)
        if row is not None and form.kind is ApplicationKind.CHANGE:
            campaign_id, version = row.id, campaign_versions.next_version(conn, call.site_id, row)
            campaign_versions.keep(conn, call.site_id, row._asdict(), version, form.content, self._now())
        else:
            campaign_id, version = self._add_campaign(conn, call.site_id, form.content), 1
        id_ = new_id()
        conn.execute(
            insert(application).values(
                site_id=call.site_id,
                id=id_,
                campaign_id=campaign_id,
                kind=form.kind,
                version=version,
                state=ApplicationState.APPLIED,
                applied_by=call.caller.user_id,
                applied_at=self._now(),
                origin_id=row.id if row is not None and form.kind is ApplicationKind.REUSE else None,
                from_version=row.version if row is not None and form.kind is ApplicationKind.CHANGE else None,
            )
        )
        record(conn, self._clock(), call.site_id, call.caller.user_id, Act.APPLIED, str(id_), form.kind)
        return self._detail(conn, call.site_id, str(id_))

    def _add_campaign(self, conn: Connection, site_id: UUID, content: CampaignContent) -> UUID:
        """Add a new campaign with its own ID, not yet approved (guide L246)."""
        conn.execute(select(site.c.id).where(site.c.id == site_id).with_for_update())  # serialises numbering
        state = {"application_state": ApplicationState.APPLIED, "suspended": False, "version": 1}
        id_ = new_id()
        row = {"id": id_, "code": _next_code(conn, site_id), **campaign_versions.columns_of(content), **state}
        conn.execute(insert(campaign).values(site_id=site_id, **row))
        campaign_versions.keep(conn, site_id, row, 1, content, self._now())
        campaign_versions.show_banner(conn, site_id, id_, content.banner)
        campaign_versions.price_from(conn, site_id, id_, content, content.campaign_period.first)
        return id_

    def _decide(
        self, conn: Connection, call: Call[wire.Nothing, wire.ApplicationDecision]
    ) -> wire.ApplicationAtOperator:
        asked, now = call.body, self._now()
        owner = _site(conn, asked.site)
        row = find_application(conn, owner.id, asked.application_id, for_update=True)
        wanted = ApplicationState.APPROVED if asked.action == "approve" else ApplicationState.REJECTED
        state = decide(conn, owner.id, row, wanted, now, call.caller.user_id, asked.reason)
        record(conn, self._clock(), owner.id, call.caller.user_id, Act.APPLICATION_DECIDED, str(row.id), state)
        after = summary(find_application(conn, owner.id, asked.application_id), day_of(now))
        return wire.ApplicationAtOperator(**msgspec.structs.asdict(after), site=owner.code, site_name=owner.name)

    def _in_full(
        self, conn: Connection, call: Call[wire.OperatorApplicationQuery, wire.Nothing]
    ) -> wire.ApplicationInFull:
        owner = _site(conn, call.query.site)
        row = find_application(conn, owner.id, call.path["application_id"])
        told = summary(row, day_of(self._now()))
        content, before = _contents(conn, owner.id, row)
        waits = row.state == ApplicationState.APPLIED
        return wire.ApplicationInFull(
            **msgspec.structs.asdict(told),
            site=owner.code,
            site_name=owner.name,
            applied_by=conn.execute(select(user_account.c.name).where(user_account.c.id == row.applied_by)).scalar()
            or "",
            content=content,
            before=before,
            changed=changed(before, content) if before is not None else [],
            origin_id=_origin(conn, owner.id, row),
            moved_on=waits and row.from_version not in {None, row.campaign_version},
        )

    def _detail(self, conn: Connection, site_id: UUID, application_id: str) -> wire.ApplicationDetail:
        row = find_application(conn, site_id, application_id)
        content, before = _contents(conn, site_id, row)
        return wire.ApplicationDetail(
            **msgspec.structs.asdict(summary(row, day_of(self._now()))),
            content=content,
            before=before,
            origin_id=_origin(conn, site_id, row),
            may_withdraw=row.state == ApplicationState.APPLIED,
        )


def _site(conn: Connection, code: str) -> Row[Any]:
    owner = conn.execute(select(site).where(site.c.code == code)).first()
    if owner is None:
        raise Refused(Problem.NOT_FOUND)
    return owner


def _contents(conn: Connection, site_id: UUID, row: Row[Any]) -> tuple[CampaignContent, CampaignContent | None]:
    """Return what was applied for and, of a change, what the campaign said before."""
    said = campaign_versions.at(conn, site_id, row.campaign_id, row.version)
    own = (campaign.c.site_id == site_id) & (campaign.c.id == row.campaign_id)
    if said is None:
        said = campaign_versions.as_it_stands(conn, site_id, conn.execute(select(campaign).where(own)).one())
    is_change = row.kind == ApplicationKind.CHANGE
    return said, campaign_versions.before(conn, site_id, row.campaign_id, row.version) if is_change else None


def _origin(conn: Connection, site_id: UUID, row: Row[Any]) -> str:
    """Return the ID of the campaign that was used again, or ""."""
    if not row.origin_id:
        return ""
    origin = (campaign.c.site_id == site_id) & (campaign.c.id == row.origin_id)
    return conn.execute(select(campaign.c.code).where(origin)).scalar() or ""


def refuse_faulty(found: list[FormFault]) -> None:
    """Raise `Refused` for the first kind of fault: changes to fixed fields (`P-LOCKED`), then all others (`P-FORM`)."""
    locked = [fault.field for fault in found if fault.flaw in {Flaw.LOCKED, Flaw.SHORTENED}]
    if locked:
        raise Refused(Problem.LOCKED, ", ".join(locked))
    if found:
        raise Refused(Problem.FORM, ", ".join(f"{fault.field}: {fault.flaw}" for fault in found))


def _change_obstacle(conn: Connection, site_id: UUID, row: Row[Any], version: int, today: date) -> Problem | None:
    """Return why a change that was made from a version of a campaign cannot be applied for now, or None."""
    state, runs = ApplicationState(row.application_state), Period(row.run_from, row.run_to)
    if obstacle := change_obstacle(state, runs, today):
        return obstacle
    if _waiting(conn, site_id, row.id):
        return Problem.PENDING
    # What others changed meanwhile would be undone without a word.
    return None if version == row.version else Problem.VERSION


def _uses_reward(conn: Connection, site_id: UUID) -> bool:
    return conn.execute(select(site.c.reward_since).where(site.c.id == site_id)).scalar() is not None


def _waiting(conn: Connection, site_id: UUID, campaign_id: UUID) -> UUID | None:
    of = application.c
    own = (of.site_id == site_id) & (of.campaign_id == campaign_id) & (of.state == ApplicationState.APPLIED)
    found: UUID | None = conn.execute(select(of.id).where(own)).scalar()
    return found


def _next_code(conn: Connection, site_id: UUID) -> str:
    """Return `C-` and the number after the site's highest."""
    ours = (campaign.c.site_id == site_id) & campaign.c.code.like("C-%")
    codes = conn.execute(select(campaign.c.code).where(ours)).scalars()
    numbers = [int(code[2:]) for code in codes if code[2:].isdecimal()]
    return f"C-{max(numbers, default=FIRST_NUMBER - 1) + 1}"
