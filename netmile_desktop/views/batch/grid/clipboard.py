"""Blocks of cells as spreadsheets exchange them through the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from PySide6.QtCore import QByteArray, QMimeData

_LARGEST_CELL = 1 << 20

_HEAD = '<style>td{mso-number-format:"\\@"}</style><table>'
"""Marks every cell as text, so that a spreadsheet keeps leading zeros."""


def block_of(text: str) -> list[list[str]]:
    """Return tab-separated text as rows of cells; a cell with line breaks or tabs is quoted.

    A text whose quotes do not match is split at tabs and line breaks only.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\n"):
        return []
    text = text.removesuffix("\n")
    if '"' not in text or not _quotes_match(text):
        return [line.split("\t") for line in text.split("\n")]
    csv.field_size_limit(_LARGEST_CELL)
    return [cells or [""] for cells in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]


@dataclass
class Copied:
    """Cells for the clipboard, as tab-separated text and as a table of text cells.

    Grows piece by piece in any thread: encoding a million rows at once would block the window.
    """

    text: QByteArray = field(default_factory=QByteArray)
    table: QByteArray = field(default_factory=lambda: QByteArray(_HEAD.encode()))

    def add(self, lines: Iterable[Sequence[str]]) -> None:
        """Add lines of cells."""
        lines = list(lines)
        text = "\n".join(map(_tabbed, lines))
        self.text.append(("\n" if self.text.size() else "").encode() + text.encode("utf-8", "replace"))
        rows = "".join(map(_table_row, lines))
        self.table.append(rows.encode("utf-8", "replace"))

    def as_mime(self) -> QMimeData:
        """Return both formats for the clipboard, without a copy."""
        mime = QMimeData()
        mime.setData("text/plain", self.text)
        mime.setData("text/html", self.table)
        return mime


def _quotes_match(text: str) -> bool:
    """Return whether every quote belongs to a cell that starts with one, or is doubled inside such a cell."""
    try:
        return all(True for _ in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return False


def _tabbed(cells: Sequence[str]) -> str:
    line = "\t".join(cells)
    # Check the whole line first: few lines need more.
    if "\n" not in line and "\r" not in line and '"' not in line and line.count("\t") == len(cells) - 1:
        return line
    return "\t".join(map(_quoted, cells))


def _table_row(cells: Sequence[str]) -> str:
    row = "</td><td>".join(cells)
    if "&" in row or '"' in row or "'" in row or not (row.count("<") == row.count(">") == 2 * (len(cells) - 1)):
        row = "</td><td>".join(map(escape, cells))
    return f"<tr><td>{row}</td></tr>"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in '\t\n\r"') else cell
