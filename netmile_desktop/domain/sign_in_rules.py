"""What a login ID and a password must be like."""

from __future__ import annotations

import re

LOGIN_LENGTHS = range(4, 33)
PASSWORD_LENGTHS = range(8, 33)

_LOGIN = re.compile(r"[A-Za-z0-9_-]+")


def is_login(text: str) -> bool:
    """Return whether a text has 4 to 32 half-width letters, digits, `-` or `_`."""
    return len(text) in LOGIN_LENGTHS and _LOGIN.fullmatch(text) is not None


def is_password(text: str) -> bool:
    """Return whether a text has 8 to 32 printable half-width characters, with at least one letter and one digit."""
    return (
        len(text) in PASSWORD_LENGTHS
        and text.isascii()
        and text.isprintable()
        and any(char.isalpha() for char in text)
        and any(char.isdigit() for char in text)
    )
