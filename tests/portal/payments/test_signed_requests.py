"""Who may speak for a shop: only its key, at the right time, each request once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.portal.payments.signed_requests import WINDOW
from netmile_desktop.portal.payments.signing import SignedParts, authorization
from netmile_desktop.portal.tables import payment, payment_key, payment_request
from tests.support.portals.paying import Shop, add_shop, order
from tests.support.portals.portal import Desk, PortalOnLine, SetClock

PATH: Any = {"payment_number": "A-1"}


def code(shop: Shop, **changed: Any) -> str | None:
    reply = shop.send(operations.OPEN_PAYMENT, body=order(), changed=changed, **PATH)
    return None if reply.status_code < 400 else str(reply.json()["code"])


def count(portal: PortalOnLine, table: Any) -> int:
    return portal.database.read(lambda conn: conn.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.mark.parametrize(
    "changed",
    [
        {"header": ""},
        {"header": "Bearer abc"},
        {"header": "NETMILE-HMAC-SHA256 key=x"},
        {"target": "/v1/payments/A-2"},
        {"target": "/v1/payments/A-1?x=1"},
        {"data": msgspec.json.encode(order(301))},
        {"data": b""},
    ],
)
def test_what_is_not_signed_is_refused(portal: PortalOnLine, shop: Shop, changed: dict[str, Any]) -> None:
    assert code(shop, **changed) == "P-SIGNATURE"
    assert (count(portal, payment), count(portal, payment_request)) == (0, 0)


def test_a_signature_names_its_scheme_when_it_is_missing(shop: Shop) -> None:
    reply = shop.send(operations.PAYMENT, changed={"header": ""}, **PATH)
    assert (reply.status_code, reply.headers["WWW-Authenticate"]) == (401, "NETMILE-HMAC-SHA256")


def test_a_method_is_signed_too(shop: Shop) -> None:
    shop.open()
    reply = shop.send(operations.CANCEL_PAYMENT, changed={"method": "GET", "target": "/v1/payments/A-1"}, **PATH)
    assert reply.json()["code"] == "P-SIGNATURE"
    assert shop.look().state == "open"


def test_another_shops_key_and_an_unknown_key_open_nothing(netmile: Desk, clock: SetClock, shop: Shop) -> None:
    other = add_shop(netmile, clock, "kawa")
    mixed = Shop(shop.url, "yama", shop.key_id, other.secret, clock)
    unknown = Shop(shop.url, "yama", "0" * 12, shop.secret, clock)
    assert (code(mixed), code(unknown)) == ("P-SIGNATURE", "P-SIGNATURE")


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_clocks_may_differ_by_five_minutes(shop: Shop, clock: SetClock, minutes: int) -> None:
    own = SetClock(clock.now + timedelta(minutes=minutes))
    assert code(Shop(shop.url, "yama", shop.key_id, shop.secret, own)) is None


@pytest.mark.parametrize("sign", [-1, 1])
def test_older_and_later_signatures_are_refused(shop: Shop, clock: SetClock, sign: int) -> None:
    own = SetClock(clock.now + sign * (WINDOW + timedelta(seconds=1)))
    reply = Shop(shop.url, "yama", shop.key_id, shop.secret, own).send(operations.PAYMENT, **PATH)
    told = reply.json()
    assert (reply.status_code, told["code"]) == (401, "P-TIME")
    assert told["detail"] == f"the portal's time is {int(clock().timestamp())}"


def test_the_business_clock_does_not_matter(shop: Shop, business_clock: SetClock) -> None:
    business_clock.advance(days=400)
    assert code(shop) is None


def test_a_request_sent_again_as_it_was_is_answered_again(portal: PortalOnLine, shop: Shop) -> None:
    first = shop.send(operations.OPEN_PAYMENT, body=order(), request_id="req-00000001", **PATH).json()
    again = shop.send(operations.OPEN_PAYMENT, body=order(), request_id="req-00000001", **PATH).json()
    assert {**first, "link": ""} == {**again, "link": ""}
    assert (count(portal, payment), count(portal, payment_request)) == (1, 1)


def test_an_id_of_another_request_is_refused(shop: Shop, clock: SetClock) -> None:
    shop.open()
    shop.send(operations.PAYMENT, request_id="req-00000001", **PATH)
    assert shop.refusal(operations.CANCEL_PAYMENT, request_id="req-00000001", **PATH) == "P-REPLAY"
    clock.advance(seconds=1)
    assert shop.refusal(operations.PAYMENT, request_id="req-00000001", **PATH) == "P-REPLAY"
    assert shop.look().state == "open"


def test_ids_belong_to_a_shop(netmile: Desk, clock: SetClock, shop: Shop) -> None:
    other = add_shop(netmile, clock, "kawa")
    for each in (shop, other):
        assert each.refusal(operations.PAYMENT, request_id="req-00000001", **PATH) == "P-NOTFOUND"


def test_ids_are_forgotten_when_their_signatures_are_no_longer_accepted(
    portal: PortalOnLine, shop: Shop, clock: SetClock
) -> None:
    early = SetClock(clock.now + WINDOW)
    parts = SignedParts("GET", "/v1/payments/A-1", b"")
    header = authorization(shop.key_id, shop.secret, parts, int(early().timestamp()), "req-00000001")
    assert shop.refusal(operations.PAYMENT, changed={"header": header}, **PATH) == "P-NOTFOUND"
    clock.now = early.now + WINDOW
    assert shop.refusal(operations.PAYMENT, changed={"header": header}, **PATH) == "P-NOTFOUND"
    assert count(portal, payment_request) == 1, "as long as it is accepted it is known"
    clock.advance(seconds=1)
    assert shop.refusal(operations.PAYMENT, changed={"header": header}, **PATH) == "P-TIME"
    clock.advance(minutes=6)
    shop.send(operations.PAYMENT, **PATH)
    assert count(portal, payment_request) == 1


def test_two_keys_are_valid_while_one_follows_the_other(netmile: Desk, clock: SetClock, shop: Shop) -> None:
    made: wire.NewPaymentKey = netmile.call(operations.MAKE_PAYMENT_KEY, body=wire.PaymentKeyOrder(code="yama"))
    newer = Shop(shop.url, "yama", made.key_id, made.secret, clock)
    assert (code(shop), code(newer)) == (None, None)
    assert netmile.refusal(operations.MAKE_PAYMENT_KEY, body=wire.PaymentKeyOrder(code="yama")) == "P-STATE"
    gone = wire.PaymentKeyRevocation(code="yama", key_id=shop.key_id)
    first = netmile.call(operations.REVOKE_PAYMENT_KEY, body=gone)
    assert netmile.call(operations.REVOKE_PAYMENT_KEY, body=gone) == first
    assert (code(shop), code(newer)) == ("P-SIGNATURE", None)
    assert netmile.call(operations.MAKE_PAYMENT_KEY, body=wire.PaymentKeyOrder(code="yama")).key_id != made.key_id


def test_a_secret_is_told_once_and_kept_sealed(portal: PortalOnLine, netmile: Desk, shop: Shop) -> None:
    told = netmile.send(operations.PAYMENT_SITES)
    assert shop.secret not in told.text
    [site] = [each for each in told.json()["sites"] if each["code"] == "yama"]
    assert [key["key_id"] for key in site["keys"]] == [shop.key_id]
    own = select(payment_key.c.secret_sealed).where(payment_key.c.id == shop.key_id)
    sealed = portal.database.read(lambda conn: conn.execute(own).scalar_one())
    assert shop.secret.encode() not in sealed


def test_a_query_is_signed_as_it_is_sent(shop: Shop) -> None:
    days = {"first": "2026-11-01", "last": "2026-11-20"}
    assert shop.call(operations.STATEMENT, days).payments == 0
    target = "/v1/payment-statements?first=2026-11-01&last=2026-11-30"
    assert shop.send(operations.STATEMENT, days, changed={"target": target}).json()["code"] == "P-SIGNATURE"


def test_a_bodys_length_is_limited(shop: Shop) -> None:
    huge = {"data": b"x" * (6 * 1024 * 1024)}
    assert code(shop, **huge) == "P-SIZE"


def test_an_unreadable_body_is_refused_after_its_signature_holds(shop: Shop) -> None:
    parts = SignedParts("PUT", "/v1/payments/A-1", b"{")
    header = authorization(shop.key_id, shop.secret, parts, int(shop.clock().timestamp()), secrets.token_hex(8))
    assert code(shop, header=header, data=b"{") == "P-INVALID"
