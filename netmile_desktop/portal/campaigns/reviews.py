"""自動審査: a site's policy that lets its applications be approved after some minutes, and the task that does so.

It is off unless NetMile's staff set it. An application that an operator should look at is left to them: a change whose
campaign is another version by now, is suspended or has ended, and a new campaign whose period is over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, and_, or_, select, type_coerce

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.campaigns.application_search import find_application
from netmile_desktop.portal.campaigns.decisions import decide
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.tables import application, campaign, review_policy, site, user_account

EVERY = timedelta(seconds=5)
"""Interval between looks, by the business clock: where that is moved on, the next look is at once."""

_MINUTE = 60_000
"""Milliseconds."""


class ReviewPolicies:
    """Operations of NetMile's staff on sites' policies."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def look(self, call: Call[wire.ReviewPolicyQuery, wire.Nothing]) -> wire.ReviewPolicy:
        """Return the policy of a site.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        return self._database.read(lambda conn: _policy(conn, call.query.site))

    def set(self, call: Call[wire.Nothing, wire.SetReviewPolicy]) -> wire.ReviewPolicy:
        """Set the policy of a site; it also holds for applications that wait already.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        asked, now, actor = call.body, self._clock(), call.caller.user_id

        def keep(conn: Connection) -> wire.ReviewPolicy:
            owner = _site(conn, asked.site)
            values = {"after_minutes": asked.approve_after_minutes, "set_at": now, "set_by": actor}
            put = self._database.insert(review_policy).values(site_id=owner.id, **values)
            conn.execute(put.on_conflict_do_update(index_elements=["site_id"], set_=values))
            told = "off" if asked.approve_after_minutes is None else f"after {asked.approve_after_minutes} min"
            record(conn, now, owner.id, actor, Act.REVIEW_POLICY_SET, asked.site, told)
            return _policy(conn, asked.site)

        return self._database.write(keep)


class AutomaticReviews:
    """The recurring task that approves what has waited as long as its site's policy says."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock
        self._next = NextLook(EVERY)

    def catch_up(self) -> int:
        """Approve all that are due, unless a look was taken within `EVERY`; return their number."""
        now = self._now()
        if not self._next.is_due(now):
            return 0
        due = self._database.read(lambda conn: conn.execute(_due(now)).all())
        approved = sum(self._approve(row.site_id, row.id, now) for row in due)
        self._next.wait(now)
        return approved

    def _approve(self, site_id: UUID, application_id: UUID, now: datetime) -> bool:
        return self._database.write(lambda conn: self._approve_in(conn, site_id, application_id, now))

    def _approve_in(self, conn: Connection, site_id: UUID, application_id: UUID, now: datetime) -> bool:
        """Approve an application in the caller's transaction if it is still due. One that is locked is left alone."""
        own = (application.c.site_id == site_id) & (application.c.id == application_id)
        held = conn.execute(_due(now).where(own).with_for_update(of=application, skip_locked=True)).first()
        if held is None:
            return False
        # What NetMile's staff change of the campaign from here on waits for this decision.
        its = (campaign.c.site_id == site_id) & (campaign.c.id == held.campaign_id)
        conn.execute(select(campaign.c.id).where(its).with_for_update())
        if conn.execute(_due(now).where(own)).first() is None:
            return False
        row = find_application(conn, site_id, str(application_id))
        state = decide(conn, site_id, row, ApplicationState.APPROVED, now, None, "")
        told = f"{state} without an operator, after {held.after_minutes} min"
        record(conn, self._clock(), site_id, None, Act.APPLICATION_DECIDED, str(application_id), told)
        return state is ApplicationState.APPROVED


def _due(now: datetime) -> Select[tuple[UUID, UUID, UUID, int]]:
    """Select the applications that may be approved without an operator now, the oldest first."""
    due_at = type_coerce(application.c.applied_at, BigInteger) + review_policy.c.after_minutes * _MINUTE
    return (
        select(application.c.site_id, application.c.id, application.c.campaign_id, review_policy.c.after_minutes)
        .join(review_policy, review_policy.c.site_id == application.c.site_id)
        .join(
            campaign,
            (campaign.c.site_id == application.c.site_id) & (campaign.c.id == application.c.campaign_id),
        )
        .where(application.c.state == ApplicationState.APPLIED, review_policy.c.after_minutes.is_not(None))
        .where(due_at <= milliseconds(now), campaign.c.run_to >= day_of(now), _needs_nobody())
        .order_by(application.c.applied_at, application.c.id)
    )


def _needs_nobody() -> ColumnElement[bool]:
    """Match all but changes of campaigns that are not as they were when the change was made."""
    stands = and_(
        application.c.from_version == campaign.c.version,
        campaign.c.application_state == ApplicationState.APPROVED,
        campaign.c.suspended.is_(False),
    )
    return or_(application.c.kind != ApplicationKind.CHANGE, stands)


def _site(conn: Connection, code: str) -> Row[tuple[UUID]]:
    found = conn.execute(select(site.c.id).where(site.c.code == code)).first()
    if found is None:
        raise Refused(Problem.NOT_FOUND)
    return found


def _policy(conn: Connection, code: str) -> wire.ReviewPolicy:
    owner = _site(conn, code)
    own = (
        select(review_policy.c.after_minutes, review_policy.c.set_at, user_account.c.name)
        .join(user_account, user_account.c.id == review_policy.c.set_by, isouter=True)
        .where(review_policy.c.site_id == owner.id)
    )
    kept = conn.execute(own).first()
    return wire.ReviewPolicy(
        site=code,
        approve_after_minutes=kept.after_minutes if kept else None,
        set_at=kept.set_at if kept else None,
        set_by=(kept.name or "") if kept else "",
    )
