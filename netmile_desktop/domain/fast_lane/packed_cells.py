"""Cells as numbers of eight bytes: many rows compared, hashed and tested for digits at a time."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Offsets: TypeAlias = NDArray[np.signedinteger[Any]]
Positions: TypeAlias = NDArray[np.int64]
Words: TypeAlias = NDArray[np.uint64]
Octets: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]

BEHIND = 8
"""Bytes that may be read behind a cell; a cell closer to the end of the file cannot be a word."""

ROWS_AT_A_TIME = 1 << 15
"""Rows per chunk, few enough that intermediate results stay in the processor's cache."""

_MASKS = np.array([(1 << (8 * count)) - 1 for count in range(9)], dtype=np.uint64)
"""Masks that keep the first n bytes of a word, at index n."""

_SMALL_LETTERS = np.uint64(0x2020202020202020)
"""Turns letters into lower case; a few other characters become equal to each other."""

_MULTIPLIER = 0x9E3779B97F4A7C15
_NEXT_MULTIPLIER = 0xD1342543DE82EF95
"""Each eight bytes of a cell are multiplied by a different number: this many times the previous one."""

_ALL_BITS = (1 << 64) - 1
_HALF = np.uint64(32)
_ZEROS = np.uint64(0x3030303030303030)
_HIGH_HALVES = np.uint64(0xF0F0F0F0F0F0F0F0)
_SIXES = np.uint64(0x0606060606060606)


def words_of(data: bytes) -> Words:
    """The eight bytes from every position on as one number, without a copy; seven positions fewer than bytes."""
    return np.ndarray((max(0, len(data) - BEHIND + 1),), "<u8", data, strides=(1,))


def word(words: Words, begins: Offsets, lengths: Offsets) -> Words:
    """The first eight bytes of each cell, what is behind its end being zero."""
    return words[begins] & _MASKS[np.minimum(lengths, BEHIND)]


def fingerprints(words: Words, begins: Offsets, lengths: Offsets, *, ignore_case: bool) -> Words:
    """A number for each cell; equal cells have equal ones, and others hardly ever. See `fingerprint`."""
    found = lengths.astype(np.uint64)
    multiplier = _MULTIPLIER
    rows: slice | Positions = slice(None)
    while len(begins):
        piece = words[begins]
        if ignore_case:
            piece |= _SMALL_LETTERS
        piece &= _MASKS[np.minimum(lengths, BEHIND)]
        piece ^= piece >> _HALF
        piece *= np.uint64(multiplier)
        found[rows] += piece
        multiplier = multiplier * _NEXT_MULTIPLIER & _ALL_BITS
        more = np.flatnonzero(lengths > BEHIND)
        if len(more) > len(lengths) // 2:
            # Cells that are at their end add nothing, and to sort them out would take longer.
            begins, lengths = np.minimum(begins + BEHIND, len(words) - 1), np.maximum(lengths - BEHIND, 0)
            continue
        rows = more if isinstance(rows, slice) else rows[more]
        begins, lengths = begins[more] + BEHIND, lengths[more] - BEHIND
    found ^= found >> _HALF
    return found


def fingerprint(cell: bytes, *, ignore_case: bool) -> int:
    """The same number for one cell."""
    found, multiplier = len(cell), _MULTIPLIER
    for at in range(0, len(cell), BEHIND):
        piece = cell[at : at + BEHIND]
        letters = (1 << (8 * len(piece))) - 1 & int(_SMALL_LETTERS) if ignore_case else 0
        number = int.from_bytes(piece, "little") | letters
        found += (number ^ number >> 32) * multiplier
        multiplier = multiplier * _NEXT_MULTIPLIER & _ALL_BITS
    found &= _ALL_BITS
    return found ^ found >> 32


def are_digits(words: Words, begins: Offsets, lengths: Offsets) -> Flags:
    """Whether each cell is made of half-width digits alone; empty ones are."""
    result = digit_words(words[begins], np.minimum(lengths, BEHIND))
    more = np.flatnonzero(result & (lengths > BEHIND))
    while len(more):
        begins_left, lengths_left = begins[more] + BEHIND, lengths[more] - BEHIND
        begins, lengths = begins.copy(), lengths.copy()
        begins[more], lengths[more] = begins_left, lengths_left
        result[more] = digit_words(words[begins_left], np.minimum(lengths_left, BEHIND))
        more = more[result[more] & (lengths_left > BEHIND)]
    return result


def digit_words(words: Words, lengths: Offsets) -> Flags:
    """Whether the first up to eight bytes of each word are half-width digits.

    Of a byte that is a digit the high half is 3, also when 6 is added to the byte.
    """
    mask = _MASKS[lengths] & _HIGH_HALVES
    result: Flags = (words & mask) == (_ZEROS & mask)
    result &= (((words & ~_HIGH_HALVES) + _SIXES) & mask) == 0
    return result


def numbers(words: Words, begins: Offsets, lengths: Offsets) -> NDArray[np.int64]:
    """The value of cells of one to eight digits."""
    # The first digit moves up so that the last one is the highest byte; zeros come in below it.
    digits = (words[begins] << (np.uint64(64) - lengths.astype(np.uint64) * np.uint64(8))) & np.uint64(
        0x0F0F0F0F0F0F0F0F
    )
    pairs = (digits * np.uint64(10) + (digits >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    fours = (pairs * np.uint64(100) + (pairs >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    return ((fours * np.uint64(10_000) + (fours >> np.uint64(32))) & np.uint64(0xFFFFFFFF)).astype(np.int64)
