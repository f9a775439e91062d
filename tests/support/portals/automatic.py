"""A shop's own server: makes encrypted parameters and sends them, right ones and others."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
import requests
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text

from netmile_desktop.domain import codec, operations, wire
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from tests.support.portals.portal import NOW, AnyPortal, SetClock

HEADER = {"alg": "dir", "enc": "A256GCM"}


def encrypted(content: bytes, key_id: str = KEY_ID, secret: str = KEY_SECRET, **header: Any) -> str:
    """Any content as a parameter, under the sandbox's key where no other is named, with any header.

    By hand: a library would refuse the headers that the portal is to refuse.
    """
    protected = _text(json.dumps({**HEADER, "kid": key_id, **header}).encode())
    nonce, key = os.urandom(12), base64.urlsafe_b64decode(secret + "=")
    sealed = AESGCM(key).encrypt(nonce, content, protected.encode())
    return f"{protected}..{_text(nonce)}.{_text(sealed[:-16])}.{_text(sealed[-16:])}"


def _text(of: bytes) -> str:
    return base64.urlsafe_b64encode(of).rstrip(b"=").decode()


@dataclass(frozen=True)
class Shop:
    """The server of a shop, with the clock of the portal."""

    url: str
    clock: SetClock
    merchant_id: str = "minato"
    key_id: str = KEY_ID
    secret: str = KEY_SECRET
    usual: dict[str, Any] = field(default_factory=dict)
    """What its parameters say if nothing else is asked for."""

    def content(self, **changes: Any) -> dict[str, Any]:
        """The content of a good parameter for member 1, with changes; a field whose value is `...` is left out."""
        said = {
            "merchant_id": self.merchant_id,
            "campaign_id": "A-1",
            "key": "K000001",
            "address": "member00001@example.jp",
            "miles": 10,
            "unique_id": "ORDER-1",
            "time": int(self.clock().timestamp()),
            **self.usual,
            **changes,
        }
        return {name: value for name, value in said.items() if value is not ...}

    def parameter(self, **changes: Any) -> str:
        """A parameter with that content."""
        return encrypted(json.dumps(self.content(**changes)).encode(), self.key_id, self.secret)

    def send(self, parameter: str = "", *, merchant_id: str = "", **changes: Any) -> requests.Response:
        """The response to a call from server to server."""
        path = operations.AUTOMATIC_PATH.format(merchant_id=merchant_id or self.merchant_id)
        body = {"parameter": parameter or self.parameter(**changes)}
        return requests.post(self.url + path, json=body, timeout=60)

    def call(self, parameter: str = "", *, merchant_id: str = "", **changes: Any) -> wire.AutomaticAnswer:
        """The answer to a call."""
        reply = self.send(parameter, merchant_id=merchant_id, **changes)
        assert reply.status_code == 200, reply.text
        return codec.decode_json(reply.content, wire.AutomaticAnswer)

    def code(self, parameter: str = "", *, merchant_id: str = "", **changes: Any) -> str | None:
        """The code with which a call is refused, or None if it is issued."""
        answer = self.call(parameter, merchant_id=merchant_id, **changes)
        assert answer.issued is (answer.code is None)
        return answer.code

    def show_tag(self, parameter: str = "", *, merchant_id: str = "", **changes: Any) -> requests.Response:
        """The response that a shopper's browser gets for the page tag."""
        path = operations.TAG_PATH.format(merchant_id=merchant_id or self.merchant_id)
        return requests.get(self.url + path, params={"parameter": parameter or self.parameter(**changes)}, timeout=60)


def shop_of(portal: AnyPortal, clock: SetClock | None = None, **usual: Any) -> Shop:
    """The server of the bookshop."""
    return Shop(portal.url, clock or SetClock(NOW), usual=usual)


@contextmanager
def missing(database: Database, table: str) -> Iterator[None]:
    """A table that cannot be found meanwhile: a database that fails."""
    database.write(lambda conn: conn.execute(text(f"ALTER TABLE {table} RENAME TO gone")))
    try:
        yield
    finally:
        database.write(lambda conn: conn.execute(text(f"ALTER TABLE gone RENAME TO {table}")))


def as_json(answer: wire.AutomaticAnswer) -> bytes:
    """An answer byte by byte, to be compared with another."""
    return msgspec.json.encode(answer)
