"""Signatures: what they cover, and the example of the contract."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from netmile_desktop.portal.payments.signing import (
    SCHEME,
    Signature,
    SignedParts,
    authorization,
    is_genuine,
    read_header,
    result_url,
    signature_of,
)

SECRET = "example-secret-of-the-contract"
PARTS = SignedParts("PUT", "/v1/payments/A-1001", b'{"miles":300}')
RESULT = {"number": "A-1", "payment": "0192", "state": "paid", "miles": "300", "time": "1795140000", "key": "k1"}


def test_the_signature_is_the_one_that_any_tool_makes() -> None:
    """The figure was made with `openssl dgst -sha256 -hmac`."""
    made = signature_of(SECRET, PARTS, 1_795_140_000, "req-00000001")
    assert made == "45bfe114abe29b18afd397fdf7918b75dd58809e1e0d044071a841bfc985a158"


@pytest.mark.parametrize(
    "other",
    [
        (SECRET + "x", PARTS, 1_795_140_000, "req-00000001"),
        (SECRET, PARTS._replace(method="POST"), 1_795_140_000, "req-00000001"),
        (SECRET, PARTS._replace(target="/v1/payments/A-1002"), 1_795_140_000, "req-00000001"),
        (SECRET, PARTS._replace(body=b'{"miles":301}'), 1_795_140_000, "req-00000001"),
        (SECRET, PARTS, 1_795_140_001, "req-00000001"),
        (SECRET, PARTS, 1_795_140_000, "req-00000002"),
    ],
)
def test_nothing_can_be_changed_under_a_signature(other: tuple[str, SignedParts, int, str]) -> None:
    assert signature_of(*other) != signature_of(SECRET, PARTS, 1_795_140_000, "req-00000001")


def test_a_header_is_read_as_it_is_written() -> None:
    text = authorization("k1", SECRET, PARTS, 1_795_140_000, "req-00000001")
    signature = signature_of(SECRET, PARTS, 1_795_140_000, "req-00000001")
    assert read_header(text) == Signature("k1", 1_795_140_000, "req-00000001", signature)
    assert read_header(text.replace(",", ", ")) == read_header(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bearer abc",
        f"{SCHEME} ",
        f"{SCHEME} key=k,time=1,request=short,signature={'0' * 64}",
        f"{SCHEME} key=k,time=-1,request=req-00000001,signature={'0' * 64}",
        f"{SCHEME} key=k,time=1,request=req-00000001,signature={'0' * 63}",
        f"{SCHEME} key=k,time=1,request=req-00000001,signature={'0' * 64}\n",
        f"{SCHEME} key=k\n,time=1,request=req-00000001,signature={'0' * 64}",
        f"{SCHEME} time=1,key=k,request=req-00000001,signature={'0' * 64}",
    ],
)
def test_other_headers_are_none(text: str) -> None:
    assert read_header(text) is None


@pytest.mark.parametrize("url", ["https://shop.example.jp/orders/1", "https://shop.example.jp/?cart=%E6%9C%AC&x=1"])
def test_a_result_comes_with_its_signature(url: str) -> None:
    come = result_url(url, SECRET, RESULT)
    assert come.startswith(url)
    given = {
        name.removeprefix("netmile_"): value
        for name, value in parse_qsl(urlsplit(come).query)
        if name.startswith("netmile_")
    }
    signature = given.pop("signature")
    assert given == RESULT
    assert is_genuine(SECRET, given, signature)
    for name in RESULT:
        assert not is_genuine(SECRET, given | {name: "9"}, signature)
    assert not is_genuine(SECRET + "x", given, signature)
    assert not is_genuine(SECRET, {}, signature)
