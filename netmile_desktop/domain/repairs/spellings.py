"""How else a key may be written that nobody knows as it was typed: in another width or case, with other zeros."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product

from netmile_desktop.domain.repairs.characters import dashes, without_invisible

MOST = 400
"""Spellings at most, the likeliest first."""

_DIGITS = re.compile(r"[0-9]+")
_WIDEST = 16
"""Digits to which leading zeros are filled up; numbers of customers are shorter."""

_FEW_LETTERS = 4
"""Letters of a key up to which every mixture of cases is tried."""


def spellings(typed: str) -> list[str]:
    """Return other ways to write a key or an address, the likeliest first."""
    narrow = "".join(unicodedata.normalize("NFKC", without_invisible(typed)).split())
    ways = dict.fromkeys((narrow, *_ways(dashes(narrow).text)))
    return [each for each in islice(ways, MOST) if each and each != typed]


def _ways(plain: str) -> Iterator[str]:
    cases = list(dict.fromkeys(_cases(plain)))
    yield from cases
    if "@" not in plain:
        for case in cases:
            yield from _zeros(case)


def _cases(plain: str) -> Iterator[str]:
    yield from (plain, plain.upper(), plain.lower(), plain.capitalize())
    letters = [(char.lower(), char.upper()) if char.isalpha() else (char,) for char in plain]
    if "@" not in plain and sum(len(each) > 1 for each in letters) <= _FEW_LETTERS:
        yield from map("".join, product(*letters))


def _zeros(plain: str) -> Iterator[str]:
    """With more or fewer zeros in front of one of its numbers: spreadsheets drop them, and people do."""
    for found in _DIGITS.finditer(plain):
        bare = found[0].lstrip("0") or "0"
        for width in range(len(bare), max(_WIDEST, len(found[0])) + 1):
            yield plain[: found.start()] + bare.zfill(width) + plain[found.end() :]
