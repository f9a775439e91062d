"""Encodings as staff know them."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual

_ENCODINGS = {
    "utf-8": Bilingual("UTF-8", "UTF-8"),
    "utf-8-sig": Bilingual("UTF-8（BOM 付き）", "UTF-8 (with BOM)"),
    "cp932": Bilingual("Shift_JIS（CP932・Excel の CSV）", "Shift_JIS (CP932, Excel CSV)"),
    "utf-16": Bilingual("UTF-16（Excel の Unicode テキスト）", "UTF-16 (Excel Unicode text)"),
    "iso-2022-jp": Bilingual("JIS（ISO-2022-JP・日本語メール）", "JIS (ISO-2022-JP, Japanese mail)"),
    "euc-jp": Bilingual("EUC-JP（日本語 EUC）", "EUC-JP"),
}


def encoding_words(encoding: str) -> Bilingual:
    """The name shown for one of `encodings.ENCODINGS`."""
    return _ENCODINGS[encoding]
