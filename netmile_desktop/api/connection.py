"""One thread's line to a portal: a `requests` session whose calls can be cancelled while they wait.

The only module that knows `requests`; it costs some 70 ms to import, so others import it where they need it.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from functools import cached_property
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import truststore
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from netmile_desktop.api.bodies import BLOCK, UploadBody
from netmile_desktop.api.exchange import HttpCall, NotConnected, Reply
from netmile_desktop.api.interruption import Interruption
from netmile_desktop.domain.failures import Broken, Unreachable
from netmile_desktop.progress import Cancelled, Progress

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of the longest answer accepted; 10,000 rows are about one megabyte."""


class Connection:
    """For one thread at a time; keeps its connections open between calls."""

    def __init__(self, timeouts: tuple[float, float], *, is_loopback: bool) -> None:
        self._timeouts = timeouts
        self._interruption = Interruption()
        self._session = requests.Session()
        # A proxy must not stand between this machine and itself.
        self._session.trust_env = not is_loopback
        # Without an `auth` of ours, requests would put a password of `~/.netrc` in the place of our token.
        self._session.auth = _unchanged
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Theirs trust whom we do not; ours is made with the first address of its kind, since what TLS needs is
        # large and a portal on this machine does without.
        self._session.adapters.clear()

    def exchange(self, call: HttpCall, progress: Progress) -> Reply:
        """Send a request and read the whole answer.

        Raises:
            NotConnected: the portal was not reached.
            Unreachable: the line broke or nothing came in time; whether the request arrived is not known.
            Broken: an answer that is none, or that has no end.
            Cancelled: within a moment of being asked for.
        """
        self._interruption.begin()
        progress.on_cancel(self._interruption.stop)
        try:
            progress.sleep(0)  # a stop asked for before `stop` was known to anybody
            return self._exchange(call, progress)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            if self._interruption.stopped:
                raise Cancelled from None
            raise _translated(error) from error
        finally:
            progress.on_cancel(None)
            self._interruption.end()

    def close(self) -> None:
        self._interruption.stop()
        self._session.close()

    def _exchange(self, call: HttpCall, progress: Progress) -> Reply:
        scheme = "https://" if call.url.lower().startswith("https://") else "http://"
        if scheme not in self._session.adapters:
            self._session.mount(scheme, _Adapter(self._interruption, is_secure=scheme == "https://"))
        body = None if call.body is None else UploadBody(call.body, progress)
        with self._session.request(
            call.method,
            call.url,
            headers=dict(call.headers),
            data=body,
            timeout=self._timeouts,
            allow_redirects=False,  # a token goes to no other place than the one that was chosen
            stream=True,
        ) as response:
            content = bytearray()
            for block in response.iter_content(BLOCK):
                content += block
                if len(content) > MOST_BYTES:
                    raise Broken("the answer has no end")
            if self._interruption.stopped:
                raise Cancelled
            return Reply(response.status_code, response.headers, bytes(content))


class _Adapter(HTTPAdapter):
    """Trusts what the system trusts, retries nothing by itself, and lets its sockets be watched."""

    def __init__(self, interruption: Interruption, *, is_secure: bool) -> None:
        self._pools = _watched_pools(interruption)
        self._is_secure = is_secure
        super().__init__(max_retries=0)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    def init_poolmanager(self, *words: Any, **settings: Any) -> None:
        if self._is_secure:
            settings["ssl_context"] = self._trust
        super().init_poolmanager(*words, blocksize=BLOCK, **settings)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **settings: Any) -> Any:
        made = super().proxy_manager_for(proxy, ssl_context=self._trust, blocksize=BLOCK, **settings)
        made.pool_classes_by_scheme = self._pools
        return made

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        # With `verify=True` requests adds a list of authorities of its own to those of the system.
        if verify is True:
            conn.cert_reqs = "CERT_REQUIRED"
            return
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]


def _watched_pools(interruption: Interruption) -> dict[str, type[HTTPConnectionPool]]:
    """Pools whose connections tell the interruption which sockets they wait on."""

    class Watched(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(self, interruption)

        def request(self, *words: Any, **settings: Any) -> None:
            if self.sock is not None:
                interruption.watch(self.sock)
            super().request(*words, **settings)

    class WatchedSecure(Watched, HTTPSConnection):
        pass

    class Pool(HTTPConnectionPool):
        ConnectionCls = Watched

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = WatchedSecure

    return {"http": Pool, "https": SecurePool}


def _opened(connection: HTTPConnection, interruption: Interruption) -> socket.socket:
    """What urllib3 does to connect, in a way that can be stopped."""
    timeout = connection.timeout
    try:
        sock = interruption.connect(connection.host, connection.port, timeout if timeout is not None else 60.0)
    except TimeoutError as error:
        raise urllib3.exceptions.ConnectTimeoutError(connection, f"no connection to {connection.host}") from error
    except OSError as error:
        raise urllib3.exceptions.NewConnectionError(connection, str(error)) from error
    for option in connection.socket_options or ():
        sock.setsockopt(*option)
    sock.settimeout(timeout)
    return sock


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _translated(error: Exception) -> Unreachable | Broken:
    """What an error of the libraries means to us."""
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, _NEVER_REACHED) or isinstance(_reason(error), urllib3.exceptions.NewConnectionError):
        return NotConnected(detail)
    if isinstance(error, requests.exceptions.ContentDecodingError) or _is_no_http(_reason(error)):
        return Broken(detail)
    return Unreachable(detail)


_NEVER_REACHED = (
    requests.ConnectTimeout,
    requests.exceptions.SSLError,
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)


def _reason(error: Exception) -> object:
    """The innermost thing that went wrong, as far as the libraries tell."""
    inner = error.args[0] if error.args else None
    if isinstance(inner, urllib3.exceptions.MaxRetryError):
        return inner.reason
    if isinstance(inner, urllib3.exceptions.ProtocolError) and len(inner.args) > 1:
        return inner.args[1]
    return inner


def _is_no_http(reason: object) -> bool:
    """Whether something answered that does not speak HTTP, as opposed to a line that was cut."""
    cut = (http.client.RemoteDisconnected, http.client.IncompleteRead)
    return isinstance(reason, http.client.HTTPException) and not isinstance(reason, cut)
