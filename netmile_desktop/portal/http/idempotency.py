"""Idempotency: a repeated request gets the same answer and changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, insert, select

from netmile_desktop.domain import codec
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import idempotency

A = TypeVar("A", bound=msgspec.Struct)


def once(conn: Connection, call: Call[Any, Any], now: datetime, answer: type[A], work: Callable[[], A]) -> A:
    """Do work under the call's key and keep its answer, or return the answer kept before.

    Keys belong to a site (operators share one), not to a session: a client may sign in again between two attempts.

    Raises:
        Refused: `P-IDEM` if the key came with other content before.
    """
    content = hashlib.sha256(type(call.body).__name__.encode() + b" " + msgspec.json.encode(call.body)).hexdigest()
    own = select(idempotency).where(idempotency.c.site_id == call.site_id, idempotency.c.key == call.key)
    kept = conn.execute(own).first()
    if kept is not None:
        if kept.fingerprint != content:
            raise Refused(Problem.IDEMPOTENCY)
        return codec.decode_json(kept.answer, answer)
    done = work()
    conn.execute(
        insert(idempotency).values(
            site_id=call.site_id, key=call.key, fingerprint=content, answer=msgspec.json.encode(done), created_at=now
        )
    )
    return done
