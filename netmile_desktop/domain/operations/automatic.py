"""Automatic issuance: the call of a shop's own server, and what a merchant needs around it."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Audience, Operation, Table

AUTOMATIC_PATH = "/v1/automatic/{merchant_id}"

TAG_PATH = f"{AUTOMATIC_PATH}/tag.gif"
"""Address of the page tag. It always answers with an image, so it is no operation of this table."""

TAG_CODE = "NetMile-Code"
"""Response header of the page tag: `OK`, one of the thirteen codes, or `P-RATE`."""

ISSUE_AUTOMATICALLY = Operation(
    "issue_automatically",
    "POST",
    AUTOMATIC_PATH,
    "Issue by one encrypted parameter, from server to server; safe to repeat",
    wire.Nothing,
    wire.AutomaticCall,
    wire.AutomaticAnswer,
    access=Audience.ANYONE,
    problems=(Problem.NOT_FOUND, Problem.RATE),
)
ISSUE_AUTOMATICALLY_BY_GET = Operation(
    "issue_automatically_by_get",
    "GET",
    AUTOMATIC_PATH,
    "The same with the parameter in the query",
    wire.AutomaticCall,
    wire.Nothing,
    wire.AutomaticAnswer,
    access=Audience.ANYONE,
    problems=(Problem.NOT_FOUND, Problem.RATE),
)
AUTOMATIC_KEYS = Operation(
    "automatic_keys",
    "GET",
    "/v1/automatic-keys",
    "Keys for automatic issuance, without their secrets",
    wire.Nothing,
    wire.Nothing,
    wire.AutomaticKeys,
)
MAKE_AUTOMATIC_KEY = Operation(
    "make_automatic_key",
    "POST",
    "/v1/automatic-keys",
    "Make a key; its secret is told this once",
    wire.Nothing,
    wire.Nothing,
    wire.NewAutomaticKey,
    status=201,
    keyed=True,
    problems=(Problem.STATE,),
)
ROTATE_AUTOMATIC_KEYS = Operation(
    "rotate_automatic_keys",
    "POST",
    "/v1/automatic-keys/rotation",
    "Make a key, keep the newest one valid beside it, and revoke any older",
    wire.Nothing,
    wire.Nothing,
    wire.NewAutomaticKey,
    status=201,
    keyed=True,
    problems=(Problem.STATE,),
)
REVOKE_AUTOMATIC_KEY = Operation(
    "revoke_automatic_key",
    "POST",
    "/v1/automatic-keys/{key_id}/revocation",
    "Accept nothing under a key any more, and destroy its secret",
    wire.Nothing,
    wire.Nothing,
    wire.AutomaticKey,
    problems=(Problem.NOT_FOUND,),
)
AUTOMATIC_ERRORS = Operation(
    "automatic_errors",
    "GET",
    "/v1/automatic-errors",
    "Refused calls of automatic issuance, without addresses",
    wire.AutomaticErrorSearch,
    wire.Nothing,
    wire.Page[wire.AutomaticError],
    problems=(Problem.RANGE,),
)
AUTOMATIC_ERROR_SUMS = Operation(
    "automatic_error_sums",
    "GET",
    "/v1/automatic-errors/sums",
    "Refused calls of automatic issuance by day and code",
    wire.AutomaticErrorRange,
    wire.Nothing,
    wire.AutomaticErrorSums,
    problems=(Problem.RANGE,),
)
TAKE_AUTOMATIC_ERRORS = Operation(
    "take_automatic_errors",
    "POST",
    "/v1/automatic-errors/takings",
    "Complete content of refused calls for a manual batch, which nobody else can take from now on",
    wire.Nothing,
    wire.AutomaticErrorTaking,
    wire.AutomaticErrorsTaken,
)
RELEASE_AUTOMATIC_ERRORS = Operation(
    "release_automatic_errors",
    "POST",
    "/v1/automatic-errors/releases",
    "Open refused calls again whose manual batch was given up",
    wire.Nothing,
    wire.AutomaticErrorRelease,
    wire.AutomaticErrorsReleased,
)
DELETE_AUTOMATIC_ERRORS = Operation(
    "delete_automatic_errors",
    "POST",
    "/v1/automatic-errors/deletions",
    "Delete the personal data of refused calls for good; what they were refused for stays",
    wire.Nothing,
    wire.AutomaticErrorDeletion,
    wire.AutomaticErrorsDeleted,
    problems=(Problem.OPTION,),
)

ALL: Table = (
    ISSUE_AUTOMATICALLY,
    ISSUE_AUTOMATICALLY_BY_GET,
    AUTOMATIC_KEYS,
    MAKE_AUTOMATIC_KEY,
    ROTATE_AUTOMATIC_KEYS,
    REVOKE_AUTOMATIC_KEY,
    AUTOMATIC_ERRORS,
    AUTOMATIC_ERROR_SUMS,
    TAKE_AUTOMATIC_ERRORS,
    RELEASE_AUTOMATIC_ERRORS,
    DELETE_AUTOMATIC_ERRORS,
)
