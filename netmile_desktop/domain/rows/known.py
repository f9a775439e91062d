"""What earlier batches of a site can tell about the rows of a new one.

Only what this machine remembers, so it never stands for the portal's own knowledge: keys that were seen
before show what a spreadsheet made of a new one, issues that were made before show a limit coming.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Protocol

_DIGITS = re.compile(r"[0-9]+").fullmatch
_NUMBER = re.compile(r"[0-9]{1,64}(?:[Ee][0-9]{1,3})?").fullmatch
_RENDERED = re.compile(r"\+?([0-9](?:\.([0-9]+))?)[Ee]\+?0*([0-9]{1,3})").fullmatch
REPEATED_WITHIN_DAYS = 30
"""Days within which the same miles in a campaign, to the same key or address, look like a repetition."""

LARGEST_EXPONENT = 307
"""Largest exponent that a spreadsheet converts; larger numbers stay text."""


class KnownKeys(Protocol):
    """Keys that were sent before."""

    def is_known(self, text: str) -> bool:
        """Whether a text that begins with a digit is a known key."""

    def same_digits(self, text: str) -> str | None:
        """The one known key that has the digits of `text`, leading zeros aside; `text` itself if known as it is.

        None where no such key, or more than one, is known.
        """

    def matching_exponent(self, text: str) -> str | None:
        """The one known key that a program shows as `text` (1.23E+05, 1.23e5); `text` itself if known as it is.

        None where no such key, or more than one, is known.
        """


class KeysSeen:
    """Known keys in memory; asking takes the same time however many there are."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = frozenset(keys)
        self._by_digits = _unambiguous((key.lstrip("0"), key) for key in self._keys if _DIGITS(key))
        self._by_decimals: dict[int, dict[str, str | None]] = {}

    def is_known(self, text: str) -> bool:
        return text in self._keys

    def same_digits(self, text: str) -> str | None:
        if text in self._keys:
            return text
        return self._by_digits.get(text.lstrip("0")) if _DIGITS(text) else None

    def matching_exponent(self, text: str) -> str | None:
        if text in self._keys:
            return text
        shown = _RENDERED(text)
        if shown is None:
            return None
        decimals = len(shown[2] or "")
        if decimals not in self._by_decimals:
            numbers = ((key, _number(key)) for key in self._keys)
            self._by_decimals[decimals] = _unambiguous((as_exponent(n, decimals), key) for key, n in numbers if n)
        return self._by_decimals[decimals].get(f"{shown[1]}E+{shown[3]:0>2}")


class IssuedBefore(NamedTuple):
    """How often miles were issued to one address before this batch."""

    in_campaign: int = 0
    today: int = 0


IssueCounts = Callable[[str], IssuedBefore]
"""Called with an address normalised by `addresses.normalised`."""


def nothing_issued(address: str) -> IssuedBefore:
    """The counts of a campaign in which nothing was issued."""
    return IssuedBefore()


def as_exponent(number: Decimal, decimals: int) -> str:
    """Return a positive number as a spreadsheet shows it with room for `decimals` decimals."""
    exponent = number.adjusted()
    mantissa = number.scaleb(-exponent).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if mantissa >= 10:
        mantissa, exponent = (mantissa / 10).quantize(Decimal(1).scaleb(-decimals)), exponent + 1
    return f"{mantissa}E+{exponent:02}"


def _number(key: str) -> Decimal | None:
    """What a spreadsheet takes a key for: 123456 is a number, and so is the code 12E5."""
    if not _NUMBER(key):
        return None
    number = Decimal(key)
    return number if number and number.adjusted() <= LARGEST_EXPONENT else None


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Each sign with the one thing it stands for; None where it stands for several."""
    found: dict[str, str | None] = {}
    for sign, thing in pairs:
        found[sign] = None if sign in found else thing
    return found


NO_KEYS = KeysSeen()
"""Keys of a site without earlier issues."""
