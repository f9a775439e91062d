"""A request and its reply as they travel, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from netmile_desktop.domain.failures import Unreachable


class NotConnected(Unreachable):
    """No connection came about, so the portal certainly received nothing."""


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A request."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """Header fields; their names are found in any case."""
    content: bytes
