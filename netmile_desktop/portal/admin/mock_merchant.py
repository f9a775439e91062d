"""A merchant's API to try the hand-over in real time with: it approves, refuses by a rule, is slow, down, or at odds.

It follows docs/reward-hand-over.md, so it also shows how little such an API needs.
"""

from __future__ import annotations

import hmac
import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.portal.rewards.merchant_api import ATTEMPT, REGISTRATION, SIGNATURE, TIME, signed

OLDEST_SECONDS = 300
"""Age of a call from which on it is refused, so that nobody can send one again that was overheard."""

_MOST_BYTES = 64 * 1024


class Mood(StrEnum):
    """How the merchant behaves."""

    APPROVE = "approve"
    REFUSE = "refuse"
    PENDING = "pending"
    SLOW = "slow"
    DOWN = "down"
    WRONG_SIGNATURE = "wrong-signature"


@dataclass(slots=True)
class Behaviour:
    """What the merchant does at present; may be changed while it serves."""

    secret: bytes
    mood: Mood = Mood.APPROVE
    refuse_if: str = ""
    """`FIELD=TEXT`: refuses only registrations with the text in that field; empty refuses all."""
    seconds: float = 15
    """How long it takes when it is slow."""
    clock: Clock = system_clock
    told: Callable[[dict[str, Any]], None] = lambda _line: None
    """Called with each call and its answer, without what was registered."""
    results: dict[str, dict[str, str]] = field(default_factory=dict)
    """Answers by registration ID: each registration is decided once, however often it comes."""


class MockMerchant:
    """The API on a loopback port."""

    def __init__(self, behaviour: Behaviour, port: int = 0) -> None:
        """Begin to serve.

        Raises:
            OSError: the port is taken.
        """
        self.behaviour = behaviour
        self.closing = threading.Event()
        merchant = self

        class Handler(_Handler):
            """Serves this merchant."""

            of = merchant

        self._server = _Server(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/registrations"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End; calls under way end at once."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *request: Any) -> None:
        """Say nothing of callers who leave in the middle; whatever else goes wrong is told."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(*request)


class _Handler(BaseHTTPRequestHandler):
    of: MockMerchant

    def do_POST(self) -> None:
        behaviour = self.of.behaviour
        if behaviour.mood is Mood.DOWN:
            self._tell(None, {})
            self.close_connection = True
            return
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), _MOST_BYTES))
        if behaviour.mood is Mood.SLOW:
            self.of.closing.wait(behaviour.seconds)
        if not self._is_signed(body):
            self._answer(401, {"error": "the signature is wrong, or too old"})
            return
        self._answer(200, self._decided(json.loads(body)))

    def _decided(self, told: dict[str, Any]) -> dict[str, str]:
        behaviour, id_ = self.of.behaviour, told["registration_id"]
        if id_ not in behaviour.results:
            answer = {"result": "pending" if behaviour.mood is Mood.PENDING else "approved"}
            if behaviour.mood is Mood.REFUSE and _applies(behaviour.refuse_if, told["fields"]):
                answer = {"result": "refused", "reason": "登録済みの会員です"}
            if told["test"]:
                return answer
            behaviour.results[id_] = answer
        return behaviour.results[id_]

    def _is_signed(self, body: bytes) -> bool:
        behaviour = self.of.behaviour
        secret = b"another" if behaviour.mood is Mood.WRONG_SIGNATURE else behaviour.secret
        said = self.headers.get(TIME, "")
        age = (
            abs(behaviour.clock().timestamp() - int(said)) if said.isascii() and said.isdigit() else OLDEST_SECONDS + 1
        )
        wanted = f"v1={signed(secret, said, body)}"
        given = [each.strip() for each in self.headers.get(SIGNATURE, "").split(",")]
        return age <= OLDEST_SECONDS and any(hmac.compare_digest(wanted.encode(), each.encode()) for each in given)

    def _answer(self, status: int, content: dict[str, str]) -> None:
        raw = json.dumps(content, ensure_ascii=False).encode()
        self._tell(status, content)
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)
        except OSError:  # the portal has given up
            self.close_connection = True

    def _tell(self, status: int | None, content: dict[str, str]) -> None:
        number = {"registration": self.headers.get(REGISTRATION, ""), "attempt": self.headers.get(ATTEMPT, "")}
        self.of.behaviour.told({**number, "status": status, **content})

    def log_message(self, *_: object) -> None:
        """Say nothing: each call is told by `_tell`."""


def _applies(rule: str, fields: dict[str, str]) -> bool:
    name, _, text = rule.partition("=")
    return not rule or text in fields.get(name, "")
