"""Which cells are beyond doubt: no campaign could find fault with them, whatever its amounts are."""

from __future__ import annotations

import numpy as np

from netmile_desktop.domain.fast_lane import email_domains
from netmile_desktop.domain.fast_lane.altered_keys import may_be_altered
from netmile_desktop.domain.fast_lane.packed_cells import BEHIND, Flags, Octets, Positions, Words, digit_words
from netmile_desktop.domain.fast_lane.records import Lines
from netmile_desktop.domain.rows import key_rule
from netmile_desktop.domain.rows.addresses import ADDRESS_LENGTH, LOCAL_LENGTH

PLAIN = 1
"""The offsets are those of the cells, whose bytes are the text. Otherwise they are those of the record."""

ADDRESS = 2
"""The address is well-formed by the plain rules, and does not look altered by a spreadsheet."""

KEY = 4
"""The same for the key, which does not look like an address either."""

MILES = 8
"""The same for the miles."""

CELLS = ADDRESS | KEY | MILES

SOUND = PLAIN | CELLS
"""All flags of a sound row."""

CARRIER = 16
"""The row's ADDRESS is good and belongs to a mobile carrier."""

NEAT = 32
"""The row is SOUND, and its record consists of those three cells, quoted or not, and nothing else."""

STRANGE = 64
"""Something of the record must be decoded, be it only in cells that are not sent."""

NEAR_THE_END = email_domains.LONGEST + BEHIND
"""Bytes at the end of a file in which words would reach past it; these rows are left to the plain rules."""

MILES_LENGTH = 8

_BYTE = np.uint64(0xFF)


def marks(lines: Lines, words: Words, file_end: int, book: email_domains.EmailDomains) -> Octets:
    """The marks of each line of a block."""
    within = slice(int(np.searchsorted(lines.ends, file_end - NEAR_THE_END, "right")))
    begin_a, end_a, begin_k, end_k, begin_m, end_m = (each[within] for each in lines.cells)
    at = lines.at[within]
    address = lines.address[within] & (at - begin_a <= LOCAL_LENGTH) & (end_a - begin_a <= ADDRESS_LENGTH)
    verdicts = book.verdicts(words, at + 1, (end_a - at - 1) * address)
    address = (verdicts & email_domains.GOOD) != 0
    key = lines.key[within] & _key_is_as_typed(words, begin_k, end_k)
    miles = lines.miles[within] & _miles_are_plain_digits(words, begin_m, end_m)
    sound = lines.plain[within] & address & key & miles
    result = np.zeros(len(lines.ends), np.uint8)
    for mark, flags in (
        (PLAIN, lines.plain[within]),
        (ADDRESS, address),
        (KEY, key),
        (MILES, miles),
        (CARRIER, (verdicts & email_domains.CARRIER) != 0),
        (NEAT, sound & lines.neat[within]),
    ):
        result[within] |= flags.view(np.uint8) * np.uint8(mark)
    result |= lines.strange.view(np.uint8) * np.uint8(STRANGE)
    return result


def _miles_are_plain_digits(words: Words, begins: Positions, ends: Positions) -> Flags:
    lengths = ends - begins
    text = words[begins]
    return (
        (lengths <= MILES_LENGTH)
        & digit_words(text, np.minimum(lengths, MILES_LENGTH))
        # Of an empty cell it is the byte behind, which is no digit either.
        & ((text & _BYTE) - np.uint64(ord("1")) < 9)
    )


def _key_is_as_typed(words: Words, begins: Positions, ends: Positions) -> Flags:
    """1 to 64 characters, and none of the shapes that a spreadsheet gives to numbers, dates and errors.

    That all characters may stand in a key was seen when the line was read.
    """
    lengths = ends - begins
    sound: Flags = (lengths > 0) & (lengths <= key_rule.LONGEST)
    sound &= ~may_be_altered(words, begins, lengths)
    return sound
