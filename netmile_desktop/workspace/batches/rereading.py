"""Reading of a draft's file in another way, with its edits kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.rows.rows import Column, Recipe, Row
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.records.batch_records import BatchRecord
from netmile_desktop.workspace.records.edits import Edit, EditKind, Insertion, Step, UndoStack
from netmile_desktop.workspace.sources.source import Source

_Place = tuple[int, Column | None]
"""A cell by row id and column, or a whole row."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """An edit of a cell or row that the new reading of the file holds differently or not at all."""

    record: int
    """Record number of the row when it was edited."""
    column: Column | None
    """None if a whole row was left out that is no longer there."""
    before: str
    """Content of the cell in the file when it was edited."""
    typed: str
    now: str | None
    """Content of the cell in the new reading; None if its row is gone."""

    @property
    def can_be_kept(self) -> bool:
        """Whether there is still a cell to apply the edit to."""
        return self.now is not None


@dataclass(frozen=True, slots=True)
class Rereading:
    """A draft as it would be after its file was read in another way. Nothing is stored yet."""

    revision: int
    """Revision of the draft examined."""
    recipe: Recipe
    """Complete: whatever was left open has been detected."""
    reading: Reading
    source: Source | None
    """The source on its new sheet; None if the sheet stays the same."""
    kept: int
    """Number of cells and rows whose edit is still valid as it is."""
    misfits: tuple[Misfit, ...]
    fitting: tuple[Step, ...]
    """The steps without edits that no longer fit."""
    insisting: tuple[Step, ...]
    """The steps with edits that no longer fit, if there is still a cell for them."""

    def steps(self, *, keep_misfits: bool) -> tuple[Step, ...]:
        """Return the steps to apply to the new reading."""
        return self.insisting if keep_misfits else self.fitting


def reread(
    record: BatchRecord,
    old: Reading,
    new: Reading,
    recipe: Recipe,
    steps: Sequence[Step],
    source: Source | None = None,
) -> Rereading:
    """Carry the edits in force in a draft over to a new reading of its file, or of another sheet of it.

    A row is the same if it is the same record on the same line of the file; its edit fits if the edited cell
    has the same content in the file as before. On another sheet, all cells of a row must be the same.
    """
    in_force = steps[: record.step]
    rows = EditedRows(old.rows)
    UndoStack(rows, in_force, len(in_force))
    carried = _Carried(old, new, is_other_sheet=source is not None)
    touched = _touched(in_force, rows, carried)
    misfits = {place: misfit for place, misfit in touched.items() if misfit is not None}
    past_keeping = {place for place, misfit in touched.items() if misfit is None or not misfit.can_be_kept}
    return Rereading(
        revision=record.revision,
        recipe=as_read(recipe, new),
        reading=new,
        source=source,
        kept=_corrections(rows, len(old.rows)) - len(misfits),
        misfits=tuple(misfits.values()),
        fitting=_carried(in_force, carried, touched.keys()),
        insisting=_carried(in_force, carried, past_keeping),
    )


def as_read(recipe: Recipe, reading: Reading) -> Recipe:
    """Return a recipe with what was found out while reading: another version of the program may guess otherwise."""
    return msgspec.structs.replace(recipe, encoding=reading.encoding, header=reading.header is not None)


class _Carried:
    """The rows of one reading located in another."""

    def __init__(self, old: Reading, new: Reading, *, is_other_sheet: bool) -> None:
        self._old, self._new = old.rows, new.rows
        self._is_other_sheet = is_other_sheet

    def row(self, row_id: int) -> Row | None:
        """Return the row of the file with an old id as it reads now, or None."""
        before = self._old[row_id]
        at = self._place(before)
        if at == len(self._new):
            return None
        now = self._new[at]
        is_same = before[1:3] == now[1:3] and not (self._is_other_sheet and _cells(before) != _cells(now))
        return now if is_same else None

    def id(self, row_id: int) -> int | None:
        """Return the new id of a row, or None. Typed rows come after those of the file, whose number may change."""
        if row_id >= len(self._old):
            return row_id - len(self._old) + len(self._new)
        row = self.row(row_id)
        return row.id if row is not None else None

    def is_of_file(self, row_id: int) -> bool:
        return row_id < len(self._old)

    def position(self, position: int) -> int:
        """Return the new position of a typed row: before the row that it stood before, or behind all of them."""
        if position >= len(self._old):
            return position - len(self._old) + len(self._new)
        return self._place(self._old[position])

    def _place(self, before: Row) -> int:
        """Return the place of the first row whose record is the same as, or behind, that of an old row."""
        return bisect_left(self._new, before.record, key=lambda row: row.record)


def _cells(row: Row) -> tuple[str, str, str]:
    return row.address, row.key, row.miles


def _touched(steps: Iterable[Step], rows: EditedRows, carried: _Carried) -> dict[_Place, Misfit | None]:
    """Return the edited places of the file that read differently now; None if nothing is left to keep there."""
    places = {(edit.row_id, edit.column) for step in steps for edit in step if carried.is_of_file(edit.row_id)}
    touched: dict[_Place, Misfit | None] = {}
    for row_id, column in sorted(places, key=lambda place: (place[0], place[1] or "")):
        now, original = carried.row(row_id), rows.original(row_id)
        if column is None:
            if now is None and row_id in rows.excluded:
                touched[row_id, None] = Misfit(original.record, None, "", rows.excluded[row_id], None)
            continue
        before, typed, said = original.cell(column), rows.row(row_id).cell(column), now.cell(column) if now else None
        if said != before:
            is_settled = typed in {before, said}
            touched[row_id, column] = None if is_settled else Misfit(original.record, column, before, typed, said)
    return touched


def _corrections(rows: EditedRows, of_file: int) -> int:
    """Return the number of edited cells of the file, excluded rows and typed rows."""
    cells = sum(rows.original(id_).cell(each) != rows.row(id_).cell(each) for id_ in rows.edited for each in Column)
    return cells + len(rows.excluded) + len(rows) - of_file


def _carried(steps: Iterable[Step], carried: _Carried, dropped: Collection[_Place]) -> tuple[Step, ...]:
    moved = (tuple(_each(step, carried, dropped)) for step in steps)
    return tuple(step for step in moved if step)


def _each(step: Step, carried: _Carried, dropped: Collection[_Place]) -> Iterator[Edit]:
    for edit in step:
        row_id = carried.id(edit.row_id)
        if row_id is None or (edit.row_id, edit.column) in dropped:
            continue
        text = edit.text
        if edit.kind is EditKind.INSERT:
            typed = codec.decode_json(text, Insertion)
            typed = msgspec.structs.replace(typed, position=carried.position(typed.position))
            text = msgspec.json.encode(typed).decode()
        yield Edit(row_id, edit.kind, edit.column, text)
