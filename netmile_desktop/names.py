"""Names and words from outside as text: what the system hands over need not be text in any encoding.

Python keeps a byte that it cannot decode as a lone surrogate, so that a file is found again under its name. Neither
JSON nor the store, a request or a screen can hold one.
"""

from __future__ import annotations

import re


def legible(text: object) -> str:
    """Return a name, path or word as text that can be shown, stored and sent; U+FFFD stands for what is no text.

    Only for people and records: a file is opened under the name it was given by.
    """
    # A pair of surrogates, as Windows and Qt write it, is one character.
    return str(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_text(text: str) -> bool:
    """Return whether a word from outside is text throughout."""
    return re.search("[\ud800-\udfff]", text) is None
