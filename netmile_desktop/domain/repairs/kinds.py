"""What can be repaired in a cell, and how one repair is described to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

ROUNDS = 4
"""One repair may lay open another (`<a@example.jp>;`), but never so many."""


class Repair(StrEnum):
    """One kind of repair; the sentences stand in `domain.texts.repairs`."""

    HALF_WIDTH = "half_width"
    SPACES = "spaces"
    """Spaces, line breaks and invisible characters inside a cell."""
    DASHES = "dashes"
    QUOTES = "quotes"
    DOUBLE_AT = "double_at"
    TRAILING = "trailing"
    """A full stop, comma or semicolon behind an address."""
    MAILTO = "mailto"
    BRACKETS = "brackets"
    """An address in `<>`, with or without a name before it."""
    THOUSANDS = "thousands"
    UNIT = "unit"
    SIGN = "sign"
    DECIMALS = "decimals"
    LEADING_ZERO = "leading_zero"
    EXPONENT = "exponent"
    LOST_ZEROS = "lost_zeros"
    APOSTROPHE = "apostrophe"
    NOISE = "noise"
    """Digits beyond those that a number of a spreadsheet keeps."""
    DATE = "date"
    NEAREST_AMOUNT = "nearest_amount"


@dataclass(frozen=True, slots=True)
class Change:
    """What one repair makes of a text. A repair that is not `certain` is a guess that staff must look at."""

    text: str
    certain: bool = True


Step = tuple[Repair, Callable[[str], Change | None]]
"""A repair and its function, which answers None where it finds nothing to do."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after every repair that fits it."""

    text: str
    repairs: tuple[Repair, ...]
    certain: bool


def repair(text: str, steps: Iterable[Step]) -> Repaired:
    """Take the steps in their order, again and again until none finds anything more to do."""
    steps = tuple(steps)
    repairs: dict[Repair, None] = {}
    certain = True
    for _ in range(ROUNDS):
        before = text
        for kind, apply in steps:
            change = apply(text)
            if change is not None and change.text != text:
                text = change.text
                certain = certain and change.certain
                repairs[kind] = None
        if text == before:
            break
    return Repaired(text, tuple(repairs), certain)
