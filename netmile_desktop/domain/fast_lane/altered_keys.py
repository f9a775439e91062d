"""Which keys may look altered by a spreadsheet: the shapes of `rows.altered_cells`, drawn wider, eight bytes at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane.packed_cells import (
    BEHIND,
    Flags,
    Octets,
    Positions,
    Words,
    are_digits,
    word,
)
from netmile_desktop.domain.rows.altered_cells import DIGITS_OF_A_NUMBER, LOGICAL, NO_VALUE

_SMALL_LETTER = 0x20
"""Turns a letter into its lower case."""

_SMALL_LETTERS = np.uint64(0x2020202020202020)
_POINTS = np.uint64(0x2E2E2E2E2E2E2E2E)
_ONES = np.uint64(0x0101010101010101)
_HIGH_BITS = np.uint64(0x8080808080808080)
_WORDS = [
    int.from_bytes(text.encode()[:BEHIND], "little") | int(_SMALL_LETTERS) >> 8 * max(0, BEHIND - len(text))
    for text in (*NO_VALUE, *LOGICAL)
]
_LONGEST_WORD = max(map(len, (*NO_VALUE, *LOGICAL)))
_LONGEST_DATE = len("01.03.2026")
_LONGEST_EXPONENT = len("E+015")


def may_be_altered(words: Words, begins: Positions, lengths: Positions) -> Flags:
    """Whether each key may have one of the shapes; the keys are not empty, and all their bytes allowed in a key."""
    octets = _octets(words, begins)
    result: Flags = np.zeros(len(begins), np.bool_)
    digit_first = _is_digit(octets[0])
    # Nearly all keys begin with a letter and digits, or are digits alone.
    others = np.flatnonzero(~(digit_first | _begins_like_a_code(octets)))
    if len(others):
        result[others] = _names(words, begins[others], lengths[others])
    numbers = np.flatnonzero(digit_first)
    if len(numbers):
        numbers = numbers[~are_digits(words, begins[numbers], lengths[numbers])]
    if len(numbers):
        result[numbers] = _numbers(words, begins[numbers], lengths[numbers])
    return result


def _numbers(words: Words, begins: Positions, lengths: Positions) -> Flags:
    """Keys that begin with a digit and have something else behind: numbers, dates and clock times."""
    b = _octets(words, begins)
    ends = begins + lengths
    found: Flags = (b[2] == ord("+")) & (b[1] | _SMALL_LETTER == ord("e"))
    rows = np.flatnonzero(_have_point(words, begins, lengths))
    found[rows] |= _decimals(words, begins[rows], ends[rows])
    for mark in b"-/.":
        found |= (b[4] == mark) & ((b[6] == mark) | (b[7] == mark))
    found |= ((b[1] == ord("/")) | (b[2] == ord("/"))) & ((b[3] == ord("/")) | (b[4] == ord("/")) | (b[5] == ord("/")))
    found |= (b[1] == ord(":")) | (b[2] == ord(":"))
    found |= (b[1] == ord("-")) & _is_name(b[2], b[3])
    found |= (b[2] == ord("-")) & _is_name(b[3], b[4])
    return found


def _decimals(words: Words, begins: Positions, ends: Positions) -> Flags:
    """Numbers that have a decimal point: no decimals, too many, or an exponent; and dates with points."""
    lengths = ends - begins
    last = _octets(words, np.maximum(ends - 2, begins))
    found: Flags = (last[1] == ord("0")) & ((last[0] == ord("0")) | (last[0] == ord(".")))
    found |= lengths > DIGITS_OF_A_NUMBER
    for back in range(2, _LONGEST_EXPONENT + 1):
        found |= _octets(words, np.maximum(ends - back, begins))[0] | _SMALL_LETTER == ord("e")
    found |= (lengths <= _LONGEST_DATE) & (_octets(words, np.maximum(ends - 5, begins))[0] == ord("."))
    return found


def _have_point(words: Words, begins: Positions, lengths: Positions) -> Flags:
    """Whether each key has a decimal point anywhere."""
    result = _any_is_point(word(words, begins, lengths))
    rows = np.flatnonzero(~result & (lengths > BEHIND))
    at = BEHIND
    while len(rows):
        result[rows] = _any_is_point(word(words, begins[rows] + at, lengths[rows] - at))
        at += BEHIND
        rows = rows[~result[rows] & (lengths[rows] > at)]
    return result


def _any_is_point(pieces: Words) -> Flags:
    """Whether one of the eight bytes of each piece is a point: of those alone does taking away 1 borrow."""
    apart = pieces ^ _POINTS
    found: Flags = ((apart - _ONES) & ~apart & _HIGH_BITS) != 0
    return found


def _names(words: Words, begins: Positions, lengths: Positions) -> Flags:
    """Keys that begin with something else: months, eras, errors and words for nothing."""
    b = _octets(words, begins)
    found: Flags = (b[0] == ord("#")) | (b[0] == ord("'"))
    found |= ((b[0] == ord("-")) | (b[0] == ord("+"))) & _is_digit(b[1])
    found |= _is_digit(b[1]) & ((b[2] == ord(".")) | (b[2] == ord("/")) | (b[3] == ord(".")) | (b[3] == ord("/")))
    found |= _is_name(b[0], b[1]) & ((b[3] == ord("-")) | (b[4] == ord("-"))) & (lengths <= len("Sept-01"))
    found |= b[3] == ord(":")
    short = np.flatnonzero(lengths <= _LONGEST_WORD)
    texts = word(words, begins[short], lengths[short])
    # Behind the end of a cell stays zero, as in the words looked for.
    texts |= word(np.full(1, _SMALL_LETTERS), np.zeros(len(short), np.int64), lengths[short])
    for each in _WORDS:
        found[short] |= texts == np.uint64(each)
    return found


def _octets(words: Words, begins: Positions) -> Octets:
    """The first eight bytes of each cell and what is behind it: one array for the first bytes, one for the second ..."""
    octets: Octets = words[begins].view(np.uint8).reshape(-1, BEHIND).T
    return octets


def _is_digit(octets: Octets) -> Flags:
    found: Flags = octets - np.uint8(ord("0")) < 10
    return found


def _is_letter(octets: Octets) -> Flags:
    found: Flags = (octets | _SMALL_LETTER) - np.uint8(ord("a")) < 26
    return found


def _begins_like_a_code(octets: Octets) -> Flags:
    """A letter and three digits begin no word, and no date of an era."""
    found = _is_letter(octets[0])
    for digit in octets[1:4]:
        found &= _is_digit(digit)
    return found


def _is_name(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> Flags:
    """A capital and a small letter."""
    found: Flags = (first - np.uint8(ord("A")) < 26) & (second - np.uint8(ord("a")) < 26)
    return found
