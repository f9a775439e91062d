"""Readers that are graded: the program's own, and one that reads as the portal does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import Choices
from netmile_desktop.workspace.sources.books import reading as books
from netmile_desktop.workspace.sources.looks import look_at
from netmile_desktop.workspace.sources.source import CSV, WORKBOOK, Source, load_source
from tests.support.sheets.grading import Reader, ReadSheet
from tests.support.sheets.making import Made

Loading = Callable[[Made], Source]


def loaded(made: Made) -> Source:
    """Return the bytes of the file as a source, without a look at what they are.

    A workbook is read here and not in another process: that would take too long.
    """
    if not made.is_workbook:
        return Source(made.name, made.data, made.data, CSV)
    read = books.read(made.data, made.name, "")
    return Source(made.name, read.data, made.data, WORKBOOK, read.name, read.names, notes=read.notes, facts=read.facts)


def from_disk(folder: Path) -> Loading:
    """Return a way to load any file from a folder as the program does."""

    def load(made: Made) -> Source:
        path = folder / f"sheet{Path(made.name).suffix}"
        path.write_bytes(made.data)
        return load_source(path)

    return load


def quickly(folder: Path) -> Loading:
    """Return a way to load files as the program does, but for workbooks, which are read in this process."""
    load = from_disk(folder)
    return lambda made: loaded(made) if made.is_workbook else load(made)


def by_decisions(load: Loading) -> Reader:
    """Return the program's own reader: it decides by words and cells, and asks."""
    known: dict[int, Source] = {}

    def read(made: Made, choices: Choices) -> ReadSheet:
        try:
            source = known[made.seed] if made.seed in known else load(made)
            known.clear()
            known[made.seed] = source
            look = look_at(source, choices, mode=made.truth.mode)
            rows = list(source.read(look.table.recipe).rows)
        except FileUnreadable as failure:
            return ReadSheet(refusal=failure.reason)
        total = look.table.total
        return ReadSheet(rows, look.table.doubts, totals={total.record: total.miles} if total else {})

    return read


def by_place(made: Made, choices: Choices) -> ReadSheet:
    """Read columns A to C without a look at any heading, as the portal does with what it is sent."""
    try:
        read = loaded(made).read(Recipe())
    except FileUnreadable as failure:
        return ReadSheet(refusal=failure.reason)
    return ReadSheet(list(read.rows))
