"""Which addresses pass, old carrier addresses among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.rows.addresses import ADDRESS_LENGTH, LOCAL_LENGTH, fault, is_carrier, normalised
from netmile_desktop.domain.rows.reasons import Reason


@pytest.mark.parametrize(
    "address",
    [
        "a@example.jp",
        "A.B+c_d-e@Sub.Example.co.jp",
        "o'neil!#$%&*/=?^`{|}~@example.jp",
        ".taro@example.jp",
        "a..b@docomo.ne.jp",
        "taro.@ezweb.ne.jp",
        "x..y@abc.ezweb.ne.jp",
        f"{'a' * LOCAL_LENGTH}@example.jp",
    ],
)
def test_real_addresses_pass(address: str) -> None:
    assert fault(address, mobile=False) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", Reason.EMPTY),
        ("taro", Reason.NO_AT),
        ("a@b@example.jp", Reason.MANY_AT),
        ("taro@example", Reason.NO_DOMAIN_DOT),
        ("@example.jp", Reason.ADDRESS_SHAPE),
        ("taro@", Reason.NO_DOMAIN_DOT),
        ("taro@.jp", Reason.ADDRESS_SHAPE),
        ("taro@example..jp", Reason.ADDRESS_SHAPE),
        ("taro@example.jp.", Reason.ADDRESS_SHAPE),
        ("ta,ro@example.jp", Reason.ADDRESS_SHAPE),
        ('"taro"@example.jp', Reason.ADDRESS_SHAPE),
        ("<taro@example.jp>", Reason.ADDRESS_SHAPE),
        ("ta ro@example.jp", Reason.SPACE),
        ("taro@example.jp\n", Reason.SPACE),
        ("taro\x7f@example.jp", Reason.SPACE),
        ("ｔａｒｏ@example.jp", Reason.FULL_WIDTH),
        ("taro＠example.jp", Reason.FULL_WIDTH),
        ("太郎@example.jp", Reason.NOT_ASCII),
        ("taro\ufffd@example.jp", Reason.UNDECODABLE),
        ("a..b@example.jp", Reason.DOTS),
        ("taro.@example.jp", Reason.DOTS),
        (f"{'a' * (LOCAL_LENGTH + 1)}@example.jp", Reason.TOO_LONG),
        (f"a@{'b' * ADDRESS_LENGTH}.jp", Reason.TOO_LONG),
    ],
)
def test_a_fault_has_its_cause(address: str, reason: Reason) -> None:
    assert fault(address, mobile=False) is reason


@pytest.mark.parametrize("address", ["a..b@example.jp", "taro.@example.jp"])
def test_dots_pass_everywhere_in_mobile_batches(address: str) -> None:
    assert fault(address, mobile=True) is None


def test_the_longest_address_passes_and_one_more_character_does_not() -> None:
    longest = "a@" + "b" * (ADDRESS_LENGTH - 5) + ".jp"
    assert len(longest) == ADDRESS_LENGTH
    assert fault(longest, mobile=False) is None
    assert fault(longest.replace("a@", "aa@"), mobile=False) is Reason.TOO_LONG


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@docomo.ne.jp", True),
        ("a@DOCOMO.NE.JP", True),
        ("a@c.vodafone.ne.jp", True),
        ("a@vodafone.ne.jp", False),
        ("a@jp-t.ne.jp", True),
        ("a@notdocomo.ne.jp", False),
        ("a@docomo.ne.jp.example.com", False),
        ("a@docomoXne.jp", False),
        ("a@example.jp", False),
    ],
)
def test_carriers_are_known_by_their_domain(address: str, expected: bool) -> None:
    assert is_carrier(address) is expected


def test_every_known_carrier_is_on_the_list() -> None:
    named = """docomo.ne.jp ezweb.ne.jp ab.ezweb.ne.jp softbank.ne.jp i.softbank.jp t.vodafone.ne.jp jp-d.ne.jp
        disney.ne.jp willcom.com pdx.ne.jp di.pdx.ne.jp emnet.ne.jp au.com ymobile.ne.jp ymobile1.ne.jp yahoo.ne.jp
        uqmobile.jp rakumail.jp"""
    assert not [domain for domain in named.split() if not is_carrier(f"a@{domain}")]


def test_case_does_not_count() -> None:
    assert normalised("Taro@Example.JP") == "taro@example.jp"


@given(st.text(max_size=80), st.booleans())
def test_whatever_passes_is_safe_to_send(address: str, mobile: bool) -> None:
    if fault(address, mobile=mobile) is None:
        assert address.isascii()
        assert address.isprintable()
        assert not set(' ,"\r\n') & set(address)
        assert address.count("@") == 1


@given(st.emails())
def test_ordinary_addresses_pass(address: str) -> None:
    local, _, domain = address.partition("@")
    if len(address) <= ADDRESS_LENGTH and len(local) <= LOCAL_LENGTH and domain.isascii():
        assert fault(address, mobile=False) is None
