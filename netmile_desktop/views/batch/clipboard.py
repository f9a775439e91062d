"""Blocks of cells as spreadsheets exchange them through the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

_LARGEST_CELL = 1 << 20


def block_of(text: str) -> list[list[str]]:
    """Tab-separated text as rows of cells; a cell with line breaks or tabs comes in quotes.

    A text whose quotes do not match is taken apart at tabs and line breaks alone.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\n"):
        return []
    text = text.removesuffix("\n")
    if '"' not in text or not _quotes_match(text):
        return [line.split("\t") for line in text.split("\n")]
    csv.field_size_limit(_LARGEST_CELL)
    return [cells or [""] for cells in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]


def as_mime(table: Sequence[Sequence[str]]) -> QMimeData:
    """Tab-separated text, and a table of text cells, so that a spreadsheet leaves leading zeros alone."""
    mime = QMimeData()
    mime.setText("\n".join("\t".join(map(_quoted, cells)) for cells in table))
    rows = "".join(
        "<tr>" + "".join(f"<td style='mso-number-format:\"\\@\"'>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for cells in table
    )
    mime.setHtml(f"<table>{rows}</table>")
    return mime


def _quotes_match(text: str) -> bool:
    """Whether every quote belongs to a cell that begins with one, or is doubled inside of one."""
    try:
        return all(True for _ in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return False


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in '\t\n\r"') else cell
