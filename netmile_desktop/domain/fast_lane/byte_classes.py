"""What each byte of a file may be part of, one bit a question.

In UTF-8 and in CP932 the bytes of a separator, a quote and a line end stand for nothing else, not even
inside a damaged character; that is why structure is found without decoding.
"""

from __future__ import annotations

from dataclasses import dataclass

POINT = 1
"""`.` and `@`, which may stand neither beside each other nor at an end of a cell."""

EDGE = 2
"""What a point may not stand beside: points, separators, line ends and quotes."""

RARE = 4
"""What a key may hold and a plain address does not."""

AT = 8
QUOTE = 16
SEPARATOR = 32
LINE_END = 64
"""LF. A CR that ends a line by itself is turned into one where a block holds any."""

FOREIGN = 128
"""Spaces, controls, halves of Japanese characters: such a row is decoded."""

FIRST_SPECIAL = RARE
"""From this value on a byte says something about the shape of its row; below are letters, digits and points."""

_PLAIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-"


@dataclass(frozen=True, slots=True)
class ByteClasses:
    """The bits of all bytes under one separator, as a table for `bytes.translate`."""

    separator: int
    table: bytes


def alphabet(separator: str) -> ByteClasses:
    """The alphabet of files with a separator, a comma or a tab."""
    classes = bytearray(FOREIGN for _ in range(256))
    for byte in range(0x21, 0x7F):
        classes[byte] = RARE
    for byte in _PLAIN:
        classes[byte] = 0
    classes[ord(",")] = FOREIGN
    classes[ord(".")] = POINT | EDGE
    classes[ord("@")] = POINT | EDGE | AT
    classes[ord('"')] = EDGE | QUOTE
    classes[ord("\r")] = EDGE
    classes[ord("\n")] = EDGE | LINE_END
    classes[ord(separator)] = EDGE | SEPARATOR
    return ByteClasses(ord(separator), bytes(classes))
