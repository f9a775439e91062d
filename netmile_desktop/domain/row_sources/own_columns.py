"""The clerk's own columns: the columns of a table that are not sent, kept with their rows.

They are never copied out of the source: a row's own cells are cut from its record when somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from netmile_desktop.domain.rows.rows import Recipe

ROWS_LOOKED_AT = 200
"""First rows in which a column without a heading must have something to be one."""


class OwnColumns(msgspec.Struct, frozen=True):
    """Columns by their numbers in the table, from 1, and their headings."""

    numbers: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    """Empty where the column has none."""

    def cut(self, record: Sequence[str]) -> tuple[str, ...]:
        """Return the own cells of a record; empty where the record ends before."""
        last = len(record)
        return tuple([record[number - 1] if number <= last else "" for number in self.numbers])

    @property
    def blank(self) -> tuple[str, ...]:
        """The own cells of a row that has none, because it was typed."""
        return ("",) * len(self.numbers)


NO_OWN_COLUMNS = OwnColumns()


def own_columns(header: Sequence[str] | None, recipe: Recipe, first: Iterable[Sequence[str]]) -> OwnColumns:
    """Return the columns of a table that its recipe does not send.

    Without a mapping there are none: what stands behind column C belongs to the miles then (D10).

    Args:
        header: The headings, if there are any.
        first: The first records of the table, which tell whether a column without a heading is one.
    """
    if recipe.columns is None:
        return NO_OWN_COLUMNS
    headings = list(header or ())
    filled = {number for record in first for number, cell in enumerate(record, 1) if cell}
    width = recipe.width or max(len(headings), *filled, 0)
    headings += [""] * (width - len(headings))
    kept = [
        (number, heading)
        for number, heading in enumerate(headings[:width], 1)
        if number not in recipe.columns and (heading or number in filled)
    ]
    return OwnColumns(tuple(number for number, _ in kept), tuple(heading for _, heading in kept))
