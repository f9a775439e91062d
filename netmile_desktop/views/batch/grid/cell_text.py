"""Texts of cells as they are shown where every character counts."""

from __future__ import annotations

import unicodedata

_SHOWN = {" ": "␣", "\n": "↵", "\r": "↵", "\t": "⇥", "\u3000": "□"}


def made_visible(text: str) -> str:
    """A cell whose spaces, line breaks and invisible characters can be seen."""
    return "".join(_SHOWN.get(char) or (f"‹{ord(char):04X}›" if _is_invisible(char) else char) for char in text)


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
