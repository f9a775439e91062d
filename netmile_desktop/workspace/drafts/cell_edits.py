"""A clerk's operations on many cells at once, as edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.workspace.drafts.draft_facts import Pasted
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.records.edits import Edit, EditKind, Insertion, as_typed

Cells = Sequence[str]

_COLUMNS = tuple(Column)


def inserted(rows: EditedRows, position: int, cells: Iterable[Cells]) -> list[Edit]:
    """Insert rows before the one at `position`, or after the last one; missing cells are empty."""
    place = min(max(position, 0), len(rows))
    return [
        Edit(rows.next_id + n, EditKind.INSERT, text=_insertion(place + n, [as_typed(cell) for cell in each]))
        for n, each in enumerate(cells)
    ]


def pasted(rows: EditedRows, position: int, column: Column, block: Sequence[Cells]) -> tuple[list[Edit], Pasted]:
    """Paste a block of cells, with its top left cell at one place: overwrite cells, add rows past the end."""
    columns = _COLUMNS[_COLUMNS.index(column) :]
    position = min(max(position, 0), len(rows))
    inside = min(len(block), len(rows) - position)
    over = [
        Edit(rows.at(position + n).id, EditKind.CELL, each, as_typed(text))
        for n, cells in enumerate(block[:inside])
        for each, text in zip(columns, cells, strict=False)
    ]
    blank = [""] * _COLUMNS.index(column)
    added = inserted(rows, len(rows), [[*blank, *cells[: len(columns)]] for cells in block[inside:]])
    ignored = sum(1 for cells in block for text in cells[len(columns) :] if text.strip())
    return [*over, *added], Pasted(len(rows.effective(over)), tuple(edit.row_id for edit in added), ignored)


def filled_down(rows: EditedRows, row_ids: Iterable[int], column: Column) -> Iterator[Edit]:
    """Copy the cell of the topmost row into the other rows."""
    chosen = sorted(row_ids, key=rows.position)
    for row_id in chosen[1:]:
        yield Edit(row_id, EditKind.CELL, column, rows.row(chosen[0]).cell(column))


def replaced(chosen: Iterable[Row], text: str, by: str, columns: Iterable[Column]) -> Iterator[Edit]:
    """Replace every occurrence of a text in some columns; case and width count."""
    columns = tuple(columns)
    for row in chosen if text else ():
        for column in columns:
            if text in row.cell(column):
                yield Edit(row.id, EditKind.CELL, column, as_typed(row.cell(column).replace(text, by)))


def _insertion(position: int, cells: Cells) -> str:
    address, key, miles = [*cells, "", "", ""][:3]
    return msgspec.json.encode(Insertion(position, address, key, miles)).decode()
