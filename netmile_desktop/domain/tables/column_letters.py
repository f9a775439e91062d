"""Columns as spreadsheets name them."""

from __future__ import annotations

_LETTERS = 26


def column_letters(number: int) -> str:
    """Return the name of a column: A for 1, AA for 27."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
