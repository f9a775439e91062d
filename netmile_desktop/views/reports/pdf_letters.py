"""The letters of a PDF as they were written, for readers that search and copy.

A font draws several characters with one glyph: 行 and the radical ⾏, – and ‒. Qt keeps the glyph alone, and names
in the file's tables of letters (ToUnicode) the first character that has it, which nobody searches for. The tables are
plain text, so the right characters are written over the others without moving a byte.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtGui import QFont, QRawFont, QTextLayout

_TABLE = re.compile(rb"\bbeginbfrange\b.*?\bendcmap\b", re.DOTALL)
_LIST = re.compile(rb"\[[^\]]*\]")
_LETTER = re.compile(rb"<([0-9A-Fa-f]{4})>")


def with_letters(content: bytes, written: str, fonts: Sequence[QFont]) -> bytes:
    """Return a PDF of Qt whose text reads as it was written. Needs a QGuiApplication.

    Args:
        written: Everything that was painted, in any order.
        fonts: The fonts it was painted with.
    """
    meant = _Meant(written, fonts)

    def letter(found: re.Match[bytes]) -> bytes:
        return b"<%04X>" % ord(meant.char(chr(int(found[1], 16))))

    def table(found: re.Match[bytes]) -> bytes:
        return _LIST.sub(lambda letters: _LETTER.sub(letter, letters[0]), found[0])

    return _TABLE.sub(table, content)


class _Meant:
    """Which written character stands behind one that merely has the same glyph."""

    def __init__(self, written: str, fonts: Sequence[QFont]) -> None:
        self._written = {char for char in written if char.isprintable() and ord(char) <= 0xFFFF}
        self._glyphs: list[tuple[QRawFont, dict[int, str]]] = []
        for font in fonts:
            self._learn(font)

    def char(self, named: str) -> str:
        """Return the written character, or the one that is named if it was written or none is known."""
        if named in self._written and _is_plain(named):
            return named
        for raw, chars in self._glyphs:
            for glyph in raw.glyphIndexesForString(named):
                if glyph and glyph in chars:
                    return chars[glyph]
        return named

    def _learn(self, font: QFont) -> None:
        """Note the glyph of each written character, in the font itself or in those that step in for it."""
        known: dict[tuple[str, str], dict[int, str]] = {}
        for char in sorted(self._written, key=_is_plain):  # where both were written, 行 is the one to search for
            for raw, glyph in _glyphs_of(char, font):
                name = (raw.familyName(), raw.styleName())
                if name not in known:
                    known[name] = {}
                    self._glyphs.append((raw, known[name]))
                known[name][glyph] = char


def _is_plain(char: str) -> bool:
    """Whether it is the usual character, and not one that only looks like it, as ⾏ does."""
    return unicodedata.is_normalized("NFKC", char)


def _glyphs_of(char: str, font: QFont) -> list[tuple[QRawFont, int]]:
    layout = QTextLayout(char, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [(run.rawFont(), glyph) for run in layout.glyphRuns() for glyph in run.glyphIndexes() if glyph]
