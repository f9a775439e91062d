"""What a shop's server asks of the payment service: open, look at, cancel and refund a payment.

Each is safe to repeat under the shop's own numbers: the same again is answered with how it stands now, other content
under a number is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, insert, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.wire import PaymentState
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.member_sessions import MemberSessions
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.ledger.spending import Spending, give_back
from netmile_desktop.portal.payments.origins import is_of
from netmile_desktop.portal.payments.paying import state_of
from netmile_desktop.portal.tables import account, member_email, payment, payment_refund, payment_site

LIVES = timedelta(minutes=30)
"""Time within which a payment can be paid, by the business clock."""

SCREEN = "/member/payments/{shop}/{payment_id}"
"""Path of the payment screen."""

_Looked = Call[wire.Nothing, wire.Nothing]


class Payments:
    """Payments of a shop."""

    def __init__(
        self, database: Database, vault: Vault, members: MemberSessions, clock: Clock, business_clock: Clock
    ) -> None:
        self._database = database
        self._vault = vault
        self._members = members
        self._clock = clock
        self._now = business_clock

    def open(self, call: Call[wire.Nothing, wire.OpenPayment]) -> wire.Payment:
        """Open a payment, or return the one opened under the number before, with a fresh link while it can be paid.

        Raises:
            Refused: `P-IDEM` if the number has other content; `P-MEMBER` if no member has the address, or the member
                has left; `P-RETURN` for return addresses outside the shop's origins.
        """
        return self._database.write(lambda conn: self._open(conn, call))

    def look(self, call: _Looked) -> wire.Payment:
        """Return a payment.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        return self._database.read(lambda conn: _told(conn, _found(conn, call), self._now()))

    def cancel(self, call: _Looked) -> wire.Payment:
        """Close an open payment, which then can no longer be paid; a cancelled or expired one stays as it is.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if it is paid: then it can be refunded.
        """
        now = as_stored(self._now())

        def work(conn: Connection) -> wire.Payment:
            row = _found(conn, call, for_update=True)
            state = state_of(row, now)
            if state is PaymentState.PAID:
                raise Refused(Problem.STATE, "the payment is paid: refund it")
            if state is PaymentState.OPEN:
                conn.execute(update(payment).where(_own(row)).values(state=PaymentState.CANCELLED, closed_at=now))
                self._record(conn, call, Act.PAYMENT_CANCELLED, row.number)
                row = _found(conn, call)
            return _told(conn, row, now)

        return self._database.write(work)

    def refund(self, call: Call[wire.Nothing, wire.RefundOrder]) -> wire.Payment:
        """Give back miles of a paid payment; all refunds together are at most what was paid.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if it is not paid; `P-REFUND` if it is more than is left; `P-IDEM` if the
                number of the refund has another amount.
        """
        return self._database.write(lambda conn: self._refund(conn, call))

    def _open(self, conn: Connection, call: Call[wire.Nothing, wire.OpenPayment]) -> wire.Payment:
        asked, now = call.body, as_stored(self._now())
        member = self._member(conn, asked.member)
        shop = conn.execute(select(payment_site).where(payment_site.c.id == call.site_id)).one()
        before = _of_number(conn, call)
        if before is None:
            if member is None or member.status == "left":
                raise Refused(Problem.MEMBER)
            _refuse_foreign(asked, shop.origins.split("\n"))
            self._add(conn, call, member, now)
        elif member is None or not _is_same(before, member.id, asked):
            raise Refused(Problem.IDEMPOTENCY)
        row = _found(conn, call)
        link = ""
        if state_of(row, now) is PaymentState.OPEN:
            link, _ = self._members.link(conn, row.account_id, SCREEN.format(shop=shop.code, payment_id=row.id))
        return _told(conn, row, now, link)

    def _add(
        self, conn: Connection, call: Call[wire.Nothing, wire.OpenPayment], member: Row[Any], now: datetime
    ) -> None:
        asked, number = call.body, call.path["payment_number"]
        conn.execute(
            insert(payment).values(
                site_id=call.site_id,
                id=new_id(),
                number=number,
                account_id=member.id,
                miles=asked.miles,
                refunded=0,
                description=asked.description,
                return_url=asked.return_url,
                cancel_url=asked.cancel_url,
                state=PaymentState.OPEN,
                test=member.test,
                opened_at=now,
                expires_at=now + LIVES,
            )
        )
        self._record(conn, call, Act.PAYMENT_OPENED, number)

    def _member(self, conn: Connection, address: str) -> Row[Any] | None:
        """Return the member with an address; two members may hold it, one for PCs and one for mobiles: then the first."""
        named: Select[Any] = (
            select(account.c.id, account.c.status, account.c.test)
            .join(member_email, member_email.c.account_id == account.c.id)
            .where(member_email.c.email_digest == self._vault.digest(address))
        )
        return conn.execute(named.order_by(member_email.c.kind.desc())).first()

    def _refund(self, conn: Connection, call: Call[wire.Nothing, wire.RefundOrder]) -> wire.Payment:
        row, now = _found(conn, call, for_update=True), as_stored(self._now())
        number, miles = call.path["refund_number"], call.body.miles
        before = next((each for each in _refunds(conn, row) if each.number == number), None)
        if before is not None:
            if before.miles != miles:
                raise Refused(Problem.IDEMPOTENCY)
            return _told(conn, row, now)
        if state_of(row, now) is not PaymentState.PAID:
            raise Refused(Problem.STATE, "the payment is not paid")
        if row.refunded + miles > row.miles:
            raise Refused(Problem.REFUND, f"{row.miles - row.refunded} are left")
        refund_id = new_id()
        conn.execute(update(payment).where(_own(row)).values(refunded=row.refunded + miles))
        conn.execute(
            insert(payment_refund).values(
                site_id=row.site_id, id=refund_id, payment_id=row.id, number=number, miles=miles, at=now
            )
        )
        spending = Spending(
            site_id=row.site_id,
            account_id=row.account_id,
            transfer_id=refund_id,
            payment_id=row.id,
            miles=miles,
            test=row.test,
            idem=f"refund {row.id} {number}",
            at=now,
        )
        give_back(conn, self._database, spending)
        self._record(conn, call, Act.REFUNDED, row.number, f"{number} {miles}")
        return _told(conn, _found(conn, call), now)

    def _record(self, conn: Connection, call: Call[Any, Any], act: Act, number: str, detail: str = "") -> None:
        told = f"key={call.caller.login} {detail}".strip()
        record(conn, self._clock(), call.site_id, None, act, number, told)


def _refuse_foreign(asked: wire.OpenPayment, origins: Sequence[str]) -> None:
    for name in ("return_url", "cancel_url"):
        if not is_of(getattr(asked, name), origins):
            raise Refused(Problem.RETURN, name)


def _is_same(row: Row[Any], account_id: UUID, asked: wire.OpenPayment) -> bool:
    names = ("miles", "description", "return_url", "cancel_url")
    return row.account_id == account_id and all(getattr(row, name) == getattr(asked, name) for name in names)


def _of_number(conn: Connection, call: Call[Any, Any], *, for_update: bool = False) -> Row[Any] | None:
    number = call.path["payment_number"]
    own = select(payment).where(payment.c.site_id == call.site_id, payment.c.number == number)
    return conn.execute(own.with_for_update() if for_update else own).first()


def _found(conn: Connection, call: Call[Any, Any], *, for_update: bool = False) -> Row[Any]:
    row = _of_number(conn, call, for_update=for_update)
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row


def _own(row: Row[Any]) -> Any:
    return (payment.c.site_id == row.site_id) & (payment.c.id == row.id)


def _refunds(conn: Connection, row: Row[Any]) -> list[Row[Any]]:
    own = (payment_refund.c.site_id == row.site_id) & (payment_refund.c.payment_id == row.id)
    return list(conn.execute(select(payment_refund).where(own).order_by(payment_refund.c.at, payment_refund.c.id)))


def _told(conn: Connection, row: Row[Any], now: datetime, link: str = "") -> wire.Payment:
    return wire.Payment(
        number=row.number,
        payment_id=str(row.id),
        state=state_of(row, now),
        miles=row.miles,
        refunded=row.refunded,
        description=row.description,
        link=link,
        test=row.test,
        opened_at=row.opened_at,
        expires_at=row.expires_at,
        closed_at=row.closed_at,
        refunds=[wire.PaymentRefund(number=each.number, miles=each.miles, at=each.at) for each in _refunds(conn, row)],
    )
