"""The schema revision of a database."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

STAMP = "alembic_version"
"""Alembic's table for the revision."""


class NewerSchema(Exception):
    """The database was written by a newer program; this program must not touch it."""


def stored_revision(conn: Connection) -> str | None:
    """Return the revision of a database, or None if it is empty."""
    if not inspect(conn).has_table(STAMP):
        return None
    found: str | None = conn.execute(text(f"SELECT version_num FROM {STAMP}")).scalar()
    return found
