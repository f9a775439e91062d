"""At which revision of the schema a database stands."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

STAMP = "alembic_version"
"""The table in which Alembic keeps it."""


class NewerSchema(Exception):
    """The database was written by a newer program; this one must not touch it."""


def stored_revision(conn: Connection) -> str | None:
    """The revision a database stands at; None where it is empty."""
    if not inspect(conn).has_table(STAMP):
        return None
    found: str | None = conn.execute(text(f"SELECT version_num FROM {STAMP}")).scalar()
    return found
