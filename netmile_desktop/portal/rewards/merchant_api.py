"""The call of a merchant's API for a registration: what is sent, how it is signed, and what its answer may say.

The contract with merchants is docs/reward-hand-over.md.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.rewards import CALL_SECONDS, REASON_LENGTH, CallOutcome
from netmile_desktop.domain.rewards.result_files import is_usable_reason
from netmile_desktop.portal.rewards.name_lookups import NameLookups, Resolver, system_resolver
from netmile_desktop.portal.rewards.outgoing import CallFailed, Reply, post

TIME, SIGNATURE = "NetMile-Time", "NetMile-Signature"
REGISTRATION, ATTEMPT = "NetMile-Registration", "NetMile-Attempt"

Secrets = tuple[bytes, ...]
"""Secrets with which a call is signed, the present one first."""

_OK = 200


class Told(msgspec.Struct, frozen=True):
    """What the merchant's API gets."""

    registration_id: str
    campaign_id: str
    registered_at: datetime
    test: bool
    fields: dict[str, str]
    """By the names of `EntryField`; what was not asked, or left empty, is not there."""


class _Result(msgspec.Struct, frozen=True):
    result: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """How a call ended; `detail` is the reason of a refusal, or what is wrong, and never what was handed over."""

    outcome: CallOutcome
    http_status: int | None
    milliseconds: int
    detail: str


def signed(secret: bytes, unix_time: str, body: bytes) -> str:
    """Return the signature of a body at a time: HMAC-SHA-256 over the time, a dot and the body, in hexadecimal digits."""
    return hmac.new(secret, unix_time.encode() + b"." + body, "sha256").hexdigest()


class MerchantApi:
    """Calls of merchants' APIs."""

    def __init__(
        self,
        clock: Clock,
        *,
        private_endpoints: bool,
        seconds: float = CALL_SECONDS,
        stopwatch: Callable[[], float] = time.monotonic,
        resolver: Resolver = system_resolver,
    ) -> None:
        """Take `private_endpoints` as whether private networks and addresses without TLS may be called."""
        self._clock = clock
        self._private = private_endpoints
        self._seconds = seconds
        self._stopwatch = stopwatch
        self._lookups = NameLookups(resolver)

    def call(self, url: str, secrets: Secrets, told: Told, *, attempt: int) -> ApiAnswer:
        """Hand one registration over."""
        body = msgspec.json.encode(told)
        unix_time = str(int(self._clock().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "NetMile-Reward/1",
            "Connection": "close",
            TIME: unix_time,
            SIGNATURE: ", ".join(f"v1={signed(secret, unix_time, body)}" for secret in secrets),
            REGISTRATION: told.registration_id,
            ATTEMPT: str(attempt),
        }
        began = self._stopwatch()
        try:
            reply = post(url, body, headers, self._lookups, allow_private=self._private, seconds=self._seconds)
        except CallFailed as failed:
            return ApiAnswer(failed.outcome, None, self._since(began), failed.detail)
        outcome, detail = _read(reply)
        return ApiAnswer(outcome, reply.status, self._since(began), detail)

    def _since(self, began: float) -> int:
        return round((self._stopwatch() - began) * 1000)


def _read(reply: Reply) -> tuple[CallOutcome, str]:
    if reply.status != _OK:
        return CallOutcome.HTTP_STATUS, f"status {reply.status}"
    try:
        said = codec.decode_json(reply.body, _Result)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return CallOutcome.BAD_ANSWER, "no JSON object with a result"
    reason = said.reason.strip()
    if said.result not in {CallOutcome.APPROVED, CallOutcome.REFUSED, CallOutcome.PENDING}:
        return CallOutcome.BAD_ANSWER, "result is none of approved, refused, pending"
    if said.result != CallOutcome.REFUSED:
        return CallOutcome(said.result), ""
    if not reason or not is_usable_reason(reason):
        return CallOutcome.BAD_ANSWER, f"refused without a reason of 1-{REASON_LENGTH} characters"
    return CallOutcome.REFUSED, reason
