"""取消申請: the list a merchant follows until each request is decided, and NetMile's decision (guide L685-689, L806).

Limits and balances are checked again when NetMile approves; a request that fails ends as 不可 with its cause. One
that nobody decides in time is ended by `undecided`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, case, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.cancellations import Cause, RequestState, deadline, refused_at_approval
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.idempotency import once
from netmile_desktop.portal.http.paging import midnight, ordered, read_page, refuse_reversed, slices
from netmile_desktop.portal.issues.issues import by_identity, parsed
from netmile_desktop.portal.ledger.reversals import REVERSE, take_back
from netmile_desktop.portal.tables import (
    balance,
    batch,
    campaign,
    cancel_order,
    cancellation,
    issue,
    site,
    user_account,
)

_ORDERS = (cancel_order.c.site_id == cancellation.c.site_id) & (cancel_order.c.id == cancellation.c.order_id)

_LISTED: Select[Any] = (
    select(
        *(cancellation.c[name] for name in ("id", "issue_id", "state", "last_on", "decided_at", "cause", "note")),
        *(cancel_order.c[name] for name in ("code", "reason", "ordered_at")),
        *(issue.c[name] for name in ("member_key", "miles", "issued_at", "issued_on", "transfer_on")),
        campaign.c.code.label("campaign_code"),
        campaign.c.name.label("campaign_name"),
        batch.c.code.label("registration_code"),
        user_account.c.name.label("actor"),
        site.c.code.label("site_code"),
        site.c.name.label("site_name"),
    )
    .join(cancel_order, _ORDERS)
    .join(issue, (issue.c.site_id == cancellation.c.site_id) & (issue.c.id == cancellation.c.issue_id))
    .join(campaign, (campaign.c.site_id == issue.c.site_id) & (campaign.c.id == issue.c.campaign_id))
    .join(batch, (batch.c.site_id == issue.c.site_id) & (batch.c.id == issue.c.batch_id), isouter=True)
    .join(user_account, user_account.c.id == cancel_order.c.actor_id)
    .join(site, site.c.id == cancellation.c.site_id)
)

_KEYS: dict[str, ColumnElement[Any]] = {
    "requested_at": cancel_order.c.ordered_at,
    "last_on": cancellation.c.last_on,
    "number": cancel_order.c.number,
    "miles": issue.c.miles,
    "state": case({state.value: rank for rank, state in enumerate(RequestState)}, value=cancellation.c.state),
}

_Decided = tuple[Row[Any], RequestState, Cause | None]
"""A waiting cancellation with its new state and the cause of a refusal."""


class Requests:
    """Search of cancellations, and decisions about open requests."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock

    def search(self, call: Call[wire.CancellationSearch, wire.Nothing]) -> wire.Page[wire.CancellationRecord]:
        """Return a site's cancellations that meet every condition.

        Raises:
            Refused: `P-RANGE`.
        """
        query, now = call.query, self._now()
        refuse_reversed(query.requested_from, query.requested_to)
        found = _LISTED.where(cancellation.c.site_id == call.site_id, *_conditions(query))
        found = ordered(found, query.sort, _KEYS, cancellation.c.id)
        return read_page(self._database, found, query, now, lambda row: _record(row, day_of(now)))

    def at_operator(
        self, call: Call[wire.OperatorCancellationSearch, wire.Nothing]
    ) -> wire.Page[wire.CancellationAtOperator]:
        """Return cancellations of all sites, the most urgent first; open requests unless other states are asked for."""
        query, now = call.query, self._now()
        conditions: list[ColumnElement[bool]] = [cancellation.c.state.in_(query.states or [RequestState.REQUESTED])]
        if query.site:
            conditions.append(site.c.code == query.site)
        if query.number:
            conditions.append(cancel_order.c.code == query.number)
        found = _LISTED.add_columns(balance.c.posted).join(
            balance, balance.c.account_id == issue.c.account_id, isouter=True
        )
        found = found.where(*conditions).order_by(cancellation.c.last_on, cancellation.c.id)
        return read_page(self._database, found, query, now, lambda row: _at_operator(row, day_of(now)))

    def decide(self, call: Call[wire.Nothing, wire.CancellationDecision]) -> wire.CancellationsDecided:
        """Approve or refuse a request, or some of its issues.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if nothing of it is waiting for a decision.
        """
        return self._database.write(
            lambda conn: once(conn, call, self._clock(), wire.CancellationsDecided, lambda: self._decide(conn, call))
        )

    def _decide(
        self, conn: Connection, call: Call[wire.Nothing, wire.CancellationDecision]
    ) -> wire.CancellationsDecided:
        asked, now = call.body, as_stored(self._now())
        owner = conn.execute(select(site.c.id).where(site.c.code == asked.site)).scalar()
        order = None if owner is None else _order(conn, owner, asked.number)
        if owner is None or order is None:
            raise Refused(Problem.NOT_FOUND)
        waiting = _waiting(conn, owner, order.id, asked.issue_ids)
        if not waiting:
            raise Refused(Problem.STATE)
        if asked.action == "approve":
            decided = _approved(conn, waiting, day_of(now))
        else:
            decided = [(row, RequestState.REFUSED, Cause.BY_OPERATOR) for row in waiting]
        self._write(conn, call, owner, decided, now)
        granted = [row for row, state, _ in decided if state is RequestState.APPROVED]
        told = f"{asked.action} approved={len(granted)} refused={len(decided) - len(granted)}"
        record(conn, self._clock(), owner, call.caller.user_id, Act.CANCELLATION_DECIDED, asked.number, told)
        return wire.CancellationsDecided(
            site=asked.site,
            number=asked.number,
            approved=len(granted),
            refused=len(decided) - len(granted),
            miles=sum(row.miles for row in granted),
            rows=[
                wire.DecidedRow(issue_id=str(row.issue_id), state=state, cause=cause) for row, state, cause in decided
            ],
        )

    def _write(
        self,
        conn: Connection,
        call: Call[wire.Nothing, wire.CancellationDecision],
        owner: UUID,
        decided: Sequence[_Decided],
        now: datetime,
    ) -> None:
        """Store the decisions, and take back the miles of approved requests."""
        for state, cause in {(state, cause) for _, state, cause in decided}:
            ids = [row.id for row, *same in decided if same == [state, cause]]
            values = {"state": state, "cause": cause or "", "note": call.body.note}
            for some in slices(ids):
                own = (cancellation.c.site_id == owner) & cancellation.c.id.in_(some)
                conn.execute(
                    update(cancellation).where(own).values(**values, decided_by=call.caller.user_id, decided_at=now)
                )
        granted = [row.issue_id for row, state, _ in decided if state is RequestState.APPROVED]
        take_back(conn, self._database, REVERSE, by_identity(conn, owner, granted), now)


def _conditions(query: wire.CancellationSearch) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.number:
        conditions.append(cancel_order.c.code == query.number)
    if query.key:
        conditions.append(issue.c.member_key == query.key)
    if query.campaign_id:
        conditions.append(campaign.c.code == query.campaign_id)
    if query.states:
        conditions.append(cancellation.c.state.in_(query.states))
    if query.requested_from:
        conditions.append(cancel_order.c.ordered_at >= midnight(query.requested_from))
    if query.requested_to:
        conditions.append(cancel_order.c.ordered_at < midnight(query.requested_to) + timedelta(days=1))
    return conditions


def _order(conn: Connection, owner: UUID, number: str) -> Row[Any] | None:
    return conn.execute(
        select(cancel_order).where(cancel_order.c.site_id == owner, cancel_order.c.code == number)
    ).first()


def _waiting(conn: Connection, owner: UUID, order_id: UUID, only: Sequence[str]) -> list[Row[Any]]:
    """Return an order's open requests by issue; issues and requests stay locked until the decision is made."""
    of_order = select(cancellation.c.issue_id).where(
        cancellation.c.site_id == owner, cancellation.c.order_id == order_id
    )
    wanted = set(parsed(only))
    ids = [id_ for id_ in conn.execute(of_order).scalars() if not only or id_ in wanted]
    issues = {row.id: row for row in by_identity(conn, owner, ids, for_update=True)}
    found: list[Row[Any]] = []
    for some in slices(sorted(issues)):
        own = (
            select(cancellation.c.id, cancellation.c.issue_id, *(issue.c[name] for name in _OF_ISSUE))
            .join(issue, (issue.c.site_id == cancellation.c.site_id) & (issue.c.id == cancellation.c.issue_id))
            .where(cancellation.c.site_id == owner, cancellation.c.order_id == order_id)
            .where(cancellation.c.issue_id.in_(some), cancellation.c.state == RequestState.REQUESTED)
        )
        found += conn.execute(own.order_by(issue.c.id).with_for_update(of=cancellation))
    return found


_OF_ISSUE = ("account_id", "miles", "issued_on", "transfer_on")


def _approved(conn: Connection, waiting: Sequence[Row[Any]], today: date) -> list[_Decided]:
    """Judge each request by the rules of the day; the miles of an approved one are no longer available to the next."""
    left = _balances(conn, sorted({row.account_id for row in waiting}))
    decided: list[_Decided] = []
    for row in waiting:
        cause = refused_at_approval(row.issued_on, row.transfer_on, today, row.miles, left.get(row.account_id, 0))
        if cause is None:
            left[row.account_id] -= row.miles
        decided.append((row, RequestState.REFUSED if cause else RequestState.APPROVED, cause))
    return decided


def _balances(conn: Connection, accounts: Sequence[UUID]) -> dict[UUID, int]:
    """Return members' balances, locked so that they cannot spend them before the decision is written."""
    found: dict[UUID, int] = {}
    for some in slices(accounts):
        own = select(balance.c.account_id, balance.c.posted).where(balance.c.account_id.in_(some))
        rows = conn.execute(own.order_by(balance.c.account_id).with_for_update())
        found |= {row.account_id: row.posted for row in rows}
    return found


def _record(row: Row[Any], today: date) -> wire.CancellationRecord:
    return wire.CancellationRecord(**_shown(row, today))


def _at_operator(row: Row[Any], today: date) -> wire.CancellationAtOperator:
    left = row.posted or 0
    obstacle = refused_at_approval(row.issued_on, row.transfer_on, today, row.miles, left)
    return wire.CancellationAtOperator(
        **_shown(row, today),
        site=row.site_code,
        site_name=row.site_name,
        balance=left,
        obstacle=obstacle if row.state == RequestState.REQUESTED else None,
    )


def _shown(row: Row[Any], today: date) -> dict[str, Any]:
    end = deadline(row.issued_on, row.transfer_on)
    return {
        "number": row.code,
        "issue_id": str(row.issue_id),
        "campaign_id": row.campaign_code,
        "campaign_name": row.campaign_name,
        "registration_id": row.registration_code or "",
        "key": row.member_key,
        "miles": row.miles,
        "issued_at": row.issued_at,
        "transfer_on": row.transfer_on,
        "reason": row.reason,
        "state": RequestState(row.state),
        "requested_at": row.ordered_at,
        "requested_by": row.actor,
        "decided_at": row.decided_at,
        "cause": Cause(row.cause) if row.cause else None,
        "note": row.note,
        "last_on": end.last_on,
        "limit": end.limit,
        "days_left": end.days_left(today),
        "age_days": (today - day_of(row.ordered_at)).days,
    }
