"""A report as CSV: one row per bucket, headed by the portal's names of its columns."""

from __future__ import annotations

import csv
import io

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.figures import UNKNOWN
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.sheet import sheet

MISSING_IN_CP932 = "〓"
"""Replaces a character that CP932 does not have."""


def csv_file(figures: Figures, encoding: str = "utf-8-sig") -> bytes:
    """Return a report as CSV, zeros included; the cell of a figure that is not known is empty.

    The headings are Japanese in every language of the window, because other programs look for them.

    Args:
        encoding: `utf-8-sig` or `cp932`.
    """
    table = sheet(figures, Language.JAPANESE)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.heading for field in table.fields])
    writer.writerows(["" if cell == UNKNOWN else cell for cell in row] for row in table.rows)
    return b"".join(_encoded(char, encoding) for char in _pieces(out.getvalue(), encoding))


def _pieces(text: str, encoding: str) -> list[str]:
    """Return the whole text if it can be encoded as a whole, else its characters."""
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
