"""Calls from the portal to addresses that merchants name: to public hosts only, within a time, and to nowhere else.

A name is looked up once, all that it leads to is checked, and the connection goes to a checked address: a name that
leads elsewhere a moment later does not matter. Redirects are not followed. The time of a call begins with the lookup
and holds for all of it, however the resolver, the addresses, TLS or the answer share it among them.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from netmile_desktop.domain.rewards import CallOutcome
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.portal.rewards.name_lookups import NameLookups

if TYPE_CHECKING:
    import http.client as http_client
    import ssl
else:
    http_client = import_lazily("http.client")
    ssl = import_lazily("ssl")

MOST_BYTES = 64 * 1024
"""Bytes of an answer that are read."""

_LEAST_SECONDS = 0.001
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


def post(
    url: str, body: bytes, headers: dict[str, str], lookups: NameLookups, *, allow_private: bool, seconds: float
) -> Reply:
    """Send a POST request and return the answer.

    Raises:
        CallFailed: there is none within the time, nobody can be reached, or the address is a forbidden one.
    """
    until = time.monotonic() + seconds
    parts = urlsplit(url)
    if not is_acceptable(url, allow_private=allow_private):
        raise CallFailed(CallOutcome.FORBIDDEN_ADDRESS, "address cannot be called")
    addresses = _looked_up(parts, lookups, until, allow_private=allow_private)
    connection = _Connection(parts, addresses, until)
    limit = threading.Timer(_left(until), connection.give_up)
    limit.daemon = True
    limit.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, headers)
        with connection.getresponse() as answer:
            answer.fp = _Measured(answer.fp)  # type: ignore[assignment]
            reply = Reply(answer.status, answer.read(MOST_BYTES))
        if connection.is_given_up:  # an answer without a length ends wherever it is cut
            raise TimeoutError
        return reply
    except TimeoutError:
        raise CallFailed(CallOutcome.TIMED_OUT, "no answer in time") from None
    except (OSError, ValueError, http_client.HTTPException) as error:
        if connection.is_given_up:
            raise CallFailed(CallOutcome.TIMED_OUT, "no answer in time") from None
        raise CallFailed(CallOutcome.UNREACHABLE, _said(error)) from None
    finally:
        limit.cancel()
        connection.close()


def _looked_up(parts: SplitResult, lookups: NameLookups, until: float, *, allow_private: bool) -> list[str]:
    """Return the IP addresses of a host, all of which may be connected to."""
    try:
        addresses = lookups.addresses(str(parts.hostname), parts.port or _PORTS[parts.scheme], _left(until))
    except TimeoutError:
        raise CallFailed(CallOutcome.TIMED_OUT, "the name was not looked up in time") from None
    except (OSError, UnicodeError) as error:
        raise CallFailed(CallOutcome.UNREACHABLE, _said(error)) from None
    if not allow_private and not all(is_public(each) for each in addresses):
        raise CallFailed(CallOutcome.FORBIDDEN_ADDRESS, "the name leads into a private network")
    return addresses


def _left(until: float) -> float:
    """Return the seconds until a moment of the monotonic clock: never none, which would mean not to wait at all."""
    return max(until - time.monotonic(), _LEAST_SECONDS)


def _said(error: Exception) -> str:
    """Return what is wrong, in few words and without line breaks."""
    text = str(getattr(error, "strerror", None) or "") or str(error) or type(error).__name__
    return "".join(char if char.isprintable() else " " for char in text)[:200]


class _Measured:
    """The stream of an answer, of which as much is read as is named: a chunk of negative length would be all of it."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes.

        Raises:
            ValueError: no size, or a negative one.
        """
        if size < 0:
            raise ValueError("a chunk has a negative length")
        return self._stream.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Connection:
    """A connection to one of the checked addresses, with TLS for the name in the URL, until a moment."""

    def __init__(self, parts: SplitResult, addresses: list[str], until: float) -> None:
        host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
        self._inner = http_client.HTTPConnection(host, port)
        self._secure = parts.scheme == "https"
        self._place = host, port
        self._addresses = addresses
        self._until = until
        self._over = threading.Event()
        self._held: socket.socket | None = None
        """What is read from; the inner connection lets go of it before the answer is whole."""

    @property
    def is_given_up(self) -> bool:
        return self._over.is_set()

    def request(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> None:
        self._connect()
        self._inner.request(method, target, body, headers)

    def getresponse(self) -> http_client.HTTPResponse:
        return self._inner.getresponse()

    def give_up(self) -> None:
        """End it from another thread."""
        self._over.set()
        if self._held is not None:
            with contextlib.suppress(OSError):
                # Below TLS, whose own way to end would pull its state away from the thread that reads.
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)

    def close(self) -> None:
        self._inner.close()
        if self._held is not None:
            self._held.close()

    def _connect(self) -> None:
        host, port = self._place
        failure: OSError = OSError("no address")
        for others, address in zip(reversed(range(len(self._addresses))), self._addresses, strict=True):
            if self._over.is_set():
                break
            try:
                # A share of the time, so that an address that is silent leaves some to those after it.
                made = socket.create_connection((address, port), _left(self._until) / (others + 1))
            except OSError as error:
                failure = error
                continue
            self._hold(made)
            if self._secure:
                context = ssl.create_default_context()
                secure = context.wrap_socket(made, server_hostname=host, do_handshake_on_connect=False)
                self._hold(secure)
                secure.do_handshake()
            return
        raise failure

    def _hold(self, made: socket.socket) -> None:
        """Let a socket be given up from now on.

        Raises:
            TimeoutError: the time was over before it could be.
        """
        self._inner.sock = self._held = made
        made.settimeout(_left(self._until))
        if self._over.is_set():
            raise TimeoutError
