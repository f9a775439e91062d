"""Error values (#N/A, #REF! ...) in .xlsx sheets, which the workbook reader returns as empty cells."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from xml.etree import ElementTree

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR_CELL = re.compile(
    rb'<c\s[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.S
)


def error_cells(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """Return the text of each error cell by (row, column), both from 0; empty if this is no .xlsx or .xlsm."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            part = _part_of(container, sheet)
            xml = container.read(part) if part else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ElementTree.ParseError):
        return {}
    if b't="e"' not in xml:
        return {}
    return {
        (int(row) - 1, _column(letters)): text.decode("utf-8", "replace")
        for letters, row, text in _ERROR_CELL.findall(xml)
    }


def _part_of(container: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet, or an empty string."""
    if "xl/workbook.xml" not in container.namelist():
        return ""
    workbook = ElementTree.fromstring(container.read("xl/workbook.xml"))
    relation = next((each.get(_RELATION) for each in workbook.iter(_SHEET) if each.get("name") == sheet), None)
    relations = ElementTree.fromstring(container.read("xl/_rels/workbook.xml.rels"))
    target = next((each.get("Target", "") for each in relations if each.get("Id") == relation), "")
    return posixpath.normpath(posixpath.join("xl", target)).lstrip("/") if target else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
