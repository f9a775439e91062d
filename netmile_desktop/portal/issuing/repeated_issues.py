"""Rows that repeat others of late, from whichever machine: the same miles in the same campaign to a key or an address.

Issued rows are found in the ledger, those that wait for their verdict among the staged ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column as TableColumn
from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, values
from sqlalchemy import column as column_named

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.issuances import MAX_ROWS
from netmile_desktop.domain.rows.known import REPEATED_WITHIN_DAYS
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.portal.http.paging import slices
from netmile_desktop.portal.tables import batch, batch_row, issue, member_email

_WAITING = (ProcessingState.RECEIVED, ProcessingState.RUNNING)


class Sent(NamedTuple):
    """A good row that is asked about."""

    line: int
    address: bytes
    """The keyed digest of the address."""
    key: str
    miles: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows are to be issued."""

    site_id: UUID
    campaign_id: UUID
    campaign_code: str
    mode: Mode
    takes_over: Collection[str] = ()
    """Interrupted registrations whose undecided rows are among those asked about, as in an upload."""


class _Before(NamedTuple):
    """When a registration had the like of a row, and its ID; the earliest is the least."""

    at: datetime
    registration_id: str


@dataclass(frozen=True, slots=True)
class _Found:
    """The first registrations that had the same miles, by key and by digest of the address."""

    by_key: dict[tuple[str, int], _Before] = field(default_factory=dict)
    by_address: dict[tuple[bytes, int], _Before] = field(default_factory=dict)


def earlier_issues(conn: Connection, target: Target, rows: Sequence[Sent], today: date) -> list[wire.EarlierIssue]:
    """Return for each row that repeats another of late the first such one, in the order of the rows.

    A row with the same key goes before one with the same address. Cancelled and refused rows do not count.
    """
    found = _Found()
    if rows:
        # In this order: a row that gets its verdict in between is found twice instead of not at all.
        _find_waiting(conn, target, rows, found)
        _find_issued(conn, target, rows, today - timedelta(days=REPEATED_WITHIN_DAYS), found)
    return list(_named(target, rows, found))


def _named(target: Target, rows: Sequence[Sent], found: _Found) -> Iterator[wire.EarlierIssue]:
    for row in rows:
        shared, before = Column.KEY, found.by_key.get((row.key, row.miles))
        if before is None:
            shared, before = Column.ADDRESS, found.by_address.get((row.address, row.miles))
        if before is not None:
            yield wire.EarlierIssue(
                line=row.line,
                registration_id=before.registration_id,
                campaign_id=target.campaign_code,
                issued_at=before.at,
                shared=shared,
            )


def _find_issued(conn: Connection, target: Target, rows: Sequence[Sent], since: date, found: _Found) -> None:
    for keys in slices(sorted({row.key for row in rows})):
        for key, _, *rest in conn.execute(_issued_to(issue.c.member_key, keys, target, since)):
            _note_issued(found.by_key, key, *rest)
    # By way of the member, whose issues an index finds; those to another address of the member are no repeat.
    for digests in slices(sorted({row.address for row in rows})):
        own = (member_email.c.email_digest.in_(digests)) & (member_email.c.kind == target.mode)
        accounts = conn.execute(select(member_email.c.account_id).where(own).distinct()).scalars().all()
        if not accounts:
            continue
        asked = set(digests)
        for _, digest, *rest in conn.execute(_issued_to(issue.c.account_id, accounts, target, since)):
            if digest in asked:
                _note_issued(found.by_address, digest, *rest)


def _issued_to(column: TableColumn[Any], asked: Sequence[Any], target: Target, since: date) -> Select[Any]:
    """Select the issues of late that have one of some values: value, address, miles, instant and registration.

    The values are joined from the outside, so that each is looked up in the index of its column: with a list of them
    SQLite walks all issues of the site. A value without any issue comes with nothing beside it.
    """
    wanted = values(column_named("value", column.type), name="asked").data([(each,) for each in asked]).cte("asked")
    of_late = and_(
        issue.c.site_id == target.site_id,
        column == wanted.c.value,
        issue.c.campaign_id == target.campaign_id,
        issue.c.issued_on >= since,
        issue.c.state != "cancelled",
    )
    registered = (batch.c.site_id == issue.c.site_id) & (batch.c.id == issue.c.batch_id)
    return select(wanted.c.value, issue.c.email_digest, issue.c.miles, issue.c.issued_at, batch.c.code).select_from(
        wanted.outerjoin(issue, of_late).outerjoin(batch, registered)
    )


def _note_issued(
    found: dict[Any, _Before], value: Any, miles: int | None, at: datetime | None, code: str | None
) -> None:
    """Keep an issue of a registration; one without, or no issue at all, is none to be named."""
    if miles is not None and at is not None and code is not None:
        _note(found, (value, miles), _Before(at, code))


def _find_waiting(conn: Connection, target: Target, rows: Sequence[Sent], found: _Found) -> None:
    """Find rows without a verdict, also those of interrupted registrations, which may be judged to their end."""
    waiting = {row.id: _Before(row.accepted_at, row.code) for row in conn.execute(_waiting_batches(target))}
    if not waiting:
        return
    keys, addresses = sorted({row.key for row in rows}), sorted({row.address for row in rows})
    for batches in slices(list(waiting)):
        undecided = (
            (batch_row.c.site_id == target.site_id) & batch_row.c.batch_id.in_(batches) & batch_row.c.verdict.is_(None)
        )
        _note_waiting(conn, undecided, batch_row.c.member_key, keys, waiting, found.by_key)
        _note_waiting(conn, undecided, batch_row.c.email_digest, addresses, waiting, found.by_address)


def _waiting_batches(target: Target) -> Any:
    taken_over = [each.partition(":")[0] for each in target.takes_over]
    interrupted = and_(
        batch.c.state == ProcessingState.INTERRUPTED,
        batch.c.taken_over_by.is_(None),
        batch.c.code.not_in(taken_over),
    )
    return select(batch.c.id, batch.c.code, batch.c.accepted_at).where(
        batch.c.site_id == target.site_id,
        batch.c.campaign_id == target.campaign_id,
        or_(batch.c.state.in_(_WAITING), interrupted),
    )


def _note_waiting(
    conn: Connection,
    undecided: ColumnElement[bool],
    column: Any,
    values: Sequence[Any],
    waiting: Mapping[UUID, _Before],
    found: dict[tuple[Any, int], _Before],
) -> None:
    # All values at once: each statement reads every waiting row, which no index finds by key or address.
    for some in slices(values, MAX_ROWS):
        alike = select(column.label("value"), batch_row.c.miles, batch_row.c.batch_id).where(
            undecided, column.in_(some)
        )
        for row in conn.execute(alike):
            _note(found, (row.value, row.miles), waiting[row.batch_id])


def _note(found: dict[Any, _Before], like: Any, before: _Before) -> None:
    """Keep the earliest."""
    known = found.get(like)
    if known is None or before < known:
        found[like] = before
