"""Looking up the names of hosts within a time, although the system's resolver may take as long as it likes.

A lookup that nobody answers cannot be ended. It is left to a thread of its own, and a name that is still being looked
up is not looked up a second time: whoever asks for it meanwhile waits for the same answer.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future

Resolver = Callable[[str, int], list[str]]
"""Returns the IP addresses of a host for connections to a port; raises OSError or UnicodeError."""


def system_resolver(host: str, port: int) -> list[str]:
    """Return what the system knows of a host, each address once.

    Raises:
        OSError: it knows nothing.
        UnicodeError: no name of a host looks like this.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class NameLookups:
    """Lookups that are waited for no longer than one wants."""

    def __init__(self, resolver: Resolver = system_resolver) -> None:
        self._resolver = resolver
        self._lock = threading.Lock()
        self._under_way: dict[tuple[str, int], Future[list[str]]] = {}

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        """Return the IP addresses of a host.

        Raises:
            TimeoutError: there is no answer within the time.
            OSError: there is no such host.
            UnicodeError: as `system_resolver`.
        """
        return self._begun(host, port).result(seconds)

    def _begun(self, host: str, port: int) -> Future[list[str]]:
        with self._lock:
            begun = self._under_way.get((host, port))
            if begun is None:
                begun = Future()
                # Not of a pool, whose threads would keep the process from ending.
                threading.Thread(
                    target=self._look_up, args=(host, port, begun), name="portal-name-lookup", daemon=True
                ).start()
                self._under_way[host, port] = begun
            return begun

    def _look_up(self, host: str, port: int, begun: Future[list[str]]) -> None:
        found: list[str] = []
        failure: OSError | UnicodeError | None = OSError("the name was not looked up")
        try:
            found, failure = self._resolver(host, port), None
        except (OSError, UnicodeError) as error:
            failure = error
        finally:
            with self._lock:
                del self._under_way[host, port]
            if failure is None:
                begun.set_result(found)
            else:
                begun.set_exception(failure)
