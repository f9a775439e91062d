"""Which rows are beyond doubt: no campaign could find fault with their cells, whatever its amounts are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.addresses import ADDRESS_LENGTH, LOCAL_LENGTH
from netmile_desktop.domain.fast_lane import domains
from netmile_desktop.domain.fast_lane.records import Lines, Positions
from netmile_desktop.domain.fast_lane.words import Flags, Words, are_digits
from netmile_desktop.domain.issuances import KEY_LENGTH

PLAIN = 1
"""The offsets are those of the cells, and their bytes are the text. Otherwise they are those of the record."""

SOUND = 2
"""Address, key and miles are well-formed by the plain rules, and nothing looks like a spreadsheet's doing."""

CARRIER = 4
"""Of a SOUND row: the address lies at a mobile carrier."""

NEAT = 8
"""Of a SOUND row: the record is those three cells, quoted or not, and nothing else."""

NEAR_THE_END = domains.LONGEST + 8
"""So close to the end of a file, words would reach behind it: those rows are left to the plain rules."""

MILES_LENGTH = 8

_BYTE = np.uint64(0xFF)


def marks(lines: Lines, words: Words, file_end: int, book: domains.DomainBook) -> NDArray[np.uint8]:
    """The marks of each line of a block."""
    lines.plain &= lines.ends <= file_end - NEAR_THE_END
    result = lines.plain.astype(np.uint8)
    rows = np.flatnonzero(lines.simple & lines.plain)
    if not len(rows):
        return result
    all_of_them = len(rows) == len(result)
    begin_a, end_a, begin_k, end_k, begin_m, end_m = (each if all_of_them else each[rows] for each in lines.cells)
    at = lines.at if all_of_them else lines.at[rows]
    verdicts = book.verdicts(words, at + 1, end_a - at - 1)
    sound = (verdicts & domains.GOOD).astype(np.bool_)
    sound &= (at - begin_a <= LOCAL_LENGTH) & (end_a - begin_a <= ADDRESS_LENGTH)
    sound &= _miles_are_plain_digits(words, begin_m, end_m)
    sound &= _key_is_as_typed(words, begin_k, end_k)
    found = sound * np.uint8(SOUND)
    found |= np.where(sound & ((verdicts & domains.CARRIER) != 0), np.uint8(CARRIER), np.uint8(0))
    found |= np.where(sound & lines.neat[rows], np.uint8(NEAT), np.uint8(0))
    result[rows] |= found
    return result


def _miles_are_plain_digits(words: Words, begins: Positions, ends: Positions) -> Flags:
    lengths = ends - begins
    digits = are_digits(words, begins, np.minimum(lengths, MILES_LENGTH))
    return digits & (lengths <= MILES_LENGTH) & (words[begins] & _BYTE >= ord("1"))


def _key_is_as_typed(words: Words, begins: Positions, ends: Positions) -> Flags:
    """1 to 64 characters, and none of the shapes that a spreadsheet gives to numbers, dates and errors.

    The shapes are drawn wider than the plain rule draws them. That all characters may stand in a key was
    seen when the line was read.
    """
    lengths = ends - begins
    first_word = words[begins]
    first, second, third, fourth, fifth = (first_word >> np.uint64(8 * n) & _BYTE for n in range(5))
    sound: Flags = (lengths > 0) & (lengths <= KEY_LENGTH) & (first != ord("#"))
    digit = first - np.uint64(ord("0")) < 10
    exponent = digit & ((second == ord("E")) | (second == ord(".")))
    slashes = digit & (fifth == ord("/")) & (lengths >= len("2026/1/1"))
    five = (lengths == len("1-Jan")) & (second == ord("-"))
    six = (lengths == len("01-Jan")) & ((third == ord("-")) | (fourth == ord("-")))
    sound &= ~(exponent | slashes | five | six)
    return sound
