"""A line to a portal that fails on command: a TCP proxy with a script of one fault per connection."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlsplit

_BLOCK = 16 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one connection. Counts are bytes passed on in a direction; None never happens.

    `up` is from client to portal, `down` is back. Counting begins with the piece in which the client sends
    `when` (from the first byte where that is empty), so that a fault can be meant for one request of a
    connection that is kept open.
    """

    reset: bool = False
    """Accepted and thrown out at once, before anything reaches the portal."""
    delay_s: float = 0.0
    """Every piece in either direction is held back for so long."""
    cut_up_after: int | None = None
    cut_down_after: int | None = None
    stall_up_after: int | None = None
    """Afterwards nothing is passed on, but the connection stays."""
    stall_down_after: int | None = None
    when: bytes = b""
    politely: bool = False
    """Cut by closing in good order rather than by a reset, so that what was passed on still arrives."""


NO_FAULT = Fault()


class FaultyLine:
    """Stands between client and portal. Connections beyond the script go through unharmed, unless
    `always` names a fault for all of them."""

    def __init__(self, portal_url: str) -> None:
        parts = urlsplit(portal_url)
        self._target = (parts.hostname or "", parts.port or 80)
        self._script: deque[Fault] = deque()
        self._always = NO_FAULT
        self._lock = threading.Lock()
        self._passed: list[_Passage] = []
        self._closing = threading.Event()
        self.struck = threading.Event()
        """Set once a fault has taken place."""
        self.connections = 0
        self._listener = _listener(0)
        self._port = self._listener.getsockname()[1]
        self._thread = self._accepting()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def script(self, *faults: Fault) -> None:
        """What the next connections meet, one fault each."""
        with self._lock:
            self._script.extend(faults)
            self.struck.clear()

    def always(self, fault: Fault) -> None:
        """What every connection meets that the script does not speak of."""
        with self._lock:
            self._always = fault
            self.struck.clear()

    def heal(self) -> None:
        """Forget all faults to come; connections that stall are cut."""
        with self._lock:
            self._script.clear()
            self._always = NO_FAULT
            passed = list(self._passed)
        for passage in passed:
            passage.end()

    def refuse(self) -> None:
        """From now on nobody listens: connecting is refused by the system."""
        self._close_listener()
        self.heal()

    def listen_again(self) -> None:
        """Take connections again, on the same port."""
        self._listener = _listener(self._port)
        self._thread = self._accepting()

    def close(self) -> None:
        self._closing.set()
        self._close_listener()
        self.heal()
        for passage in self._passed:
            passage.join()

    def __enter__(self) -> FaultyLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _accepting(self) -> threading.Thread:
        thread = threading.Thread(target=self._accept, args=(self._listener,), name="faulty line", daemon=True)
        thread.start()
        return thread

    def _close_listener(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                fault = self._script.popleft() if self._script else self._always
            if fault.reset:
                self.struck.set()
                _throw_out(client)
                continue
            try:
                portal = socket.create_connection(self._target, 5)
            except OSError:
                _throw_out(client)
                continue
            portal.settimeout(None)
            passage = _Passage(client, portal, fault, self.struck.set)
            with self._lock:
                self._passed = [each for each in self._passed if each.is_open] + [passage]
            passage.start()


class _Passage:
    """One connection on its way through."""

    def __init__(self, client: socket.socket, portal: socket.socket, fault: Fault, struck: Callable[[], None]) -> None:
        self._client = client
        self._portal = portal
        self._fault = fault
        self._struck = struck
        self._armed = not fault.when
        self._over = threading.Event()
        self._closed = threading.Lock()
        self._flowing = 2
        self._threads = [
            threading.Thread(target=self._up, name="faulty line up", daemon=True),
            threading.Thread(target=self._down, name="faulty line down", daemon=True),
        ]

    @property
    def is_open(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(5)

    def end(self) -> None:
        """Cut both ends."""
        with self._closed:
            if self._over.is_set():
                return
            self._over.set()
        for end in (self._client, self._portal):
            _close(end) if self._fault.politely else _throw_out(end)

    def _up(self) -> None:
        self._pump(self._client, self._portal, self._fault.cut_up_after, self._fault.stall_up_after, looking=True)

    def _down(self) -> None:
        self._pump(self._portal, self._client, self._fault.cut_down_after, self._fault.stall_down_after)

    def _pump(
        self, source: socket.socket, sink: socket.socket, cut: int | None, stall: int | None, *, looking: bool = False
    ) -> None:
        passed = 0
        limit = min((each for each in (cut, stall) if each is not None), default=None)
        try:
            while piece := source.recv(_BLOCK):
                if looking and not self._armed and self._fault.when in piece:
                    self._armed = True
                if self._fault.delay_s:
                    time.sleep(self._fault.delay_s)
                if self._armed and limit is not None and passed + len(piece) >= limit:
                    sink.sendall(piece[: limit - passed])
                    self._strike(is_cut=cut is not None and cut == limit)
                    return
                sink.sendall(piece)
                passed += len(piece) if self._armed else 0
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            self.end()
        finally:
            self._dry_up()

    def _dry_up(self) -> None:
        """One direction has ended; with the second the connection is over."""
        with self._closed:
            self._flowing -= 1
            is_last = self._flowing == 0 and not self._over.is_set()
            if is_last:
                self._over.set()
        if is_last:
            _close(self._client)
            _close(self._portal)

    def _strike(self, *, is_cut: bool) -> None:
        self._struck()
        if not is_cut:
            self._over.wait()
        self.end()


def _listener(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)
    return listener


def _throw_out(sock: socket.socket) -> None:
    """Close with a reset, as a broken line looks. A thread that waits for bytes of it wakes."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.shutdown(socket.SHUT_RD)
    sock.close()


def _close(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()
