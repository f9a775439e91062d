"""Edits of the rows listed in the grid, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain.repairs.proposals import Proposal
from netmile_desktop.domain.row_sources.interface import Positions
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.progress import Progress
from netmile_desktop.views.batch.grid.columns import CELLS
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.grid.listing import Listing
from netmile_desktop.views.batch.grid.selection import Selection
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Pasted
from netmile_desktop.workspace.drafts.snapshots import Snapshot

T = TypeVar("T")


class EditedModel(Protocol):
    """What edits need from the grid's model."""

    @property
    def draft(self) -> Draft: ...

    @property
    def snapshot(self) -> Snapshot: ...

    @property
    def listing(self) -> Listing: ...

    def is_editable(self) -> bool: ...

    def rowCount(self) -> int: ...


class GridEdits(QObject):
    """Translates rows and columns of the grid into changes of the draft; long ones run in the background."""

    told = Signal(str)
    """The result of a change that is not visible in the grid, in words."""

    inserted = Signal(int)
    """The user added a row: its ID."""

    def __init__(self, model: EditedModel, changes: DraftChanges, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._changes = model, changes

    def fill(self, cells: Selection, texts: Mapping[int, str]) -> bool:
        """Write the text for its column into each selected cell, as one step; return whether that could start."""
        snapshot, listing, cells = self._model.snapshot, self._model.listing, cells.within(CELLS)

        def change(draft: Draft, progress: Progress) -> None:
            draft.set_cells(
                [
                    (row_id, CELLS[column], texts[column])
                    for block in cells.blocks
                    for row_id in snapshot.row_ids(listing.of([block.rows]))
                    for column in block.columns
                ],
                progress=progress,
            )

        return bool(cells) and self._make(change, cells.cell_count, self.tr("Writing {} cells"))

    def exclude(self, rows: Sequence[range], excluded: bool) -> None:
        """Exclude or include rows, as one step."""
        snapshot, positions = self._model.snapshot, self._model.listing.of(rows)
        doing = self.tr("Leaving {} rows out") if excluded else self.tr("Taking {} rows in")
        self._make(
            lambda draft, progress: draft.exclude(snapshot.row_ids(positions), excluded, progress=progress),
            len(positions),
            doing,
        )

    def close_rows(self, row_ids: Sequence[int], reason: str) -> None:
        """Close rows for a reason, as one step."""
        self._make(
            lambda draft, progress: draft.close_rows(row_ids, reason, progress=progress),
            len(row_ids),
            self.tr("Closing {} rows"),
        )

    def insert(self, row: int) -> None:
        """Insert an empty row before row `row` of the grid, or after the last one if `row` is past the end."""
        position = self._model.listing.positions[row] if row < len(self._model.listing) else len(self._model.snapshot)
        self._make(
            lambda draft, progress: draft.insert_rows(position, [("", "", "")], progress=progress),
            1,
            "",
            lambda added: self.inserted.emit(added[0]),
        )

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Write a block of cells, starting at one cell, as one step.

        If the whole batch is listed in file order, lines past the last row are added as new rows; with a filter or sorted,
        the block only fills the listed rows.
        """
        if self._model.listing.is_whole:
            self._paste_into_all(row, CELLS[column], block)
            return
        columns = [CELLS[each] for each in CELLS if each >= column]
        fitting = block[: self._model.rowCount() - row]
        snapshot, positions = self._model.snapshot, self._model.listing.of([range(row, row + len(fitting))])

        def change(draft: Draft, progress: Progress) -> None:
            row_ids = snapshot.row_ids(positions)
            cells = zip(row_ids, fitting, strict=True)
            draft.set_cells(
                [(id_, each, text) for id_, texts in cells for each, text in zip(columns, texts, strict=False)],
                progress=progress,
            )

        size = sum(map(len, fitting))
        if self._make(change, size, self.tr("Pasting {} cells")) and len(block) > len(fitting):
            left = formats.number(len(block) - len(fitting))
            self.told.emit(self.tr("{} pasted lines had no row: the list is filtered.").format(left))

    def _paste_into_all(self, row: int, column: Column, block: Sequence[Sequence[str]]) -> None:
        def tell(pasted: Pasted) -> None:
            said = []
            if pasted.added:
                added = (self.tr("{} row was added at the end."), self.tr("{} rows were added at the end."))
                said.append(formats.counted(len(pasted.added), *added))
            if pasted.ignored:
                ignored = (
                    self.tr("{} cell right of the last column was left out."),
                    self.tr("{} cells right of the last column were left out."),
                )
                said.append(formats.counted(pasted.ignored, *ignored))
            if said:
                self.told.emit(" ".join(said))

        self._make(
            lambda draft, progress: draft.paste(row, column, block, progress=progress),
            sum(map(len, block)),
            self.tr("Pasting {} cells"),
            tell,
        )

    def replace(
        self,
        text: str,
        by: str,
        columns: Sequence[Column],
        positions: Positions,
        done: Callable[[int], None],
    ) -> None:
        """Replace a text in rows of the batch; `done` is called with the number of cells changed."""
        snapshot = self._model.snapshot
        self._make(
            lambda draft, progress: draft.replace(text, by, columns, snapshot.row_ids(positions), progress=progress),
            len(positions),
            self.tr("Replacing in {} rows"),
            done,
        )

    def repair(self, proposal: Proposal) -> None:
        """Repair one cell."""
        self._make(lambda draft, progress: draft.repair([proposal], progress=progress), 1, "")

    def undo(self) -> None:
        """Undo the last step."""
        if self._model.is_editable():
            size = self._model.draft.next_undo_size
            self._make(lambda draft, progress: draft.undo(progress=progress), size, self.tr("Undoing {} changes"))

    def redo(self) -> None:
        """Redo the step that was undone last."""
        if self._model.is_editable():
            size = self._model.draft.next_redo_size
            self._make(lambda draft, progress: draft.redo(progress=progress), size, self.tr("Redoing {} changes"))

    def _make(
        self,
        change: Callable[[Draft, Progress], T],
        size: int,
        doing: str,
        done: Callable[[T], None] | None = None,
    ) -> bool:
        """Make a change; `doing` has a placeholder for the number of cells or rows."""
        return self._model.is_editable() and self._changes.make(change, size, doing.format(formats.number(size)), done)
