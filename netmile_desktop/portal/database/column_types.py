"""Column types that store values alike on SQLite and PostgreSQL.

No date or sequence function of an engine is used anywhere: instants are milliseconds since 1970, days are the
number `yyyymmdd`, identities are 16 bytes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, LargeBinary, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

Label = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point on both engines, whatever the server's locale."""


def milliseconds(instant: datetime) -> int:
    """Return an aware instant as stored: milliseconds since 1970."""
    return (instant - _EPOCH) // _MILLISECOND


def as_stored(instant: datetime) -> datetime:
    """Return an instant as it will be read back, so that an answer is the same before and after storing."""
    return _EPOCH + milliseconds(instant) * _MILLISECOND


def as_id(stored: UUID | bytes) -> UUID:
    """Return an identity from the form in which either driver reads it."""
    return stored if isinstance(stored, UUID) else UUID(bytes=stored)


class Id(TypeDecorator[UUID]):
    """A UUID in 16 bytes: `uuid` on PostgreSQL, a blob on SQLite. Raw bytes are accepted too."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | bytes | None, dialect: Dialect) -> object:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return as_id(value)
        return value if isinstance(value, bytes) else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return None if value is None else as_id(value)


class Instant(TypeDecorator[datetime]):
    """An aware instant as milliseconds since 1970, UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MILLISECOND


class Day(TypeDecorator[date]):
    """A Japanese calendar day as the number `yyyymmdd`, which sorts and reads like the day."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        return None if value is None else value.year * 10_000 + value.month * 100 + value.day

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date(value // 10_000, value // 100 % 100, value % 100)
