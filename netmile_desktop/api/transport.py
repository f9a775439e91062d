"""Calls as the table of operations types them: made, repeated where that is safe, and their failures translated."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from netmile_desktop import __version__
from netmile_desktop.api.exchange import HttpCall, NotConnected, Reply
from netmile_desktop.api.parameters import path_text, query_text
from netmile_desktop.api.patience import Patience, retry_after_s
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Broken, Failure, LockedOut, NotSignedIn, Refused, Unreachable, WithoutTls
from netmile_desktop.domain.operations import Audience, Operation, Raw
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress

if TYPE_CHECKING:
    from netmile_desktop.api.connection import Connection
else:
    Connection = import_lazily("netmile_desktop.api.connection", "Connection")

Q = TypeVar("Q")
B = TypeVar("B")
A = TypeVar("A")

_CROWDED = frozenset({429, 502, 503, 504})
"""Statuses of gateways and overloaded servers: the same request may succeed a moment later."""

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Transport:
    """Carries the calls of one client; safe to use from several threads, each on connections of its own."""

    def __init__(self, base_url: str, timeouts: tuple[float, float], patience: Patience) -> None:
        self.base_url = base_url.rstrip("/")
        self.token = ""
        self.renew: Callable[[], bool] | None = None
        self.is_offline = False
        self.last_contact_at: datetime | None = None
        self._timeouts = timeouts
        self._patience = patience
        self._here = threading.local()
        self._connections: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._renewing = threading.Lock()

    def call(
        self,
        operation: Operation[Q, B, A],
        *,
        path: Mapping[str, str] | None = None,
        query: Q | None = None,
        body: B | None = None,
        raw: bytes | None = None,
        key: str = "",
        repeatable: bool = True,
        renewing: bool = True,
        progress: Progress = SILENT,
    ) -> A:
        """Make a call and decode its answer.

        Args:
            raw: The body of an operation that takes bytes; progress tells how many are on their way.
            key: The idempotency key of an operation that takes one; with it a POST may be repeated too.
            repeatable: False where the caller wants to know at once that an outcome is unknown.
            renewing: False where an ended session is not worth another sign-in.

        Raises:
            Unreachable, Broken, Refused, NotSignedIn, LockedOut, Cancelled.
        """
        content = msgspec.json.encode(body) if body is not None else raw
        errand = _Errand(
            operation=operation,
            url=self._url(operation, path, query),
            content=content,
            key=key,
            repeatable=repeatable and (operation.method != "POST" or bool(key)),
            renewing=renewing and operation.access is not Audience.ANYONE,
        )
        answer = self._run(errand, progress)
        if operation.answer is wire.Nothing:
            return operation.answer()
        try:
            return codec.decode_json(answer, operation.answer)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Broken(f"{operation.name}: {error}") from error

    def download(
        self,
        operation: Operation[Q, B, A],
        *,
        path: Mapping[str, str] | None = None,
        query: Q | None = None,
        progress: Progress = SILENT,
    ) -> bytes:
        """Make a call whose answer is taken as it is; raises like `call`."""
        return self._run(_Errand(operation, self._url(operation, path, query)), progress)

    def close(self) -> None:
        """Close every connection, those of other threads too."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.close()

    def _url(self, operation: Operation[Q, B, A], path: Mapping[str, str] | None, query: Q | None) -> str:
        text = query_text(query)
        return self.base_url + path_text(operation.path, path or {}) + (f"?{text}" if text else "")

    def _run(self, errand: _Errand, progress: Progress) -> bytes:
        """Make a call; where its session has ended, sign in again and make it once more."""
        if self.is_offline:
            raise Unreachable("offline")
        if not (self.base_url.startswith("https://") or is_loopback(self.base_url)):
            raise WithoutTls(self.base_url)
        used = self.token
        try:
            return self._try(errand, progress)
        except NotSignedIn:
            if not (errand.renewing and self._renewed(used)):
                raise
        return self._try(errand, progress)

    def _renewed(self, used: str) -> bool:
        """Whether there is another session than the one that has ended; one thread alone signs in."""
        with self._renewing:
            if self.token and self.token != used:
                return True
            return self.renew is not None and self.renew()

    def _try(self, errand: _Errand, progress: Progress) -> bytes:
        """Make a call until it succeeds, is refused, may not be repeated, or patience ends."""
        tried = 0
        while True:
            tried += 1
            asked_s: float | None = None
            try:
                reply = self._connection().exchange(self._message(errand), progress)
                self.last_contact_at = system_clock()
                failure = _failure(errand.operation, reply)
                if failure is None:
                    return reply.content
                if reply.status not in _CROWDED:
                    raise failure
                asked_s = retry_after_s(reply.headers.get("Retry-After"))
            except Unreachable as unreachable:
                failure = unreachable
            wait_s = self._patience.wait_s(tried, asked_s) if errand.may_repeat_after(failure) else None
            if wait_s is None:
                raise failure
            progress.sleep(wait_s)

    def _message(self, errand: _Errand) -> HttpCall:
        headers = {
            "User-Agent": f"NetMile-Desktop/{__version__}",
            "Accept": f"application/json, {errand.operation.raw_answer or Raw.CSV}",
        }
        if errand.operation.access is not Audience.ANYONE:
            headers["Authorization"] = f"Bearer {self.token}"
        if errand.content is not None:
            headers["Content-Type"] = errand.operation.raw_body or "application/json"
        if errand.key:
            headers["Idempotency-Key"] = errand.key
        return HttpCall(errand.operation.method, errand.url, headers, errand.content)

    def _connection(self) -> Connection:
        """This thread's own; libraries do not promise that threads may share one."""
        connection: Connection | None = getattr(self._here, "connection", None)
        if connection is None:
            # Takes some 70 ms, which the first paint of the window must not wait for.
            connection = Connection(self._timeouts, is_loopback=is_loopback(self.base_url))
            self._here.connection = connection
            with self._lock:
                self._connections.add(connection)
        return connection


def is_loopback(url: str) -> bool:
    """Whether an address names this very machine; one that makes no sense does not."""
    try:
        return urlsplit(url).hostname in _LOOPBACK
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Errand:
    """One call and how far one may go for it."""

    operation: Operation[Any, Any, Any]
    url: str
    content: bytes | None = None
    key: str = ""
    repeatable: bool = True
    renewing: bool = True

    def may_repeat_after(self, failure: Failure) -> bool:
        """What certainly never arrived may always be sent again."""
        return self.repeatable or isinstance(failure, NotConnected)


def _failure(operation: Operation[Any, Any, Any], reply: Reply) -> Failure | None:
    """What a reply says went wrong, or None where it is the answer that was agreed."""
    if reply.status == operation.status:
        return None
    try:
        problem = codec.decode_json(reply.content, wire.ProblemDocument)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Broken(f"{operation.name}: status {reply.status}")
    if problem.code == Problem.BROKEN:  # what was done before it broke is not known
        return Broken(f"{operation.name}: {problem.detail}")
    kinds: dict[str, type[Refused]] = {Problem.SESSION: NotSignedIn, Problem.LOCK: LockedOut}
    return kinds.get(problem.code, Refused)(problem.code, problem.detail, retry_at=problem.retry_at)
