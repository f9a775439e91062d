"""How a call that waits in the network is freed from another thread."""

from __future__ import annotations

import contextlib
import queue
import selectors
import socket
import threading
import time

from netmile_desktop.progress import Cancelled

_SLICE_S = 0.1
"""Interval at which a wait that cannot be interrupted checks for a cancellation."""

Addresses = list[tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int]]]


class Interruption:
    """Knows the sockets one thread waits on; `stop` from any thread frees it.

    Closing a session or a pool frees nobody who is blocked in `recv`; shutting the socket does. What is
    kept are duplicates, since TLS takes the first socket object away while it shakes hands.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._stopped = False

    @property
    def stopped(self) -> bool:
        return self._stopped

    def begin(self) -> None:
        """A call begins: forget what was stopped before."""
        with self._lock:
            self._stopped = False

    def watch(self, sock: socket.socket) -> None:
        """The call now waits on this socket; raises Cancelled where it was stopped meanwhile."""
        with self._lock:
            if self._stopped:
                raise Cancelled
            with contextlib.suppress(OSError):  # a socket found dead is noticed by whoever uses it next
                # Not `dup`: a TLS socket refuses that.
                self._sockets.append(socket.fromfd(sock.fileno(), sock.family, sock.type, sock.proto))

    def stop(self) -> None:
        """Free the call, from whichever thread."""
        with self._lock:
            self._stopped = True
            for sock in self._sockets:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """The call is over; its connection stays usable."""
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()

    def connect(self, host: str, port: int, timeout_s: float) -> socket.socket:
        """A connected socket; `stop` is heard while names are looked up and while nobody answers.

        Raises:
            OSError: as the system said it of the last address tried; TimeoutError where time ran out.
            Cancelled: stopped meanwhile.
        """
        deadline = time.monotonic() + timeout_s
        failure: OSError = socket.gaierror(f"{host} has no address")
        for family, kind, protocol, _, address in self._look_up(host, port, deadline):
            sock = socket.socket(family, kind, protocol)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a body must not wait for its headers
            try:
                self._wait_for(sock, address, deadline)
                self.watch(sock)
            except OSError as error:
                sock.close()
                failure = error
            except BaseException:
                sock.close()
                raise
            else:
                return sock
        raise failure

    def _look_up(self, host: str, port: int, deadline: float) -> Addresses:
        """The system's look-up blocks as long as it likes, so it is waited for from outside."""
        answer: queue.SimpleQueue[Addresses | OSError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))  # type: ignore[arg-type]
            except OSError as error:
                answer.put(error)
            except UnicodeError as error:
                answer.put(socket.gaierror(str(error)))

        threading.Thread(target=ask, name="name look-up", daemon=True).start()
        while True:
            try:
                found = answer.get(timeout=_SLICE_S)
            except queue.Empty:
                self._go_on(deadline)
                continue
            if isinstance(found, OSError):
                raise found
            return found

    def _wait_for(
        self, sock: socket.socket, address: tuple[str, int] | tuple[str, int, int, int], deadline: float
    ) -> None:
        sock.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            sock.connect(address)
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_WRITE)
            while not selector.select(_SLICE_S):
                self._go_on(deadline)
        if error := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, "connection failed")
        sock.settimeout(max(0.001, deadline - time.monotonic()))

    def _go_on(self, deadline: float) -> None:
        if self._stopped:
            raise Cancelled
        if time.monotonic() > deadline:
            raise TimeoutError
