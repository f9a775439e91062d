"""Refusals as problem documents (RFC 9457)."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.operations import STATUS

MEDIA_TYPE = "application/problem+json"

_TITLES: dict[Problem, str] = {
    Problem.AUTH: "ID or password is wrong",
    Problem.LOCK: "The ID is locked for a while after too many failed sign-ins",
    Problem.SESSION: "There is no such session any more",
    Problem.FORBIDDEN: "Not for this kind of user",
    Problem.NOT_FOUND: "There is no such thing",
    Problem.METHOD: "Not a method of this address",
    Problem.INVALID: "The request is malformed",
    Problem.RANGE: "A range of days ends before it begins",
    Problem.SPAN: "The period is too long, or lies outside 2000-2099",
    Problem.GRAIN: "The figure does not exist by this unit of time",
    Problem.SIZE: "The body is too large",
    Problem.ROWS: "The file has too many rows",
    Problem.EMPTY: "The file holds nothing",
    Problem.CSV: "The file is no text, or of an unknown encoding",
    Problem.IDEMPOTENCY: "The key was used for something else",
    Problem.KEY_MISSING: "The call needs an Idempotency-Key",
    Problem.OPTION: "An option is not allowed here",
    Problem.TYPE: "Registrations of this type have no lists",
    Problem.GONE: "The lists were deleted",
    Problem.BUSY: "The registration is still being processed",
    Problem.STATE: "Not possible in the present state",
    Problem.FORM: "The form has faults",
    Problem.LOCKED: "This cannot be changed once approved",
    Problem.ENDED: "The campaign period is over",
    Problem.RESUMED: "An interrupted registration went on after its rows were put into this file",
    Problem.VERSION: "Somebody else changed it meanwhile",
    Problem.INTERVAL: "Files are written every 24, 12, 6, 4, 3, 2 or 1 hours",
    Problem.ENDPOINT: "The address cannot be called",
    Problem.INCOMPLETE: "The result does not answer every row",
    Problem.BROWSER: "The portal has no browser to draw pages with",
    Problem.PICTURE: "The portal's browser has drawn no picture",
    Problem.PENDING: "Another change waits for NetMile's decision",
    Problem.CAMPAIGN_NOT_VALID: "The campaign is not valid",
    Problem.OUTSIDE_PERIOD: "Outside the issuance period",
    Problem.ADDRESS: "The address is malformed",
    Problem.KEY: "The key is invalid",
    Problem.MILES: "The number of miles is invalid",
    Problem.PASSWORD: "This password may not be used",
    Problem.RATE: "Too many calls in too short a time",
    Problem.SIGNATURE: "The request is not signed with a valid key",
    Problem.TIME: "The time of the signature is too far from the portal's",
    Problem.REPLAY: "The request ID was used for another request",
    Problem.MEMBER: "No member with this address can pay",
    Problem.RETURN: "The return address is not of a registered origin",
    Problem.REFUND: "More is to be refunded than is left of the payment",
    Problem.NOT_READY: "The portal cannot work at present",
    Problem.BROKEN: "Something went wrong inside the portal",
}


def document(refused: Refused) -> wire.ProblemDocument:
    """Return the problem document of a refusal."""
    problem = Problem(refused.code)
    return wire.ProblemDocument(
        type=f"urn:netmile:problem:{problem.value}",
        title=_TITLES[problem],
        status=STATUS[problem],
        code=problem.value,
        detail=refused.detail,
        retry_at=refused.retry_at,
    )


def response(refused: Refused, headers: dict[str, str] | None = None) -> Response:
    """Return the HTTP response of a refusal."""
    content = document(refused)
    headers = dict(headers or {})
    if content.status == STATUS[Problem.SESSION]:
        is_signed = refused.code in {Problem.SIGNATURE, Problem.TIME}
        headers["WWW-Authenticate"] = "NETMILE-HMAC-SHA256" if is_signed else "Bearer"
    if content.status == STATUS[Problem.RATE]:
        headers["Retry-After"] = refused.detail  # seconds
    return Response(msgspec.json.encode(content), content.status, headers, MEDIA_TYPE)
