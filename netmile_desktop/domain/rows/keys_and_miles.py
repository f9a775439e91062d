"""What is wrong with a key or a number of miles, for the sentence beside the code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from netmile_desktop.domain.rows.addresses import switches_characters
from netmile_desktop.domain.rows.key_rule import BUILT_IN, KeyRule
from netmile_desktop.domain.rows.reasons import Reason

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+").fullmatch
_COMMA = re.compile(r"[0-9]+(?:,[0-9]+)+").fullmatch
_DECIMALS = re.compile(r"[0-9]+\.[0-9]*").fullmatch
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,3}").fullmatch


def key_fault(key: str, rule: KeyRule) -> tuple[Reason, str]:
    """Return why a key is not allowed, and the character or the length that the sentence speaks of."""
    if not BUILT_IN.allows(key):
        return _reason(key), ""
    for char in key:
        if char not in rule.characters:
            return Reason.NOT_IN_RULE, char
    return Reason.LONGER_THAN_RULE, str(rule.longest)


def _reason(key: str) -> Reason:
    if not key:
        return Reason.EMPTY
    if "\ufffd" in key:
        return Reason.UNDECODABLE
    if switches_characters(key):
        return Reason.OTHER_CODE
    if not key.isascii():
        return Reason.FULL_WIDTH if unicodedata.normalize("NFKC", key).isascii() else Reason.NOT_ASCII
    if any(char <= " " or char == "\x7f" for char in key):
        return Reason.SPACE
    return Reason.COMMA_OR_QUOTE if "," in key or '"' in key else Reason.TOO_LONG


def miles_reason(miles: str) -> Reason:
    """Of miles that are not plain digits."""
    for reason, holds in _MILES_REASONS:
        if holds(miles):
            return reason
    return Reason.NOT_A_NUMBER


_MILES_REASONS: tuple[tuple[Reason, Callable[[str], object]], ...] = (
    (Reason.EMPTY, lambda miles: not miles),
    (Reason.UNDECODABLE, lambda miles: "\ufffd" in miles),
    (Reason.OTHER_CODE, switches_characters),
    (Reason.FULL_WIDTH, lambda miles: not miles.isascii() and _is_number(unicodedata.normalize("NFKC", miles))),
    (Reason.THOUSANDS, _THOUSANDS),
    (Reason.SIGN, lambda miles: miles[0] in "+-" and _is_number(miles[1:])),
    (Reason.COMMA, _COMMA),
    (Reason.EXTRA_COLUMNS, lambda miles: "," in miles),
    (Reason.DECIMALS, _DECIMALS),
    (Reason.EXPONENT, _EXPONENT),
    (Reason.ZERO, lambda miles: miles.isascii() and miles.isdigit() and not miles.strip("0")),
    (Reason.LEADING_ZERO, lambda miles: miles.isascii() and miles.isdigit() and miles.startswith("0")),
    (Reason.TOO_LARGE, lambda miles: miles.isascii() and miles.isdigit()),
)


def _is_number(text: str) -> bool:
    return text.replace(",", "").isdigit()
