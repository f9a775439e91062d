"""A shop's server as a client of the payment service: it signs each request, as `docs/payment-service.md` says."""

from __future__ import annotations

import json
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from netmile_desktop.portal.payments.signing import SignedParts, authorization

_SECONDS = 10


class ShopRefused(Exception):
    """The portal refused a request, or did not answer; `code` is empty then."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(f"{code}: {said}" if code else said)
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class ShopClient:
    """Calls of one shop."""

    portal: str
    key_id: str
    secret: str

    def open(self, number: str, order: dict[str, Any]) -> dict[str, Any]:
        return self._call("PUT", f"/v1/payments/{number}", order)

    def look(self, number: str) -> dict[str, Any]:
        return self._call("GET", f"/v1/payments/{number}")

    def cancel(self, number: str) -> dict[str, Any]:
        return self._call("POST", f"/v1/payments/{number}/cancellation")

    def refund(self, number: str, refund: str, miles: int) -> dict[str, Any]:
        return self._call("PUT", f"/v1/payments/{number}/refunds/{refund}", {"miles": miles})

    def statement(self, first: str, last: str) -> dict[str, Any]:
        return self._call("GET", f"/v1/payment-statements?{urlencode({'first': first, 'last': last})}")

    def _call(self, method: str, target: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        body = json.dumps(content).encode() if content is not None else b""
        parts = SignedParts(method, target, body)
        header = authorization(self.key_id, self.secret, parts, int(time.time()), secrets.token_hex(12))
        headers = {"Authorization": header, "Content-Type": "application/json"}
        request = urllib.request.Request(self.portal + target, body or None, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                return dict(json.loads(answer.read()))
        except urllib.error.HTTPError as error:
            raise _refused(error) from None
        except (OSError, HTTPException, ValueError) as error:
            raise ShopRefused("", f"{self.portal}: {error}") from None


def _refused(error: urllib.error.HTTPError) -> ShopRefused:
    try:
        problem = json.loads(error.read())
        return ShopRefused(str(problem["code"]), "; ".join(filter(None, (problem["title"], problem.get("detail")))))
    except (ValueError, KeyError, TypeError):
        return ShopRefused("", str(error))
