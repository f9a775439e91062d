"""Repairs of column B. A key is a name: what it was is guessed only from keys that were seen before."""

from __future__ import annotations

import re
from functools import partial

from netmile_desktop.domain.repairs.characters import dashes, half_width, quotes, spaces
from netmile_desktop.domain.repairs.kinds import Change, Repair, Step
from netmile_desktop.domain.rows.known import KnownKeys

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+").fullmatch
_CUT = re.compile(r"[1-9][0-9]*").fullmatch
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2,3}").fullmatch


def thousands(key: str) -> Change | None:
    """12,345 → 12345: a spreadsheet that shows a key as an amount writes it so. A guess."""
    return Change(key.replace(",", ""), certain=False) if _THOUSANDS(key) else None


def lost_zeros(key: str, known: KnownKeys) -> Change | None:
    """123 → 00123, where that key was seen before. A guess."""
    whole = known.same_digits(key) if _CUT(key) else None
    return Change(whole, certain=False) if whole else None


def exponent(key: str, known: KnownKeys) -> Change | None:
    """1.23E+05 → 123456, where that key was seen before and no other fits. A guess."""
    whole = known.matching_exponent(key) if _EXPONENT(key) else None
    return Change(whole, certain=False) if whole else None


def steps(known: KnownKeys) -> tuple[Step, ...]:
    """What may be repaired in a key."""
    return (
        (Repair.HALF_WIDTH, half_width),
        (Repair.SPACES, spaces),
        (Repair.QUOTES, quotes),
        (Repair.DASHES, dashes),
        (Repair.THOUSANDS, thousands),
        (Repair.EXPONENT, partial(exponent, known=known)),
        (Repair.LOST_ZEROS, partial(lost_zeros, known=known)),
    )
