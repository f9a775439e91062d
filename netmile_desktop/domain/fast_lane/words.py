"""Cells as numbers of eight bytes: many rows compared, hashed and tested for digits at a time."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Offsets: TypeAlias = NDArray[np.signedinteger[Any]]
Words: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]

BEHIND = 8
"""So many bytes behind a cell may be looked at: a cell nearer to the end of the file cannot be a word."""

ROWS_AT_A_TIME = 1 << 16

_MASKS = np.array([(1 << (8 * count)) - 1 for count in range(9)], dtype=np.uint64)
"""Keeps the first so many bytes of a word."""

_SMALL_LETTERS = np.uint64(0x2020202020202020)
"""Set in a letter it makes it a small one; in other characters it only makes a few of them alike."""

_MULTIPLIER = 0x9E3779B97F4A7C15
_ALL_BITS = (1 << 64) - 1
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
    rows = None
    letters = _SMALL_LETTERS if ignore_case else np.uint64(0)
    while True:
        piece = (words[begins] | letters) & _MASKS[np.minimum(lengths, BEHIND)]
        mixed = ((found if rows is None else found[rows]) ^ piece) * np.uint64(_MULTIPLIER)
        mixed ^= mixed >> np.uint64(32)
        if rows is None:
            found = mixed
        else:
            found[rows] = mixed
        more = np.flatnonzero(lengths > BEHIND)
        if not len(more):
            return found
        rows = more if rows is None else rows[more]
        begins, lengths = begins[more] + BEHIND, lengths[more] - BEHIND


def fingerprint(cell: bytes, *, ignore_case: bool) -> int:
    """The same number for one cell."""
    found = len(cell)
    for at in range(0, max(1, len(cell)), BEHIND):
        piece = cell[at : at + BEHIND]
        letters = (1 << (8 * len(piece))) - 1 & int(_SMALL_LETTERS) if ignore_case else 0
        found = (found ^ (int.from_bytes(piece, "little") | letters)) * _MULTIPLIER & _ALL_BITS
        found ^= found >> 32
    return found


def are_digits(words: Words, begins: Offsets, lengths: Offsets) -> Flags:
    """Whether each cell is made of half-width digits alone; empty ones are."""
    result = _word_is_digits(words[begins], lengths)
    more = np.flatnonzero(result & (lengths > BEHIND))
    while len(more):
        begins_left, lengths_left = begins[more] + BEHIND, lengths[more] - BEHIND
        begins, lengths = begins.copy(), lengths.copy()
        begins[more], lengths[more] = begins_left, lengths_left
        result[more] = _word_is_digits(words[begins_left], lengths_left)
        more = more[result[more] & (lengths_left > BEHIND)]
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


def _word_is_digits(word: Words, lengths: Offsets) -> Flags:
    """Of a byte that is a digit the high half is 3, also when 6 is added to the byte."""
    mask = _MASKS[np.minimum(lengths, BEHIND)] & _HIGH_HALVES
    result: Flags = (word & mask) == (_ZEROS & mask)
    result &= (((word & ~_HIGH_HALVES) + _SIXES) & mask) == 0
    return result
