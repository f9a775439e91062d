"""Encodings as staff know them."""

from __future__ import annotations

from netmile_desktop.domain.words.language import Words

_ENCODINGS = {
    "utf-8": Words("UTF-8", "UTF-8"),
    "utf-8-sig": Words("UTF-8（BOM 付き）", "UTF-8 (with BOM)"),
    "cp932": Words("Shift_JIS（CP932・Excel の CSV）", "Shift_JIS (CP932, Excel CSV)"),
    "utf-16": Words("UTF-16（Excel の Unicode テキスト）", "UTF-16 (Excel Unicode text)"),
}


def encoding_words(encoding: str) -> Words:
    """The name shown for one of `rows.ENCODINGS`."""
    return _ENCODINGS[encoding]
