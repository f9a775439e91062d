"""Copies of selected cells for the clipboard, up to a million rows."""

from __future__ import annotations

from collections.abc import Sequence

from netmile_desktop.progress import Progress
from netmile_desktop.views.batch.grid.clipboard import Copied
from netmile_desktop.views.batch.grid.columns import CELLS, GridColumn
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
    progress: Progress,
) -> Copied:
    """Return the selected cells, with or without the headings of their columns; cells not selected are empty."""
    result = Copied()
    columns = selection.columns()
    if headings is not None:
        result.add([[headings[column] for column in columns]])
    done, total = 0, selection.row_count
    for rows in selection.rows():
        blocks = [each for each in selection.blocks if each.rows.start < rows.stop and rows.start < each.rows.stop]
        chosen = _Chosen(columns, blocks)
        for at in range(rows.start, rows.stop, _AT_A_TIME):
            progress.report(done, total, "copying")
            piece = range(at, min(at + _AT_A_TIME, rows.stop))
            result.add(_line(snapshot, listing, row, chosen, verdicts) for row in piece)
            done += len(piece)
    progress.report(total, total, "copying")
    return result


class _Chosen:
    """The selected cells of some rows."""

    def __init__(self, columns: range, blocks: Sequence[Block]) -> None:
        self.columns = columns
        self._blocks = blocks
        self._alike = [any(column in each.columns for each in blocks) for column in columns] if len(blocks) == 1 else []

    def of(self, row: int) -> list[bool]:
        """Return for each column whether its cell in a row is selected."""
        return self._alike or [
            any(row in each.rows and column in each.columns for each in self._blocks) for column in self.columns
        ]


def _line(snapshot: Snapshot, listing: Listing, row: int, chosen: _Chosen, verdicts: RowStatusTexts) -> list[str]:
    content = snapshot.row(listing.positions[row])
    texts = []
    for column, is_chosen in zip(chosen.columns, chosen.of(row), strict=True):
        if not is_chosen:
            texts.append("")
        elif column in CELLS:
            texts.append(content.cell(CELLS[column]))
        elif column == GridColumn.ROW:
            texts.append(str(content.record or content.id + 1))
        else:
            verdict = verdicts.of(snapshot, content.id)
            texts.append(" ".join(part for part in (verdict.chip, verdict.sentence) if part))
    return texts
