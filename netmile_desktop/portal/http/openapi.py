"""The OpenAPI 3.1 document, made from the table of operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations import STATUS, Audience, Operation, Raw
from netmile_desktop.portal.http.decoding import PATH_TYPES
from netmile_desktop.portal.http.problems import MEDIA_TYPE

_TEMPLATE = "#/components/schemas/{name}"
_SCHEME, _SIGNED = "session", "signed"

_SIGNATURE = (
    "A shop's signature of one request: key=ID,time=SECONDS,request=ID,signature=HEX. The signature is HMAC-SHA-256 "
    "with the key's secret over these lines, joined by a line feed: netmile-request-1, the method, the path with its "
    "query, the SHA-256 of the body in hexadecimal, the time, the request ID."
)

AnyOperation = Operation[Any, Any, Any]
Json = dict[str, Any]


@cache
def openapi_document() -> bytes:
    """Return the whole API as JSON: every operation with every problem it can answer."""
    structs = [wire.ProblemDocument, *_structs()]
    schemas, components = msgspec.json.schema_components(structs, ref_template=_TEMPLATE)
    refs = dict(zip(structs, schemas, strict=True))
    queries = {each.query for each in operations.ALL}
    parameters = {query: _query_parameters(refs[query], components) for query in queries if query is not wire.Nothing}
    paths: defaultdict[str, Json] = defaultdict(dict)
    for each in operations.ALL:
        paths[each.path][each.method.lower()] = _operation(each, refs, parameters.get(each.query, []))
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "NetMile Management Site", "version": "1", "license": {"name": "MIT"}},
            "paths": paths,
            "components": {
                "schemas": components,
                "securitySchemes": {
                    _SCHEME: {"type": "http", "scheme": "bearer"},
                    _SIGNED: {"type": "http", "scheme": "netmile-hmac-sha256", "description": _SIGNATURE},
                },
            },
        }
    )


def _structs() -> list[Any]:
    used = (struct for each in operations.ALL for struct in (each.query, each.body, each.answer))
    return [struct for struct in dict.fromkeys(used) if struct is not wire.Nothing]


def _query_parameters(ref: Json, components: dict[str, Any]) -> list[Json]:
    schema = components.pop(ref["$ref"].rpartition("/")[2])
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": of}
        for name, of in schema["properties"].items()
    ]


def _operation(each: AnyOperation, refs: dict[Any, Json], query: Sequence[Json]) -> Json:
    document: Json = {
        "operationId": each.name,
        "summary": each.summary,
        "parameters": [*_path_parameters(each), *query, *_headers(each)],
        "responses": _success(each, refs) | _problems(each, refs),
        "security": _security(each),
        "x-access": each.access.value,
    }
    if each.raw_body is not None:
        content = {each.raw_body.value: {"schema": {"type": "string", "contentMediaType": each.raw_body.value}}}
        document["requestBody"] = {"required": True, "content": content}
    elif each.body is not wire.Nothing:
        document["requestBody"] = {"required": True, "content": {"application/json": {"schema": refs[each.body]}}}
    return document


def _security(each: AnyOperation) -> list[Json]:
    if each.access is Audience.ANYONE:
        return []
    return [{_SIGNED if each.access is Audience.PAYMENT_SITE else _SCHEME: []}]


def _path_parameters(each: AnyOperation) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": msgspec.json.schema(of)}
        for name, of in PATH_TYPES.items()
        if f"{{{name}}}" in each.path
    ]


def _headers(each: AnyOperation) -> list[Json]:
    if not each.keyed:
        return []
    schema = msgspec.json.schema(wire.IdempotencyKey)
    return [{"name": "Idempotency-Key", "in": "header", "required": True, "schema": schema}]


_RAW_SCHEMAS: dict[Raw, Json] = {
    Raw.CSV: {"type": "string"},
    Raw.PNG: {"contentMediaType": Raw.PNG.value},  # bytes, which have no type in JSON
}

_REQUEST_ID: Json = {
    "X-Request-Id": {"description": "Names the request in the portal's log", "schema": {"type": "string"}}
}


def _success(each: AnyOperation, refs: dict[Any, Json]) -> Json:
    answer: Json = {"description": each.summary, "headers": dict(_REQUEST_ID)}
    if each.raw_answer is not None:
        answer["content"] = {each.raw_answer.value: {"schema": _RAW_SCHEMAS[each.raw_answer]}}
        answer["headers"]["Content-Disposition"] = {"schema": {"type": "string"}}
    elif each.answer is not wire.Nothing:
        answer["content"] = {"application/json": {"schema": refs[each.answer]}}
    return {str(each.status): answer}


def _problems(each: AnyOperation, refs: dict[Any, Json]) -> Json:
    by_status: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in each.all_problems():
        by_status[STATUS[problem]].append(problem)
    return {str(status): _problem(status, of, refs) for status, of in sorted(by_status.items())}


def _problem(status: int, of: list[Problem], refs: dict[Any, Json]) -> Json:
    headers = dict(_REQUEST_ID)
    if status == STATUS[Problem.METHOD]:
        headers["Allow"] = {"schema": {"type": "string"}}
    if status == STATUS[Problem.SESSION]:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}}
    if status == STATUS[Problem.RATE]:
        headers["Retry-After"] = {"schema": {"type": "string"}}
    codes = [problem.value for problem in of]
    schema = {"allOf": [refs[wire.ProblemDocument], {"type": "object", "properties": {"code": {"enum": codes}}}]}
    return {"description": ", ".join(codes), "headers": headers, "content": {MEDIA_TYPE: {"schema": schema}}}
