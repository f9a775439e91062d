"""Copies of selected cells for the clipboard, up to a million rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.progress import Progress
from netmile_desktop.views.batch.grid.clipboard import Copied
from netmile_desktop.views.batch.grid.columns import CELLS, OWN, GridColumn, GridLayout
from netmile_desktop.views.batch.grid.listing import Listing
from netmile_desktop.views.batch.grid.row_status import RowStatusTexts
from netmile_desktop.views.batch.grid.selection import Block, Selection
from netmile_desktop.workspace.drafts.snapshots import Snapshot

AT_ONCE = 1_000
"""Largest number of rows copied at once; more are copied in the background."""

_AT_A_TIME = 500


def copied(
    snapshot: Snapshot,
    listing: Listing,
    selection: Selection,
    verdicts: RowStatusTexts,
    headings: Sequence[str] | None,
    layout: GridLayout,
    progress: Progress,
) -> Copied:
    """Return the selected cells, with or without the headings of their columns; cells not selected are empty."""
    result = Copied()
    columns = between(layout.order, selection)
    if headings is not None:
        result.add([[headings[column] for column in columns]])
    done, total = 0, selection.row_count
    for rows in selection.rows():
        blocks = [each for each in selection.blocks if each.rows.start < rows.stop and rows.start < each.rows.stop]
        chosen = _Chosen(columns, blocks)
        for at in range(rows.start, rows.stop, _AT_A_TIME):
            progress.report(done, total, "copying")
            piece = range(at, min(at + _AT_A_TIME, rows.stop))
            result.add(_lines(snapshot, listing, piece, chosen, verdicts, layout))
            done += len(piece)
    progress.report(total, total, "copying")
    return result


def between(order: Sequence[int], selection: Selection) -> list[int]:
    """Return the columns from the leftmost selected one to the rightmost, as they stand."""
    touched = [at for at, column in enumerate(order) if any(column in each.columns for each in selection.blocks)]
    return list(order[touched[0] : touched[-1] + 1]) if touched else []


class _Chosen:
    """The selected cells of some rows."""

    def __init__(self, columns: Sequence[int], blocks: Sequence[Block]) -> None:
        self.columns = columns
        self._blocks = blocks
        self._alike = [any(column in each.columns for each in blocks) for column in columns] if len(blocks) == 1 else []

    def of(self, row: int) -> list[bool]:
        """Return for each column whether its cell in a row is selected."""
        return self._alike or [
            any(row in each.rows and column in each.columns for each in self._blocks) for column in self.columns
        ]


def _lines(
    snapshot: Snapshot,
    listing: Listing,
    rows: range,
    chosen: _Chosen,
    verdicts: RowStatusTexts,
    layout: GridLayout,
) -> Iterator[list[str]]:
    own: Iterable[tuple[str, ...]] = repeat(())
    if any(column >= OWN for column in chosen.columns):
        own = map(layout.cut, snapshot.sheet.own_cells(list(snapshot.row_ids(listing.of([rows])))))
    for row, own_cells in zip(rows, own, strict=False):
        yield _line(snapshot, listing, row, chosen, verdicts, own_cells)


def _line(
    snapshot: Snapshot,
    listing: Listing,
    row: int,
    chosen: _Chosen,
    verdicts: RowStatusTexts,
    own_cells: Sequence[str],
) -> list[str]:
    content = snapshot.row(listing.positions[row])
    texts = []
    for column, is_chosen in zip(chosen.columns, chosen.of(row), strict=True):
        if not is_chosen:
            texts.append("")
        elif column in CELLS:
            texts.append(content.cell(CELLS[column]))
        elif column == GridColumn.ROW:
            texts.append(_number(snapshot, content))
        elif column >= OWN:
            texts.append(own_cells[column - OWN])
        else:
            verdict = verdicts.of(snapshot, content.id)
            texts.append(" ".join(part for part in (verdict.chip, verdict.sentence) if part))
    return texts


def _number(snapshot: Snapshot, row: Row) -> str:
    number = snapshot.sheet.number(row)
    return snapshot.sheet.label(row) if number is None else str(number)
