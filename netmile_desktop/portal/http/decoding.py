"""Decoding of HTTP text into the structs of the operation table, with a clear refusal if it fails."""

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
    "merchant_id": wire.MerchantId,
    "key_id": wire.AutomaticKeyId,
    "payment_number": wire.PaymentNumber,
    "refund_number": wire.PaymentNumber,
    "file": wire.RewardFileId,
}
"""The type of each path parameter."""


def decode_path(operation: Operation[Any, Any, Any], given: Mapping[str, str]) -> dict[str, str]:
    """Return the path parameters.

    Raises:
        Refused: `P-NOTFOUND` for a malformed ID, which names nothing; `P-INVALID` for a malformed key.
    """
    try:
        return {name: codec.convert(value, PATH_TYPES[name]) for name, value in given.items()}
    except msgspec.ValidationError as error:
        is_key = "key" in given
        raise Refused(Problem.INVALID if is_key else Problem.NOT_FOUND, str(error) if is_key else "") from None


def decode_query(struct: type[T], pairs: Iterable[tuple[str, str]]) -> T:
    """Return the query parameters: lists are repeated names; numbers, booleans and days are text.

    Raises:
        Refused: `P-INVALID` for malformed values, null characters, and names that are unknown or wrongly repeated.
    """
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
    """Return a JSON body.

    Raises:
        Refused: `P-INVALID` if it is malformed or holds null characters, which PostgreSQL cannot store.
    """
    if struct is wire.Nothing:
        return struct()
    if b"\\u0000" in raw:
        raise Refused(Problem.INVALID, "the body holds a null character")
    try:
        return codec.decode_json(raw, struct)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(Problem.INVALID, str(error)) from None


def decode_key(text: str | None) -> str:
    """Return the `Idempotency-Key` header.

    Raises:
        Refused: `P-KEY` if it is missing, `P-INVALID` if it is malformed.
    """
    if not text:
        raise Refused(Problem.KEY_MISSING)
    try:
        return codec.convert(text, wire.IdempotencyKey)
    except msgspec.ValidationError as error:
        raise Refused(Problem.INVALID, str(error)) from None
