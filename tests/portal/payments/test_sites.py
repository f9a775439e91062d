"""Shops, as NetMile's staff keep them."""

from __future__ import annotations

import pytest

from netmile_desktop.domain import operations, wire
from tests.support.portals.paying import ORIGIN, Shop, add_shop
from tests.support.portals.portal import Desk, SetClock


def site(netmile: Desk, code: str) -> wire.PaymentSite:
    found: wire.PaymentSites = netmile.call(operations.PAYMENT_SITES)
    return next(each for each in found.sites if each.code == code)


def test_a_shop_is_added_once(netmile: Desk) -> None:
    body = wire.NewPaymentSite(
        code="umi", name="海の雑貨", origins=["https://Umi.example.jp/", "https://umi.example.jp"]
    )
    headers = {"Idempotency-Key": "k" * 16}
    first = netmile.call(operations.ADD_PAYMENT_SITE, body=body, headers=headers)
    assert first == wire.PaymentSite(
        code="umi", name="海の雑貨", status="active", origins=["https://umi.example.jp"], keys=[]
    )
    assert netmile.call(operations.ADD_PAYMENT_SITE, body=body, headers=headers) == first
    assert netmile.refusal(operations.ADD_PAYMENT_SITE, body=body) == "P-STATE"
    assert site(netmile, "umi") == first


@pytest.mark.parametrize("origin", ["http://umi.example.jp", "https://umi.example.jp/shop", "umi.example.jp", "x"])
def test_an_origin_that_is_none_is_refused(netmile: Desk, shop: Shop, origin: str) -> None:
    new = wire.NewPaymentSite(code="umi", name="海の雑貨", origins=[origin])
    assert netmile.refusal(operations.ADD_PAYMENT_SITE, body=new) == "P-RETURN"
    change = wire.PaymentSiteChange(code="yama", origins=[origin])
    assert netmile.refusal(operations.CHANGE_PAYMENT_SITE, body=change) == "P-RETURN"
    assert site(netmile, "yama").origins == [ORIGIN]


def test_only_what_is_named_changes(netmile: Desk, shop: Shop) -> None:
    before = site(netmile, "yama")
    same = netmile.call(operations.CHANGE_PAYMENT_SITE, body=wire.PaymentSiteChange(code="yama"))
    assert same == before
    change = wire.PaymentSiteChange(code="yama", name="山の店", origins=["https://new.example.jp", "http://localhost"])
    after = netmile.call(operations.CHANGE_PAYMENT_SITE, body=change)
    assert (after.name, after.origins) == ("山の店", ["https://new.example.jp", "http://localhost"])
    assert (after.status, after.keys) == (before.status, before.keys)


def test_a_closed_shop_can_be_opened_again(netmile: Desk, shop: Shop) -> None:
    for status, code in (("closed", "P-SIGNATURE"), ("active", "P-NOTFOUND")):
        netmile.call(operations.CHANGE_PAYMENT_SITE, body=wire.PaymentSiteChange(code="yama", status=status))
        assert shop.refusal(operations.PAYMENT, payment_number="A-1") == code


def test_what_does_not_exist_is_not_found(netmile: Desk, shop: Shop) -> None:
    change, order = wire.PaymentSiteChange(code="nowhere"), wire.PaymentKeyOrder(code="nowhere")
    assert netmile.refusal(operations.CHANGE_PAYMENT_SITE, body=change) == "P-NOTFOUND"
    assert netmile.refusal(operations.MAKE_PAYMENT_KEY, body=order) == "P-NOTFOUND"
    for code, key in (("nowhere", shop.key_id), ("yama", "0" * 12)):
        gone = wire.PaymentKeyRevocation(code=code, key_id=key)
        assert netmile.refusal(operations.REVOKE_PAYMENT_KEY, body=gone) == "P-NOTFOUND"


def test_a_key_of_another_shop_is_not_revoked(netmile: Desk, clock: SetClock, shop: Shop) -> None:
    other = add_shop(netmile, clock, "kawa")
    gone = wire.PaymentKeyRevocation(code="yama", key_id=other.key_id)
    assert netmile.refusal(operations.REVOKE_PAYMENT_KEY, body=gone) == "P-NOTFOUND"
    assert other.refusal(operations.PAYMENT, payment_number="A-1") == "P-NOTFOUND"
