"""Paging of lists, in a stable order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.database.database import Database

T = TypeVar("T")

AT_ONCE = 1_000
"""Values that fit well into one statement."""

NOT_YET = 1 << 60
"""Stands for an instant that has not come, in milliseconds; sorts after every real one."""


_FIRST_DAY, _LAST_DAY = date(1970, 1, 1), date(9998, 12, 31)


def ordered(
    query: Select[Any], sort: str, keys: Mapping[str, ColumnElement[Any]], tie: ColumnElement[Any]
) -> Select[Any]:
    """Order by the key named in `sort` (`-` reverses it) and equal rows by `tie`."""
    key = keys[sort.removeprefix("-")]
    return query.order_by(key.desc() if sort.startswith("-") else key.asc(), tie)


class Slice(Protocol):
    """Which slice of a list a query asks for."""

    @property
    def page(self) -> int: ...

    @property
    def size(self) -> int: ...


def read_page(
    database: Database, found: Select[Any], query: Slice, as_of: datetime, made: Callable[[Row[Any]], T]
) -> wire.Page[T]:
    """Return the slice of what was found that a query asks for, with the total; a page past the end is empty."""

    def read(conn: Connection) -> wire.Page[T]:
        total = conn.execute(select(func.count()).select_from(found.order_by(None).subquery())).scalar_one()
        rows = conn.execute(found.limit(query.size).offset((query.page - 1) * query.size))
        items = [made(row) for row in rows]
        return wire.Page(items=items, total=total, page=query.page, size=query.size, as_of=as_of)

    return database.read(read)


def refuse_reversed(first: date | None, last: date | None) -> None:
    """Refuse a range of days that ends before it begins.

    Raises:
        Refused: `P-RANGE`.
    """
    if first is not None and last is not None and first > last:
        raise Refused(Problem.RANGE)


def slices(of: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """Yield a sequence in pieces that are small enough for one statement each."""
    for at in range(0, len(of), size):
        yield of[at : at + size]


def midnight(day: date) -> datetime:
    """Return 00:00 JST of a day that a user typed, limited to what an instant can hold."""
    return start_of(min(max(day, _FIRST_DAY), _LAST_DAY))
