"""Faults in a portal's book that the portal itself would never make."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, text

from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import issue as issue_table


def tamper(database: Database, work: Callable[[Connection], object]) -> None:
    """Change issues while the guards of their table step aside."""

    def unguarded(conn: Connection) -> None:
        guards = conn.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'issue'")
        ).all()
        for name, _ in guards:
            conn.execute(text(f'DROP TRIGGER "{name}"'))
        work(conn)
        for _, sql in guards:
            conn.execute(text(sql))

    database.write(unguarded)


def copy_of(conn: Connection, id_: UUID, **changes: object) -> None:
    """The same issue once more, with some values changed."""
    row = conn.execute(select(issue_table).where(issue_table.c.id == id_)).one()
    conn.execute(insert(issue_table).values({**row._asdict(), "id": uuid4(), **changes}))
