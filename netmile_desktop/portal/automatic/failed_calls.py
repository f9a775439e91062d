"""The log of refused calls, read: lists, sums, what is taken into a manual batch, what is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, case, func, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.wire import AutomaticErrorState
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.automatic.error_log import ErrorLog
from netmile_desktop.portal.automatic.retention import KEPT_DAYS
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import ordered, read_page, refuse_reversed, slices
from netmile_desktop.portal.issuing.registrations import REMINDER_DAYS, overdue_errors
from netmile_desktop.portal.tables import SHREDDED, automatic_error, campaign, user_account

_error = automatic_error.c
_HAS_DATA: ColumnElement[bool] = _error.key_wrapped.is_not(None)
_STATE: ColumnElement[str] = case(
    (_error.solved_at.is_not(None), AutomaticErrorState.SOLVED),
    (_error.taken_by.is_not(None), AutomaticErrorState.TAKEN),
    (_error.deleted_at.is_not(None), AutomaticErrorState.DELETED),
    else_=AutomaticErrorState.OPEN,
)
_ERRORS = (
    select(
        automatic_error,
        _STATE.label("state"),
        campaign.c.name.label("campaign_name"),
        user_account.c.name.label("deleter"),
    )
    .join(campaign, (campaign.c.site_id == _error.site_id) & (campaign.c.code == _error.campaign_code), isouter=True)
    .join(user_account, user_account.c.id == _error.deleted_by, isouter=True)
)


class FailedCalls:
    """What a merchant's staff does with refused calls."""

    def __init__(self, database: Database, errors: ErrorLog, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._errors = errors
        self._clock = clock
        self._now = business_clock

    def search(self, call: Call[wire.AutomaticErrorSearch, wire.Nothing]) -> wire.Page[wire.AutomaticError]:
        """Return entries that meet every condition, without addresses.

        Raises:
            Refused: `P-RANGE`.
        """
        query = call.query
        refuse_reversed(query.first, query.last)
        found = _ERRORS.where(_error.site_id == call.site_id, *_conditions(query))
        keys = {"at": _error.at, "code": _error.code, "campaign_id": _error.campaign_code}
        found = ordered(found, query.sort, keys, _error.id.desc())
        return read_page(self._database, found, query, self._now(), _shown)

    def sums(self, call: Call[wire.AutomaticErrorRange, wire.Nothing]) -> wire.AutomaticErrorSums:
        """Return the numbers of entries by day and code.

        Raises:
            Refused: `P-RANGE`.
        """
        query, now = call.query, self._now()
        refuse_reversed(query.first, query.last)
        is_open = case((_STATE == AutomaticErrorState.OPEN, 1), else_=0)
        counted = (
            select(_error.day, _error.code, func.count(), func.sum(is_open), func.sum(_error.times))
            .where(_error.site_id == call.site_id, *_in_days(query.first, query.last), *_of(query.campaign_id))
            .group_by(_error.day, _error.code)
            .order_by(_error.day.desc(), _error.code)
        )
        own = select(func.count()).select_from(automatic_error).where(_error.site_id == call.site_id)

        def read(conn: Connection) -> wire.AutomaticErrorSums:
            return wire.AutomaticErrorSums(
                counts=[
                    wire.AutomaticErrorCount(day=day, code=str(code), errors=errors, open=int(open_), times=int(times))
                    for day, code, errors, open_, times in conn.execute(counted)
                ],
                with_data=conn.execute(own.where(_HAS_DATA)).scalar_one(),
                overdue=overdue_errors(conn, call.site_id, day_of(now)),
                reminder_days=REMINDER_DAYS,
                kept_days=KEPT_DAYS,
                as_of=now,
            )

        return self._database.read(read)

    def take(self, call: Call[wire.Nothing, wire.AutomaticErrorTaking]) -> wire.AutomaticErrorsTaken:
        """Return entries in full and mark them as taken by a batch; those that the batch has already, once more."""
        asked = list(dict.fromkeys(_identities(call.body.error_ids)))
        batch, now = call.body.batch, self._clock()

        def work(conn: Connection) -> wire.AutomaticErrorsTaken:
            found = {row.id: row for row in self._locked(conn, call.site_id, asked)}
            mine = [found[id_] for id_ in asked if id_ in found and _may_be_taken(found[id_], batch)]
            taken = {row.id for row in mine}
            for some in slices(sorted(taken)):
                own = update(automatic_error).where(_error.site_id == call.site_id, _error.id.in_(some))
                conn.execute(own.where(_error.taken_by.is_(None)).values(taken_by=batch, taken_at=now))
            user, count = call.caller.user_id, str(len(mine))
            record(conn, now, call.site_id, user, Act.AUTOMATIC_ERRORS_TAKEN, batch, count)
            return wire.AutomaticErrorsTaken(
                batch=batch,
                rows=[self._full(row) for row in mine],
                left=[_left(id_, found.get(id_)) for id_ in asked if id_ not in taken],
            )

        return self._database.write(work)

    def release(self, call: Call[wire.Nothing, wire.AutomaticErrorRelease]) -> wire.AutomaticErrorsReleased:
        """Open entries again whose batch was given up; those whose batch was accepted stay taken."""
        batch = call.body.batch

        def work(conn: Connection) -> int:
            own = update(automatic_error).where(_error.site_id == call.site_id, _error.taken_by == batch)
            done = conn.execute(own.where(_error.registration_code.is_(None)).values(taken_by=None, taken_at=None))
            if done.rowcount:
                user, count = call.caller.user_id, str(done.rowcount)
                record(conn, self._clock(), call.site_id, user, Act.AUTOMATIC_ERRORS_RELEASED, batch, count)
            return done.rowcount

        return wire.AutomaticErrorsReleased(batch=batch, released=self._database.write(work))

    def delete(self, call: Call[wire.Nothing, wire.AutomaticErrorDeletion]) -> wire.AutomaticErrorsDeleted:
        """Shred the personal data of entries; what was refused, when and why stays until it is too old.

        Raises:
            Refused: `P-OPTION` unless either entries or a day are named.
        """
        asked, until = call.body.error_ids, call.body.until
        if bool(asked) == (until is not None):
            raise Refused(Problem.OPTION)
        ids = sorted(set(_identities(asked)))
        now, user = self._now(), call.caller.user_id

        def work(conn: Connection) -> int:
            own = update(automatic_error).where(_error.site_id == call.site_id, _HAS_DATA)
            chosen = [_error.day <= until] if until else [_error.id.in_(some) for some in slices(ids)]
            gone = {**SHREDDED, "deleted_at": now, "deleted_by": user}
            count = sum(conn.execute(own.where(each).values(**gone)).rowcount for each in chosen)
            if count:
                record(
                    conn, self._clock(), call.site_id, user, Act.AUTOMATIC_ERRORS_DELETED, str(until or ""), str(count)
                )
            return count

        answer = wire.AutomaticErrorsDeleted(deleted=self._database.write(work))
        self._database.forget_freed_pages()
        return answer

    def _locked(self, conn: Connection, site_id: UUID, ids: Sequence[UUID]) -> list[Row[Any]]:
        """Return entries by identity, locked so that two clerks cannot take the same."""
        found: list[Row[Any]] = []
        for some in slices(sorted(ids)):
            own = _ERRORS.where(_error.site_id == site_id, _error.id.in_(some)).order_by(_error.id)
            found += conn.execute(own.with_for_update(of=automatic_error))
        return found

    def _full(self, row: Row[Any]) -> wire.FailedCall:
        address, key, miles = self._errors.cells(row.key_wrapped, row.sealed)
        return wire.FailedCall(
            error_id=str(row.id),
            code=str(row.code),
            campaign_id=row.campaign_code,
            address=address,
            key=key,
            miles=miles,
            unique_id=row.unique_id,
            at=row.at,
        )


def _identities(texts: Iterable[str]) -> Iterator[UUID]:
    """Yield identities from their text; text that is none names no entry."""
    for text in texts:
        with suppress(ValueError):
            yield UUID(text)


def _may_be_taken(row: Row[Any], batch: str) -> bool:
    if row.key_wrapped is None:
        return False
    state = AutomaticErrorState(row.state)
    is_own = state is AutomaticErrorState.TAKEN and bool(row.taken_by == batch)
    return state is AutomaticErrorState.OPEN or is_own


def _left(id_: UUID, row: Row[Any] | None) -> wire.AutomaticErrorLeft:
    if row is None:
        return wire.AutomaticErrorLeft(error_id=str(id_), state=None)
    return wire.AutomaticErrorLeft(error_id=str(id_), state=AutomaticErrorState(row.state), taken_by=row.taken_by or "")


def _conditions(query: wire.AutomaticErrorSearch) -> list[ColumnElement[bool]]:
    conditions = [*_in_days(query.first, query.last), *_of(query.campaign_id)]
    if query.codes:
        conditions.append(_error.code.in_([int(code) for code in query.codes]))
    if query.unique_id:
        conditions.append(_error.unique_id == query.unique_id)
    if query.key:
        conditions.append(_error.member_key == query.key)
    if query.states:
        conditions.append(_STATE.in_(query.states))
    return conditions


def _in_days(first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [] if first is None else [_error.day >= first]
    return conditions if last is None else [*conditions, _error.day <= last]


def _of(campaign_id: str) -> list[ColumnElement[bool]]:
    return [_error.campaign_code == campaign_id] if campaign_id else []


def _shown(row: Row[Any]) -> wire.AutomaticError:
    return wire.AutomaticError(
        error_id=str(row.id),
        code=str(row.code),
        cause=row.cause,
        at=row.at,
        first_at=row.first_at,
        times=row.times,
        campaign_id=row.campaign_code,
        campaign_name=row.campaign_name or "",
        key=row.member_key or "",
        miles=row.miles,
        unique_id=row.unique_id,
        sent_at=row.sent_at,
        key_id=row.key_id,
        state=AutomaticErrorState(row.state),
        has_data=row.key_wrapped is not None,
        taken_by=row.taken_by or "",
        registration_id=row.registration_code or "",
        solved_at=row.solved_at,
        deleted_at=row.deleted_at,
        deleted_by=row.deleter or "",
    )
