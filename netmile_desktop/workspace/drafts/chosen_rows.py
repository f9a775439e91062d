"""Some rows of a batch, in order, with edits; rows of a large batch stay bytes until they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from netmile_desktop.domain.rows.rows import Row, RowSequence, canonical
from netmile_desktop.workspace.drafts.edited_rows import EditedRows

ROWS_AT_A_TIME = 2_000
"""Ids examined at a time."""


class ChosenRows(RowSequence):
    """Rows by their ids; `rows` must no longer change."""

    __slots__ = ("_ids", "_rows")

    def __init__(self, rows: EditedRows, ids: Sequence[int]) -> None:
        self._rows = rows
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> ChosenRows: ...
    def __getitem__(self, at: int | slice) -> Row | ChosenRows:
        if isinstance(at, slice):
            return ChosenRows(self._rows, self._ids[at])
        return self._rows.row(int(self._ids[at]))

    def __iter__(self) -> Iterator[Row]:
        for ids, is_source in self._runs():
            yield from self._rows.source.these(ids) if is_source else map(self._rows.row, ids)

    def ids(self) -> Sequence[int]:
        return self._ids

    def body(self) -> bytes:
        """Return the rows as the bytes that are sent."""
        return b"".join(
            self._rows.source.body(ids) if is_source else canonical(map(self._rows.row, ids))
            for ids, is_source in self._runs()
        )

    def miles(self) -> int:
        """Return the sum of their miles; each must be a number."""
        return sum(
            self._rows.source.miles(ids) if is_source else sum(int(self._rows.row(row_id).miles) for row_id in ids)
            for ids, is_source in self._runs()
        )

    def _runs(self) -> Iterator[tuple[list[int], bool]]:
        """Yield ids in runs of rows that are all unchanged from the source, or all not; True for unchanged ones."""
        changed, behind = self._rows.changed, len(self._rows.source)
        for at in range(0, len(self._ids), ROWS_AT_A_TIME):
            run: list[int] = []
            was_source = True
            for row_id in map(int, self._ids[at : at + ROWS_AT_A_TIME]):
                is_source = row_id < behind and not (changed and row_id in changed)
                if is_source != was_source and run:
                    yield run, was_source
                    run = []
                was_source = is_source
                run.append(row_id)
            if run:
                yield run, was_source
