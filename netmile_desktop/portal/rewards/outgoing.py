"""Calls from the portal to addresses that merchants name: to public hosts only, within a time, and to nowhere else.

A name is looked up once, all that it leads to is checked, and the connection goes to a checked address: a name that
leads elsewhere a moment later does not matter. Redirects are not followed.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from netmile_desktop.domain.rewards import CallOutcome
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import http.client as http_client
    import ssl
else:
    http_client = import_lazily("http.client")
    ssl = import_lazily("ssl")

MOST_BYTES = 64 * 1024
"""Bytes of an answer that are read."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


class CallFailed(Exception):
    """There is no answer of HTTP."""

    def __init__(self, outcome: CallOutcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of HTTP, whatever it says."""

    status: int
    body: bytes


def is_acceptable(url: str, *, allow_private: bool) -> bool:
    """Return whether an address may be kept for calls. What its name leads to is looked at when it is called."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    schemes = {"https", "http"} if allow_private else {"https"}
    is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    if parts.scheme not in schemes or not host or not is_plain or port == 0:
        return False
    if parts.username is not None or parts.password is not None or parts.fragment:
        return False
    with contextlib.suppress(ValueError):
        return allow_private or is_public(host)
    return True


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, also where it wraps one of the older kind.

    Raises:
        ValueError: it is no IP address.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if int(found) >> 32 == 0:  # an IPv4 address in its obsolete form
            return False
        if found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def post(url: str, body: bytes, headers: dict[str, str], *, allow_private: bool, seconds: float) -> Reply:
    """Send a POST request and return the answer.

    Raises:
        CallFailed: there is none within the time, nobody can be reached, or the address is a forbidden one.
    """
    parts = urlsplit(url)
    if not is_acceptable(url, allow_private=allow_private):
        raise CallFailed(CallOutcome.FORBIDDEN_ADDRESS, "address cannot be called")
    addresses = _looked_up(parts, allow_private=allow_private)
    connection = _Connection(parts, addresses, seconds)
    over = threading.Event()
    limit = threading.Timer(seconds, connection.give_up, [over])
    limit.daemon = True
    limit.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.read(MOST_BYTES))
    except TimeoutError:
        raise CallFailed(CallOutcome.TIMED_OUT, "no answer in time") from None
    except (OSError, http_client.HTTPException) as error:
        if over.is_set():
            raise CallFailed(CallOutcome.TIMED_OUT, "no answer in time") from None
        raise CallFailed(CallOutcome.UNREACHABLE, _said(error)) from None
    finally:
        limit.cancel()
        connection.close()


def _looked_up(parts: SplitResult, *, allow_private: bool) -> list[str]:
    """Return the IP addresses of a host, all of which may be connected to."""
    port = parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CallFailed(CallOutcome.UNREACHABLE, _said(error)) from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not allow_private and not all(is_public(each) for each in addresses):
        raise CallFailed(CallOutcome.FORBIDDEN_ADDRESS, "the name leads into a private network")
    return addresses


def _said(error: Exception) -> str:
    """Return what is wrong, in few words and without line breaks."""
    text = str(getattr(error, "strerror", None) or "") or str(error) or type(error).__name__
    return "".join(char if char.isprintable() else " " for char in text)[:200]


class _Connection:
    """A connection to one of the checked addresses, with TLS for the name in the URL."""

    def __init__(self, parts: SplitResult, addresses: list[str], seconds: float) -> None:
        host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
        self._inner = http_client.HTTPConnection(host, port, timeout=seconds)
        self._secure = parts.scheme == "https"
        self._place = host, port
        self._addresses = addresses
        self._seconds = seconds

    def request(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> None:
        self._inner.sock = self._connected()
        self._inner.request(method, target, body, headers)

    def getresponse(self) -> http_client.HTTPResponse:
        return self._inner.getresponse()

    def give_up(self, over: threading.Event) -> None:
        """End it from another thread."""
        over.set()
        if (held := self._inner.sock) is not None:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._inner.close()

    def _connected(self) -> socket.socket:
        host, port = self._place
        failure: OSError = OSError("no address")
        for address in self._addresses:
            try:
                made = socket.create_connection((address, port), self._seconds)
            except OSError as error:
                failure = error
                continue
            if not self._secure:
                return made
            self._inner.sock = made  # so that it can be given up while TLS begins
            return ssl.create_default_context().wrap_socket(made, server_hostname=host)
        raise failure
