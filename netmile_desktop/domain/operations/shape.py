"""What an operation says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem

Q = TypeVar("Q")
B = TypeVar("B")
A = TypeVar("A")


class Audience(StrEnum):
    """Who may call an operation."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    MERCHANT = "merchant"
    OPERATOR = "operator"
    PAYMENT_SITE = "payment_site"
    """A shop's server, which signs each request with its key."""


class Raw(StrEnum):
    """Bodies that are not JSON."""

    CSV = "text/csv"
    PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Operation(Generic[Q, B, A]):
    """One call. `path` may hold `{name}` parameters, all text.

    `query`, `body` and `answer` are structs of `wire` (`Nothing` where there is none). `raw_body` and
    `raw_answer` stand in for `body` and `answer` where bytes travel as they are.
    """

    name: str
    method: str
    path: str
    summary: str
    query: type[Q]
    body: type[B]
    answer: type[A]
    access: Audience = Audience.MERCHANT
    status: int = 200
    problems: tuple[Problem, ...] = ()
    raw_body: Raw | None = None
    raw_answer: Raw | None = None
    keyed: bool = False
    """Accepts an `Idempotency-Key` header: the same key and content get the same answer and change nothing."""

    def all_problems(self) -> tuple[Problem, ...]:
        """Its own problems and those every operation of its kind can answer."""
        general: tuple[Problem, ...] = (Problem.INVALID, Problem.METHOD, Problem.BROKEN)
        if self.access is Audience.PAYMENT_SITE:
            general += (Problem.SIGNATURE, Problem.TIME, Problem.REPLAY)
        elif self.access is not Audience.ANYONE:
            general += (Problem.SESSION,)
        if self.access in {Audience.MERCHANT, Audience.OPERATOR}:
            general += (Problem.FORBIDDEN,)
        if self.raw_body or self.body is not wire.Nothing:
            general += (Problem.SIZE,)
        if self.keyed:
            general += (Problem.KEY_MISSING, Problem.IDEMPOTENCY)
        return tuple(dict.fromkeys(self.problems + general))


Table = tuple[Operation[Any, Any, Any], ...]
"""Operations in the order of the OpenAPI document."""

STATUS: dict[Problem, int] = {
    Problem.AUTH: 401,
    Problem.LOCK: 423,
    Problem.SESSION: 401,
    Problem.FORBIDDEN: 403,
    Problem.NOT_FOUND: 404,
    Problem.METHOD: 405,
    Problem.INVALID: 400,
    Problem.RANGE: 422,
    Problem.SPAN: 422,
    Problem.GRAIN: 422,
    Problem.SIZE: 413,
    Problem.ROWS: 422,
    Problem.EMPTY: 422,
    Problem.CSV: 422,
    Problem.IDEMPOTENCY: 409,
    Problem.KEY_MISSING: 400,
    Problem.OPTION: 422,
    Problem.TYPE: 409,
    Problem.GONE: 410,
    Problem.BUSY: 409,
    Problem.STATE: 409,
    Problem.FORM: 422,
    Problem.LOCKED: 422,
    Problem.ENDED: 409,
    Problem.PENDING: 409,
    Problem.RESUMED: 409,
    Problem.VERSION: 409,
    Problem.INTERVAL: 422,
    Problem.ENDPOINT: 422,
    Problem.INCOMPLETE: 422,
    Problem.BROWSER: 409,
    Problem.PICTURE: 409,
    Problem.PASSWORD: 422,
    Problem.SIGNATURE: 401,
    Problem.TIME: 401,
    Problem.REPLAY: 409,
    Problem.MEMBER: 422,
    Problem.RETURN: 422,
    Problem.REFUND: 422,
    Problem.CAMPAIGN_NOT_VALID: 422,
    Problem.OUTSIDE_PERIOD: 422,
    Problem.ADDRESS: 422,
    Problem.KEY: 422,
    Problem.MILES: 422,
    Problem.RATE: 429,
    Problem.NOT_READY: 503,
    Problem.BROKEN: 500,
}
"""HTTP status of each problem."""
