"""What a handler is given and what it may give back, free of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from netmile_desktop.portal.ids import NETMILE

Q = TypeVar("Q")
B = TypeVar("B")


class Role(StrEnum):
    """On which side a user stands."""

    MERCHANT = "merchant"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is signed in."""

    user_id: UUID
    login: str
    name: str
    role: Role
    site_id: UUID
    """NETMILE for operators."""
    token_sha256: bytes


NOBODY = Caller(NETMILE, "", "", Role.MERCHANT, NETMILE, b"")
"""The caller of operations that anyone may call; no site's rows belong to it."""


@dataclass(frozen=True, slots=True)
class Call(Generic[Q, B]):
    """One decoded request."""

    query: Q
    body: B
    path: Mapping[str, str]
    raw: bytes
    key: str
    """Of the `Idempotency-Key` header, where the operation takes one."""
    caller: Caller

    @property
    def site_id(self) -> UUID:
        return self.caller.site_id


@dataclass(frozen=True, slots=True)
class Download:
    """An answer in bytes, made while it is sent."""

    chunks: Iterable[bytes]
    file_name: str
    charset: str


Handler = Callable[[Call[Any, Any]], msgspec.Struct | Download]
