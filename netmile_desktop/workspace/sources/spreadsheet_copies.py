"""Copies of downloaded lists for spreadsheet programs, in which no cell is taken for a formula."""

from __future__ import annotations

import csv
import io

_FORMULA_BEGINS = frozenset("=+-@\t\r")
"""First characters that make a spreadsheet program calculate a cell instead of showing it."""


def spreadsheet_copy(content: bytes, encoding: str) -> bytes:
    """Return a list with an apostrophe before every cell that could be a formula; other cells stay as they are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for cells in csv.reader(io.StringIO(content.decode(encoding), newline="")):
        writer.writerow([f"'{cell}" if cell[:1] in _FORMULA_BEGINS else cell for cell in cells])
    return out.getvalue().encode(encoding)
