"""A report as CSV: one row for each bucket, headings as the portal calls its columns."""

from __future__ import annotations

import csv
import io

from netmile_desktop.domain.words.language import Language
from netmile_desktop.workspace.exports.sheet import sheet
from netmile_desktop.workspace.reporting import Figures

MISSING_IN_CP932 = "〓"
"""Stands for a character that CP932 does not have."""


def csv_file(figures: Figures, encoding: str = "utf-8-sig") -> bytes:
    """Japanese headings in every language of the window, as other programs look for them; zeros included.

    Args:
        encoding: `utf-8-sig` or `cp932`.
    """
    table = sheet(figures, Language.JAPANESE)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.heading for field in table.fields])
    writer.writerows(table.rows)
    return b"".join(_encoded(char, encoding) for char in _pieces(out.getvalue(), encoding))


def _pieces(text: str, encoding: str) -> list[str]:
    """The whole where it can be written as a whole, else its characters."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return list(text)
    return [text]


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return MISSING_IN_CP932.encode(encoding)
