"""Paying: one transaction that takes the miles, or says why it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, update

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.wire import PaymentState
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.ledger.spending import Spending, spend
from netmile_desktop.portal.tables import account, balance, payment, payment_site


class PaymentName(NamedTuple):
    """What names a payment in the address of its screen."""

    shop: str
    """The shop's code."""
    payment_id: UUID


class Hindrance(StrEnum):
    """Why a payment cannot be made now."""

    CANCELLED = "cancelled"
    """The shop took it back."""
    EXPIRED = "expired"
    CLOSED = "closed"
    """The shop no longer takes miles."""
    PROVISIONAL = "provisional"
    """The member's registration is not complete."""
    LEFT = "left"
    SHORT = "short"
    """The valid miles do not suffice."""


@dataclass(frozen=True, slots=True)
class Payable:
    """A payment as its member sees it."""

    site_id: UUID
    payment_id: UUID
    number: str
    shop: str
    description: str
    miles: int
    state: PaymentState
    balance: int
    """Valid miles of the member."""
    refunded: int
    hindrance: Hindrance | None
    """Why it cannot be paid; None if it can be, or is paid."""
    return_url: str
    cancel_url: str

    @property
    def missing(self) -> int:
        """Miles by which the balance is short; 0 if it suffices, also if it is exactly enough."""
        return max(self.miles - self.balance, 0)

    @property
    def left(self) -> int:
        """Miles left after paying."""
        return self.balance - self.miles


class Paying:
    """Payments on the member's side."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock

    def look(self, of: PaymentName, account_id: UUID) -> Payable | None:
        """Return a payment of a member; None if there is none."""
        now = self._now()
        return self._database.read(lambda conn: _payable(conn, of, account_id, now))

    def pay(self, of: PaymentName, account_id: UUID) -> Payable | None:
        """Pay, and return how the payment stands then: paid, or with what hinders it; None if there is none.

        Safe to repeat: a paid payment stays as it is, whoever presses twice.
        """
        now = as_stored(self._now())

        def work(conn: Connection) -> Payable | None:
            # Every change of a payment begins with this lock; the balance comes after it.
            shop = select(payment_site.c.id).where(payment_site.c.code == of.shop).scalar_subquery()
            own = (payment.c.site_id == shop) & (payment.c.id == of.payment_id)
            conn.execute(select(payment.c.id).where(own).with_for_update())
            found = _payable(conn, of, account_id, now)
            if found is None or found.state is not PaymentState.OPEN or found.hindrance is not None:
                return found
            self._pay(conn, found, account_id, now)
            return _payable(conn, of, account_id, now)

        return self._database.write(work)

    def _pay(self, conn: Connection, found: Payable, account_id: UUID, now: datetime) -> None:
        own = (payment.c.site_id == found.site_id) & (payment.c.id == found.payment_id)
        test: bool = conn.execute(select(payment.c.test).where(own)).scalar_one()
        spending = Spending(
            site_id=found.site_id,
            account_id=account_id,
            transfer_id=new_id(),
            payment_id=found.payment_id,
            miles=found.miles,
            test=test,
            idem=f"payment {found.payment_id}",
            at=now,
        )
        if spend(conn, spending):
            conn.execute(update(payment).where(own).values(state=PaymentState.PAID, closed_at=now))
            record(conn, self._clock(), found.site_id, None, Act.PAID, found.number, str(found.miles))


def state_of(row: Row[Any], now: datetime) -> PaymentState:
    """Return the state of a payment at an instant of the business clock."""
    state = PaymentState(row.state)
    return PaymentState.EXPIRED if state is PaymentState.OPEN and now >= row.expires_at else state


def _payable(conn: Connection, of: PaymentName, account_id: UUID, now: datetime) -> Payable | None:
    found = (
        select(
            payment,
            payment_site.c.name.label("shop"),
            payment_site.c.status.label("shop_status"),
            account.c.status.label("member_status"),
            func.coalesce(balance.c.posted, 0).label("posted"),
        )
        .join(payment_site, payment_site.c.id == payment.c.site_id)
        .join(account, account.c.id == payment.c.account_id)
        .join(balance, balance.c.account_id == payment.c.account_id, isouter=True)
        .where(payment_site.c.code == of.shop, payment.c.id == of.payment_id, payment.c.account_id == account_id)
    )
    row = conn.execute(found).first()
    if row is None:
        return None
    state = state_of(row, now)
    return Payable(
        site_id=row.site_id,
        payment_id=row.id,
        number=row.number,
        shop=row.shop,
        description=row.description,
        miles=int(row.miles),
        state=state,
        balance=int(row.posted),
        refunded=int(row.refunded),
        hindrance=None if state is PaymentState.PAID else _hindrance(row, state),
        return_url=row.return_url,
        cancel_url=row.cancel_url,
    )


def _hindrance(row: Row[Any], state: PaymentState) -> Hindrance | None:
    if state is not PaymentState.OPEN:
        return Hindrance(state.value)
    if row.shop_status != "active":
        return Hindrance.CLOSED
    if row.member_status != "active":
        return Hindrance(row.member_status)
    return Hindrance.SHORT if row.posted < row.miles else None
