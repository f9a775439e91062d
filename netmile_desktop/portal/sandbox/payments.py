"""The sandbox's shop, and fourteen months of payments and refunds there.

Members spend miles of issues that are too old to be cancelled, so that every cancellation of younger ones can still be
tried.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.ledger.spending import REDEEM, REFUND
from netmile_desktop.portal.payments.payments import LIVES
from netmile_desktop.portal.payments.sites import put_key, put_site
from netmile_desktop.portal.sandbox import SHOP, SHOP_KEY, SHOP_SECRET
from netmile_desktop.portal.tables import balance, issue, payment, payment_refund, payment_site, transfer

NAME = "うみかぜコミック"
ORIGINS = ("http://127.0.0.1", "http://localhost")
"""Where the demo shop runs, on any port."""

GOODS = (
    ("立ち読み 1 話", 30),
    ("コミック 1 冊", 120),
    ("7 日間読み放題パス", 300),
    ("コミック 5 冊セット", 500),
)
"""What is sold, and for how many miles."""

_DAYS = 425
_OLD_DAYS = 100
"""Age from which an issue cannot be cancelled in any way, and somewhat more."""

_MOST = 900
"""Payments that are made at most."""


class _Paid(NamedTuple):
    """A sample payment; `back` are the miles of its refund, if there is one."""

    id: UUID
    number: str
    account_id: UUID
    test: bool
    what: str
    miles: int
    at: datetime
    state: str
    back: int
    back_at: datetime


def add_shop(conn: Connection, vault: Vault, now: datetime) -> UUID | None:
    """Add the shop with its public key; return its identity, or None if it is there."""
    if conn.execute(select(payment_site.c.id).where(payment_site.c.code == SHOP)).first():
        return None
    began = now - timedelta(days=_DAYS + 1)
    id_ = ids_at(milliseconds(began), 1, 1)[0]
    put_site(conn, id_, SHOP, NAME, "\n".join(ORIGINS), began)
    put_key(conn, vault, id_, SHOP_KEY, SHOP_SECRET, began)
    return id_


def add_payments(conn: Connection, database: Database, owner: UUID, now: datetime) -> None:
    """Write payments and refunds of the past, with their transfers and balances."""
    made = list(_payments(conn, now))
    columns = [
        payment.c[name]
        for name in (
            *("site_id", "id", "number", "account_id", "miles", "refunded", "description", "return_url"),
            *("cancel_url", "state", "test", "opened_at", "expires_at", "closed_at"),
        )
    ]
    url = f"{ORIGINS[0]}:8770"
    database.bulk_insert(
        conn,
        columns,
        [
            (
                *(owner, each.id, each.number, each.account_id, each.miles, each.back, each.what),
                *(f"{url}/orders/{each.number}", f"{url}/", each.state, each.test),
                *(each.at - timedelta(minutes=3), each.at - timedelta(minutes=3) + LIVES),
                None if each.state == "open" else each.at,
            )
            for each in made
        ],
    )
    _refunds(conn, database, owner, made)
    _transfers(conn, database, owner, made)
    _lower_balances(conn, made)


def _payments(conn: Connection, now: datetime) -> Iterator[_Paid]:
    """Yield payments, each with miles of an issue of its own that were valid before, so that no balance is ever short."""
    chance, today = random.Random(11), day_of(now)
    for number, row in enumerate(_spent(conn, chance, now)):
        what, miles = chance.choice([each for each in GOODS if each[1] <= row.miles])
        first = max((today - row.transfer_on).days - 1, 2)
        day = today - timedelta(days=chance.randint(1, min(first, _DAYS)))
        at = datetime.combine(day, time(chance.randrange(7, 23), chance.randrange(60), chance.randrange(60)), JST)
        state = chance.choices(("paid", "cancelled", "open"), (92, 5, 3))[0]
        is_back = state == "paid" and chance.random() < 0.07
        yield _Paid(
            id=ids_at(milliseconds(at), number + 1, 1)[0],
            number=f"U-{number + 1:05d}",
            account_id=row.account_id,
            test=row.test,
            what=what,
            miles=miles,
            at=at,
            state=state,
            back=chance.choice((miles, max(miles // 2, 1))) if is_back else 0,
            back_at=min(at + timedelta(days=chance.randint(0, 5), hours=1), now - timedelta(minutes=5)),
        )


def _spent(conn: Connection, chance: random.Random, now: datetime) -> Sequence[Row[Any]]:
    """Return the issues whose miles are spent, in an order that does not hang on their identities."""
    before = day_of(now) - timedelta(days=_OLD_DAYS)
    old: Select[Any] = select(issue.c.account_id, issue.c.miles, issue.c.transfer_on, issue.c.test).where(
        issue.c.state == "valid", issue.c.transfer_on < before, issue.c.miles >= GOODS[0][1], issue.c.source != "reward"
    )
    in_order = old.order_by(issue.c.account_id, issue.c.issued_at, issue.c.miles, issue.c.member_key)
    rows = conn.execute(in_order).all()
    return chance.sample(rows, min(len(rows) // 3, _MOST))


def _refunds(conn: Connection, database: Database, owner: UUID, made: Sequence[_Paid]) -> None:
    columns = [payment_refund.c[name] for name in ("site_id", "id", "payment_id", "number", "miles", "at")]
    rows = [(owner, _refund_id(each), each.id, "R-1", each.back, each.back_at) for each in made if each.back]
    database.bulk_insert(conn, columns, rows)


def _transfers(conn: Connection, database: Database, owner: UUID, made: Sequence[_Paid]) -> None:
    columns = [
        transfer.c[name]
        for name in (
            *("site_id", "id", "event_id", "kind", "debit", "credit", "amount", "test", "idem", "at"),
            *("biz_date", "biz_hour"),
        )
    ]
    rows = []
    for each in made:
        if each.state == "paid":
            sides = (each.account_id, owner)
            rows.append((owner, each.id, each.id, REDEEM, *sides, each.miles, each.test, f"payment {each.id}", each.at))
        if each.back:
            sides, idem = (owner, each.account_id), f"refund {each.id} R-1"
            rows.append((owner, _refund_id(each), each.id, REFUND, *sides, each.back, each.test, idem, each.back_at))
    timed = [(*row, day_of(row[-1]), row[-1].astimezone(JST).hour) for row in rows]
    database.bulk_insert(conn, columns, timed)


def _lower_balances(conn: Connection, made: Sequence[_Paid]) -> None:
    spent: Counter[UUID] = Counter()
    for each in made:
        spent[each.account_id] += each.miles - each.back if each.state == "paid" else 0
    own = update(balance).where(balance.c.account_id == bindparam("whose"))
    lower = own.values(posted=balance.c.posted - bindparam("miles"))
    if spent:
        conn.execute(lower, [{"whose": account, "miles": spent[account]} for account in sorted(spent)])


def _refund_id(of: _Paid) -> UUID:
    return UUID(int=of.id.int + 1)
