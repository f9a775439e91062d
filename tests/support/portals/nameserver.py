"""A server of names that never answers, and resolvers that wait for it."""

from __future__ import annotations

import socket
import threading

from netmile_desktop.portal.rewards.name_lookups import Resolver, system_resolver

_QUESTION = b"\x5a\x5a\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
"""The head of a question about one name, recursion desired."""


class SilentNameserver:
    """Hears questions over UDP and keeps whoever asks waiting until it is closed."""

    def __init__(self) -> None:
        self._heard = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._heard.bind(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._asking: list[socket.socket] = []
        self._changed = threading.Condition(self._lock)

    @property
    def under_way(self) -> int:
        """How many lookups hang."""
        with self._lock:
            return len(self._asking)

    def resolve(self, host: str, _port: int) -> list[str]:
        """Ask for the addresses of a host, as a resolver without patience limits would."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.connect(self._heard.getsockname())
            with self._lock:
                self._asking.append(asking)
                self._changed.notify_all()
            labels = b"".join(bytes([len(label)]) + label.encode() for label in host.split("."))
            asking.send(_QUESTION + labels + b"\0\0\x01\0\x01")
            asking.recv(512)
            with self._lock:
                self._asking.remove(asking)
                self._changed.notify_all()
        raise OSError("the server of names is closed")

    def resolve_only(self, known: str) -> Resolver:
        """Return a resolver that finds one host by itself, and asks this server about all others."""

        def resolve(host: str, port: int) -> list[str]:
            return system_resolver(host, port) if host == known else self.resolve(host, port)

        return resolve

    def wait_until_asked(self) -> None:
        """Return once somebody asks."""
        with self._lock:
            self._changed.wait_for(lambda: bool(self._asking))

    def close(self) -> None:
        """Let everybody go who asks; safe to repeat."""
        with self._lock:
            for asking in self._asking:
                self._heard.sendto(b"\0", asking.getsockname())
            self._changed.wait_for(lambda: not self._asking)
        self._heard.close()
