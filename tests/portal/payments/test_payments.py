"""What a shop's server asks for: payments under its own numbers, and what becomes of them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.portal.payments.paying import Hindrance
from netmile_desktop.portal.payments.payments import LIVES
from netmile_desktop.portal.tables import audit, balance, transfer
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.paying import MEMBER, ORIGIN, Shop, add_shop, give, order, pay
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock

TEST_MEMBER = "test001@example.jp"


def posted(portal: PortalOnLine) -> list[int]:
    found = select(balance.c.posted).order_by(balance.c.account_id)
    return portal.database.read(lambda conn: list(conn.execute(found).scalars()))


def test_an_opened_payment_stands_as_it_was_asked_for(shop: Shop) -> None:
    opened = shop.open()
    assert opened == wire.Payment(
        number="A-1",
        payment_id=opened.payment_id,
        state=wire.PaymentState.OPEN,
        miles=300,
        refunded=0,
        description="文庫本 2 冊",
        link=opened.link,
        test=False,
        opened_at=NOW,
        expires_at=NOW + timedelta(minutes=30),
        closed_at=None,
        refunds=[],
    )
    assert opened.link.startswith("/member/enter/")
    looked = shop.look()
    assert looked.link == "", "to look makes no link"
    assert looked.payment_id == opened.payment_id


def test_the_same_again_is_the_same_payment_with_a_fresh_link(shop: Shop) -> None:
    first, second = shop.open(), shop.open(member=MEMBER.upper())
    assert first.payment_id == second.payment_id
    assert first.link != second.link


@pytest.mark.parametrize(
    "other",
    [
        order(301),
        order(member="member00002@example.jp"),
        order(member="nobody@example.jp"),
        order(description="文庫本 3 冊"),
        order(return_url=f"{ORIGIN}/orders/2"),
        order(cancel_url=f"{ORIGIN}/"),
    ],
)
def test_other_content_under_a_number_is_refused(shop: Shop, other: wire.OpenPayment) -> None:
    opened = shop.open()
    assert shop.refusal(operations.OPEN_PAYMENT, body=other, payment_number="A-1") == "P-IDEM"
    assert shop.look() == wire_without_link(opened)


def wire_without_link(payment: wire.Payment) -> wire.Payment:
    return wire.Payment(**{name: getattr(payment, name) for name in payment.__struct_fields__} | {"link": ""})


def test_numbers_belong_to_a_shop(netmile: Desk, clock: SetClock, shop: Shop) -> None:
    other = add_shop(netmile, clock, "kawa")
    mine, its = shop.open(), other.open(miles=5)
    assert mine.payment_id != its.payment_id
    assert other.refusal(operations.PAYMENT, payment_number="A-2") == "P-NOTFOUND"
    assert (shop.look().miles, other.look().miles) == (300, 5)


@pytest.mark.parametrize("member", ["nobody@example.jp", "left001@example.jp"])
def test_who_is_no_member_cannot_be_asked_to_pay(shop: Shop, member: str) -> None:
    body = order(member=member)
    assert shop.refusal(operations.OPEN_PAYMENT, body=body, payment_number="A-1") == "P-MEMBER"
    assert shop.refusal(operations.PAYMENT, payment_number="A-1") == "P-NOTFOUND"


@pytest.mark.parametrize("name", ["return_url", "cancel_url"])
def test_members_are_led_back_to_the_shop_only(shop: Shop, name: str) -> None:
    changed: Any = {name: "https://evil.example/"}
    body = order(**changed)
    reply = shop.send(operations.OPEN_PAYMENT, body=body, payment_number="A-1")
    assert (reply.json()["code"], reply.json()["detail"]) == ("P-RETURN", name)


def test_paying_moves_miles_from_the_member_to_the_shop(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 500)
    opened = shop.open()
    business_clock.advance(minutes=7)
    done = pay(portal, business_clock, opened)
    assert (done.state, done.hindrance, done.balance) == ("paid", None, 200)
    paid = shop.look()
    assert (paid.state, paid.closed_at) == ("paid", NOW + timedelta(minutes=7))
    assert shop.open().link == "", "there is nothing more to do"
    moved = portal.database.read(lambda conn: conn.execute(select(transfer).where(transfer.c.kind == "redeem")).one())
    assert (moved.amount, moved.test, str(moved.event_id)) == (300, False, opened.payment_id)
    assert_ledger_holds(portal.database)


def test_a_second_press_pays_nothing_more(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 1_000)
    opened = shop.open()
    first, second = pay(portal, business_clock, opened), pay(portal, business_clock, opened)
    assert first == second
    assert posted(portal) == [700]


def test_only_valid_miles_count(portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock) -> None:
    give(portal, desk, 299)
    give(portal, desk, 5_000, transfer_after_days=3)
    opened = shop.open()
    found = pay(portal, business_clock, opened)
    assert (found.state, found.hindrance, found.balance, found.missing) == ("open", Hindrance.SHORT, 299, 1)
    assert shop.look().state == "open"
    give(portal, desk, 1)
    assert pay(portal, business_clock, opened).state == "paid"
    assert posted(portal) == [0]
    assert_ledger_holds(portal.database)


def test_equal_is_not_short(portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock) -> None:
    give(portal, desk, 300)
    found = pay(portal, business_clock, shop.open())
    assert (found.state, found.balance) == ("paid", 0)


def test_provisional_members_cannot_pay_yet(
    portal: PortalOnLine, netmile: Desk, shop: Shop, business_clock: SetClock
) -> None:
    opened = shop.open(member="provisional001@example.jp")
    assert pay(portal, business_clock, opened).hindrance is Hindrance.PROVISIONAL


def test_who_left_meanwhile_pays_nothing(
    portal: PortalOnLine, desk: Desk, netmile: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 500)
    opened = shop.open()
    netmile.call(operations.FLAG_MEMBER, body=wire.MemberFlags(address=MEMBER, status="left"))
    assert pay(portal, business_clock, opened).hindrance is Hindrance.LEFT
    assert posted(portal) == [500]


def test_a_closed_shop_takes_nothing(
    portal: PortalOnLine, desk: Desk, netmile: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 500)
    opened = shop.open()
    netmile.call(operations.CHANGE_PAYMENT_SITE, body=wire.PaymentSiteChange(code="yama", status="closed"))
    assert pay(portal, business_clock, opened).hindrance is Hindrance.CLOSED
    assert shop.refusal(operations.PAYMENT, payment_number="A-1") == "P-SIGNATURE"


def test_a_payment_can_be_paid_for_half_an_hour(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 900)
    late, in_time = shop.open("A-1"), shop.open("A-2")
    business_clock.now = NOW + LIVES - timedelta(milliseconds=1)
    assert pay(portal, business_clock, in_time).state == "paid"
    business_clock.now = NOW + LIVES
    assert pay(portal, business_clock, late).hindrance is Hindrance.EXPIRED
    assert (shop.look("A-1").state, shop.look("A-2").state) == ("expired", "paid")
    again = shop.open("A-1")
    assert (again.state, again.link) == ("expired", "")
    assert shop.call(operations.CANCEL_PAYMENT, payment_number="A-1").state == "expired"


def test_a_cancelled_payment_cannot_be_paid(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 900)
    opened = shop.open()
    first = shop.call(operations.CANCEL_PAYMENT, payment_number="A-1")
    business_clock.advance(minutes=1)
    second = shop.call(operations.CANCEL_PAYMENT, payment_number="A-1")
    assert first == second
    assert (first.state, first.closed_at) == ("cancelled", NOW)
    assert pay(portal, business_clock, opened).hindrance is Hindrance.CANCELLED
    assert shop.refusal(operations.CANCEL_PAYMENT, payment_number="A-2") == "P-NOTFOUND"


def test_a_paid_payment_is_refunded_and_not_cancelled(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 300)
    pay(portal, business_clock, shop.open())
    assert shop.refusal(operations.CANCEL_PAYMENT, payment_number="A-1") == "P-STATE"
    business_clock.advance(days=1)
    back = shop.refund(300)
    assert (back.state, back.refunded) == ("paid", 300)
    assert back.refunds == [wire.PaymentRefund(number="R-1", miles=300, at=business_clock.now)]
    assert posted(portal) == [300]
    assert_ledger_holds(portal.database)


def test_refunds_together_are_at_most_what_was_paid(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 300)
    pay(portal, business_clock, shop.open())
    shop.refund(100, refund="R-1")
    body, path = wire.RefundOrder(miles=201), {"payment_number": "A-1", "refund_number": "R-2"}
    assert shop.refusal(operations.REFUND_PAYMENT, body=body, **path) == "P-REFUND"
    assert shop.refund(200, refund="R-2").refunded == 300
    assert shop.refund(100, refund="R-1").refunded == 300, "the same again gives nothing more"
    assert shop.refusal(operations.REFUND_PAYMENT, body=body, **path) == "P-IDEM"
    one = {"payment_number": "A-1", "refund_number": "R-3"}
    assert shop.refusal(operations.REFUND_PAYMENT, body=wire.RefundOrder(miles=1), **one) == "P-REFUND"
    assert posted(portal) == [300]
    assert_ledger_holds(portal.database)


def test_what_is_not_paid_is_not_refunded(shop: Shop) -> None:
    body, path = wire.RefundOrder(miles=1), {"refund_number": "R-1"}
    assert shop.refusal(operations.REFUND_PAYMENT, body=body, payment_number="A-1", **path) == "P-NOTFOUND"
    shop.open()
    assert shop.refusal(operations.REFUND_PAYMENT, body=body, payment_number="A-1", **path) == "P-STATE"


def test_who_left_since_gets_the_refund_into_the_passbook(
    portal: PortalOnLine, desk: Desk, netmile: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 300)
    pay(portal, business_clock, shop.open())
    netmile.call(operations.FLAG_MEMBER, body=wire.MemberFlags(address=MEMBER, status="left"))
    shop.refund(120)
    assert posted(portal) == [120]


def test_test_members_are_marked(portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock) -> None:
    desk.issue("C-1025", f"{TEST_MEMBER},T,500\n".encode())
    portal.worker.run_until_idle()
    opened = shop.open(member=TEST_MEMBER)
    pay(portal, business_clock, opened)
    shop.refund(50)
    assert opened.test
    tests = portal.database.read(lambda conn: list(conn.execute(select(transfer.c.test)).scalars()))
    assert tests == [True] * 3
    assert_ledger_holds(portal.database)


def test_the_audit_trail_names_the_key_and_no_member(
    portal: PortalOnLine, desk: Desk, shop: Shop, business_clock: SetClock
) -> None:
    give(portal, desk, 300)
    pay(portal, business_clock, shop.open())
    shop.refund(10)
    shop.open("A-2")
    shop.call(operations.CANCEL_PAYMENT, payment_number="A-2")
    rows = portal.database.read(lambda conn: conn.execute(select(audit).order_by(audit.c.id)).all())
    told = [(row.action, row.target, row.detail) for row in rows if row.target.startswith("A-")]
    key = f"key={shop.key_id}"
    assert told == [
        ("payment_opened", "A-1", key),
        ("paid", "A-1", "300"),
        ("refunded", "A-1", f"{key} R-1 10"),
        ("payment_opened", "A-2", key),
        ("payment_cancelled", "A-2", key),
    ]


@pytest.mark.parametrize("number", ["", "a/b", "x" * 65, "本", "a b"])
def test_a_number_that_is_none_names_nothing(shop: Shop, number: str) -> None:
    reply = shop.send(operations.PAYMENT, payment_number=number.replace("/", "%2F"))
    assert reply.status_code in {401, 404}


@pytest.mark.parametrize("miles", [0, -1, 1.5, 10**9])
def test_amounts_are_whole_and_positive(shop: Shop, miles: float) -> None:
    body = {name: getattr(order(), name) for name in order().__struct_fields__} | {"miles": miles}
    assert shop.refusal(operations.OPEN_PAYMENT, body=body, payment_number=secrets.token_hex(4)) == "P-INVALID"
