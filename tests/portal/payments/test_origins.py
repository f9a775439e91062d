"""Where members may be led back to."""

from __future__ import annotations

import pytest

from netmile_desktop.portal.payments.origins import is_of, origin_of, registered_origin

KEPT = ["https://shop.example.jp", "https://other.example.jp:8443", "http://127.0.0.1"]


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example.jp",
        "https://shop.example.jp/",
        "https://SHOP.example.jp/orders?x=1",
        "https://shop.example.jp:443/orders",
        "https://other.example.jp:8443/a",
        "http://127.0.0.1/x",
        "http://127.0.0.1:8080/x",
    ],
)
def test_addresses_at_a_registered_origin_are_the_shops(url: str) -> None:
    assert is_of(url, KEPT)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example.jp",
        "//shop.example.jp/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://shop.example.jp/",
        "https://shop.example.jp.evil.example/",
        "https://evil.example/?https://shop.example.jp/",
        "https://shop.example.jp@evil.example/",
        "https://user:pass@shop.example.jp/",
        "https://evil.example\\@shop.example.jp/",
        "https://shop.example.jp:444/",
        "https://shop.example.jp:x/",
        "https://shop.example.jp/#there",
        "https:// shop.example.jp/",
        " https://shop.example.jp/",
        "https://shop.example.jp/\r\nSet-Cookie: x",
        "https://shop.example.jp/本",
        'https://shop.example.jp/"onclick="x',
        "https:shop.example.jp/",
        "https://shop.example.jp;x/",
        "https://shop.example.jp,evil.example/",
        "https://*.example.jp/",
        "https:///shop.example.jp/",
        "http://localhost/x",
        "http://[::1]/x",
    ],
)
def test_no_other_address_is(url: str) -> None:
    assert not is_of(url, KEPT)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://Shop.example.jp/", "https://shop.example.jp"),
        ("https://shop.example.jp:443", "https://shop.example.jp"),
        ("http://[::1]:80", "http://[::1]"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://shop.example.jp/path", None),
        ("https://shop.example.jp?x", None),
        ("http://shop.example.jp", None),
        ("https://shop.example.jp\nhttps://evil.example", None),
    ],
)
def test_an_origin_is_kept_in_one_spelling(text: str, kept: str | None) -> None:
    assert registered_origin(text) == kept
    assert kept is None or origin_of(kept) == kept
