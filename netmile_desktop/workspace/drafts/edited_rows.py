"""Rows of a source with a clerk's edits on top; the rows of the source are never copied."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from netmile_desktop.domain import codec
from netmile_desktop.domain.row_sources.interface import RowSource
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.workspace.drafts.layered_map import LayeredMap
from netmile_desktop.workspace.records.edits import Edit, EditKind, Insertion, Step


class TypedRows:
    """Rows typed in among those of a source, and their positions."""

    def __init__(self, source_rows: int) -> None:
        self._source_rows = source_rows
        self._ids: list[int] = []
        self._before: list[int] = []
        self._places: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, row_id: int) -> bool:
        return row_id >= self._source_rows and row_id in self._by_id

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def copy(self) -> TypedRows:
        other = TypedRows(self._source_rows)
        other._ids, other._before = self._ids.copy(), self._before.copy()
        return other

    def row_id(self, position: int) -> int:
        """Return the id of the row at a position among all rows."""
        at = self._first_from(position)
        if at < len(self._ids) and self._before[at] + at == position:
            return self._ids[at]
        return position - at

    def position(self, row_id: int) -> int:
        """Return the position of a row among all rows."""
        if row_id < self._source_rows:
            return row_id + bisect_right(self._before, row_id)
        at = self._by_id[row_id]
        return self._before[at] + at

    def insert(self, row_id: int, position: int) -> None:
        at = self._first_from(position)
        # As `list.insert` does: after the last row if there is no such position.
        self._before.insert(at, min(position - at, self._source_rows))
        self._ids.insert(at, row_id)
        self._places = None

    def remove(self, row_id: int) -> None:
        at = self._by_id[row_id]
        del self._ids[at], self._before[at]
        self._places = None

    @property
    def ids(self) -> Sequence[int]:
        """Their ids, in the order of the rows."""
        return self._ids

    @property
    def before(self) -> Sequence[int]:
        """Number of rows of the source before each of them."""
        return self._before

    @property
    def _by_id(self) -> dict[int, int]:
        if self._places is None:
            self._places = {row_id: at for at, row_id in enumerate(self._ids)}
        return self._places

    def _first_from(self, position: int) -> int:
        """Return the index of the first typed row at a position or after it."""
        return bisect_left(range(len(self._ids)), position, key=lambda at: self._before[at] + at)


class EditedRows:
    """Rows of a source with edits, in the order in which they are sent.

    The id of a row of the source is its place there, counted from 0; rows typed later have higher ids.
    """

    def __init__(self, originals: RowSource) -> None:
        self.source = originals
        """The rows as they are in the source."""
        self._source_rows = len(originals)
        self._typed = TypedRows(self._source_rows)
        self._typed_first: dict[int, Row] = {}
        """Typed rows as they were first typed."""
        self._next_id = self._source_rows
        self._changed: LayeredMap[int, Row] = LayeredMap()
        """Rows that were ever written to, in their current form."""
        self._edited: LayeredMap[int, bool] = LayeredMap()
        self._excluded: LayeredMap[int, str] = LayeredMap()
        self.edited_taking_part = 0
        """Number of rows that differ from the file and are not left out."""

    def copy(self) -> EditedRows:
        """Return a copy of the current state; the cost grows with the number of typed rows only."""
        other = EditedRows(self.source)
        other._typed = self._typed.copy()
        other._typed_first = self._typed_first.copy()
        other._next_id = self._next_id
        other._changed = self._changed.copy()
        other._edited = self._edited.copy()
        other._excluded = self._excluded.copy()
        other.edited_taking_part = self.edited_taking_part
        return other

    def __len__(self) -> int:
        return self._source_rows + len(self._typed)

    def at(self, position: int) -> Row:
        if not 0 <= position < len(self):
            raise IndexError(position)
        return self.row(self.row_id(position))

    def row_id(self, position: int) -> int:
        """Return the id of the row at a position."""
        return self._typed.row_id(position) if self._typed else position

    def row(self, row_id: int) -> Row:
        return self._changed.get(row_id) or self.original(row_id)

    def original(self, row_id: int) -> Row:
        """Return a row as it is in the source, or as it was first typed."""
        if row_id < self._source_rows:
            return self.source[row_id]
        return self._typed_first.get(row_id) or Row(row_id, 0, 0, "", "", "")

    def position(self, row_id: int) -> int:
        """Return the current position of a row."""
        return self._typed.position(row_id) if self._typed else row_id

    @property
    def next_id(self) -> int:
        """The id for the next row that is typed."""
        return self._next_id

    @property
    def typed(self) -> TypedRows:
        return self._typed

    @property
    def changed(self) -> Mapping[int, Row]:
        """Rows that may differ from the source, in their current form."""
        return self._changed

    @property
    def edited(self) -> Mapping[int, bool]:
        """Rows that differ from the file."""
        return self._edited

    @property
    def excluded(self) -> Mapping[int, str]:
        """Rows left out, with the reason if they were closed."""
        return self._excluded

    def overlaid(self) -> dict[int, Row | None]:
        """Return every row that may differ from the source; None if it takes no part."""
        ids = {*self._changed, *self._excluded, *self._typed}
        return {row_id: self.if_taking_part(row_id) for row_id in ids}

    def if_taking_part(self, row_id: int) -> Row | None:
        is_there = row_id < self._source_rows or row_id in self._typed
        return self.row(row_id) if is_there and row_id not in self._excluded else None

    def effective(self, edits: Iterable[Edit]) -> Step:
        """Return the edits that change something now; if several concern one cell, only the last."""
        last = {(edit.row_id, edit.column): edit for edit in edits}
        return tuple(edit for edit in last.values() if self._changes(edit))

    def apply(self, step: Step) -> Step:
        """Apply a step; return the step that undoes it."""
        backward = []
        for edit in step:
            backward.append(self._opposite(edit))
            self.edited_taking_part -= self._counts_as_edited(edit.row_id)
            self._apply(edit)
            self.edited_taking_part += self._counts_as_edited(edit.row_id)
        return tuple(reversed(backward))

    def _counts_as_edited(self, row_id: int) -> bool:
        return row_id in self._edited and row_id not in self._excluded

    def _changes(self, edit: Edit) -> bool:
        if edit.column is not None:
            return self.row(edit.row_id).cell(edit.column) != edit.text
        if edit.kind is EditKind.INCLUDE:
            return edit.row_id in self._excluded
        if edit.kind is EditKind.EXCLUDE:
            return edit.row_id not in self._excluded or edit.text not in {"", self._excluded[edit.row_id]}
        return True

    def _opposite(self, edit: Edit) -> Edit:
        if edit.column is not None:
            return Edit(edit.row_id, EditKind.CELL, edit.column, self.row(edit.row_id).cell(edit.column))
        if edit.kind is EditKind.INSERT:
            return Edit(edit.row_id, EditKind.REMOVE)
        was = self._excluded.get(edit.row_id)
        return Edit(edit.row_id, EditKind.INCLUDE) if was is None else Edit(edit.row_id, EditKind.EXCLUDE, text=was)

    def _apply(self, edit: Edit) -> None:
        if edit.kind is EditKind.EXCLUDE:
            self._excluded[edit.row_id] = edit.text
        elif edit.kind is EditKind.INCLUDE:
            self._excluded.pop(edit.row_id)
        elif edit.kind is EditKind.INSERT:
            self._insert(edit.row_id, codec.decode_json(edit.text, Insertion))
        elif edit.kind is EditKind.REMOVE:
            self._typed.remove(edit.row_id)
            self._edited.pop(edit.row_id)
        elif edit.column is not None:
            self._write(edit.row_id, edit.column, edit.text)

    def _write(self, row_id: int, column: Column, text: str) -> None:
        row = _with_cell(self.row(row_id), column, text)
        self._changed[row_id] = row
        if row == self.original(row_id):
            self._edited.pop(row_id)
        else:
            self._edited[row_id] = True

    def _insert(self, row_id: int, typed: Insertion) -> None:
        self._typed_first[row_id] = Row(row_id, 0, 0, typed.address, typed.key, typed.miles)
        self._changed.pop(row_id)
        # Ids of a step that was undone for good may remain unused.
        self._next_id = max(self._next_id, row_id + 1)
        self._typed.insert(row_id, typed.position)


def _with_cell(row: Row, column: Column, text: str) -> Row:
    if column is Column.ADDRESS:
        return row._replace(address=text)
    return row._replace(key=text) if column is Column.KEY else row._replace(miles=text)
