"""JSON, MessagePack and built-in values to typed values: the only way in, safe from every thread.

msgspec works out how a type is decoded when the type is first used, and keeps what it found on the class. It
puts it there before the fields are filled in, so that a type may hold itself, and reading the annotations runs
Python code, in which another thread may take over. A second thread that decodes the same type at that moment, or
another type that holds it, reads fields that are not there yet, and the process dies without a word. Structs, named
tuples and dataclasses are all built this way; enums, literals and constrained strings are kept when they are whole.

Therefore every type is built here, under one lock for the whole process. A decoder is made with everything its type
holds, down to the last nested type, before its maker returns. Once it is among the kept ones nothing is left to
build, and decoding takes no lock. Nothing is built before it is needed: the start of a program pays for no type.

Encoding needs none of this and stays with msgspec: it follows the values, and reads of a class only what was
complete when the class was made.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
D = TypeVar("D")

_TOO_DEEP = "nested too deeply"

_building = Lock()
_from_json: dict[Any, msgspec.json.Decoder[Any]] = {}
_from_msgpack: dict[Any, msgspec.msgpack.Decoder[Any]] = {}


def decode_json(data: bytes | str, type_: type[T]) -> T:
    """Return the value a JSON text holds.

    Raises:
        msgspec.ValidationError: the text is JSON of another shape.
        msgspec.DecodeError: the text is not JSON, or one that is nested without end.
        UnicodeDecodeError: the text is not UTF-8.
    """
    decoder: msgspec.json.Decoder[T] = _built(_from_json, msgspec.json.Decoder, type_)
    try:
        return decoder.decode(data)
    except RecursionError:
        raise msgspec.DecodeError(_TOO_DEEP) from None


def decode_msgpack(data: bytes, type_: type[T]) -> T:
    """Return the value a MessagePack message holds; raises like `decode_json`."""
    decoder: msgspec.msgpack.Decoder[T] = _built(_from_msgpack, msgspec.msgpack.Decoder, type_)
    try:
        return decoder.decode(data)
    except RecursionError:
        raise msgspec.DecodeError(_TOO_DEEP) from None


def convert(value: Any, type_: type[T], *, strict: bool = True) -> T:
    """Return a value of `type_` made from built-in values.

    Args:
        strict: False if numbers, booleans and days may be given as text.

    Raises:
        msgspec.ValidationError: the value has another shape.
    """
    decoder: msgspec.json.Decoder[T] = _built(_from_json, msgspec.json.Decoder, type_)
    # What a JSON decoder is built from, a conversion reads too; of two equal generic types only the decoder's is built.
    return msgspec.convert(value, decoder.type, strict=strict)


def _built(kept: dict[Any, D], make: Callable[[Any], D], type_: Any) -> D:
    """Return the decoder of a type, which nobody sees before it is whole."""
    decoder = kept.get(type_)
    if decoder is None:
        with _building:
            if type_ not in kept:
                kept[type_] = make(type_)
            decoder = kept[type_]
    return decoder
