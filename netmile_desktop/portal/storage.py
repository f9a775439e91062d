"""Preparation of a database: brings it to the present schema and checks that the master key belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, select, text

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.portal.access.vault import Vault, WrongKey
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.schema_version import STAMP, stored_revision
from netmile_desktop.portal.database.statistics import tell_statistics
from netmile_desktop.portal.tables import metadata, setting

if TYPE_CHECKING:
    from netmile_desktop.portal.migrations import upgrade
else:
    # Loads Alembic.
    upgrade = import_lazily("netmile_desktop.portal.migrations", "upgrade")

REVISION = "0020"
"""The newest revision under `migrations`; a test compares both."""


def prepare(database: Database, vault: Vault) -> None:
    """Create the tables, upgrade them, or leave an up-to-date schema alone; safe to repeat.

    Raises:
        NewerSchema: the database has a revision that this program does not know.
        WrongKey: the database was written with another master key.
    """
    stored = database.read(stored_revision)
    if stored is None:
        database.write(_make)
    elif stored != REVISION:
        upgrade(database)
    database.write(lambda conn: _recognise(conn, database, vault))
    tell_statistics(database)


def _make(conn: Connection) -> None:
    """Create the tables of a new database directly: importing Alembic would double the time of a first start."""
    if inspect(conn).has_table(STAMP):
        return  # another process was faster
    metadata.create_all(conn, checkfirst=False)
    conn.execute(text(f"CREATE TABLE {STAMP} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    conn.execute(text(f"INSERT INTO {STAMP} VALUES (:revision)"), {"revision": REVISION})


def _recognise(conn: Connection, database: Database, vault: Vault) -> None:
    insert = database.insert(setting).values(name="key_check", value=vault.check).on_conflict_do_nothing()
    conn.execute(insert)
    stored = conn.execute(select(setting.c.value).where(setting.c.name == "key_check")).scalar_one()
    if stored != vault.check:
        raise WrongKey("this database was written with another master key")
