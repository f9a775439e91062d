"""What a login ID must be like."""

from __future__ import annotations

import re

LENGTHS = range(4, 33)

_FORM = re.compile(r"[A-Za-z0-9_-]+")


def is_acceptable(login: str) -> bool:
    """4 to 32 half-width letters, digits, `-` or `_`."""
    return len(login) in LENGTHS and _FORM.fullmatch(login) is not None
