"""Numbers of a sheet that were taken as their format shows them, by the place of their cell."""

from __future__ import annotations

from collections.abc import Mapping

from netmile_desktop.workspace.sources.books.facts import ShownNumber
from netmile_desktop.workspace.sources.source import Source

ShownCells = Mapping[tuple[int, int], ShownNumber]
"""By record and column, both from 1."""


def shown_cells(source: Source) -> ShownCells:
    """Return the numbers of a source that say more as they are shown."""
    return {(each.row, each.column): each for each in source.facts.shown}


def sheets_of(source: Source) -> tuple[tuple[str, int | None], ...]:
    """Return the sheets of a workbook with the number of their filled rows; None if that is not known."""
    return source.facts.sheets or tuple((name, None) for name in source.sheets)
