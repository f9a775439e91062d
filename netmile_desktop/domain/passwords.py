"""What a password must be like."""

from __future__ import annotations

LENGTHS = range(8, 33)


def is_acceptable(password: str) -> bool:
    """8 to 32 printable half-width characters, at least one letter and one digit among them."""
    return (
        len(password) in LENGTHS
        and password.isascii()
        and password.isprintable()
        and any(char.isalpha() for char in password)
        and any(char.isdigit() for char in password)
    )
