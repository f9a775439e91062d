"""What a clerk changed in a batch: small records laid over rows that stay as the file says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from netmile_desktop.domain.rows import OUTER_SPACES, Column, Row


class EditKind(StrEnum):
    """What one edit does to one row."""

    CELL = "cell"
    EXCLUDE = "exclude"
    """With a text where the row was closed: why it will not be issued."""
    INCLUDE = "include"
    INSERT = "insert"
    REMOVE = "remove"
    """Takes an insertion back; never kept."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one row; `column` only where a cell is written."""

    row_id: int
    kind: EditKind
    column: Column | None = None
    text: str = ""


class Insertion(msgspec.Struct, frozen=True, array_like=True):
    """The text of an INSERT: where the row comes in, counted from 0, and its cells."""

    position: int
    address: str = ""
    key: str = ""
    miles: str = ""


Step = tuple[Edit, ...]
"""Edits that are done, undone and done again together."""


def as_typed(text: str) -> str:
    """A cell as it is kept: trimmed as cells of a file are, and without halves of characters."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.strip(OUTER_SPACES)


class EditedRows:
    """Rows of a source under edits, in the order in which they are sent.

    The id of a row of the source is its place there, counted from 0; rows typed later have ids behind.
    """

    def __init__(self, originals: Sequence[Row]) -> None:
        self._originals = list(originals)
        self._rows = list(originals)
        self._order: list[int] | None = None
        """Ids in order; None as long as nothing was inserted and every id is a position."""
        self._positions: dict[int, int] | None = None
        self._edited: set[int] = set()
        self._excluded: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._rows if self._order is None else self._order)

    def at(self, position: int) -> Row:
        return self._rows[position if self._order is None else self._order[position]]

    def row(self, row_id: int) -> Row:
        return self._rows[row_id]

    def original(self, row_id: int) -> Row:
        """As the source says it, or as it was typed first."""
        return self._originals[row_id]

    def originals(self) -> Sequence[Row]:
        """All rows by their id, as the source says them or as they were typed first."""
        return list(self._originals)

    def position(self, row_id: int) -> int:
        """Where a row stands now."""
        return row_id if self._order is None else self._present[row_id]

    @property
    def next_id(self) -> int:
        """The id for the next row that is typed."""
        return len(self._rows)

    @property
    def edited(self) -> set[int]:
        """Rows that differ from the file."""
        return self._edited

    @property
    def excluded(self) -> Mapping[int, str]:
        """Rows left out, with the reason where they were closed."""
        return self._excluded

    def taking_part(self) -> list[Row]:
        """Rows that are not excluded, in order."""
        rows = self._rows if self._order is None else [self._rows[row_id] for row_id in self._order]
        if not self._excluded:
            return list(rows)
        return [row for row in rows if row.id not in self._excluded]

    def if_taking_part(self, row_id: int) -> Row | None:
        is_there = self._order is None or row_id in self._present
        return self._rows[row_id] if is_there and row_id not in self._excluded else None

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

    @property
    def _present(self) -> Mapping[int, int]:
        if self._positions is None:
            self._positions = {id_: position for position, id_ in enumerate(self._order or ())}
        return self._positions

    def _changes(self, edit: Edit) -> bool:
        if edit.column is not None:
            return self._rows[edit.row_id].cell(edit.column) != edit.text
        if edit.kind is EditKind.INCLUDE:
            return edit.row_id in self._excluded
        if edit.kind is EditKind.EXCLUDE:
            return edit.row_id not in self._excluded or edit.text not in {"", self._excluded[edit.row_id]}
        return True

    def _opposite(self, edit: Edit) -> Edit:
        if edit.column is not None:
            return Edit(edit.row_id, EditKind.CELL, edit.column, self._rows[edit.row_id].cell(edit.column))
        if edit.kind is EditKind.INSERT:
            return Edit(edit.row_id, EditKind.REMOVE)
        was = self._excluded.get(edit.row_id)
        return Edit(edit.row_id, EditKind.INCLUDE) if was is None else Edit(edit.row_id, EditKind.EXCLUDE, text=was)

    def _apply(self, edit: Edit) -> None:
        if edit.kind is EditKind.EXCLUDE:
            self._excluded[edit.row_id] = edit.text
        elif edit.kind is EditKind.INCLUDE:
            self._excluded.pop(edit.row_id, None)
        elif edit.kind is EditKind.INSERT:
            self._insert(edit.row_id, msgspec.json.decode(edit.text, type=Insertion))
        elif edit.kind is EditKind.REMOVE:
            self._remove(edit.row_id)
        elif edit.column is not None:
            self._write(edit.row_id, edit.column, edit.text)

    def _write(self, row_id: int, column: Column, text: str) -> None:
        row = _with_cell(self._rows[row_id], column, text)
        self._rows[row_id] = row
        if row == self._originals[row_id]:
            self._edited.discard(row_id)
        else:
            self._edited.add(row_id)

    def _insert(self, row_id: int, typed: Insertion) -> None:
        if self._order is None:
            self._order = list(range(len(self._rows)))
        row = Row(row_id, 0, 0, typed.address, typed.key, typed.miles)
        for rows in (self._rows, self._originals):
            # A step that was undone for good may have left its ids unused.
            rows.extend(Row(id_, 0, 0, "", "", "") for id_ in range(len(rows), row_id + 1))
            rows[row_id] = row
        self._order.insert(typed.position, row_id)
        self._positions = None

    def _remove(self, row_id: int) -> None:
        assert self._order is not None
        if self._order[-1] == row_id:
            self._order.pop()
        else:
            self._order.remove(row_id)
        self._edited.discard(row_id)
        self._positions = None


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

    @property
    def step_sizes(self) -> tuple[int, int]:
        """So many edits the last step in force has, and the next one."""
        return len(self._backward[-1]) if self._backward else 0, len(self._steps[self.position]) if self.can_redo else 0

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
