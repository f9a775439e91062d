"""The input and output of a handler, free of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from netmile_desktop.portal.database.ids import NETMILE

Q = TypeVar("Q")
B = TypeVar("B")


class Role(StrEnum):
    """The side to which a caller belongs."""

    MERCHANT = "merchant"
    OPERATOR = "operator"
    PAYMENT_SITE = "payment_site"


@dataclass(frozen=True, slots=True)
class Caller:
    """The signed-in user."""

    user_id: UUID
    login: str
    name: str
    role: Role
    site_id: UUID
    """`NETMILE` for operators."""
    token_sha256: bytes


NOBODY = Caller(NETMILE, "", "", Role.MERCHANT, NETMILE, b"")
"""The caller of operations that need no sign-in; no site's rows belong to it."""


@dataclass(frozen=True, slots=True)
class Call(Generic[Q, B]):
    """One decoded request."""

    query: Q
    body: B
    path: Mapping[str, str]
    raw: bytes
    key: str
    """Value of the `Idempotency-Key` header if the operation takes one, else empty."""
    caller: Caller

    @property
    def site_id(self) -> UUID:
        return self.caller.site_id


@dataclass(frozen=True, slots=True)
class Download:
    """An answer of bytes that are produced while it is sent."""

    chunks: Iterable[bytes]
    file_name: str
    charset: str = ""
    """Of text."""


Handler = Callable[[Call[Any, Any]], msgspec.Struct | Download]
