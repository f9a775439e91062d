"""The columns of the grid, and cell texts with their invisible characters shown."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
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

OWN = len(GridColumn)
"""The first of the clerk's own columns that are shown; the others follow it. They stand right of the row numbers."""


@dataclass(frozen=True, slots=True)
class GridLayout:
    """The columns of the grid."""

    own: tuple[int, ...] = ()
    """Places of the shown columns among the clerk's own ones."""

    def __len__(self) -> int:
        return len(GridColumn) + len(self.own)

    @property
    def order(self) -> list[int]:
        """Return all columns from left to right."""
        return [GridColumn.ROW, *range(OWN, len(self)), *list(GridColumn)[1:]]

    def cut(self, own_cells: tuple[str, ...]) -> tuple[str, ...]:
        """Return those own cells of a row that are shown."""
        return tuple([own_cells[at] for at in self.own])


_SHOWN = {" ": "␣", "\n": "↵", "\r": "↵", "\t": "⇥", "\u3000": "□"}


def made_visible(text: str) -> str:
    """Return a cell's text with visible signs for spaces, line breaks and invisible characters."""
    return "".join(_SHOWN.get(char) or (f"‹{ord(char):04X}›" if _is_invisible(char) else char) for char in text)


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
