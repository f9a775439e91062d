"""From HTTP text to the structs of the operation table, and a clear refusal where that fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_origin

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.operations import Operation

T = TypeVar("T")

PATH_TYPES: dict[str, Any] = {
    "campaign_id": wire.CampaignId,
    "application_id": wire.ApplicationId,
    "registration_id": wire.RegistrationId,
    "key": wire.IdempotencyKey,
    "report": wire.ReportId,
}
"""What each path parameter must look like."""


def decode_path(operation: Operation[Any, Any, Any], given: Mapping[str, str]) -> dict[str, str]:
    """Path parameters. An ID of another shape names nothing: `P-NOTFOUND`; a malformed key is `P-INVALID`."""
    try:
        return {name: codec.convert(value, PATH_TYPES[name]) for name, value in given.items()}
    except msgspec.ValidationError as error:
        is_key = "key" in given
        raise Refused(Problem.INVALID if is_key else Problem.NOT_FOUND, str(error) if is_key else "") from None


def decode_query(struct: type[T], pairs: Iterable[tuple[str, str]]) -> T:
    """Query parameters: lists by repeated names, numbers, booleans and days as text; unknown names are refused."""
    lists = {field.name for field in msgspec.structs.fields(struct) if get_origin(field.type) is list}  # type: ignore[arg-type]
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in lists:
            found.setdefault(name, []).append(value)
        elif name in found:
            raise Refused(Problem.INVALID, f"`{name}` is given more than once")
        else:
            found[name] = value
        if "\0" in value:
            raise Refused(Problem.INVALID, f"`{name}` holds a null character")
    try:
        return codec.convert(found, struct, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(Problem.INVALID, str(error)) from None


def decode_body(struct: type[T], raw: bytes) -> T:
    """A JSON body. Null characters are refused: PostgreSQL cannot store them."""
    if struct is wire.Nothing:
        return struct()
    if b"\\u0000" in raw:
        raise Refused(Problem.INVALID, "the body holds a null character")
    try:
        return codec.decode_json(raw, struct)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(Problem.INVALID, str(error)) from None


def decode_key(text: str | None) -> str:
    """The `Idempotency-Key` header: `P-KEY` where it is missing."""
    if not text:
        raise Refused(Problem.KEY_MISSING)
    try:
        return codec.convert(text, wire.IdempotencyKey)
    except msgspec.ValidationError as error:
        raise Refused(Problem.INVALID, str(error)) from None
