"""Storms are bounded: of one merchant, of strangers, of parameters that nobody can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests
from sqlalchemy import event, select, update

from netmile_desktop.domain import operations
from netmile_desktop.portal.automatic.allowances import Allowances, Pace, Rates
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.tables import automatic_error, site
from tests.support.portals.automatic import Shop, encrypted
from tests.support.portals.portal import Line, PortalOnLine, SetClock

FEW = Rates(calls=Pace(0.01, 3), unreadable=Pace(0.01, 2), unknown=Pace(0.01, 2))
"""None comes back while a test runs."""


@pytest.fixture
def portal(line: Line, database_url: str, clock: SetClock, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """A portal that allows few calls."""
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, rates=FEW
    ) as portal:
        yield portal


def test_allowances_grow_back_and_are_each_merchants_own() -> None:
    now = [0.0]
    allowances = Allowances(Rates(calls=Pace(2, 3)), lambda: now[0])
    mine, other = new_id(), new_id()
    assert [allowances.call(mine) for _ in range(3)] == [0, 0, 0]
    assert allowances.call(mine) == 0.5
    assert allowances.call(other) == 0
    assert allowances.unreadable(mine) == 0
    now[0] = 0.5
    assert [allowances.call(mine), allowances.call(mine)] == [0, 0.5]
    now[0] = 1e6
    assert [allowances.call(mine) for _ in range(3)] == [0, 0, 0]
    assert allowances.call(mine) > 0, "an idle time was saved up"


def statuses(send: Callable[[int], requests.Response], count: int) -> list[int]:
    return [send(number).status_code for number in range(count)]


def test_a_merchants_storm_is_told_when_to_come_back(portal: PortalOnLine, shop: Shop) -> None:
    assert statuses(lambda n: shop.send(unique_id=f"A{n}"), 5) == [200, 200, 200, 429, 429]
    reply = shop.send(unique_id="B")
    assert reply.json()["code"] == "P-RATE"
    assert int(reply.headers["Retry-After"]) > 1
    assert reply.json()["detail"] == reply.headers["Retry-After"]


def test_another_merchant_is_not_slowed(portal: PortalOnLine, shop: Shop, clock: SetClock) -> None:
    statuses(lambda n: shop.send(unique_id=f"A{n}"), 5)
    other = Shop(portal.url, clock, merchant_id="kaze", key_id="unknown00000")
    assert other.code() == "13005"


def test_unreadable_parameters_use_up_nothing_of_the_merchants_own(portal: PortalOnLine, shop: Shop) -> None:
    wrong = encrypted(b"{}", secret="A" * 43)
    assert statuses(lambda _: shop.send(wrong), 4) == [200, 200, 429, 429]
    assert statuses(lambda n: shop.send(unique_id=f"A{n}"), 3) == [200, 200, 200]
    logged = select(automatic_error.c.times).where(automatic_error.c.cause == "seal")
    assert portal.database.read(lambda conn: conn.execute(logged).scalars().all()) == [2]


def test_strangers_are_looked_up_no_more_once_there_are_too_many(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code(unique_id="A") is None  # from now on the portal knows the merchant; it was looked up once
    with asked(portal) as statements:
        assert statuses(lambda n: shop.send("x", merchant_id=f"nobody{n}"), 6) == [200, 429, 429, 429, 429, 429]
    assert len(statements) <= 1
    assert shop.code(unique_id="B") is None


def test_a_closed_merchants_storm_is_bounded(portal: PortalOnLine, shop: Shop) -> None:
    closed = update(site).where(site.c.code == "minato").values(status="closed")
    portal.database.write(lambda conn: conn.execute(closed))
    assert statuses(lambda n: shop.send(unique_id=f"A{n}"), 4) == [200, 200, 429, 429]


def test_a_page_of_staff_is_answered_during_a_storm(portal: PortalOnLine, shop: Shop) -> None:
    statuses(lambda n: shop.send(unique_id=f"A{n}"), 5)
    assert requests.get(portal.url + operations.INFO.path, timeout=9).status_code == 200


def test_a_large_body_is_refused_before_it_is_read(portal: PortalOnLine, shop: Shop) -> None:
    reply = shop.send("x" * 70_000)
    assert (reply.status_code, reply.json()["code"]) == (413, "P-SIZE")


@contextmanager
def asked(portal: PortalOnLine) -> Iterator[list[str]]:
    """The statements that SQLAlchemy sends meanwhile, and the connections taken for others."""
    statements: list[str] = []

    def note(*_: object) -> None:
        statements.append("connection")

    event.listen(portal.database.engine, "checkout", note)
    try:
        yield statements
    finally:
        event.remove(portal.database.engine, "checkout", note)
