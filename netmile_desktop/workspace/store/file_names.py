"""Names that every system takes for a file."""

from __future__ import annotations

import re

_REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')


def fit_for_a_file(text: str) -> str:
    """Return a text without the characters that some system does not allow in the name of a file."""
    return _REFUSED.sub(" ", text).strip(" .")
