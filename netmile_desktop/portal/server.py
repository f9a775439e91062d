"""Serving of a portal over HTTP: in a thread of this process, or as the whole process."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

import uvicorn

from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.portal.access.master_key import master_key_for
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.app import make_app
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.sandbox import CONTACT
from netmile_desktop.portal.service import Portal
from netmile_desktop.portal.storage import prepare
from netmile_desktop.portal.worker import CHUNK_ROWS, Worker

if TYPE_CHECKING:
    from netmile_desktop.portal.sandbox.loading import load
else:
    load = import_lazily("netmile_desktop.portal.sandbox.loading", "load")

LOOPBACK = "127.0.0.1"

_BACKLOG = 128
_GRACE_SECONDS = 2


class NotLoopback(Exception):
    """The portal was to serve other machines without TLS."""


class UnusableCertificate(Exception):
    """The TLS certificate or its key cannot be used; says why."""


class Server:
    """A listening portal. The port is bound at once, so that the address is known before it serves."""

    def __init__(
        self,
        portal: Portal,
        *,
        host: str = LOOPBACK,
        port: int = 0,
        certificate: str | None = None,
        private_key: str | None = None,
        behind_tls_proxy: bool = False,
    ) -> None:
        loopback = is_loopback(host)
        if not loopback and not certificate and not behind_tls_proxy:
            raise NotLoopback(host)
        self._portal = portal
        self._socket = _listen(host, port)
        scheme, taken = ("https" if certificate else "http"), self._socket.getsockname()[1]
        self.url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{taken}"
        self._server = _Announcing(
            uvicorn.Config(
                make_app(
                    portal,
                    loopback_only=loopback and not behind_tls_proxy,
                    over_tls=bool(certificate) or behind_tls_proxy,
                ),
                interface="asgi3",
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,  # queries may hold personal data
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_GRACE_SECONDS,
                ssl_certfile=certificate,
                ssl_keyfile=private_key,
            )
        )
        try:
            self._server.config.load()
        except OSError as error:  # of TLS too
            self._socket.close()
            raise UnusableCertificate(error.strerror or str(error)) from error

    def run(self) -> None:
        """Serve until `stop`, or until a signal if this is the main thread."""
        self._server.run(sockets=[self._socket])

    def wait_until_serving(self, seconds: float = 30) -> None:
        if not self._server.serving.wait(seconds):
            raise TimeoutError("the portal did not start")

    def stop(self) -> None:
        self._server.should_exit = True

    def close(self) -> None:
        self._socket.close()


class EmbeddedPortal:
    """A portal in threads of this process, for the sandbox and for tests: server and worker on a loopback port.

    Use it as a context manager; `url` is its address. With `auto_worker=False` nothing is judged until
    `worker.run_once()` or `worker.run_until_idle()` is called.
    """

    def __init__(
        self,
        database_url: str,
        *,
        master_key: bytes | None = None,
        sandbox: bool = False,
        contact: str = "",
        clock: Clock = system_clock,
        business_clock: Clock | None = None,
        auto_worker: bool = True,
        chunk_rows: int = CHUNK_ROWS,
    ) -> None:
        self._sandbox = sandbox
        self._auto_worker = auto_worker
        self.database = Database(database_url)
        self.vault = Vault(master_key or master_key_for(database_url, make=True))
        self._now = business_clock or clock
        prepare(self.database, self.vault)
        if sandbox:
            contact = contact or CONTACT
        self.portal = Portal(
            self.database,
            self.vault,
            clock=clock,
            business_clock=business_clock,
            sandbox=sandbox,
            contact=contact,
            chunk_rows=chunk_rows,
        )
        if sandbox:
            load(self.database, self.vault, self._now())
        self._server = Server(self.portal)
        self._thread = threading.Thread(target=self._server.run, name="portal-server", daemon=True)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def worker(self) -> Worker:
        return self.portal.worker

    def __enter__(self) -> EmbeddedPortal:
        self._thread.start()
        self._server.wait_until_serving()
        if self._auto_worker:
            self.worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        self._thread.join()
        self._server.close()
        self.portal.close()


class _Announcing(uvicorn.Server):
    """A server that sets an event once it serves."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.serving = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.serving.set()


def is_loopback(host: str) -> bool:
    """Return whether an address to bind to can be reached from this machine only."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # IPPROTO_TCP is named because asyncio turns off send delays only for sockets that name it: otherwise every answer
    # waits some 40 ms for the client's acknowledgement of its headers.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows this option would let another program bind the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening
