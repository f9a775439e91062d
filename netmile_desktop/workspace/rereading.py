"""Reading the file of a draft in another way while keeping what was corrected since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.domain.rows import Column, Reading, Recipe, Row
from netmile_desktop.workspace.batch_records import BatchRecord
from netmile_desktop.workspace.edited_rows import EditedRows
from netmile_desktop.workspace.edits import Edit, EditKind, History, Insertion, Step
from netmile_desktop.workspace.sources import Source

_Place = tuple[int, Column | None]
"""A cell by row id and column, or a whole row."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A correction that was made to something the file, read in the new way, does not say there."""

    record: int
    """Of the row as it was counted when it was corrected."""
    column: Column | None
    """None where a whole row was left out that is no longer there."""
    before: str
    """What the file said when the cell was corrected."""
    typed: str
    now: str | None
    """What it says in the new reading; None where that row is gone."""

    @property
    def can_be_kept(self) -> bool:
        """Whether there is still a cell to write it into."""
        return self.now is not None


@dataclass(frozen=True, slots=True)
class Rereading:
    """How a draft would be after its file was read in another way. Nothing is stored yet."""

    revision: int
    """Of the draft that was looked at."""
    recipe: Recipe
    """With everything found out that was left open."""
    reading: Reading
    source: Source | None
    """The sheet it is then made from, where that is another one."""
    kept: int
    """Cells and rows whose correction holds as it is."""
    misfits: tuple[Misfit, ...]
    fitting: tuple[Step, ...]
    """The steps without those that no longer fit."""
    insisting: tuple[Step, ...]
    """The steps with those that no longer fit, as far as there is a cell for them."""

    def steps(self, *, keep_misfits: bool) -> tuple[Step, ...]:
        """The corrections to lay over the new reading."""
        return self.insisting if keep_misfits else self.fitting


def reread(
    record: BatchRecord,
    old: Reading,
    new: Reading,
    recipe: Recipe,
    steps: Sequence[Step],
    source: Source | None = None,
) -> Rereading:
    """Carry the corrections in force in a draft over to a new reading of its file, or of another sheet of it.

    A row is the same where it is the same record on the same line of the file; its correction fits where
    the cell it was made to says the same as before. On another sheet a row is the same only where all of it is.
    """
    in_force = steps[: record.step]
    rows = EditedRows(old.rows)
    History(rows, in_force, len(in_force))
    carried = _Carried(old, new, is_other_sheet=source is not None)
    touched = _touched(in_force, rows, carried)
    misfits = {place: misfit for place, misfit in touched.items() if misfit is not None}
    past_keeping = {place for place, misfit in touched.items() if misfit is None or not misfit.can_be_kept}
    return Rereading(
        revision=record.revision,
        recipe=Recipe(new.encoding, new.header is not None, recipe.columns),
        reading=new,
        source=source,
        kept=_corrections(rows, len(old.rows)) - len(misfits),
        misfits=tuple(misfits.values()),
        fitting=_carried(in_force, carried, touched.keys()),
        insisting=_carried(in_force, carried, past_keeping),
    )


class _Carried:
    """Where the rows of one reading are in another."""

    def __init__(self, old: Reading, new: Reading, *, is_other_sheet: bool) -> None:
        self._old, self._new = old.rows, new.rows
        self._is_other_sheet = is_other_sheet
        self._shift = (old.header is not None) - (new.header is not None)

    def row(self, row_id: int) -> Row | None:
        """The row of the file that an id stood for, as it reads now."""
        at = row_id + self._shift
        if not 0 <= at < len(self._new):
            return None
        before, now = self._old[row_id], self._new[at]
        is_same = before.line == now.line and not (self._is_other_sheet and _cells(before) != _cells(now))
        return now if is_same else None

    def id(self, row_id: int) -> int | None:
        """Typed rows come behind those of the file, however many these are now."""
        if row_id >= len(self._old):
            return row_id - len(self._old) + len(self._new)
        row = self.row(row_id)
        return row.id if row is not None else None

    def is_of_file(self, row_id: int) -> bool:
        return row_id < len(self._old)

    def position(self, position: int) -> int:
        """Where a typed row comes in."""
        return max(position + self._shift, 0)


def _cells(row: Row) -> tuple[str, str, str]:
    return row.address, row.key, row.miles


def _touched(steps: Iterable[Step], rows: EditedRows, carried: _Carried) -> dict[_Place, Misfit | None]:
    """Corrected places of the file that read otherwise now; None where nothing is left to be kept there."""
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
    """Corrected cells of the file, rows left out and rows typed."""
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
