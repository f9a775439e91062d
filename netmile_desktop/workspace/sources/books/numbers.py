"""Numbers as a spreadsheet keeps them."""

from __future__ import annotations

EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; any after them are made up."""

BUILT_IN = {
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
}
"""Formats that a book need not spell out, by number, and whose numbers are no plain ones. The others are plain, dates,
clock times and amounts of money."""


def plain_number(value: float) -> str:
    """Return a number as a spreadsheet holds it: at most 15 digits; more are shown to be lost by an exponent."""
    if is_long(value):
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    if value == int(value):
        return str(int(value))
    text = f"{value:.{EXACT_DIGITS}g}".upper()
    return plain_number(float(text)) if float(text) == int(float(text)) else text


def is_long(value: object) -> bool:
    """Return whether a cell is a number with more digits than a spreadsheet can keep."""
    return isinstance(value, int | float) and abs(value) >= 10**EXACT_DIGITS
