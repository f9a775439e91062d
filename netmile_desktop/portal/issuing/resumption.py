"""Resumption after 中断: NetMile's staff has the rest of a registration judged once the cause is removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select, union, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.idempotency import once
from netmile_desktop.portal.http.paging import read_page
from netmile_desktop.portal.ledger.chunks import GOOD
from netmile_desktop.portal.tables import batch, batch_row, campaign, issue, site

_SHOWN = 5


_LISTED: Select[Any] = (
    select(
        *(batch.c[name] for name in ("code", "state", "rows_total", "rows_done", "accepted_at", "completed_at")),
        *(batch.c[name] for name in ("lists_deleted_at", "taken_over_by")),
        campaign.c.code.label("campaign_code"),
        campaign.c.name.label("campaign_name"),
        site.c.code.label("site_code"),
        site.c.name.label("site_name"),
    )
    .join(campaign, (campaign.c.site_id == batch.c.site_id) & (campaign.c.id == batch.c.campaign_id))
    .join(site, site.c.id == batch.c.site_id)
)


class Resumption:
    """Search and resumption of interrupted registrations. `wake` is called once one waits for the worker."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock, wake: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock
        self._wake = wake

    def at_operator(
        self, call: Call[wire.OperatorRegistrationSearch, wire.Nothing]
    ) -> wire.Page[wire.ListedRegistration]:
        """Return registrations of all sites, the oldest first; interrupted ones unless other states are asked for."""
        query = call.query
        found = _LISTED.where(batch.c.state.in_(query.states or [ProcessingState.INTERRUPTED]))
        if query.site:
            found = found.where(site.c.code == query.site)
        found = found.order_by(batch.c.accepted_at, batch.c.id)
        return read_page(self._database, found, query, self._now(), _line)

    def resume(self, call: Call[wire.Nothing, wire.Resume]) -> wire.RegistrationAtOperator:
        """Have the undecided rows judged, from where the worker stopped.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if it is not interrupted, if its lists were deleted, or if the merchant has
                sent its rows again since (declared or seen by the same keys): they would be issued twice.
        """
        answer = self._database.write(
            lambda conn: once(conn, call, self._clock(), wire.RegistrationAtOperator, lambda: self._resume(conn, call))
        )
        self._wake()
        return answer

    def _resume(self, conn: Connection, call: Call[wire.Nothing, wire.Resume]) -> wire.RegistrationAtOperator:
        asked = call.body
        row = _locked(conn, asked.site, asked.registration_id)
        if ProcessingState(row.state) is not ProcessingState.INTERRUPTED:
            raise Refused(Problem.STATE)
        if row.lists_deleted_at is not None:
            raise Refused(Problem.STATE, "its lists were deleted, and its rows with them")
        if again := [row.taken_over_by] if row.taken_over_by else _sent_again_in(conn, row):
            raise Refused(Problem.STATE, f"rows were sent again in {', '.join(again)}")
        state = ProcessingState.RUNNING if row.rows_done else ProcessingState.RECEIVED
        own = update(batch).where(batch.c.site_id == row.site_id, batch.c.id == row.id)
        now = self._clock()
        conn.execute(own.values(state=state, attempts=0, run_after=now, completed_at=None))
        record(conn, now, row.site_id, call.caller.user_id, Act.REGISTRATION_RESUMED, row.code)
        return wire.RegistrationAtOperator(
            site=asked.site, registration_id=row.code, state=state, rows=row.rows_total, records=row.rows_done
        )


def _line(row: Row[Any]) -> wire.ListedRegistration:
    return wire.ListedRegistration(
        site=row.site_code,
        site_name=row.site_name,
        registration_id=row.code,
        campaign_id=row.campaign_code,
        campaign_name=row.campaign_name,
        state=ProcessingState(row.state),
        rows=row.rows_total,
        records=row.rows_done,
        accepted_at=row.accepted_at,
        ended_at=row.completed_at,
        lists_deleted=row.lists_deleted_at is not None,
        taken_over_by=row.taken_over_by or "",
    )


def _locked(conn: Connection, site_code: str, code: str) -> Row[Any]:
    owner = select(site.c.id).where(site.c.code == site_code).scalar_subquery()
    own = select(batch).where(batch.c.site_id == owner, batch.c.code == code)
    row = conn.execute(own.with_for_update()).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row


def _sent_again_in(conn: Connection, row: Row[Any]) -> list[str]:
    """Return registrations accepted since the interruption that hold a key of an undecided row and may issue it."""
    undecided = select(batch_row.c.member_key).where(
        batch_row.c.site_id == row.site_id,
        batch_row.c.batch_id == row.id,
        batch_row.c.verdict.is_(None),
        batch_row.c.member_key.is_not(None),
    )
    again = batch_row.alias("again")
    since = select(batch.c.code).where(batch.c.site_id == row.site_id, batch.c.accepted_at >= row.completed_at)
    under_way = since.join(again, (again.c.site_id == batch.c.site_id) & (again.c.batch_id == batch.c.id)).where(
        batch.c.number > row.number,
        or_(again.c.verdict.is_(None), again.c.verdict == GOOD),
        again.c.member_key.in_(undecided),
    )
    # Staged rows are deleted with their lists; issues stay.
    issued = since.join(issue, (issue.c.site_id == batch.c.site_id) & (issue.c.batch_id == batch.c.id)).where(
        batch.c.number > row.number, issue.c.member_key.in_(undecided)
    )
    return sorted(set(conn.execute(union(under_way, issued)).scalars()))[:_SHOWN]
