"""The decision about one readable call, and its issue: everything in one transaction.

Members, limits and the ledger are asked and written by the statements of manual issuance, over a row that exists only
inside the transaction. So both ways wait for the same counts, and neither can overrun them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, insert, select
from sqlalchemy.exc import DBAPIError

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.campaigns import ApplicationState, IssuanceMethod, Mode, allows
from netmile_desktop.domain.codes import Automatic, AutomaticCause
from netmile_desktop.domain.rows.key_rule import KeyRule
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.automatic.error_log import ErrorLog, slot_of
from netmile_desktop.portal.automatic.outcomes import Issued, Refusal
from netmile_desktop.portal.campaigns.campaigns import amount_of
from netmile_desktop.portal.database.database import is_passing
from netmile_desktop.portal.database.ids import new_ids
from netmile_desktop.portal.issuing.judging import Membership, ask_limits, find_members, has_limits, locked_campaign
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.ledger.chunks import GOOD, Chunk
from netmile_desktop.portal.ledger.ledger import add_to_campaign, post
from netmile_desktop.portal.tables import automatic_error, batch_row, campaign, issue, transfer

SOURCE = "automatic"
"""発行種別 of the issues: 自動発行."""

OLDEST = timedelta(minutes=30)
"""Age at which a parameter is too old to be issued. A page that a browser shows again is answered as before."""

AHEAD = timedelta(minutes=5)
"""How far the clock of a shop's server may be ahead."""

MEMBERS = Membership(
    (Mode.PC, Mode.MOBILE), "provisional", int(Automatic.NO_SUCH_MEMBER), int(Automatic.NO_SUCH_MEMBER)
)
"""Provisional members are given miles (guide L803); one that has left is none."""


class Uncounted(Exception):
    """The counts of a campaign cannot be read or written (11008)."""


class AutomaticDecision:
    """The rules in their order. `fault` is called before the commit; a test may let it raise."""

    def __init__(
        self,
        errors: ErrorLog,
        vault: Vault,
        outbox: MailOutbox,
        clock: Clock,
        business_clock: Clock,
        key_rule: KeyRule,
        fault: Callable[[], None],
    ) -> None:
        self._errors = errors
        self._vault = vault
        self._outbox = outbox
        self._clock = clock
        self._now = business_clock
        self._key_rule = key_rule
        self._fault = fault

    def take(
        self, conn: Connection, site_id: UUID, merchant_id: str, key_id: str, parameter: wire.AutomaticParameter
    ) -> Issued | Refusal:
        """Issue or refuse, and write it down.

        Raises:
            Uncounted: nothing must be committed then.
        """
        now = self._now()
        outcome: Issued | Refusal | None = self._before(conn, site_id, merchant_id, parameter)
        if outcome is None:
            found = self._campaign(conn, site_id, parameter, now)
            outcome = found if isinstance(found, Refusal) else self._issue(conn, found, parameter, now)
        if isinstance(outcome, Refusal):
            self._errors.note(conn, site_id, now, outcome, key_id, parameter)
        return outcome

    def _before(
        self, conn: Connection, site_id: UUID, merchant_id: str, parameter: wire.AutomaticParameter
    ) -> Issued | Refusal | None:
        """Return what is known without the campaign: 13011, 13005, 11007, or the issue made under the unique ID."""
        if parameter.merchant_id != merchant_id:
            return Refusal(Automatic.MERCHANT, AutomaticCause.OTHER_MERCHANT)
        row = _issued(conn, site_id, parameter.unique_id)
        if row is not None:
            if self._is_same(row, parameter):
                return Issued(row.id, row.miles, row.transfer_on)
            return Refusal(Automatic.PARAMETER, AutomaticCause.REUSED)
        if _is_taken(conn, site_id, parameter):
            return Refusal(Automatic.PARAMETER, AutomaticCause.REPAIRED)
        age = self._clock() - datetime.fromtimestamp(parameter.time, UTC)
        if age > OLDEST:
            return Refusal(Automatic.PARAMETER, AutomaticCause.OLD)
        if age < -AHEAD:
            return Refusal(Automatic.PARAMETER, AutomaticCause.FUTURE)
        return None if self._key_rule.allows(parameter.key) else Refusal(Automatic.KEY)

    def _is_same(self, row: Row[Any], parameter: wire.AutomaticParameter) -> bool:
        """Return whether an issue is what the parameter asks for; its time may be another."""
        return (row.campaign_code, row.member_key, row.miles, row.email_digest) == (
            parameter.campaign_id,
            parameter.key,
            parameter.miles,
            self._vault.digest(parameter.address),
        )

    def _campaign(
        self, conn: Connection, site_id: UUID, parameter: wire.AutomaticParameter, now: datetime
    ) -> Row[Any] | Refusal:
        """Return the campaign, locked against decisions, or 11008, 12005, 13006, 12004 or 44040."""
        named = campaign.c.code == parameter.campaign_id
        own = select(campaign.c.id).where(campaign.c.site_id == site_id, named)
        campaign_id = conn.execute(own).scalar()
        if campaign_id is None:
            elsewhere = conn.execute(select(campaign.c.id).where(named).limit(1)).scalar()
            return Refusal(Automatic.NO_SUCH_CAMPAIGN if elsewhere is None else Automatic.OTHER_SITE)
        row = locked_campaign(conn, site_id, campaign_id)
        if row.application_state != ApplicationState.APPROVED or row.reward is not None:
            return Refusal(Automatic.NOT_APPROVED)  # a reward is granted by registering, and by nothing else
        if row.suspended:
            return Refusal(Automatic.SUSPENDED)
        if not row.issue_from <= day_of(now) <= row.issue_to:
            return Refusal(Automatic.OUTSIDE_PERIOD)
        return row

    def _issue(
        self, conn: Connection, row: Row[Any], parameter: wire.AutomaticParameter, now: datetime
    ) -> Issued | Refusal:
        """Judge a row that is staged for this transaction alone, and issue it if it is good."""
        call_id, issue_id = new_ids(2)
        chunk = Chunk(
            site_id=row.site_id,
            batch_id=call_id,
            campaign_id=row.id,
            mode=Mode.PC,
            transfer_after_days=row.transfer_after_days,
            after=0,
            upto=1,
            now=now,
            source=SOURCE,
            notify=True,
            is_registered=False,
            idem=f"auto:{parameter.unique_id}",
        )
        staged = {"site_id": row.site_id, "batch_id": call_id, "line": 1, "issue_id": issue_id}
        cells = {"member_key": parameter.key, "miles": parameter.miles}
        conn.execute(insert(batch_row).values(**staged, **cells, email_digest=self._vault.digest(parameter.address)))
        refusal = self._judge(conn, chunk, row, parameter)
        if refusal is None:
            post(conn, chunk)
            if chunk.is_transferred_at_once:
                self._outbox.tell_issued(conn, chunk)
            add_to_campaign(conn, chunk)
            self._errors.solve(conn, row.site_id, parameter.unique_id, now)
            self._fault()
        conn.execute(delete(batch_row).where(*_staged(chunk)))
        if refusal is not None:
            return refusal
        return Issued(issue_id, parameter.miles, chunk.parameters()["transfer_on"])  # type: ignore[arg-type]

    def _judge(
        self, conn: Connection, chunk: Chunk, row: Row[Any], parameter: wire.AutomaticParameter
    ) -> Refusal | None:
        """Return 11022, 12006, 44038 or 44039, or None for a good row, which is counted then."""
        find_members(conn, chunk, MEMBERS)
        verdict = _verdict(conn, chunk)
        if verdict != GOOD:
            return Refusal(Automatic(str(verdict)))
        if row.method != IssuanceMethod.AUTOMATIC:
            return Refusal(Automatic.AMOUNT_RULE, AutomaticCause.METHOD)
        if parameter.miles < 1 or not allows(amount_of(row), parameter.miles):
            return Refusal(Automatic.AMOUNT_RULE)
        if has_limits(row):
            try:
                ask_limits(conn, chunk, row)
            except DBAPIError as error:
                if is_passing(error):
                    raise
                raise Uncounted from error
            verdict = _verdict(conn, chunk)
        return None if verdict == GOOD else Refusal(Automatic(str(verdict)))


def _issued(conn: Connection, site_id: UUID, unique_id: str) -> Row[Any] | None:
    """Return the issue made under a unique ID, or None."""
    made: Select[Any] = (
        select(
            *(issue.c[name] for name in ("id", "member_key", "miles", "transfer_on", "email_digest")),
            campaign.c.code.label("campaign_code"),
        )
        .select_from(transfer)
        .join(issue, (issue.c.site_id == transfer.c.site_id) & (issue.c.id == transfer.c.issue_id))
        .join(campaign, (campaign.c.site_id == issue.c.site_id) & (campaign.c.id == issue.c.campaign_id))
        .where(transfer.c.site_id == site_id, transfer.c.idem == f"auto:{unique_id}")
    )
    return conn.execute(made).first()


def _is_taken(conn: Connection, site_id: UUID, parameter: wire.AutomaticParameter) -> bool:
    """Return whether a clerk issues the call by hand. Locked, so that nobody takes it while it is issued."""
    own = select(automatic_error.c.taken_by).where(
        automatic_error.c.site_id == site_id, automatic_error.c.slot == slot_of(parameter.unique_id)
    )
    return conn.execute(own.with_for_update()).scalar() is not None


def _staged(chunk: Chunk) -> tuple[Any, Any]:
    return batch_row.c.site_id == chunk.site_id, batch_row.c.batch_id == chunk.batch_id


def _verdict(conn: Connection, chunk: Chunk) -> int:
    return int(conn.execute(select(batch_row.c.verdict).where(*_staged(chunk))).scalar_one())
