"""What every message has in common, and pages of lists."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Generic, TypeVar

import msgspec
from msgspec import Meta

T = TypeVar("T")

PAGE_SIZES = (10, 20, 50, 100)
"""Choices of the pager; 50 is the portal's own (guide L553)."""

Text = Annotated[str, Meta(max_length=200)]
CampaignId = Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9-]+$")]
PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
PageSize = Annotated[int, Meta(ge=1, le=100)]


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a client sends."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the portal answers."""


class Nothing(Request, frozen=True, kw_only=True):
    """No query, no body or no answer."""


class ProblemDocument(Answer, frozen=True, kw_only=True):
    """An error, after RFC 9457. `code` is one of `codes.Problem`; the words are the client's."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    retry_at: datetime | None = None


class Page(Answer, Generic[T], frozen=True, kw_only=True):
    """A slice of a list in a stable order."""

    items: list[T]
    total: int
    page: int
    size: int
    as_of: datetime
