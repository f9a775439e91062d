"""How else a key may be written that nobody knows as it was typed: in another width or case, with other zeros."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, islice, product

from netmile_desktop.domain.repairs.characters import dashes, without_invisible

MOST = 1_000
"""Spellings at most, the likeliest first."""

_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WIDEST = 16
"""Digits to which leading zeros are filled up; numbers of customers are shorter."""

_FEW_WORDS = 4
"""Words of a key up to which each is tried in every case."""
_FEW_LETTERS = 4
"""Letters of a key up to which every mixture of cases is tried together with other zeros."""
_MANY_LETTERS = 8
"""The same without other zeros."""
_FEW_NUMBERS = 3
"""Numbers of a key up to which the zeros of all of them are tried at once."""
_LIKELY = 4
"""Cases of a whole key, which come before those of its words."""
_USUAL = 4
"""Digits to which all numbers of a key at once are filled up."""


def spellings(typed: str) -> list[str]:
    """Return other ways to write a key or an address, the likeliest first."""
    narrow = "".join(unicodedata.normalize("NFKC", without_invisible(typed)).split())
    ways = dict.fromkeys(islice(chain([narrow], _ways(dashes(narrow).text)), 4 * MOST))
    return [way for way in ways if way and way != typed][:MOST]


def _ways(plain: str) -> Iterator[str]:
    cases = list(dict.fromkeys(_cases(plain)))
    yield from cases
    if "@" in plain:
        return
    for case in cases[:_LIKELY]:
        yield from _zeros(case)
    letters = sum(map(str.isalpha, plain))
    mixtures = _mixtures(plain) if letters <= _MANY_LETTERS else iter(())
    if letters > _FEW_LETTERS:
        yield from mixtures
    for case in cases[_LIKELY:]:
        yield from _zeros(case)
    if letters <= _FEW_LETTERS:
        for mixture in mixtures:
            yield mixture
            yield from _zeros(mixture)


def _cases(plain: str) -> Iterator[str]:
    yield from (plain, plain.upper(), plain.lower(), plain.capitalize())
    words = _LETTERS.findall(plain)
    if "@" in plain or len(words) > _FEW_WORDS:
        return
    rest = _LETTERS.split(plain)
    ways = (dict.fromkeys((word, word.upper(), word.lower(), word.capitalize())) for word in words)
    for chosen in product(*ways):
        yield "".join(part for both in zip(rest, (*chosen, ""), strict=True) for part in both)


def _mixtures(plain: str) -> Iterator[str]:
    letters = [(char.lower(), char.upper()) if char.isalpha() else (char,) for char in plain]
    return map("".join, product(*letters))


def _zeros(plain: str) -> Iterator[str]:
    """With more or fewer zeros in front of its numbers: spreadsheets drop them, and people do."""
    found = list(_DIGITS.finditer(plain))
    for number in found:
        bare = number[0].lstrip("0") or "0"
        for width in range(len(bare), max(_WIDEST, len(number[0])) + 1):
            yield plain[: number.start()] + bare.zfill(width) + plain[number.end() :]
    if 1 < len(found) <= _FEW_NUMBERS:
        rest = _DIGITS.split(plain)
        for chosen in product(*(_padded(number[0]) for number in found)):
            yield "".join(part for both in zip(rest, (*chosen, ""), strict=True) for part in both)


def _padded(number: str) -> list[str]:
    bare = number.lstrip("0") or "0"
    return [bare.zfill(width) for width in range(len(bare), max(_USUAL, len(bare), len(number)) + 1)]
