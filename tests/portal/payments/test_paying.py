"""Paying among other things that happen at once, and what spending does to a later cancellation."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.tables import balance, issue
from tests.support.portals.cancelling import ids_of, order
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.paying import Shop, give, pay
from tests.support.portals.portal import Desk, PortalOnLine, SetClock

AT_ONCE = 50


def posted(portal: PortalOnLine) -> int:
    return int(portal.database.read(lambda conn: conn.execute(select(balance.c.posted)).scalar_one()))


def all_at_once(work: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run work in as many threads; what each returned, in order."""
    with ThreadPoolExecutor(len(work)) as threads:
        return [each.result() for each in [threads.submit(one) for one in work]]


def test_fifty_payments_at_once_spend_no_more_than_there_is(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 1_000)
    opened = [shop.open(f"A-{n}", 60) for n in range(AT_ONCE)]
    found = all_at_once([lambda each=each: pay(portal, business_clock, each) for each in opened])  # type: ignore[misc]
    assert sorted(each.state for each in found) == ["open"] * (AT_ONCE - 16) + ["paid"] * 16
    assert posted(portal) == 1_000 - 16 * 60
    assert_ledger_holds(portal.database)


def test_fifty_presses_of_one_button_pay_once(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 1_000)
    opened = shop.open(miles=60)
    found = all_at_once([lambda: pay(portal, business_clock, opened)] * AT_ONCE)
    assert {each.state for each in found} == {"paid"}
    assert posted(portal) == 940
    assert_ledger_holds(portal.database)


def test_fifty_openings_of_one_number_make_one_payment(portal: PortalOnLine, shop: Shop) -> None:
    found = all_at_once([shop.open] * AT_ONCE)
    assert len({each.payment_id for each in found}) == 1
    assert len({each.link for each in found}) == AT_ONCE


def test_fifty_refunds_at_once_give_back_no_more_than_was_paid(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 300)
    pay(portal, business_clock, shop.open())

    def refund(number: int) -> str:
        try:
            shop.refund(40, refund=f"R-{number % 10}")
        except Refused as refused:
            return str(refused.code)
        return "done"

    told = all_at_once([lambda n=n: refund(n) for n in range(AT_ONCE)])  # type: ignore[misc]
    assert sorted(set(told)) == ["P-REFUND", "done"]
    assert told.count("done") == 7 * 5, "seven numbers, each sent five times"
    assert posted(portal) == 280
    assert_ledger_holds(portal.database)


def test_paying_refunding_and_cancelling_at_once_leave_the_ledger_whole(
    portal: PortalOnLine, desk: Desk, netmile: Desk, shop: Shop, business_clock: SetClock
) -> None:
    """Miles are spent, given back and taken back at the same time; whoever comes too late is told so."""
    issues = [ids_of(desk, give(portal, desk, 100))[0] for _ in range(10)]
    requests = [order(desk, CancelAction.REQUEST, issue_id).number for issue_id in issues]
    payments = [shop.open(f"A-{n}", 70) for n in range(30)]

    def decide(number: str) -> str:
        body = wire.CancellationDecision(site="minato", number=number, action="approve")
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        decided: wire.CancellationsDecided = netmile.call(operations.DECIDE_CANCELLATIONS, body=body, headers=headers)
        assert decided.rows[0].cause in {None, Cause.BALANCE}
        return decided.rows[0].state

    def pay_and_return(number: int) -> str:
        found = pay(portal, business_clock, payments[number])
        if found.state == "paid" and number % 3 == 0:
            shop.refund(70, f"A-{number}")
        return found.state

    work: list[Callable[[], Any]] = [lambda n=n: pay_and_return(n) for n in range(30)]  # type: ignore[misc]
    work += [lambda number=number: decide(number) for number in requests]  # type: ignore[misc]
    work += [lambda n=n: pay_and_return(n) for n in range(10)]  # type: ignore[misc]
    random.Random(5).shuffle(work)
    assert len(work) == AT_ONCE
    all_at_once(work)
    assert_ledger_holds(portal.database)
    states = portal.database.read(lambda conn: list(conn.execute(select(issue.c.state)).scalars()))
    paid = [shop.look(f"A-{n}") for n in range(30)]
    spent = sum(each.miles - each.refunded for each in paid if each.state == "paid")
    assert posted(portal) == 100 * states.count("valid") - spent >= 0


def test_miles_that_were_spent_cannot_be_taken_back(
    portal: PortalOnLine, desk: Desk, netmile: Desk, shop: Shop, business_clock: SetClock
) -> None:
    """Both documents meet: a shop takes the miles that a merchant issued by mistake (P-BALANCE)."""
    [issue_id] = ids_of(desk, give(portal, desk, 300))
    pay(portal, business_clock, shop.open(miles=1))
    number = order(desk, CancelAction.REQUEST, issue_id).number

    def approve(number: str) -> wire.DecidedRow:
        body = wire.CancellationDecision(site="minato", number=number, action="approve")
        decided: wire.CancellationsDecided = netmile.call(operations.DECIDE_CANCELLATIONS, body=body)
        return decided.rows[0]

    refused = approve(number)
    assert (refused.state, refused.cause) == (RequestState.REFUSED, Cause.BALANCE)
    [told] = desk.call(operations.SEARCH_CANCELLATIONS).items
    assert (told.state, told.cause) == ("refused", "P-BALANCE")
    assert posted(portal) == 299
    shop.refund(1)
    again = approve(order(desk, CancelAction.REQUEST, issue_id).number)
    assert (again.state, again.cause) == (RequestState.APPROVED, None)
    assert posted(portal) == 0
    assert_ledger_holds(portal.database)


@pytest.mark.parametrize("closed", [False, True])
def test_reports_and_bills_know_nothing_of_spending(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock, closed: bool
) -> None:
    days = {"first": "2026-11-20", "last": "2026-11-21", "by": "day"}

    def told() -> list[Any]:
        return [desk.call(operations.REPORT, days, report=name) for name in ("site", "usage")]

    give(portal, desk, 500)
    if closed:
        business_clock.advance(days=1)
        portal.worker.run_until_idle()
    before = told()
    pay(portal, business_clock, shop.open())
    shop.refund(100)
    if closed:
        portal.worker.run_until_idle()
    assert told() == before
