"""Operator calls of NetMile's staff about campaigns, members and sessions; merchants can never call them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, Period, day_of
from netmile_desktop.domain.campaigns import ApplicationState, Mode, campaign_state
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.campaigns.campaigns import find_campaign, has_part, is_meant
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import NETMILE
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.idempotency import once
from netmile_desktop.portal.http.paging import read_page
from netmile_desktop.portal.tables import account, application, campaign, member_email, session, site, user_account


class Operator:
    """Decisions and changes by NetMile's staff."""

    def __init__(self, database: Database, vault: Vault, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._now = business_clock

    def campaigns(self, call: Call[wire.OperatorCampaignSearch, wire.Nothing]) -> wire.Page[wire.ListedCampaign]:
        """Return campaigns of all sites, the newest first; approved ones unless other states are asked for."""
        query, now = call.query, self._now()
        owners = site.c.id == campaign.c.site_id
        found = select(campaign, site.c.code.label("site_code"), site.c.name.label("site_name")).join(site, owners)
        if query.site:
            found = found.where(site.c.code == query.site)
        if query.states:
            found = found.where(campaign.c.application_state.in_(query.states))
        if query.name:
            found = found.where(is_meant(query.name, has_part(campaign.c.name_folded, query.name)))
        found = found.order_by(campaign.c.run_from.desc(), site.c.code, campaign.c.code.desc())
        return read_page(self._database, found, query, now, lambda row: _line(row, day_of(now)))

    def decide(self, call: Call[wire.Nothing, wire.Decision]) -> wire.CampaignAtOperator:
        """Approve, reject, suspend or resume a campaign.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if the campaign's state does not allow it.
        """
        return self._database.write(
            lambda conn: once(conn, call, self._clock(), wire.CampaignAtOperator, lambda: self._decide(conn, call))
        )

    def flag(self, call: Call[wire.Nothing, wire.MemberFlags]) -> wire.Member:
        """Change a member's status or test flag.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        return self._database.write(
            lambda conn: once(conn, call, self._clock(), wire.Member, lambda: self._flag(conn, call))
        )

    def end_sessions(self, call: Call[wire.Nothing, wire.EndSessions]) -> wire.SessionsEnded:
        """End all sessions of a user, merchant or operator, at once.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        return self._database.write(
            lambda conn: once(conn, call, self._clock(), wire.SessionsEnded, lambda: self._end_sessions(conn, call))
        )

    def _decide(self, conn: Connection, call: Call[wire.Nothing, wire.Decision]) -> wire.CampaignAtOperator:
        asked = call.body
        owner = conn.execute(select(site.c.id).where(site.c.code == asked.site)).scalar()
        if owner is None:
            raise Refused(Problem.NOT_FOUND)
        row = find_campaign(conn, owner, asked.campaign_id, for_update=True)
        changes = _changes(row, asked.action)
        own = update(campaign).where(campaign.c.site_id == owner, campaign.c.id == row.id)
        conn.execute(own.values(version=row.version + 1, **changes))
        if "application_state" in changes:
            self._close_application(conn, call, owner, row.id, changes["application_state"])
        now, actor = self._clock(), call.caller.user_id
        record(conn, now, owner, actor, Act.CAMPAIGN_DECIDED, row.code, asked.action)
        after = find_campaign(conn, owner, asked.campaign_id)
        return wire.CampaignAtOperator(
            site=asked.site,
            campaign_id=after.code,
            name=after.name,
            application_state=ApplicationState(after.application_state),
            suspended=after.suspended,
        )

    def _close_application(
        self, conn: Connection, call: Call[wire.Nothing, wire.Decision], owner: UUID, campaign_id: UUID, state: Any
    ) -> None:
        conn.execute(
            update(application)
            .where(
                application.c.site_id == owner,
                application.c.campaign_id == campaign_id,
                application.c.state == ApplicationState.APPLIED,
            )
            .values(state=state, decided_by=call.caller.user_id, decided_at=self._now(), reason=call.body.reason)
        )

    def _flag(self, conn: Connection, call: Call[wire.Nothing, wire.MemberFlags]) -> wire.Member:
        asked = call.body
        named = select(member_email.c.account_id).where(
            member_email.c.email_digest == self._vault.digest(asked.address)
        )
        member_id = conn.execute(named.order_by(member_email.c.kind.desc())).scalars().first()
        if member_id is None:
            raise Refused(Problem.NOT_FOUND)
        changes = {
            name: value for name, value in (("status", asked.status), ("test", asked.test)) if value is not wire.UNSET
        }
        if changes:
            conn.execute(update(account).where(account.c.id == member_id).values(**changes))
        told = " ".join(f"{name}={value}" for name, value in changes.items())
        record(conn, self._clock(), call.site_id, call.caller.user_id, Act.MEMBER_FLAGGED, str(member_id), told)
        return _member(conn, member_id)

    def _end_sessions(self, conn: Connection, call: Call[wire.Nothing, wire.EndSessions]) -> wire.SessionsEnded:
        login, now = call.body.login, self._clock()
        user = conn.execute(select(user_account).where(user_account.c.login == login)).first()
        if user is None:
            raise Refused(Problem.NOT_FOUND)
        live = (
            update(session)
            .where(session.c.user_id == user.id, session.c.revoked_at.is_(None))
            .where(session.c.idle_until > now, session.c.absolute_until > now)
        )
        ended = conn.execute(live.values(revoked_at=now)).rowcount
        owner = user.site_id or NETMILE
        record(conn, now, owner, call.caller.user_id, Act.SESSIONS_ENDED, str(user.id), str(ended))
        return wire.SessionsEnded(login=login, sessions=ended)


def _line(row: Row[Any], today: date) -> wire.ListedCampaign:
    runs, issues = Period(row.run_from, row.run_to), Period(row.issue_from, row.issue_to)
    approved = row.application_state == ApplicationState.APPROVED
    return wire.ListedCampaign(
        site=row.site_code,
        site_name=row.site_name,
        campaign_id=row.code,
        name=row.name,
        application_state=ApplicationState(row.application_state),
        suspended=row.suspended,
        state=campaign_state(runs, issues, suspended=row.suspended, today=today) if approved else None,
        campaign_period=runs,
        issuance_period=issues,
    )


def _changes(row: Row[Any], action: str) -> dict[str, object]:
    """Return the column changes of a decision.

    Raises:
        Refused: `P-STATE` if the campaign's state does not allow it.
    """
    state = ApplicationState(row.application_state)
    applied, approved = state is ApplicationState.APPLIED, state is ApplicationState.APPROVED
    moves: dict[str, tuple[bool, dict[str, object]]] = {
        "approve": (applied, {"application_state": ApplicationState.APPROVED}),
        "reject": (applied, {"application_state": ApplicationState.REJECTED}),
        "suspend": (approved and not row.suspended, {"suspended": True}),
        "resume": (approved and row.suspended, {"suspended": False}),
    }
    allowed, changes = moves[action]
    if not allowed:
        raise Refused(Problem.STATE)
    return changes


def _member(conn: Connection, member_id: UUID) -> wire.Member:
    row = conn.execute(select(account).where(account.c.id == member_id)).one()
    kinds = conn.execute(select(member_email.c.kind).where(member_email.c.account_id == member_id)).scalars()
    return wire.Member(id=str(row.id), status=row.status, test=row.test, kinds=sorted(Mode(kind) for kind in kinds))
