"""Repairs of single characters that cells of several columns share.

Only what a Japanese keyboard or a spreadsheet puts in a cell by itself: the full-width twins of ASCII,
blanks, dashes, quotes. Other look-alikes (²，①) say something of their own and are left for people to read.
"""

from __future__ import annotations

import re

from netmile_desktop.domain.repairs.kinds import Change
from netmile_desktop.domain.rows.addresses import switches_characters

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys(map(ord, "−ーｰ‐‑‒–—―─━﹣﹘⁃˗"), "-")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_BLANKS = re.compile(r"\s+")
_GAP_IN_A_WORD = re.compile(r"[A-Za-z0-9]\s+[A-Za-z0-9]").search
_QUOTES = '"“”„‟「」『』'


def half_width(text: str) -> Change:
    """Ｋ０１＠ → K01@."""
    return Change(text.translate(_FULL_WIDTH))


def dashes(text: str) -> Change:
    """Every kind of dash and the Japanese long-vowel mark → the hyphen of the keyboard."""
    return Change(text.translate(_DASHES))


def spaces(text: str) -> Change | None:
    """Blanks, line breaks and invisible characters go. Where that joins two words it is a guess.

    Not where a character among them switches to another set: what follows it is not what one sees.
    """
    if switches_characters(text):
        return None
    visible = without_invisible(text).strip()
    return Change(_BLANKS.sub("", visible), certain=not _GAP_IN_A_WORD(visible))


def without_invisible(text: str) -> str:
    """The text as one sees it."""
    return _INVISIBLE.sub("", text)


def quotes(text: str) -> Change:
    """Double quotes around a cell go, and the `="…"` with which some keep a spreadsheet from calculating."""
    inner = text[1:] if text.startswith('="') else text
    return Change(inner.strip(_QUOTES))
