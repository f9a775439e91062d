"""Where the portal lets itself be sent by merchants: to the public internet only, and within its time."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from netmile_desktop.domain.rewards import CallOutcome
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant, Mood
from netmile_desktop.portal.rewards.name_lookups import NameLookups
from netmile_desktop.portal.rewards.outgoing import CallFailed, is_acceptable, is_public, post
from tests.support.portals.nameserver import SilentNameserver


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
def merchant() -> Iterator[MockMerchant]:
    """A merchant's API on this machine."""
    merchant = MockMerchant(Behaviour(b"secret"))
    yield merchant
    merchant.close()


@pytest.fixture
def nameserver() -> Iterator[SilentNameserver]:
    """A server of names that hears questions and never answers."""
    nameserver = SilentNameserver()
    yield nameserver
    nameserver.close()


class Dripping:
    """A server that sends one byte after the other, each in good time, and comes to no end."""

    def __init__(self, first: bytes, then: bytes) -> None:
        self._first, self._then = first, then
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            caller, _ = self._listener.accept()
            with caller:
                caller.recv(65_536)
                caller.sendall(self._first)
                while not self._closing.wait(0.01):
                    caller.sendall(self._then)

    def close(self) -> None:
        self._closing.set()
        self._listener.close()
        self._thread.join()


def _connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses that are connected to; nobody is there."""
    made: list[Any] = []

    def connect(address: Any, *_: Any) -> socket.socket:
        made.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    return made


def leading_to(*addresses: str) -> NameLookups:
    """Every name leads to these addresses."""
    return NameLookups(lambda _host, _port: list(addresses))


def outcome(
    url: str, lookups: NameLookups | None = None, *, allow_private: bool = False, seconds: float = 5
) -> CallOutcome:
    with pytest.raises(CallFailed) as failed:
        post(url, b"{}", {}, lookups or NameLookups(), allow_private=allow_private, seconds=seconds)
    return failed.value.outcome


@pytest.mark.parametrize("found", ["127.0.0.1", "169.254.169.254", "::ffff:192.168.0.1", "203.104.209.1 10.0.0.1"])
def test_a_name_that_leads_inside_is_not_connected_to(found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _connections(monkeypatch)
    assert outcome("https://rebound.example.jp/", leading_to(*found.split())) is CallOutcome.FORBIDDEN_ADDRESS
    assert made == []


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _connections(monkeypatch)
    assert outcome("https://api.example.jp:8443/", leading_to("203.104.209.1")) is CallOutcome.UNREACHABLE
    assert made == [("203.104.209.1", 8443)]


def test_this_machine_is_not_called_unless_the_operator_allows_it(merchant: MockMerchant) -> None:
    assert outcome(merchant.url.replace("http:", "https:")) is CallOutcome.FORBIDDEN_ADDRESS
    assert post(merchant.url, b"{}", {}, NameLookups(), allow_private=True, seconds=5).status == 401


def test_a_slow_answer_is_given_up(merchant: MockMerchant) -> None:
    merchant.behaviour.mood = Mood.SLOW
    assert outcome(merchant.url, allow_private=True, seconds=0.2) is CallOutcome.TIMED_OUT


def test_nobody_there(merchant: MockMerchant) -> None:
    merchant.behaviour.mood = Mood.DOWN
    assert outcome(merchant.url, allow_private=True) is CallOutcome.UNREACHABLE


def test_an_answer_that_drips_is_given_up() -> None:
    server = Dripping(b'HTTP/1.1 200 OK\r\n\r\n{"result": "approved"}', b" ")
    assert outcome(f"http://127.0.0.1:{server.port}/", allow_private=True, seconds=0.3) is CallOutcome.TIMED_OUT
    server.close()


@pytest.mark.parametrize("length", ["-1", "-5"])
def test_a_chunk_of_negative_length_is_not_read_to_its_end(length: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length}\r\n".encode()
    server = Dripping(head, b"x" * 65_536)
    assert outcome(f"http://127.0.0.1:{server.port}/", allow_private=True) is CallOutcome.UNREACHABLE
    server.close()


def test_a_beginning_of_tls_that_drips_is_given_up() -> None:
    server = Dripping(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03", b"\x00")
    assert outcome(f"https://127.0.0.1:{server.port}/", allow_private=True, seconds=0.3) is CallOutcome.TIMED_OUT
    server.close()


def test_a_name_that_nobody_looks_up_is_given_up(nameserver: SilentNameserver) -> None:
    lookups = NameLookups(nameserver.resolve)
    assert outcome("https://api.example.jp/", lookups, seconds=0.1) is CallOutcome.TIMED_OUT
    assert nameserver.under_way == 1, "the resolver hangs on, the call does not"
    assert outcome("https://api.example.jp/", lookups, seconds=0.1) is CallOutcome.TIMED_OUT
    assert nameserver.under_way == 1, "one thread for a name, however often it is called"
    assert outcome("https://127.0.0.1/", leading_to("127.0.0.1")) is CallOutcome.FORBIDDEN_ADDRESS


def test_a_name_is_looked_up_again_once_the_former_lookup_has_ended(merchant: MockMerchant) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        if len(asked) == 1:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return ["127.0.0.1"]

    lookups, url = NameLookups(resolve), merchant.url.replace("127.0.0.1", "api.example.jp")
    assert outcome(url, lookups, allow_private=True) is CallOutcome.UNREACHABLE
    assert post(url, b"{}", {}, lookups, allow_private=True, seconds=5).status == 401
    assert asked == ["api.example.jp"] * 2


def test_a_silent_address_leaves_time_for_the_next_one(merchant: MockMerchant, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, given = socket.create_connection, []

    def first_is_silent(address: tuple[str, int], seconds: float) -> socket.socket:
        given.append((address[0], seconds < 3))
        if address[0] == "203.104.209.1":
            raise TimeoutError
        return connect(address, seconds)

    monkeypatch.setattr(socket, "create_connection", first_is_silent)
    lookups, url = leading_to("203.104.209.1", "127.0.0.1"), merchant.url.replace("127.0.0.1", "api.example.jp")
    assert post(url, b"{}", {}, lookups, allow_private=True, seconds=5).status == 401
    assert given == [("203.104.209.1", True), ("127.0.0.1", False)], "half of the time, then all that is left"
