"""マイル発行状況: the processing and results of accepted files (guide L526-613)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Connection, Row, case, func, literal, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.calendar import Clock, day_of, start_of, transfer_day
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.campaigns.campaigns import has_part, is_meant, running
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import NOT_YET, midnight, ordered, read_page, refuse_reversed
from netmile_desktop.portal.ledger.chunks import GOOD
from netmile_desktop.portal.tables import automatic_error, batch, batch_count, campaign, user_account

SINGLE, CSV = "single", "csv"
"""発行種別: 個別発行 and CSV発行."""

REMINDER_DAYS = 14
"""Days after which the home page reminds of lists that are not deleted (guide L613)."""

RECENT_DAYS = 7

OPEN_STATES = (ProcessingState.RECEIVED, ProcessingState.RUNNING)
FINAL_STATES = tuple(state for state in ProcessingState if state.is_final)

_deleter = user_account.alias("deleter")

_refused_as = (
    select(batch_count.c.verdict)
    .where(
        batch_count.c.site_id == batch.c.site_id, batch_count.c.batch_id == batch.c.id, batch_count.c.verdict != GOOD
    )
    .limit(1)
    .scalar_subquery()
)

_REGISTRATIONS = (
    select(
        batch,
        case((batch.c.type == SINGLE, _refused_as)).label("refused_as"),
        campaign.c.code.label("campaign_code"),
        campaign.c.name.label("campaign_name"),
        user_account.c.name.label("actor"),
        _deleter.c.name.label("deleter"),
    )
    .join(campaign, (campaign.c.site_id == batch.c.site_id) & (campaign.c.id == batch.c.campaign_id))
    .join(user_account, user_account.c.id == batch.c.actor_id)
    .join(_deleter, _deleter.c.id == batch.c.lists_deleted_by, isouter=True)
)


RewardDeadlines = Callable[[Connection, UUID, datetime], wire.RewardDeadlines | None]
"""Returns what of NetMile Reward waits for a site at an instant."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A registration accepted under a key, with the fingerprint of its content and settings."""

    fingerprint: str
    answer: wire.Registration


class Registrations:
    """A site's registrations, and the home page with their counts."""

    def __init__(
        self, database: Database, business_clock: Clock, reward_deadlines: RewardDeadlines = lambda *_: None
    ) -> None:
        """Take what of NetMile Reward is shown on the home page; these rooms do not know each other."""
        self._database = database
        self._now = business_clock
        self._reward_deadlines = reward_deadlines

    def search(self, call: Call[wire.RegistrationSearch, wire.Nothing]) -> wire.Page[wire.Registration]:
        """Return registrations that meet every condition (guide L566).

        Raises:
            Refused: `P-RANGE`.
        """
        query = call.query
        refuse_reversed(query.accepted_from, query.accepted_to)
        found = _REGISTRATIONS.where(batch.c.site_id == call.site_id, *_conditions(query))
        keys: dict[str, ColumnElement[Any]] = {
            "registration_id": batch.c.number,
            "accepted_at": batch.c.accepted_at,
            "completed_at": func.coalesce(batch.c.completed_at, literal(NOT_YET, BigInteger)),
            "records": batch.c.rows_done,
            "errors": batch.c.rows_error,
        }
        found = ordered(found, query.sort, keys, batch.c.number)
        return read_page(self._database, found, query, self._now(), registration)

    def detail(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RegistrationDetail:
        """Return one registration in full.

        Raises:
            Refused: `P-NOTFOUND`, also for other sites' registrations.
        """

        def find(conn: Connection) -> wire.RegistrationDetail:
            row = find_registration(conn, call.site_id, call.path["registration_id"])
            return _detail(row, _counts(conn, call.site_id, row.id))

        return self._database.read(find)

    def home(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.Home:
        """Return running campaigns and the counts of the home page."""
        now = self._now()
        today = day_of(now)

        def count(conn: Connection, *conditions: ColumnElement[bool]) -> int:
            own = select(func.count()).select_from(batch).where(batch.c.site_id == call.site_id, *conditions)
            return conn.execute(own).scalar_one()

        def look(conn: Connection) -> wire.Home:
            return wire.Home(
                running=running(conn, call.site_id, today),
                registrations_open=count(conn, batch.c.state.in_(OPEN_STATES)),
                lists_not_deleted=count(conn, *_overdue(today)),
                reminder_days=REMINDER_DAYS,
                automatic_errors_not_deleted=overdue_errors(conn, call.site_id, today),
                errors_last_days=count(
                    conn,
                    batch.c.state.in_(FINAL_STATES),
                    batch.c.rows_error > 0,
                    batch.c.accepted_at >= start_of(today - timedelta(days=RECENT_DAYS - 1)),
                ),
                rewards=self._reward_deadlines(conn, call.site_id, now),
                as_of=now,
            )

        return self._database.read(look)


def overdue_errors(conn: Connection, site_id: UUID, today: date) -> int:
    """Return the number of refused automatic issues whose personal data should have been deleted already."""
    own = select(func.count()).select_from(automatic_error).where(automatic_error.c.site_id == site_id)
    old = automatic_error.c.day < today - timedelta(days=REMINDER_DAYS)
    return conn.execute(own.where(old, automatic_error.c.key_wrapped.is_not(None))).scalar_one()


def find_registration(conn: Connection, site_id: UUID, code: str) -> Row[Any]:
    """Return a registration of the site by its ID.

    Raises:
        Refused: `P-NOTFOUND`.
    """
    row = conn.execute(_REGISTRATIONS.where(batch.c.site_id == site_id, batch.c.code == code)).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row


def find_by_key(conn: Connection, site_id: UUID, key: str) -> Accepted | None:
    """Return what the site submitted under an idempotency key, or None."""
    row = conn.execute(_REGISTRATIONS.where(batch.c.site_id == site_id, batch.c.key == key)).first()
    return Accepted(row.fingerprint, registration(row)) if row else None


def registration(row: Row[Any]) -> wire.Registration:
    """Return a row of the status list."""
    return wire.Registration(**_shown(row))


def _detail(row: Row[Any], counts: list[wire.CodeCount]) -> wire.RegistrationDetail:
    issued_on = day_of(row.completed_at or row.accepted_at)
    return wire.RegistrationDetail(
        **_shown(row),
        transfer_after_days=row.transfer_after_days,
        transfer_on=transfer_day(issued_on, row.transfer_after_days),
        notify=row.notify,
        message=row.message,
        file_name=row.file_name,
        miles_issued=row.miles_issued,
        by_code=counts,
        lists_deleted_by=row.deleter or "",
    )


def _shown(row: Row[Any]) -> dict[str, Any]:
    return {
        "registration_id": row.code,
        "campaign_id": row.campaign_code,
        "campaign_name": row.campaign_name,
        "type": row.type,
        "mode": Mode(row.mode),
        "state": ProcessingState(row.state),
        "accepted_at": row.accepted_at,
        "completed_at": row.completed_at,
        "rows": row.rows_total,
        "records": row.rows_done,
        "errors": row.rows_error,
        "lists_deleted_at": row.lists_deleted_at,
        "digest": row.digest,
        "key": row.key,
        "actor": row.actor,
        "code": str(row.refused_as) if row.refused_as else None,
    }


def _counts(conn: Connection, site_id: UUID, batch_id: UUID) -> list[wire.CodeCount]:
    """Return the numbers of refused rows by code, in the published order."""
    own = select(batch_count).where(batch_count.c.site_id == site_id, batch_count.c.batch_id == batch_id)
    counts = {str(row.verdict): row.rows for row in conn.execute(own)}
    return [wire.CodeCount(code=code, rows=counts[code]) for code in Code if code in counts]


def _conditions(query: wire.RegistrationSearch) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.registration_id:
        conditions.append(batch.c.code == query.registration_id)
    if query.campaign_id:
        conditions.append(campaign.c.code == query.campaign_id)
    if query.registration_part:
        conditions.append(has_part(batch.c.code, query.registration_part))
    if query.campaign_part:
        conditions.append(is_meant(query.campaign_part, has_part(campaign.c.name_folded, query.campaign_part)))
    if query.type:
        conditions.append(batch.c.type == query.type)
    if query.accepted_from:
        conditions.append(batch.c.accepted_at >= midnight(query.accepted_from))
    if query.accepted_to:
        conditions.append(batch.c.accepted_at < midnight(query.accepted_to) + timedelta(days=1))
    if query.states:
        conditions.append(batch.c.state.in_(query.states))
    if query.only_errors:
        conditions.append(batch.c.rows_error > 0)
    return conditions


def _overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for registrations whose lists should have been deleted already."""
    return (
        batch.c.type == CSV,
        batch.c.state.in_(FINAL_STATES),
        batch.c.lists_deleted_at.is_(None),
        batch.c.accepted_at < start_of(today - timedelta(days=REMINDER_DAYS)),
    )
