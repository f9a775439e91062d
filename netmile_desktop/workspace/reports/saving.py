"""Formats and names of report files, and saving them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.declarations import GRAIN_WORDS
from netmile_desktop.domain.texts.reports import SANDBOX
from netmile_desktop.workspace.reports.csv_file import csv_file
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.workbook import workbook
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable
from netmile_desktop.workspace.store.file_names import fit_for_a_file


class Format(StrEnum):
    """Formats of report files. PDF, like pictures, is drawn by code that has Qt."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


Drawer = Callable[[Figures, Language], bytes]
"""Draws a PDF; it needs Qt, so the caller provides it."""


def file_name(figures: Figures, format_: Format) -> str:
    """Propose a file name of report, campaign, grain and days; that of sample data says so."""
    answer = figures.answer
    words = [SANDBOX.ja if figures.provenance.is_sandbox else "", figures.report.title.ja]
    words += [answer.campaign_id, GRAIN_WORDS[answer.by].ja]
    words.append(f"{answer.first:%Y%m%d}-{answer.last:%Y%m%d}")
    return f"{fit_for_a_file('_'.join(word for word in words if word))}.{format_.value}"


def export(
    figures: Figures,
    format_: Format,
    language: Language,
    encoding: str = "utf-8-sig",
    draw_pdf: Drawer | None = None,
    column: str = "",
) -> bytes:
    """Return the figures shown as the bytes of a file; they are the same in the window and on the command line.

    Args:
        column: The one the chart of a workbook shows; the overview if empty.

    Raises:
        ValueError: a PDF is asked for without `draw_pdf`.
    """
    if format_ is Format.CSV:
        return csv_file(figures, encoding)
    if format_ is Format.XLSX:
        return workbook(figures, language, column)
    if draw_pdf is None:
        raise ValueError("a PDF is drawn with Qt")
    return draw_pdf(figures, language)


def save_export(to: Path, content: bytes) -> Path:
    """Save the whole file or nothing, and return its path.

    Raises:
        FileUnwritable: the file cannot be written there.
    """
    try:
        replace_file(to, content)
    except OSError as error:
        raise unwritable(error, to) from error
    return to
