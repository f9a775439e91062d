"""Repairs of column B. A key is a name: what it was is guessed only from keys that were seen before."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

from netmile_desktop.domain.repairs import characters
from netmile_desktop.domain.repairs.characters import dashes, half_width, quotes
from netmile_desktop.domain.repairs.kinds import Change, Repair, Step
from netmile_desktop.domain.rows.altered_cells import (
    days_meant,
    is_date_or_time,
    without_decimal_zeros,
    without_noise,
)
from netmile_desktop.domain.rows.known import KnownKeys

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+").fullmatch
_CUT = re.compile(r"[1-9][0-9]*").fullmatch
_EXPONENT = re.compile(r"\+?[0-9](?:\.([0-9]+))?[Ee]\+?0*([0-9]{1,3})").fullmatch
_PARTED_NUMBERS = re.compile(r"[0-9]\s+[0-9]").search
_MARKED = re.compile(r"['‘’]+([^'‘’].*?)['‘’]*").fullmatch


_KEYS_TAKEN_FOR_DAYS = ("{}-{}", "{:02}-{:02}", "{}/{}", "{:02}/{:02}")
"""Keys that a spreadsheet takes for a month and a day of this year, the likeliest first."""


def thousands(key: str) -> Change | None:
    """12,345 → 12345: a spreadsheet that shows a key as an amount writes it so. A guess."""
    return Change(key.replace(",", ""), certain=False) if _THOUSANDS(key) else None


def spaces(key: str) -> Change | None:
    """As in any cell, but never two numbers made one, nor a date and its time: 2026/3/1 10:30 is not 2026/3/110:30."""
    shown = characters.without_invisible(key).strip()
    parts = shown.split()
    if len(parts) > 1 and (_PARTED_NUMBERS(shown) or any(map(is_date_or_time, parts))):
        return None
    return characters.spaces(key)


def apostrophe(key: str) -> Change | None:
    """'00123 → 00123: the sign that makes a spreadsheet keep a number as text. A guess."""
    found = _MARKED(key)
    return Change(found[1], certain=False) if found else None


def decimal_zeros(key: str) -> Change | None:
    """12345.0 → 12345. A guess."""
    whole = without_decimal_zeros(key)
    return Change(whole, certain=False) if whole else None


def noise(key: str) -> Change | None:
    """110.00000000000001 → 110. A guess, and only of a whole number."""
    rounded = without_noise(key)
    return Change(rounded, certain=False) if rounded and "." not in rounded else None


def dated(key: str, known: KnownKeys) -> Change | None:
    """2026/3/1 → 3-1: the key seen before that a spreadsheet may have taken for this day, or month and day. A guess.

    If no such key was seen, only of a date that can be read in one way.
    """
    days = days_meant(key)
    forms = [form.format(*day) for day in sorted(days) for form in _KEYS_TAKEN_FOR_DAYS]
    seen = [form for form in forms if known.is_known(form)]
    if len(seen) == 1:
        return Change(seen[0], certain=False)
    return Change(forms[0], certain=False) if len(days) == 1 and not seen else None


def lost_zeros(key: str, known: KnownKeys) -> Change | None:
    """123 → 00123, where that key was seen before. A guess."""
    whole = known.same_digits(key) if _CUT(key) else None
    return Change(whole, certain=False) if whole else None


def exponent(key: str, known: KnownKeys) -> Change | None:
    """1.23E+05 → 123456, where that key was seen before and no other fits; 1.23E+02 → 123 always. A guess."""
    shown = _EXPONENT(key)
    if shown is None:
        return None
    exact = str(int(Decimal(key))) if shown[1] and len(shown[1]) == int(shown[2]) else None
    whole = known.matching_exponent(key) or exact
    return Change(whole, certain=False) if whole else None


def steps(known: KnownKeys) -> tuple[Step, ...]:
    """What may be repaired in a key."""
    return (
        (Repair.HALF_WIDTH, half_width),
        (Repair.SPACES, spaces),
        (Repair.QUOTES, quotes),
        (Repair.APOSTROPHE, apostrophe),
        (Repair.DASHES, dashes),
        (Repair.THOUSANDS, thousands),
        (Repair.EXPONENT, partial(exponent, known=known)),
        (Repair.DECIMALS, decimal_zeros),
        (Repair.NOISE, noise),
        (Repair.DATE, partial(dated, known=known)),
        (Repair.LOST_ZEROS, partial(lost_zeros, known=known)),
    )
