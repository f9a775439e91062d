"""The only access to the database, on either engine: SQLite in one file, or PostgreSQL.

Work is a function of a connection, run in one transaction by `read` or `write`. Work that loses a race or its
connection is run again as a whole, so it must be safe to repeat.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.types import TypeDecorator, TypeEngine

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql
else:
    # Not loaded where it is not spoken.
    postgresql = import_lazily("sqlalchemy.dialects.postgresql")

T = TypeVar("T")

ATTEMPTS = 8
"""Attempts per transaction before the error is raised."""

BUSY_SECONDS = 30
"""Seconds that a process waits for another one that is writing to the same SQLite file."""

_FIRST_PAUSE = 0.01
_RETRYABLE = ("40001", "40P01", "08", "57P")
"""SQLSTATE prefixes worth a retry: serialisation, deadlock, connection, shutdown."""

_TAKEN = "23505"
"""Unique violation: another transaction inserted the key at the same moment, and one retry finds it."""

_CONNECT_SECONDS = 10
"""Seconds until a PostgreSQL that does not answer is given up, unless the URL says otherwise; its own limit is minutes."""

_FORMS = "write sqlite:///FILE or postgresql://USER@HOST/NAME"
_KINDS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""Scheme of a URL to the driver that is used."""

_NEVER = 1 << 60
"""Executions before the driver prepares a statement on its own: never."""

_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",  # first: even the next one may have to wait
    "PRAGMA page_size=8192",  # of new files; a chunk touches half as many pages as with the default
    "PRAGMA journal_mode=WAL",
    "PRAGMA wal_autocheckpoint=2000",  # pages; several chunks share one write of a page into the file
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32000",
)
_DURABLE = ("PRAGMA synchronous=FULL",)
"""What has a commit wait until it is on the disk."""


class NoSuchDatabase(ValueError):
    """The address names no database that this program can use."""


class Database:
    """A database engine with read and write transactions."""

    def __init__(self, url: str) -> None:
        """Make an engine for a URL; nothing is connected yet.

        Raises:
            NoSuchDatabase: the URL is malformed or names another kind of database, or the driver is missing.
        """
        self.url = _with_driver(url)
        self.engine = _sqlite_engine(self.url) if self.url.startswith("sqlite") else _postgresql_engine(self.url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._reader, self._writer = self._engines()
        # SQLite has one writer at a time. Queueing here instead of in its busy handler makes the slowest of many
        # concurrent requests some twenty times faster.
        self._turn: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()
        self._questions: dict[TextClause, _Asked] = {}

    @property
    def is_in_place(self) -> bool:
        """Whether the file of an SQLite database is where the URL says: an open one can be used when it is gone."""
        return not self.is_sqlite or os.path.exists(self.engine.url.database or "")

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run work in a transaction that sees one snapshot of the database and changes nothing."""
        return self._run(self._reader, work)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run work in one transaction: all of it is committed, or nothing."""

        def in_turn() -> T:
            with self._turn:
                return self._run(self._writer, work, attempts=1)

        return _until_it_holds(in_turn)

    def ask(self, question: TextClause, parameters: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        """Run one statement directly on the driver and return its rows.

        For queries of a few rows, which take less time than SQLAlchemy and a transaction around them would.
        One statement sees one snapshot of the database. Compiled questions are cached: create each only once.
        """
        asked = self._questions.get(question)
        if asked is None:
            asked = self._questions[question] = _Asked.of(question, self.engine.dialect)
        values = asked.values(parameters)
        try:
            return self._answered(asked.sql, values)
        except self.engine.dialect.loaded_dbapi.Error:  # run again with SQLAlchemy, which retries if it helps
            return self.read(lambda conn: [tuple(row) for row in conn.exec_driver_sql(asked.sql, values)])

    def _answered(self, sql: str, values: Any) -> Sequence[tuple[Any, ...]]:
        pooled = self.engine.raw_connection()
        driver: Any = pooled.driver_connection
        try:
            if self.is_sqlite:
                answer: list[tuple[Any, ...]] = driver.execute(sql, values).fetchall()
                return answer
            driver.autocommit = True  # otherwise a BEGIN and a COMMIT go to the server too
            answer = driver.execute(sql, values, prepare=True).fetchall()
            driver.autocommit = False
            return answer
        except BaseException:
            pooled.invalidate()
            raise
        finally:
            pooled.close()

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Return an INSERT that supports ON CONFLICT."""
        if self.is_sqlite:
            return sqlite.insert(table)
        return postgresql.insert(table)

    def bulk_insert(self, conn: Connection, columns: Sequence[Column[Any]], rows: Iterable[Sequence[object]]) -> None:
        """Insert many rows at the engine's full speed: COPY on PostgreSQL, one prepared statement on SQLite."""
        self.insert_columns(conn, dict(zip(columns, zip(*rows, strict=True), strict=False)))

    def insert_columns(self, conn: Connection, values: Mapping[Column[Any], Sequence[object]]) -> None:
        """Insert rows given as columns, like `bulk_insert`, without building rows first."""
        if not values:
            return
        table, names = next(iter(values)).table, ", ".join(column.name for column in values)
        assert isinstance(table, Table)
        stored = (_stored(column.type, own, self.engine.dialect) for column, own in values.items())
        rows = zip(*stored, strict=True)
        cursor: Any = conn.connection.cursor()
        try:
            if self.is_sqlite:
                gaps = ", ".join("?" * len(values))
                cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({gaps})", rows)
                return
            with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        finally:
            cursor.close()

    def forget_freed_pages(self) -> None:
        """Write deletions into the SQLite file at once, so that the write-ahead log keeps no copy of the data."""
        if self.is_sqlite:
            with self._turn, self.engine.connect() as conn:
                conn.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()

    def _engines(self) -> tuple[Engine, Engine]:
        if self.is_sqlite:
            return self.engine, self.engine.execution_options(immediate=True)
        reader = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        return reader, self.engine

    def _run(self, engine: Engine, work: Callable[[Connection], T], attempts: int = ATTEMPTS) -> T:
        def once() -> T:
            with engine.begin() as conn:
                return work(conn)

        return _until_it_holds(once, attempts) if attempts > 1 else once()


def _until_it_holds(once: Callable[[], T], attempts: int = ATTEMPTS) -> T:
    for attempt in range(attempts - 1):
        try:
            return once()
        except DBAPIError as error:
            if not _is_worth_repeating(error, attempt):
                raise
            time.sleep(_FIRST_PAUSE * 2**attempt * random.uniform(0.5, 1.5))
    return once()


def is_passing(error: DBAPIError) -> bool:
    """Return whether an error is a lost race or a lost connection, after which the same work may well succeed."""
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return _state(error).startswith(_RETRYABLE)


def _is_worth_repeating(error: DBAPIError, attempt: int) -> bool:
    return is_passing(error) or (_state(error) == _TAKEN and attempt == 0)


def _state(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def shown(url: str) -> str:
    """Return the address of a database without its password."""
    return legible(make_url(url).render_as_string())


def _with_driver(url: str) -> str:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # such as a port that is no number
        raise NoSuchDatabase(_FORMS) from None
    driver = _KINDS.get(parsed.drivername)
    if driver is None:
        raise NoSuchDatabase(f"no such kind of database: {parsed.drivername}; {_FORMS}")
    if driver == "sqlite" and (parsed.host or parsed.query or parsed.database in {None, "", ":memory:"}):
        raise NoSuchDatabase(f"an SQLite database is a file and has no options: {_FORMS}")
    return parsed.set(drivername=driver).render_as_string(hide_password=False)


def _sqlite_engine(url: str) -> Engine:
    # hide_parameters: an error message in the log must not contain an e-mail address.
    engine = create_engine(url, hide_parameters=True, pool_size=16, max_overflow=16)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        cursor = connection.cursor()
        for pragma in (*_PRAGMAS, *_DURABLE):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE" if conn.get_execution_options().get("immediate") else "BEGIN")

    return engine


def _postgresql_engine(url: str) -> Engine:
    # Statements are planned each time: a plan made when a table was small would be used for years. Only plans of
    # `ask` are kept: its questions are repeated often and read only what an index leads to.
    own: dict[str, object] = {"prepare_threshold": _NEVER}
    if "connect_timeout" not in make_url(url).query:
        own["connect_timeout"] = _CONNECT_SECONDS
    try:
        engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=10, connect_args=own)
    except ModuleNotFoundError:
        raise NoSuchDatabase("PostgreSQL needs a driver: pip install 'netmile-desktop[postgres]'") from None
    _require_known_options(engine)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.execute("SET jit = off")  # compilation takes longer than any statement here
        connection.commit()

    return engine


def _require_known_options(engine: Engine) -> None:
    """Raise NoSuchDatabase if the URL has an option that the driver does not know; nothing is connected."""
    driver = engine.dialect.loaded_dbapi
    try:
        driver.conninfo.make_conninfo(**dict.fromkeys(engine.url.query, "0"))
    except driver.ProgrammingError as error:
        raise NoSuchDatabase(f"{str(error).strip()}; {_FORMS}") from None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question compiled for an engine's driver."""

    sql: str
    names: Sequence[str] | None
    """Parameter names in order, if the statement's parameters are positional; else None."""
    converters: Mapping[str, Callable[[object], object]]

    @classmethod
    def of(cls, question: TextClause, dialect: Dialect) -> _Asked:
        compiled: Any = question.compile(dialect=dialect)
        own = {name: bound.type for name, bound in compiled.binds.items()}
        converters = {
            name: partial(of.process_bind_param, dialect=dialect)
            for name, of in own.items()
            if isinstance(of, TypeDecorator)
        }
        return cls(str(compiled), compiled.positiontup, converters)

    def values(self, parameters: Mapping[str, object]) -> Any:
        found = {**parameters, **{name: convert(parameters[name]) for name, convert in self.converters.items()}}
        return found if self.names is None else [found[name] for name in self.names]


def _stored(of: TypeEngine[Any], values: Sequence[object], dialect: Dialect) -> Sequence[object]:
    """Return a column's values in the driver's form. A value that is the same object in all rows is converted once."""
    if not isinstance(of, TypeDecorator):
        return values
    first = values[0]
    if all(value is first for value in values):
        return [of.process_bind_param(first, dialect)] * len(values)
    return [of.process_bind_param(value, dialect) for value in values]
