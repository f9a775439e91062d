"""The HTTP side of the portal, built from the table of operations: routes, decoding, problems."""

from __future__ import annotations

import ipaddress
import logging
import re
import secrets
from collections import defaultdict
from typing import Any

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.operations import Audience, Operation
from netmile_desktop.domain.rows.issuances import MAX_BYTES
from netmile_desktop.portal.http import problems
from netmile_desktop.portal.http.call import NOBODY, Call, Caller, Download, Handler, Role
from netmile_desktop.portal.http.decoding import decode_body, decode_key, decode_path, decode_query
from netmile_desktop.portal.http.openapi import openapi_document
from netmile_desktop.portal.logs import REQUEST
from netmile_desktop.portal.service import Portal

THREADS = 8
"""Handlers that run at the same time; each needs a thread because the database drivers block."""

DRAINED = 32 * 1024 * 1024
"""Largest part of a refused body that is read and thrown away, in bytes."""

DOCUMENT = "/v1/openapi.json"
"""Path of the API's description."""

REQUEST_ID = "X-Request-Id"

_PROBES = {operations.ALIVE.path, operations.READY.path}
_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}").fullmatch

AnyOperation = Operation[Any, Any, Any]


def make_app(portal: Portal, *, loopback_only: bool = True) -> ASGIApp:
    """Return the ASGI application of a portal. `loopback_only` refuses requests that were addressed to another host."""

    async def openapi(_request: Request) -> Response:
        return Response(openapi_document(), media_type="application/json")

    shared = CapacityLimiter(THREADS)
    by_path: defaultdict[str, list[AnyOperation]] = defaultdict(list)
    for operation in operations.ALL:
        by_path[operation.path].append(operation)
    routes = [
        # Probes do not queue behind calls that wait for the database: whether these move on is what they ask.
        Route(path, _Address(portal, of, CapacityLimiter(1) if path in _PROBES else shared))
        for path, of in sorted(by_path.items(), key=lambda item: item[0].count("{"))
    ]
    app = Starlette(
        routes=[Route(DOCUMENT, openapi), *routes],
        exception_handlers={HTTPException: _refuse_http},
    )
    app.router.redirect_slashes = False  # each address has one spelling only
    return _Envelope(app, loopback_only=loopback_only)


class _Address:
    """The endpoint of one path, with all its operations."""

    def __init__(self, portal: Portal, of: list[AnyOperation], limiter: CapacityLimiter) -> None:
        self._portal = portal
        self._operations = {operation.method: operation for operation in of}
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        incoming = _Incoming(request)
        try:
            response = await self._answer(request, incoming)
        except Refused as refused:
            await incoming.drain()
            response = problems.response(refused, self._headers(refused))
        except ClientDisconnect:
            return
        except Exception:
            # A fault of the portal: the answer gives no detail, the log does. The log names the path, never the query.
            number, path = scope["request_id"], request.url.path
            said = {"event": "request_failed"}
            _log.exception("request %s: %s %s failed", number, request.method, path, extra=said)
            response = problems.response(Refused(Problem.BROKEN))
        await response(scope, receive, send)

    def _headers(self, refused: Refused) -> dict[str, str]:
        return {"Allow": ", ".join(sorted(self._operations))} if refused.code == Problem.METHOD else {}

    async def _answer(self, request: Request, incoming: _Incoming) -> Response:
        operation = self._operations.get(request.method)
        if operation is None:
            raise Refused(Problem.METHOD)
        caller = await self._caller(operation, request)
        path = decode_path(operation, request.path_params)
        query = decode_query(operation.query, request.query_params.multi_items())
        key = decode_key(request.headers.get("idempotency-key")) if operation.keyed else ""
        takes_body = operation.raw_body is not None or operation.body is not wire.Nothing
        raw = await incoming.read() if takes_body else b""
        body = decode_body(operation.body, raw)
        call = Call(query=query, body=body, path=path, raw=raw, key=key, caller=caller)
        handler: Handler = self._portal.handlers[operation.name]
        answer = await to_thread.run_sync(handler, call, limiter=self._limiter)
        return _response(operation, answer)

    async def _caller(self, operation: AnyOperation, request: Request) -> Caller:
        if operation.access is Audience.ANYONE:
            return NOBODY
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused(Problem.SESSION)
        caller = await to_thread.run_sync(self._portal.sessions.recognise, token.strip(), limiter=self._limiter)
        if operation.access in _ROLES and caller.role is not _ROLES[operation.access]:
            raise Refused(Problem.FORBIDDEN)
        return caller


_ROLES = {Audience.MERCHANT: Role.MERCHANT, Audience.OPERATOR: Role.OPERATOR}


class _Envelope:
    """ASGI middleware for every request: gives it a number and checks the host to which it is addressed."""

    def __init__(self, app: ASGIApp, *, loopback_only: bool) -> None:
        self._app = app
        self._loopback_only = loopback_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get(REQUEST_ID, "")
        scope["request_id"] = given if _REQUEST_ID(given) else secrets.token_hex(8)

        async def send_numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", scope["request_id"].encode())]
            await send(message)

        app = self._app
        if self._loopback_only and not _is_loopback(headers.get("host", "")):
            # A page in a browser may let a host name of its own resolve to this machine (DNS rebinding).
            app = problems.response(Refused(Problem.INVALID, "not addressed to this machine"))
        number = REQUEST.set(scope["request_id"])
        try:
            await app(scope, receive, send_numbered)
        finally:
            REQUEST.reset(number)


def _is_loopback(host: str) -> bool:
    name = host.rpartition(":")[0] if host.count(":") == 1 or "]" in host.rpartition(":")[0] else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


class _Incoming:
    """A request's body, limited to `MAX_BYTES` whatever its headers say about the length."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._more = True

    async def read(self) -> bytes:
        if int(self._request.headers.get("content-length") or 0) > MAX_BYTES:
            raise Refused(Problem.SIZE)
        parts, size = [], 0
        while self._more:
            part = await self._next()
            size += len(part)
            if size > MAX_BYTES:
                raise Refused(Problem.SIZE)
            parts.append(part)
        return b"".join(parts)

    async def drain(self) -> None:
        """Throw away up to `DRAINED` bytes of the rest, so that the sender gets to read the refusal."""
        left = DRAINED
        while self._more and left > 0:
            left -= len(await self._next())

    async def _next(self) -> bytes:
        message = await self._request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        self._more = message.get("more_body", False)
        part: bytes = message.get("body", b"")
        return part


def _response(operation: AnyOperation, answer: msgspec.Struct | Download) -> Response:
    if isinstance(answer, Download):
        headers = {"Content-Disposition": f'attachment; filename="{answer.file_name}"'}
        return StreamingResponse(
            iter(answer.chunks), operation.status, headers, f"text/csv; charset={answer.charset}; header=present"
        )
    if isinstance(answer, wire.Nothing):
        return Response(status_code=operation.status)
    return Response(msgspec.json.encode(answer), operation.status, media_type="application/json")


async def _refuse_http(_request: Request, error: Exception) -> Response:
    """Answer what the router refuses: addresses that do not exist."""
    assert isinstance(error, HTTPException)
    known = {404: Problem.NOT_FOUND, 405: Problem.METHOD}
    headers = dict(error.headers) if error.headers else None
    return problems.response(Refused(known.get(error.status_code, Problem.INVALID)), headers)
