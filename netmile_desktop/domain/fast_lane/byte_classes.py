"""What each byte of a file may be part of, one bit a question.

In UTF-8 and in CP932 the bytes of a separator, a quote and a line end stand for nothing else, not even
inside a damaged character; that is why structure is found without decoding.
"""

from __future__ import annotations

from dataclasses import dataclass

POINT = 1
"""`.` and `@`, which must not be adjacent to each other or at an end of a cell."""

EDGE = 2
"""Bytes that a point must not be adjacent to: points, separators, line ends and quotes."""

RARE = 4
"""Bytes allowed in a key but not in a plain address."""

AT = 8
QUOTE = 16
SEPARATOR = 32
LINE_END = 64
"""LF. If a block contains a CR as a line end of its own, that CR is converted to LF."""

FOREIGN = 128
"""Spaces, control characters, bytes of Japanese characters: such a row is decoded."""

FIRST_SPECIAL = RARE
"""Bytes from this class on affect the shape of their row; lower ones are letters, digits and points."""

FIRST_TRAIL_BYTE = 0x40
"""Lower bytes are no part of any Japanese character, in none of the encodings in which lines are found."""

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
