"""The columns of the grid."""

from __future__ import annotations

from enum import IntEnum

from netmile_desktop.domain.rows.rows import Column


class GridColumn(IntEnum):
    """Columns of the grid from left to right."""

    ROW = 0
    ADDRESS = 1
    KEY = 2
    MILES = 3
    VERDICT = 4


CELLS: dict[int, Column] = {
    GridColumn.ADDRESS: Column.ADDRESS,
    GridColumn.KEY: Column.KEY,
    GridColumn.MILES: Column.MILES,
}
"""The grid's columns that hold a cell of the file."""
