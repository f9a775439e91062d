"""What a page gets and what it returns, free of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from netmile_desktop.portal.access.member_sessions import MemberVisit


class PageFailure(StrEnum):
    """Why a page is not shown; each has words and a status of its own."""

    NOT_FOUND = "not_found"
    METHOD = "method"
    NO_SESSION = "no_session"
    """Nobody came in by a link, or that was too long ago."""
    LINK_USED = "link_used"
    FOREIGN_FORM = "foreign_form"
    """The form is not one that this session was shown."""
    UNREADABLE = "unreadable"
    """Not a form, or not in UTF-8."""
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    BROKEN = "broken"


class Failed(Exception):
    """The page is not shown; `failure` says why."""

    def __init__(self, failure: PageFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page."""

    method: str
    path: Mapping[str, str]
    """Parameters of the address."""
    query: Mapping[str, str]
    form: Mapping[str, str]
    """Fields that were sent, as typed; empty unless the method is POST. Its token was checked already."""
    member: MemberVisit | None
    token: str = ""
    """The cookie of the session, empty if there is none."""


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page, made from a template."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    leads_to: str = ""
    """Origin of another site to which the answer to a form of this page may lead; without one, to none."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another page, fetched with GET: one of ours, or of the site that the form's page `leads_to`. A `token` becomes the session's cookie."""

    to: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that belongs to pages."""

    content: bytes
    media_type: str
    seconds: int = 0
    """How long browsers may keep it; 0 for what not everybody may see."""


Answer = ShownPage | Redirect | Asset
PageHandler = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True)
class PageAddress:
    """The address of a page, below `/member`, with `{name}` parameters."""

    path: str
    handler: PageHandler
    methods: tuple[str, ...] = ("GET",)
    for_members: bool = True
    """Whether only a member who came in by a link may see it."""
