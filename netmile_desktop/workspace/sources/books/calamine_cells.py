"""The fast reader of cells."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.sources.books.grid import Cell

if TYPE_CHECKING:
    import python_calamine as calamine
else:
    calamine = import_lazily("python_calamine")


def cells_of(data: bytes, name: str) -> list[list[Cell]]:
    """Return all cells of a sheet from A1 on, as a rectangle. Raises calamine.CalamineError if it cannot."""
    with calamine.load_workbook(io.BytesIO(data)) as workbook:
        rows: list[list[Cell]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        return rows
