"""Signing in and out."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Audience, Operation, Table

INFO = Operation(
    "info",
    "GET",
    "/v1/info",
    "Versions and clocks of the portal",
    wire.Nothing,
    wire.Nothing,
    wire.Info,
    access=Audience.ANYONE,
)
CODES = Operation(
    "codes",
    "GET",
    "/v1/codes",
    "Codes of manual and automatic issuance: what each means, and what to do about it",
    wire.Nothing,
    wire.Nothing,
    wire.CodeTables,
    access=Audience.ANYONE,
)
SIGN_IN = Operation(
    "sign_in",
    "POST",
    "/v1/sessions",
    "Start a session with ID and password",
    wire.Nothing,
    wire.SignIn,
    wire.Session,
    access=Audience.ANYONE,
    status=201,
    problems=(Problem.AUTH, Problem.LOCK),
)
SESSION = Operation(
    "session",
    "GET",
    "/v1/sessions/current",
    "Who is signed in, and until when",
    wire.Nothing,
    wire.Nothing,
    wire.Session,
    access=Audience.SIGNED_IN,
)
SIGN_OUT = Operation(
    "sign_out",
    "DELETE",
    "/v1/sessions/current",
    "End the session at once",
    wire.Nothing,
    wire.Nothing,
    wire.Nothing,
    access=Audience.SIGNED_IN,
    status=204,
)
CHANGE_PASSWORD = Operation(
    "change_password",
    "POST",
    "/v1/password",
    "Another password for the user; all other sessions end",
    wire.Nothing,
    wire.PasswordChange,
    wire.Nothing,
    access=Audience.SIGNED_IN,
    status=204,
    problems=(Problem.AUTH, Problem.LOCK, Problem.PASSWORD),
)
SITE_DETAILS = Operation(
    "site_details",
    "GET",
    "/v1/site/details",
    "What is registered about the own site",
    wire.Nothing,
    wire.Nothing,
    wire.SiteRecord,
)
CHANGE_SITE_DETAILS = Operation(
    "change_site_details",
    "PUT",
    "/v1/site/details",
    "Register other details of the own site; they apply at once. The same again changes nothing",
    wire.Nothing,
    wire.SiteDetailsChange,
    wire.SiteRecord,
    problems=(Problem.FORM, Problem.VERSION),
)

ALL: Table = (
    INFO,
    CODES,
    SIGN_IN,
    SESSION,
    SIGN_OUT,
    CHANGE_PASSWORD,
    SITE_DETAILS,
    CHANGE_SITE_DETAILS,
)
