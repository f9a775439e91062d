"""What all tables share: their registry, names of constraints, and how each is spread over machines."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import DDL, CheckConstraint, Column, Connection, ForeignKeyConstraint, MetaData, Table, event
from sqlalchemy.schema import SchemaItem

from netmile_desktop.portal.columns import Id

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
    """By what a table's rows would be placed on machines."""

    SITE = "site"
    """Merchant data: `site_id` leads every key."""
    ACCOUNT = "account"
    """The passbook: by account or address digest, never by site."""
    EVERYWHERE = "everywhere"
    """Small and read by all: a copy on each machine."""


def table(name: str, spread: Spread, *items: SchemaItem, rowid: bool = False) -> Table:
    """A table of the schema. On SQLite it lies in its primary key's order, unless its rows are large."""
    return Table(name, metadata, *items, info={"spread": spread}, sqlite_with_rowid=rowid)


def site_id() -> Column[Any]:
    """The leading column of merchant data."""
    return Column("site_id", Id, primary_key=True)


def of_site() -> ForeignKeyConstraint:
    """Merchant data of a known site."""
    return ForeignKeyConstraint(["site_id"], ["site.id"])


def of_campaign() -> ForeignKeyConstraint:
    """Merchant data of one of the site's campaigns."""
    return ForeignKeyConstraint(["site_id", "campaign_id"], ["campaign.site_id", "campaign.id"])


def one_of(column: str, *values: str) -> CheckConstraint:
    """A text column that takes these words only; no native enumeration, which could not be changed online."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


@event.listens_for(metadata, "before_create")
def _narrow_indexes(held: MetaData, conn: Connection, **_more: Any) -> None:
    """On PostgreSQL an index leaves out the rows that it leaves out on SQLite. Said where the index is declared,
    it would load all that is known of PostgreSQL on machines that have none."""
    if conn.dialect.name != "postgresql":
        return
    for index in (index for each in held.tables.values() for index in each.indexes):
        if (where := index.dialect_options["sqlite"]["where"]) is not None:
            index.dialect_kwargs["postgresql_where"] = where


def append_only(held: Table) -> None:
    """Forbid changing a table's rows. On SQLite triggers hold it; on PostgreSQL the role that serves is
    granted SELECT and INSERT only, because triggers do not scale out."""
    for statement in append_only_statements(held.name):
        event.listen(held, "after_create", DDL(statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]


def append_only_statements(name: str) -> list[str]:
    """The SQLite triggers of a table whose rows never change; a migration that makes one runs them too."""
    return [
        f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]
