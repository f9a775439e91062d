"""What a clerk changed in a batch: small records laid over rows that stay as the file says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from netmile_desktop.domain.rows import OUTER_SPACES, Column, Row


class EditKind(StrEnum):
    """What one edit does to one row."""

    CELL = "cell"
    EXCLUDE = "exclude"
    INCLUDE = "include"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one row; `column` and `text` only where a cell is written."""

    row_id: int
    kind: EditKind
    column: Column | None = None
    text: str = ""


Step = tuple[Edit, ...]
"""Edits that are done, undone and done again together."""


def as_typed(text: str) -> str:
    """A cell as it is kept: trimmed as cells of a file are, and without halves of characters."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.strip(OUTER_SPACES)


class EditedRows:
    """Rows of a source under edits. A row's id is its position in the file, counted from 0."""

    def __init__(self, originals: Sequence[Row]) -> None:
        self._originals = originals
        self._rows = list(originals)
        self._edited: set[int] = set()
        self._excluded: set[int] = set()

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, row_id: int) -> Row:
        return self._rows[row_id]

    def original(self, row_id: int) -> Row:
        return self._originals[row_id]

    @property
    def edited(self) -> set[int]:
        """Rows that differ from the file."""
        return self._edited

    @property
    def excluded(self) -> set[int]:
        return self._excluded

    def taking_part(self) -> list[Row]:
        """Rows that are not excluded, in file order."""
        if not self._excluded:
            return list(self._rows)
        return [row for row in self._rows if row.id not in self._excluded]

    def if_taking_part(self, row_id: int) -> Row | None:
        return None if row_id in self._excluded else self._rows[row_id]

    def effective(self, edits: Iterable[Edit]) -> Step:
        """Those edits that change something now; of several of one cell the last."""
        last = {(edit.row_id, edit.column): edit for edit in edits}
        return tuple(edit for edit in last.values() if self._changes(edit))

    def apply(self, step: Step) -> Step:
        """Do a step; returns the one that takes it back."""
        backward = []
        for edit in step:
            backward.append(self._opposite(edit))
            self._apply(edit)
        return tuple(reversed(backward))

    def _changes(self, edit: Edit) -> bool:
        if edit.column is None:
            return (edit.row_id in self._excluded) != (edit.kind is EditKind.EXCLUDE)
        return self._rows[edit.row_id].cell(edit.column) != edit.text

    def _opposite(self, edit: Edit) -> Edit:
        if edit.column is None:
            was = edit.row_id in self._excluded
            return Edit(edit.row_id, EditKind.EXCLUDE if was else EditKind.INCLUDE)
        return Edit(edit.row_id, EditKind.CELL, edit.column, self._rows[edit.row_id].cell(edit.column))

    def _apply(self, edit: Edit) -> None:
        if edit.kind is EditKind.EXCLUDE:
            self._excluded.add(edit.row_id)
        elif edit.kind is EditKind.INCLUDE:
            self._excluded.discard(edit.row_id)
        elif edit.column is not None:
            row = _with_cell(self._rows[edit.row_id], edit.column, edit.text)
            self._rows[edit.row_id] = row
            if row == self._originals[edit.row_id]:
                self._edited.discard(edit.row_id)
            else:
                self._edited.add(edit.row_id)


class History:
    """The steps of a batch up to where it stands, and those undone that can still be done again."""

    def __init__(self, rows: EditedRows, steps: Sequence[Step], position: int) -> None:
        """Bring rows to `position` steps."""
        self._rows = rows
        self._steps = list(steps)
        self._backward = [rows.apply(step) for step in self._steps[:position]]

    @property
    def position(self) -> int:
        """So many steps are in force."""
        return len(self._backward)

    @property
    def can_undo(self) -> bool:
        return bool(self._backward)

    @property
    def can_redo(self) -> bool:
        return self.position < len(self._steps)

    def add(self, step: Step, backward: Step) -> None:
        """A step was done, `backward` takes it back; what was undone before cannot be done again."""
        del self._steps[self.position :]
        self._steps.append(step)
        self._backward.append(backward)

    def undo(self) -> Step:
        """Take the last step back; returns it."""
        self._rows.apply(self._backward.pop())
        return self._steps[self.position]

    def redo(self) -> Step:
        """Do the next step again; returns it."""
        step = self._steps[self.position]
        self._backward.append(self._rows.apply(step))
        return step


def _with_cell(row: Row, column: Column, text: str) -> Row:
    if column is Column.ADDRESS:
        return replace(row, address=text)
    return replace(row, key=text) if column is Column.KEY else replace(row, miles=text)
