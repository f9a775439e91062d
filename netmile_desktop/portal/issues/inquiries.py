"""A member's inquiry: issues and refusals under a key or to an address, in all campaigns of the site (guide L807).

The answer is live: it includes issues that the history shows only tomorrow, and marks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal_column, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.history import IssueType
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.issues.issues import ISSUES, records
from netmile_desktop.portal.issues.known_spellings import known_spellings
from netmile_desktop.portal.issuing.registrations import OPEN_STATES
from netmile_desktop.portal.tables import automatic_error, batch, batch_row, campaign, issue, member_email

SHOWN = 200
"""Issues shown at most; the same limit applies to failed rows and to waiting rows."""

_GOOD: ColumnElement[int] = literal_column("0")
"""A literal, because SQLite would not use the partial indexes of refused rows with a parameter."""

_ROWS: Select[Any] = (
    select(
        *(batch_row.c[name] for name in ("line", "verdict", "member_key")),
        *(batch.c[name] for name in ("type", "accepted_at")),
        batch.c.code.label("registration_code"),
        campaign.c.code.label("campaign_code"),
        campaign.c.name.label("campaign_name"),
    )
    .join(batch, (batch.c.site_id == batch_row.c.site_id) & (batch.c.id == batch_row.c.batch_id))
    .join(campaign, (campaign.c.site_id == batch.c.site_id) & (campaign.c.id == batch.c.campaign_id))
)


class Inquiries:
    """Look-ups of one member for the staff of a site."""

    def __init__(self, database: Database, vault: Vault, business_clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._now = business_clock

    def ask(self, call: Call[wire.Nothing, wire.Inquiry]) -> wire.InquiryAnswer:
        """Return everything that is known under a key or about an address.

        Raises:
            Refused: `P-OPTION` unless exactly one of the two is given.
        """
        asked, today = call.body, day_of(self._now())
        if bool(asked.key) == bool(asked.address):
            raise Refused(Problem.OPTION)
        digest = self._vault.digest(asked.address) if asked.address else None

        def look(conn: Connection) -> wire.InquiryAnswer:
            mine = _under(conn, asked.key, digest)
            found = ISSUES.where(issue.c.site_id == call.site_id, mine)
            rows = conn.execute(found.order_by(issue.c.issued_at.desc(), issue.c.id.desc()).limit(SHOWN)).all()
            count = select(func.count()).select_from(issue).where(issue.c.site_id == call.site_id, mine)
            row_is_meant = batch_row.c.member_key == asked.key if asked.key else batch_row.c.email_digest == digest
            return wire.InquiryAnswer(
                as_of=start_of(today),
                today=today,
                issues=records(conn, call.site_id, rows, today),
                failures=[
                    *(_failed(row) for row in _refused(conn, call.site_id, row_is_meant)),
                    *_refused_automatically(conn, call.site_id, asked.key, digest),
                ],
                waiting=[_waiting(row) for row in _undecided(conn, call.site_id, row_is_meant)],
                more=conn.execute(count).scalar_one() - len(rows),
            )

        answer = self._database.read(look)
        if not asked.key or answer.issues or answer.failures or answer.waiting:
            return msgspec.structs.replace(answer, spellings=[])
        others = self._database.read(lambda conn: known_spellings(conn, call.site_id, asked.key))
        return msgspec.structs.replace(answer, spellings=others)


def _under(conn: Connection, key: str, digest: bytes | None) -> ColumnElement[bool]:
    """Return the condition for the meant issues: for an address those made to it, found by way of its member.

    Those made to another address of the member are left out: nobody is told that two addresses are one person.
    """
    if digest is None:
        return issue.c.member_key == key
    accounts = conn.execute(select(member_email.c.account_id).where(member_email.c.email_digest == digest)).scalars()
    return and_(issue.c.account_id.in_(set(accounts)), issue.c.email_digest == digest)


def _refused(conn: Connection, site_id: UUID, is_meant: ColumnElement[bool]) -> Sequence[Row[Any]]:
    own = _ROWS.where(batch_row.c.site_id == site_id, is_meant, batch_row.c.verdict > _GOOD)
    return conn.execute(own.order_by(batch.c.number.desc(), batch_row.c.line).limit(SHOWN)).all()


def _refused_automatically(conn: Connection, site_id: UUID, key: str, digest: bytes | None) -> Iterator[wire.FailedRow]:
    error = automatic_error.c
    of_campaign = (campaign.c.site_id == error.site_id) & (campaign.c.code == error.campaign_code)
    own = (
        select(automatic_error, campaign.c.name.label("campaign_name"))
        .join(campaign, of_campaign, isouter=True)
        .where(error.site_id == site_id, error.email_digest == digest if digest else error.member_key == key)
    )
    for row in conn.execute(own.order_by(error.at.desc(), error.id).limit(SHOWN)):
        yield wire.FailedRow(
            registration_id="",
            campaign_id=row.campaign_code,
            campaign_name=row.campaign_name or "",
            type=IssueType.AUTOMATIC,
            line=0,
            code=str(row.code),
            key=row.member_key or "",
            accepted_at=row.at,
        )


def _undecided(conn: Connection, site_id: UUID, is_meant: ColumnElement[bool]) -> Sequence[Row[Any]]:
    open_batches = select(batch.c.id).where(batch.c.site_id == site_id, batch.c.state.in_(OPEN_STATES))
    ids = conn.execute(open_batches).scalars().all()
    own = _ROWS.where(batch_row.c.site_id == site_id, batch_row.c.batch_id.in_(ids), is_meant)
    own = own.where(batch_row.c.verdict.is_(None))
    return conn.execute(own.order_by(batch.c.number.desc(), batch_row.c.line).limit(SHOWN)).all()


def _shown(row: Row[Any]) -> dict[str, Any]:
    return {
        "registration_id": row.registration_code,
        "campaign_id": row.campaign_code,
        "campaign_name": row.campaign_name,
        "type": IssueType(row.type),
        "line": row.line,
        "accepted_at": row.accepted_at,
    }


def _failed(row: Row[Any]) -> wire.FailedRow:
    return wire.FailedRow(**_shown(row), code=str(row.verdict), key=row.member_key or "")


def _waiting(row: Row[Any]) -> wire.WaitingRow:
    return wire.WaitingRow(**_shown(row))
