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
from netmile_desktop.domain.operations import Audience, Operation, Raw
from netmile_desktop.domain.rows.issuances import MAX_BYTES
from netmile_desktop.portal.automatic.tag import Tag
from netmile_desktop.portal.http import problems
from netmile_desktop.portal.http.call import NOBODY, Call, Caller, Download, Handler, Role
from netmile_desktop.portal.http.decoding import decode_body, decode_key, decode_path, decode_query
from netmile_desktop.portal.http.openapi import openapi_document
from netmile_desktop.portal.logs import REQUEST
from netmile_desktop.portal.pages import forms
from netmile_desktop.portal.pages.responses import COOKIE, ROOT, PageResponses
from netmile_desktop.portal.pages.room import Room
from netmile_desktop.portal.pages.visits import Failed, PageAddress, PageFailure, Visit
from netmile_desktop.portal.payments.signing import SignedParts
from netmile_desktop.portal.service import Portal

AUTOMATIC_THREADS = 2
"""Threads for calls of automatic issuance, so that a storm of them leaves the others to staff."""

PICTURE_THREADS = 2
"""Threads for pictures of pages, of which one is drawn at a time: nobody else waits for the browser."""

TEST_CALL_THREADS = 2
"""Threads for test calls of merchants' APIs, each of which may take its ten seconds to answer."""

THREADS = 8
"""Handlers that run at the same time; each needs a thread because the database drivers block."""

ANONYMOUS_BYTES = 64 * 1024
"""Largest body from somebody who is not signed in, or whose signature is still to be checked."""

DRAINED = 32 * 1024 * 1024
"""Largest part of a refused body that is read and thrown away, in bytes."""

DOCUMENT = "/v1/openapi.json"
"""Path of the API's description."""

REQUEST_ID = "X-Request-Id"

_NOT_KEPT = (b"cache-control", b"no-store")
_PROBES = {operations.ALIVE.path, operations.READY.path}
_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}").fullmatch

AnyOperation = Operation[Any, Any, Any]


def make_app(portal: Portal, *, loopback_only: bool = True, over_tls: bool = False) -> ASGIApp:
    """Return the ASGI application of a portal: its operations, and its pages for members.

    Args:
        loopback_only: Refuses requests that were addressed to another host.
        over_tls: Whether browsers reach it by https, here or at a proxy; cookies are then kept to that.
    """

    async def openapi(_request: Request) -> Response:
        return Response(openapi_document(), media_type="application/json")

    shared, automatic = CapacityLimiter(THREADS), CapacityLimiter(AUTOMATIC_THREADS)
    # Probes do not queue behind calls that wait for the database: whether these move on is what they ask.
    limiters = {path: CapacityLimiter(THREADS) for path in _PROBES} | {
        operations.AUTOMATIC_PATH: automatic,
        operations.REWARD_PICTURE.path: CapacityLimiter(PICTURE_THREADS),
        operations.TEST_REWARD_CALL.path: CapacityLimiter(TEST_CALL_THREADS),
    }
    by_path: defaultdict[str, list[AnyOperation]] = defaultdict(list)
    for operation in operations.ALL:
        by_path[operation.path].append(operation)
    routes = [
        Route(path, _Address(portal, of, limiters.get(path, shared)))
        for path, of in sorted(by_path.items(), key=lambda item: item[0].count("{"))
    ]
    responses = PageResponses(sandbox=portal.is_sandbox, secure=over_tls)
    page_limiter = CapacityLimiter(THREADS)
    pages = [
        Route(ROOT + address.path, _PageEndpoint(portal.pages, address, responses, page_limiter))
        for address in portal.pages.addresses
    ]

    async def refuse(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(f"{ROOT}/"):
            return await to_thread.run_sync(responses.failure, PageFailure.NOT_FOUND)
        return _refuse_http(error)

    app = Starlette(
        routes=[
            Route(DOCUMENT, openapi),
            Route(operations.TAG_PATH, Tag(portal.automatic, automatic)),
            *routes,
            *pages,
        ],
        exception_handlers={HTTPException: refuse},
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
            number, path = scope["request_id"], _in_a_line(request.url.path)
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
        is_signed = operation.access is Audience.PAYMENT_SITE
        raw = b""
        if is_signed:
            raw, caller = await self._signed(operation, request, incoming)
        else:
            caller = await self._caller(operation, request)
        path = decode_path(operation, request.path_params)
        query = decode_query(operation.query, request.query_params.multi_items())
        key = decode_key(request.headers.get("idempotency-key")) if operation.keyed else ""
        if not is_signed and _takes_body(operation):
            raw = await incoming.read(_limit(operation))
        body = decode_body(operation.body, raw)
        call = Call(query=query, body=body, path=path, raw=raw, key=key, caller=caller)
        handler: Handler = self._portal.handlers[operation.name]
        answer = await to_thread.run_sync(handler, call, limiter=self._limiter)
        return _response(operation, answer)

    async def _signed(self, operation: AnyOperation, request: Request, incoming: _Incoming) -> tuple[bytes, Caller]:
        """Return the body and the shop that signed it with the rest of the request."""
        signature = self._portal.signed_requests.read(request.headers.get("authorization", ""))
        raw = await incoming.read(_limit(operation)) if _takes_body(operation) else b""
        parts = SignedParts(request.method, _target(request), raw)
        recognise = self._portal.signed_requests.recognise
        return raw, await to_thread.run_sync(recognise, signature, parts, limiter=self._limiter)

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


class _PageEndpoint:
    """The endpoint of one page. Pages queue apart from operations: members do not wait for merchants, nor they for them."""

    def __init__(self, room: Room, address: PageAddress, responses: PageResponses, limiter: CapacityLimiter) -> None:
        self._room = room
        self._address = address
        self._responses = responses
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        incoming = _Incoming(request)
        try:
            try:
                raw = await incoming.read(forms.MAX_BYTES) if request.method == "POST" else b""
            except Refused:  # nothing but too large a body
                await incoming.drain()
                raw = None
            response = await to_thread.run_sync(self._answer, request, raw, limiter=self._limiter)
        except ClientDisconnect:
            return
        except Exception:
            number, path = scope["request_id"], self._address.path
            said = {"event": "request_failed"}
            _log.exception("request %s: %s %s failed", number, request.method, path, extra=said)
            response = self._responses.failure(PageFailure.BROKEN)
        await response(scope, receive, send)

    def _answer(self, request: Request, raw: bytes | None) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        member = None
        try:
            if method not in self._address.methods:
                raise Failed(PageFailure.METHOD)
            if raw is None:
                raise Failed(PageFailure.TOO_LARGE)
            form = forms.decoded(request.headers.get("content-type", ""), raw) if method == "POST" else {}
            token = request.cookies.get(COOKIE, "")
            member = self._room.member(token)
            query = dict(request.query_params.multi_items())
            visit = Visit(method, request.path_params, query, form, member, token)
            return self._responses.response(self._room.answer(self._address, visit, request.headers), member)
        except Failed as failed:
            return self._responses.failure(failed.failure, member)


def _takes_body(operation: AnyOperation) -> bool:
    return operation.raw_body is not None or operation.body is not wire.Nothing


def _target(request: Request) -> str:
    """Return path and query as they came, which is what a shop signed."""
    path, query = request.scope.get("raw_path") or request.url.path.encode(), request.scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("ascii", "replace")


_ROLES = {Audience.MERCHANT: Role.MERCHANT, Audience.OPERATOR: Role.OPERATOR}


def _in_a_line(path: str) -> str:
    """A path for the log: without what would move the cursor of a terminal, or begin a line."""
    return "".join(char if char.isprintable() else "\ufffd" for char in path)


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
                if not any(name.lower() == b"cache-control" for name, _ in message["headers"]):
                    message["headers"] += [_NOT_KEPT]  # answers hold personal data, and a GET may issue miles
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
    """A request's body, limited whatever its headers say about the length."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._more = True

    async def read(self, limit: int) -> bytes:
        if int(self._request.headers.get("content-length") or 0) > limit:
            raise Refused(Problem.SIZE)
        parts, size = [], 0
        while self._more:
            part = await self._next()
            size += len(part)
            if size > limit:
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


def _limit(operation: AnyOperation) -> int:
    """Return the bytes that a body may have."""
    return ANONYMOUS_BYTES if operation.access in {Audience.ANYONE, Audience.PAYMENT_SITE} else MAX_BYTES


def _response(operation: AnyOperation, answer: msgspec.Struct | Download) -> Response:
    if isinstance(answer, Download):
        headers = {"Content-Disposition": f'attachment; filename="{answer.file_name}"'}
        media_type = str(operation.raw_answer)
        if operation.raw_answer is Raw.CSV:
            media_type += f"; charset={answer.charset}; header=present"
        return StreamingResponse(iter(answer.chunks), operation.status, headers, media_type)
    if isinstance(answer, wire.Nothing):
        return Response(status_code=operation.status)
    return Response(msgspec.json.encode(answer), operation.status, media_type="application/json")


def _refuse_http(error: Exception) -> Response:
    """Answer what the router refuses: addresses that do not exist."""
    assert isinstance(error, HTTPException)
    known = {404: Problem.NOT_FOUND, 405: Problem.METHOD}
    headers = dict(error.headers) if error.headers else None
    return problems.response(Refused(known.get(error.status_code, Problem.INVALID)), headers)
