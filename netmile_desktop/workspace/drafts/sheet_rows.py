"""What the clerk's own sheet says of the rows: their numbers there, and the columns that are not sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.row_sources.own_columns import OwnColumns
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.drafts.edited_rows import EditedRows

if TYPE_CHECKING:
    from netmile_desktop.domain.tables.column_letters import column_letters
    from netmile_desktop.domain.texts import results as words
else:
    # Few sheets have columns without a heading.
    column_letters = import_lazily("netmile_desktop.domain.tables.column_letters", "column_letters")
    words = import_lazily("netmile_desktop.domain.texts.results")

_AT_A_TIME = 1_000


class SheetRows:
    """The rows of a batch as the clerk knows them. `rows` must no longer change."""

    def __init__(self, rows: EditedRows, own: OwnColumns, *, is_typed: bool) -> None:
        """`is_typed` says that no row comes from a file, so that the rows have no other numbers than their own."""
        self._rows = rows
        self._own = own
        self._is_typed = is_typed

    def names(self, language: Language) -> list[str]:
        """Return the headings of the own columns; a column without one is named by its letters."""
        return [
            heading or words.COLUMN_OF_SHEET.in_(language, column_letters(number))
            for number, heading in zip(self._own.numbers, self._own.headings, strict=True)
        ]

    def number(self, row: Row) -> int | None:
        """Return the number of a row in the sheet the clerk imported; None if it was typed in beside those of a sheet.

        Rows of a correction have the numbers of the first sheet, however many rounds lie between.
        """
        if row.record:
            return row.record
        return row.id + 1 if self._is_typed else None

    def label(self, row: Row) -> str:
        """Return the number of a row, or `#` and a number of its own that no row of the sheet can be taken for."""
        number = self.number(row)
        return f"#{row.id + 1}" if number is None else f"{number:,}"

    def own_cells(self, row_ids: Sequence[int]) -> Iterator[tuple[str, ...]]:
        """Yield the own cells of some rows; those of typed rows are empty."""
        for at in range(0, len(row_ids) if self._own.numbers else 0, _AT_A_TIME):
            yield from self._cut(row_ids[at : at + _AT_A_TIME])
        if not self._own.numbers:
            yield from (() for _ in row_ids)

    def _cut(self, row_ids: Sequence[int]) -> Iterator[tuple[str, ...]]:
        behind = len(self._rows.source)
        records = self._rows.source.whole_records([row_id for row_id in row_ids if row_id < behind])
        for row_id in row_ids:
            yield self._own.cut(next(records)) if row_id < behind else self._own.blank
