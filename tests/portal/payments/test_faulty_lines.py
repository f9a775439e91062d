"""Lines that fail between shop, member and portal: whoever asks until there is an answer pays and gets back once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
import requests
from sqlalchemy import func, select

from netmile_desktop.portal.tables import balance, payment, payment_refund
from tests.support.faults import Fault, FaultyLine
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.members import MemberBrowser
from tests.support.portals.paying import Shop, give
from tests.support.portals.portal import Desk, PortalOnLine

T = TypeVar("T")
TRIES = 12


@pytest.fixture
def line_to_portal(portal: PortalOnLine) -> Iterator[FaultyLine]:
    with FaultyLine(portal.url) as line:
        yield line


def faults(chance: random.Random) -> Iterator[Fault]:
    """Some of each kind: thrown out, cut on the way there or back, sent twice."""
    for _ in range(6):
        yield chance.choice(
            (
                Fault(reset=True),
                Fault(cut_up_after=chance.choice((0, 40, 300))),
                Fault(cut_down_after=chance.choice((0, 40, 200))),
                Fault(repeated="at once"),
                Fault(repeated="later"),
            )
        )


def until_answered(ask: Callable[[], T]) -> T:
    for _ in range(TRIES):
        try:
            return ask()
        except requests.RequestException:
            continue
    raise AssertionError("never answered")


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_paid_or_given_back_twice(
    portal: PortalOnLine, desk: Desk, shop: Shop, line_to_portal: FaultyLine, seed: int
) -> None:
    chance = random.Random(seed)
    give(portal, desk, 1_000)
    far = replace(shop, url=line_to_portal.url)
    line_to_portal.script(*faults(chance))
    opened = until_answered(far.open)
    browser = MemberBrowser(portal)
    browser.get(opened.link)
    path, token = f"/member/payments/yama/{opened.payment_id}", browser.token
    line_to_portal.heal()
    line_to_portal.script(*faults(chance))
    cookies = {each.name: each.value or "" for each in browser.session.cookies}

    def press() -> requests.Response:
        return requests.post(
            line_to_portal.url + path, data={"token": token}, cookies=cookies, allow_redirects=False, timeout=30
        )

    assert until_answered(press).status_code == 303
    line_to_portal.heal()
    line_to_portal.script(*faults(chance))
    assert until_answered(lambda: far.refund(100)).refunded == 100
    line_to_portal.heal()
    assert line_to_portal.strikes
    told = portal.database.read(
        lambda conn: [
            conn.execute(select(func.count()).select_from(table)).scalar_one() for table in (payment, payment_refund)
        ]
    )
    assert told == [1, 1]
    assert portal.database.read(lambda conn: conn.execute(select(balance.c.posted)).scalar_one()) == 800
    assert_ledger_holds(portal.database)
