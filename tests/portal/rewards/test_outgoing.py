"""Where the portal lets itself be sent by merchants: to the public internet only, and within its time."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from netmile_desktop.domain.rewards import CallOutcome
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant, Mood
from netmile_desktop.portal.rewards.outgoing import CallFailed, is_acceptable, is_public, post


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "2002:0a00:0001::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe"),
    ],
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.104.209.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_others_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://api.example.jp/",
            "ftp://api.example.jp/",
            "https://",
            "https:///x",
            "api.example.jp",
            "javascript:1",
        ),
        *("https://user:secret@api.example.jp/", "https://api.example.jp/#part", "https://api.example.jp:0/"),
        *("https://api.example.jp:99999/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1:8443/x"),
        *("https://[::ffff:10.0.0.1]/", "https://api.example.jp/a b", "https://api.example.jp\\@10.0.0.1/"),
        *("https://例え.jp/", "https://api.example.jp/\r\nHost: x", "https://[fe80::1%25eth0]/"),
    ],
)
def test_such_addresses_are_not_kept(url: str) -> None:
    assert not is_acceptable(url, allow_private=False)


def test_a_public_address_with_tls_is_kept_and_any_in_a_sandbox() -> None:
    assert is_acceptable("https://api.example.jp:8443/registrations?shop=7", allow_private=False)
    assert is_acceptable("http://127.0.0.1:8080/", allow_private=True)


@pytest.fixture
def merchant() -> Any:
    """A merchant's API on this machine."""
    merchant = MockMerchant(Behaviour(b"secret"))
    yield merchant
    merchant.close()


def _to(found: str, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Have every name lead to an address; the connections that are made all the same."""
    made: list[Any] = []
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in found.split()]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)

    def connect(address: Any, *_: Any) -> socket.socket:
        made.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    return made


def outcome(url: str, *, allow_private: bool = False, seconds: float = 5) -> CallOutcome:
    with pytest.raises(CallFailed) as failed:
        post(url, b"{}", {}, allow_private=allow_private, seconds=seconds)
    return failed.value.outcome


@pytest.mark.parametrize("found", ["127.0.0.1", "169.254.169.254", "::ffff:192.168.0.1", "203.104.209.1 10.0.0.1"])
def test_a_name_that_leads_inside_is_not_connected_to(found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _to(found, monkeypatch)
    assert outcome("https://rebound.example.jp/") is CallOutcome.FORBIDDEN_ADDRESS
    assert made == []


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _to("203.104.209.1", monkeypatch)
    assert outcome("https://api.example.jp:8443/") is CallOutcome.UNREACHABLE
    assert made == [("203.104.209.1", 8443)]


def test_this_machine_is_not_called_unless_the_operator_allows_it(merchant: MockMerchant) -> None:
    assert outcome(merchant.url.replace("http:", "https:")) is CallOutcome.FORBIDDEN_ADDRESS
    assert post(merchant.url, b"{}", {}, allow_private=True, seconds=5).status == 401


def test_a_slow_answer_is_given_up(merchant: MockMerchant) -> None:
    merchant.behaviour.mood = Mood.SLOW
    assert outcome(merchant.url, allow_private=True, seconds=0.2) is CallOutcome.TIMED_OUT


def test_nobody_there(merchant: MockMerchant) -> None:
    merchant.behaviour.mood = Mood.DOWN
    assert outcome(merchant.url, allow_private=True) is CallOutcome.UNREACHABLE
