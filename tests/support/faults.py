"""A line to a portal that fails on command: a TCP proxy with a script of one fault per connection."""

from __future__ import annotations

import contextlib
import queue
import socket
import struct
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal
from urllib.parse import urlsplit

_BLOCK = 16 * 1024

_REPLY_S = 0.4
"""So long the portal may be silent before its answers to a repetition count as complete."""

Address = tuple[str, int]


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
    nth: int = 1
    """Which of the pieces with `when` it is."""
    politely: bool = False
    """Cut by closing in good order rather than by a reset, so that what was passed on still arrives."""
    repeated: Literal["", "at once", "later"] = ""
    """What the client sends reaches the portal a second time, over another connection: beside the first
    time, or once the first connection is over."""

    @property
    def kind(self) -> str:
        """One word for a report; empty where nothing is wrong."""
        cuts = self.cut_up_after is not None or self.cut_down_after is not None
        for word, holds in (
            ("refused", self.reset),
            ("stalled", self.stall_up_after is not None or self.stall_down_after is not None),
            ("truncated", cuts and self.politely),
            ("cut", cuts),
            ("duplicated", bool(self.repeated)),
            ("delayed", self.delay_s > 0),
        ):
            if holds:
                return word
        return ""


NO_FAULT = Fault()


class FaultyLine:
    """Stands between client and portal. Connections beyond the script go through unharmed, unless
    `always` names a fault for all of them."""

    def __init__(self, portal_url: str) -> None:
        self._target = _address(portal_url)
        self._script: deque[Fault] = deque()
        self._always = NO_FAULT
        self._lock = threading.Lock()
        self._passed: list[_Passage] = []
        self._closing = threading.Event()
        self.struck = threading.Event()
        """Set once a fault has taken place."""
        self.strikes: Counter[str] = Counter()
        """How many connections met a fault, by its kind."""
        self.connections = 0
        self.heard: bytearray | None = None
        """What clients send from now on, if a test puts a bytearray here."""
        self._listener = _listener(0)
        self._port = self._listener.getsockname()[1]
        self._thread = self._accepting()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def lead_to(self, portal_url: str) -> None:
        """From now on connections go to another portal."""
        with self._lock:
            self._target = _address(portal_url)

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
        """Forget all faults to come; connections are cut, those that stall too."""
        with self._lock:
            self._script.clear()
            self._always = NO_FAULT
        self._cut_all()

    def refuse(self) -> None:
        """From now on nobody listens: connecting is refused by the system. Faults to come stay to come."""
        with self._lock:
            self.strikes["refused"] += 1
        self._close_listener()
        self._cut_all()

    def listen_again(self) -> None:
        """Take connections again, on the same port; safe to repeat."""
        if self._thread.is_alive():
            return
        self._listener = _listener(self._port)
        self._thread = self._accepting()

    def _cut_all(self) -> None:
        with self._lock:
            passed = list(self._passed)
        for passage in passed:
            passage.end()

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
                target = self._target
            if fault.reset:
                self._strike(fault)
                _throw_out(client)
                continue
            try:
                portal = socket.create_connection(target, 5)
            except OSError:
                _throw_out(client)
                continue
            portal.settimeout(None)
            for end in (client, portal):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # not slower than without us
            repetition = _Repetition(target, is_late=fault.repeated == "later") if fault.repeated else None
            passage = _Passage(client, portal, fault, self._strike, repetition, self._hear)
            with self._lock:
                self._passed = [each for each in self._passed if each.is_open] + [passage]
            passage.start()

    def _hear(self, piece: bytes) -> None:
        if self.heard is not None:
            self.heard += piece

    def _strike(self, fault: Fault) -> None:
        with self._lock:
            self.strikes[fault.kind] += 1
        self.struck.set()


class _Passage:
    """One connection on its way through."""

    def __init__(
        self,
        client: socket.socket,
        portal: socket.socket,
        fault: Fault,
        struck: Callable[[Fault], None],
        repetition: _Repetition | None,
        hear: Callable[[bytes], None],
    ) -> None:
        self._hear = hear
        self._client = client
        self._portal = portal
        self._fault = fault
        self._struck = struck
        self._has_struck = False
        self._repetition = repetition
        self._armed = not fault.when
        self._seen = 0
        self._over = threading.Event()
        self._closed = threading.Lock()
        self._flowing = 2
        self._threads = [
            threading.Thread(target=self._up, name="faulty line up", daemon=True),
            threading.Thread(target=self._down, name="faulty line down", daemon=True),
        ]

    @property
    def is_open(self) -> bool:
        return any(thread.is_alive() for thread in self._threads) or bool(self._repetition and self._repetition.is_open)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(5)
        if self._repetition is not None:
            self._repetition.join()

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
        if self._repetition is not None:
            self._repetition.end()

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
                    self._seen += 1
                    self._armed = self._seen >= self._fault.nth
                self._bear(piece if looking else b"")
                if looking:
                    self._hear(piece)
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

    def _bear(self, piece: bytes) -> None:
        """What happens to a piece that is passed on all the same. `piece` is empty on its way back."""
        if self._fault.delay_s:
            self._strike_once()
            time.sleep(self._fault.delay_s)
        if self._repetition is not None and self._armed and piece:
            self._strike_once()
            self._repetition.take(piece)

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
        self._strike_once()
        if not is_cut:
            self._over.wait()
        self.end()

    def _strike_once(self) -> None:
        if not self._has_struck:
            self._has_struck = True
            self._struck(self._fault)


class _Repetition:
    """Hands what a client sends to the portal once more, and throws the answers away."""

    def __init__(self, target: Address, *, is_late: bool) -> None:
        self._target = target
        self._is_late = is_late
        self._pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="faulty line repetition", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        return self._thread.is_alive()

    def take(self, piece: bytes) -> None:
        self._pieces.put(piece)

    def end(self) -> None:
        self._pieces.put(b"")

    def join(self) -> None:
        self._thread.join(5)

    def _run(self) -> None:
        pieces = iter(self._pieces.get, b"")
        sent = b"".join(pieces) if self._is_late else next(pieces, b"")
        if not sent:
            return
        with contextlib.suppress(OSError), socket.create_connection(self._target, 5) as portal:
            portal.sendall(sent)
            for piece in pieces if not self._is_late else ():
                portal.sendall(piece)
            _drain(portal)


def _drain(portal: socket.socket) -> None:
    """Read until the other side is silent or gone."""
    portal.settimeout(_REPLY_S)
    with contextlib.suppress(OSError):
        while portal.recv(_BLOCK):
            pass


def _address(url: str) -> Address:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 80


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
