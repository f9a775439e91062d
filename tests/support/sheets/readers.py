"""Readers that are graded: the program's own, and one that reads as the portal does."""

from __future__ import annotations

from pathlib import Path

from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import Choices
from netmile_desktop.workspace.sources import workbooks
from netmile_desktop.workspace.sources.source import CSV, WORKBOOK, Source, load_source
from tests.support.sheets.grading import ReadSheet
from tests.support.sheets.making import Made


def loaded(made: Made) -> Source:
    """Return the file as a source. A workbook is read here and not in another process: that would take too long."""
    if not made.is_workbook:
        return Source(made.name, made.data, made.data, CSV)
    read = workbooks._read(made.data, made.name, "")
    return Source(made.name, read.data, made.data, WORKBOOK, read.name, read.names, notes=read.notes)


def loaded_from(folder: Path, made: Made) -> Source:
    """Return the file as a source, read from the disk as any file is."""
    path = folder / made.name
    path.write_bytes(made.data)
    return load_source(path)


def by_place(made: Made, choices: Choices) -> ReadSheet:
    """Read columns A to C without a look at any heading, as the portal does with what it is sent."""
    try:
        read = loaded(made).read(Recipe())
    except FileUnreadable as failure:
        return ReadSheet(refusal=failure.reason)
    return ReadSheet(list(read.rows))
