"""Files that hold no table of cells, however they are named: what they are, told by how they begin (M370)."""

from __future__ import annotations

import codecs
import re

from netmile_desktop.domain.failures import ReadFault

LOOKED_AT = 4_096
"""Bytes of the beginning that tell what a file is."""


_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00", b"MSCF")
_HTML = re.compile(r"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE | re.DOTALL)
_JSON = re.compile(r"""(?:\[\s*)?\{\s*"[^"]*"\s*:|\[\s*(?:\[|\]|"[^"]*"\s*[,\]])""")
_MAIL = re.compile(r"(?:mime-version|return-path|received|from|content-type):[^\r\n,;|\t@]*[\w/]", re.IGNORECASE)


def foreign_kind(data: bytes) -> ReadFault | None:
    """Return what a file is if it is no table; `data` are its first LOOKED_AT bytes, or more."""
    head = data[:LOOKED_AT]
    if head.startswith(b"%PDF-"):
        return ReadFault.PDF
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return ReadFault.IMAGE
    if head.startswith(_ARCHIVES):
        return ReadFault.ARCHIVE
    text = _as_text(head.removeprefix(codecs.BOM_UTF8)).lstrip("\ufeff \t\r\n")
    if text.startswith("{\\rtf"):
        return ReadFault.RTF
    if _HTML.match(text):
        return ReadFault.HTML
    if text.startswith(("<?xml", "<Workbook")):
        return _kind_of_xml(text)
    if _JSON.match(text):
        return ReadFault.JSON
    return ReadFault.MAIL if _MAIL.match(text) and "\n" in text else None


def _kind_of_xml(text: str) -> ReadFault:
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return ReadFault.XML_SPREADSHEET
    return ReadFault.HTML if re.search(r"<html\b", text, re.IGNORECASE) else ReadFault.XML


def _as_text(head: bytes) -> str:
    """The beginning as text, as far as markup needs it, which is ASCII in every encoding but UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1:2] == b"\0" or head[:1] == b"\0":
        return head.decode("utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-16-le", "replace")
    return head.decode("latin-1")
