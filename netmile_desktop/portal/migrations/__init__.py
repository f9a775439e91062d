"""Revisions of the schema. Imported only if a stored schema is outdated; a new database is created directly."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.schema_version import NewerSchema, stored_revision

LOCATION = "netmile_desktop.portal:migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Upgrade a database to a revision, all in one transaction.

    Raises:
        NewerSchema: the database has a revision that this program does not know.
    """
    database.write(lambda conn: _upgrade(conn, revision))


def configuration(conn: Connection | None = None) -> Config:
    """Return Alembic's settings, with the connection that `env` is to use."""
    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    return config


def _upgrade(conn: Connection, revision: str) -> None:
    config = configuration(conn)
    stored = stored_revision(conn)
    try:
        ScriptDirectory.from_config(config).get_revision(stored or "base")
    except CommandError:
        raise NewerSchema(stored) from None
    command.upgrade(config, revision)
