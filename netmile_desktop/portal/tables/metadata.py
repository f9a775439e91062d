"""The common parts of all tables: registry, names of constraints, and the spread of each over machines."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import DDL, CheckConstraint, Column, Connection, ForeignKeyConstraint, MetaData, Table, event
from sqlalchemy.schema import SchemaItem

from netmile_desktop.portal.database.column_types import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Spread(StrEnum):
    """The value by which a table's rows would be distributed over machines."""

    SITE = "site"
    """Merchant data: `site_id` leads every key."""
    ACCOUNT = "account"
    """The passbook: by account or address digest, never by site."""
    EVERYWHERE = "everywhere"
    """Small tables read by all: a copy on each machine."""


def table(name: str, spread: Spread, *items: SchemaItem, rowid: bool = False) -> Table:
    """Return a table of the schema. SQLite stores it in primary key order, unless `rowid` is set for large rows."""
    return Table(name, metadata, *items, info={"spread": spread}, sqlite_with_rowid=rowid)


def site_id() -> Column[Any]:
    """Return the leading column of merchant data."""
    return Column("site_id", Id, primary_key=True)


def of_site() -> ForeignKeyConstraint:
    """Return the foreign key of a site's data."""
    return ForeignKeyConstraint(["site_id"], ["site.id"])


def of_campaign() -> ForeignKeyConstraint:
    """Return the foreign key of data that belongs to one of the site's campaigns."""
    return ForeignKeyConstraint(["site_id", "campaign_id"], ["campaign.site_id", "campaign.id"])


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return a check for a text column of fixed words; a native enumeration could not be changed online."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


@event.listens_for(metadata, "before_create")
def _narrow_indexes(held: MetaData, conn: Connection, **_more: Any) -> None:
    """Make indexes on PostgreSQL as partial as on SQLite.

    Declared at the index, the condition would import SQLAlchemy's PostgreSQL dialect on machines that do not use it.
    """
    if conn.dialect.name != "postgresql":
        return
    for index in (index for each in held.tables.values() for index in each.indexes):
        if (where := index.dialect_options["sqlite"]["where"]) is not None:
            index.dialect_kwargs["postgresql_where"] = where


def append_only(held: Table) -> None:
    """Forbid changing a table's rows.

    On SQLite triggers enforce it. On PostgreSQL, where triggers do not scale out, the serving role is granted SELECT
    and INSERT only.
    """
    for statement in append_only_statements(held.name):
        event.listen(held, "after_create", DDL(statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]


def append_only_statements(name: str) -> list[str]:
    """Return the SQLite triggers of an append-only table; a migration that creates such a table runs them too."""
    return [
        f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]
