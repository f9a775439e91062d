"""Signatures of the payment service: of a shop's requests, and of the result with which a member comes back to it.

Both are HMAC-SHA-256, in hexadecimal, over lines that are joined by a line feed. `docs/payment-service.md` is the
contract. The demo shop and the tests sign with these functions, the portal checks with them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

SCHEME = "NETMILE-HMAC-SHA256"
"""Scheme of the `Authorization` header."""

_REQUEST = "netmile-request-1"
_RESULT = "netmile-result-1"
_RESULT_FIELDS = ("number", "payment", "state", "miles", "time", "key")

_HEADER = re.compile(
    rf"{SCHEME} key=([A-Za-z0-9-]{{1,32}}), ?time=([0-9]{{1,11}}), ?request=([A-Za-z0-9_-]{{8,64}}), ?signature=([0-9a-f]{{64}})"
).fullmatch


class Signature(NamedTuple):
    """What the `Authorization` header of a signed request says."""

    key_id: str
    time: int
    """Seconds since 1970."""
    request_id: str
    signature: str


class SignedParts(NamedTuple):
    """The parts of a request that are signed besides time and request ID."""

    method: str
    target: str
    """Path and query as they are sent."""
    body: bytes


def read_header(text: str) -> Signature | None:
    """Return what an `Authorization` header says; None if it has another form."""
    found = _HEADER(text)
    return Signature(found[1], int(found[2]), found[3], found[4]) if found else None


def signature_of(secret: str, parts: SignedParts, time: int, request_id: str) -> str:
    """Return the signature of a request."""
    digest = hashlib.sha256(parts.body).hexdigest()
    return _signed(secret, _REQUEST, parts.method, parts.target, digest, str(time), request_id)


def authorization(key_id: str, secret: str, parts: SignedParts, time: int, request_id: str) -> str:
    """Return the `Authorization` header of a request."""
    signature = signature_of(secret, parts, time, request_id)
    return f"{SCHEME} key={key_id},time={time},request={request_id},signature={signature}"


def result_url(url: str, secret: str, result: Mapping[str, str]) -> str:
    """Return a return address with a signed result in its query; `result` has the names of `_RESULT_FIELDS`."""
    named = {name: result[name] for name in _RESULT_FIELDS}
    parts = urlsplit(url)
    query = urlencode({f"netmile_{name}": value for name, value in named.items()} | {"netmile_signature": ""})
    return urlunsplit(parts._replace(query=f"{parts.query}&{query}" if parts.query else query)) + _result(secret, named)


def is_genuine(secret: str, result: Mapping[str, str], signature: str) -> bool:
    """Return whether a result that came with a member was signed with a key's secret."""
    named = {name: result.get(name, "") for name in _RESULT_FIELDS}
    return hmac.compare_digest(_result(secret, named).encode(), signature.encode())


def _result(secret: str, named: Mapping[str, str]) -> str:
    return _signed(secret, _RESULT, *(named[name] for name in _RESULT_FIELDS))


def _signed(secret: str, *lines: str) -> str:
    return hmac.digest(secret.encode(), "\n".join(lines).encode(), "sha256").hex()
