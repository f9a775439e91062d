"""Failed sign-ins lock an ID for a while, whether or not a user has that ID."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import throttle

FAILURES = 5
"""Failures that lock an ID."""

LOCKED = timedelta(minutes=15)
"""Duration of a lock; a failure older than this is forgotten."""


def throttle_key(login: str) -> bytes:
    """Return the key under which failures are counted: a digest, because people type passwords into the ID field."""
    return hashlib.sha256(login.encode("utf-8", "replace")).digest()


def locked_until(conn: Connection, key: bytes, now: datetime) -> datetime | None:
    """Return when a locked ID opens again, or None if it is open."""
    until: datetime | None = conn.execute(
        select(throttle.c.blocked_until).where(throttle.c.key == key, throttle.c.blocked_until > now)
    ).scalar()
    return until


def count_failure(conn: Connection, database: Database, key: bytes, now: datetime) -> None:
    """Count one more failure of an ID; the fifth locks it."""
    conn.execute(delete(throttle).where(throttle.c.key == key, throttle.c.window_until <= now))
    failed = database.insert(throttle).values(key=key, failures=1, window_until=now + LOCKED)
    conn.execute(
        failed.on_conflict_do_update(
            index_elements=["key"], set_={"failures": throttle.c.failures + 1, "window_until": now + LOCKED}
        )
    )
    conn.execute(
        update(throttle)
        .where(throttle.c.key == key, throttle.c.failures >= FAILURES)
        .values(blocked_until=now + LOCKED)
    )


def forget_failures(conn: Connection, key: bytes) -> None:
    """Clear the count after a successful sign-in."""
    conn.execute(delete(throttle).where(throttle.c.key == key))
