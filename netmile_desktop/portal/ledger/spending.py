"""Spending: miles go from a member to a shop, and back from the shop if it refunds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, update

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import balance, transfer

REDEEM, REFUND = "redeem", "refund"
"""Kinds of transfer: spending, and giving back what was spent."""


@dataclass(frozen=True, slots=True)
class Spending:
    """Miles between a member and a shop. `idem` makes a transfer unique: the same one cannot be written twice."""

    site_id: UUID
    account_id: UUID
    transfer_id: UUID
    payment_id: UUID
    miles: int
    test: bool
    idem: str
    at: datetime


def spend(conn: Connection, spending: Spending) -> bool:
    """Move valid miles from the member to the shop; return False, with nothing written, if there are too few.

    Pending miles never count. The condition is part of the update, so that of two payments at once only those are made
    for which the balance suffices.
    """
    enough = (balance.c.account_id == spending.account_id) & (balance.c.posted >= spending.miles)
    taken = update(balance).where(enough).values(posted=balance.c.posted - spending.miles)
    if conn.execute(taken).rowcount != 1:
        return False
    _write(conn, spending, REDEEM, spending.account_id, spending.site_id)
    return True


def give_back(conn: Connection, database: Database, spending: Spending) -> None:
    """Move miles from the shop back to the member."""
    added = database.insert(balance).values(account_id=spending.account_id, posted=spending.miles, pending=0)
    more = {"posted": balance.c.posted + spending.miles}
    conn.execute(added.on_conflict_do_update(index_elements=["account_id"], set_=more))
    _write(conn, spending, REFUND, spending.site_id, spending.account_id)


def _write(conn: Connection, spending: Spending, kind: str, debit: UUID, credit: UUID) -> None:
    conn.execute(
        insert(transfer).values(
            site_id=spending.site_id,
            id=spending.transfer_id,
            event_id=spending.payment_id,
            kind=kind,
            debit=debit,
            credit=credit,
            amount=spending.miles,
            test=spending.test,
            idem=spending.idem,
            at=spending.at,
            biz_date=day_of(spending.at),
            biz_hour=spending.at.astimezone(JST).hour,
        )
    )
