"""The rows of a batch as a table model: a vector of positions over the draft, no copy, no proxy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.repairs import Proposal
from netmile_desktop.domain.rows import Column, Row
from netmile_desktop.views import formats
from netmile_desktop.views.batch.verdicts import Verdict, Verdicts
from netmile_desktop.views.messages import Speaker
from netmile_desktop.views.palette import Tone
from netmile_desktop.workspace.draft import Draft, Pasted

AnyIndex = QModelIndex | QPersistentModelIndex


class GridColumn(IntEnum):
    """Columns of the grid from left to right."""

    ROW = 0
    ADDRESS = 1
    KEY = 2
    MILES = 3
    VERDICT = 4


CELLS: dict[int, Column] = {
    GridColumn.ADDRESS: Column.ADDRESS,
    GridColumn.KEY: Column.KEY,
    GridColumn.MILES: Column.MILES,
}
"""The grid's columns that hold a cell of the file."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_KEPT_LINES = 400


@dataclass(frozen=True, slots=True)
class Line:
    """Everything there is to paint in one row of the grid."""

    row: Row
    verdict: Verdict
    tones: dict[int, Tone | None]
    edited: frozenset[int]
    is_excluded: bool


class GridModel(QAbstractTableModel):
    """The rows of a draft that the filter lets through, in file order; cells can be edited."""

    edited = Signal()
    """Something changed in the draft: counts, groups and what may be undone are others now."""

    failed = Signal(object)
    """A change could not be kept, and was not made: the `Failure`."""

    reshaped = Signal()
    """The draft has more or fewer rows than before: the filter has to be applied again."""

    told = Signal(str)
    """What came of a change that does not show by itself, in words."""

    def __init__(self, draft: Draft, words: Speaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.verdicts = Verdicts(draft, words, self)
        self._words = words
        self._positions: Sequence[int] = range(len(draft))
        self._is_whole = True
        self._lines: dict[int, Line] = {}
        self._answers: dict[int, Callable[[int, int], object]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.EditRole: self._plain,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
        }

    # --- which rows -------------------------------------------------------------------------------

    def show_rows(self, positions: Sequence[int]) -> None:
        """List these rows of the draft."""
        self.beginResetModel()
        self._positions = positions
        self._is_whole = list(positions) == list(range(len(self.draft)))
        self._lines.clear()
        self.endResetModel()

    def line(self, row: int) -> Line:
        """What row `row` of the grid shows; rows on screen are kept ready."""
        line = self._lines.get(row)
        if line is None:
            if len(self._lines) >= _KEPT_LINES:
                self._lines.clear()
            line = self._lines[row] = self._read_line(row)
        return line

    def texts(self, row: int, columns: Iterable[int], chosen: Collection[int]) -> list[str]:
        """The plain texts of a row for the clipboard; what was not chosen is empty. Keeps no line ready."""
        content = self.draft.row(self._positions[row])
        texts = []
        for column in columns:
            if column not in chosen:
                texts.append("")
            elif column in CELLS:
                texts.append(content.cell(CELLS[column]))
            elif column == GridColumn.ROW:
                texts.append(str(content.record or content.id + 1))
            else:
                verdict = self.verdicts.of(content.id)
                texts.append(" ".join(part for part in (verdict.chip, verdict.sentence) if part))
        return texts

    def row_id(self, row: int) -> int:
        """Identity in the batch of row `row` of the grid."""
        return self.draft.row(self._positions[row]).id

    def row_of(self, row_id: int) -> int | None:
        """Where a row of the batch is listed now, or None."""
        return next((n for n, at in enumerate(self._positions) if self.draft.row(at).id == row_id), None)

    def is_whole(self) -> bool:
        """Whether every row of the batch is listed, in file order."""
        return self._is_whole

    # --- changes ----------------------------------------------------------------------------------

    def is_editable(self) -> bool:
        """Whether cells and exclusions may be changed at all."""
        return self.draft.may(Action.EDIT)

    def write(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Write (row, column, text) as one step that can be undone; False where nothing differs."""
        changes = [
            (self.row_id(row), CELLS[column], text)
            for row, column, text in cells
            if column in CELLS and self.draft.row(self._positions[row]).cell(CELLS[column]) != text
        ]
        return bool(changes) and self._change(lambda: self.draft.set_cells(changes))

    def exclude(self, rows: Sequence[int], excluded: bool) -> None:
        """Leave rows out, or take them in again, as one step."""
        row_ids = [id_ for row in rows if self.draft.is_excluded(id_ := self.row_id(row)) is not excluded]
        if row_ids:
            self._change(lambda: self.draft.exclude(row_ids, excluded))

    def close_rows(self, row_ids: Sequence[int], reason: str) -> None:
        """Leave rows out for good and say why, as one step."""
        self._change(lambda: self.draft.close_rows(row_ids, reason))

    def insert(self, row: int) -> int | None:
        """Add an empty row before row `row` of the grid, behind the last one past its end; returns its id."""
        position = self._positions[row] if row < len(self._positions) else len(self.draft)
        added: list[int] = []
        if not self._change(lambda: added.extend(self.draft.insert_rows(position, [("", "", "")]))):
            return None
        return added[0]

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Write a block of cells from one cell on, as one step.

        In the whole batch it reaches past the last row, where rows are added; under a filter it fills the
        rows that are listed.
        """
        if self.is_whole():
            self._paste_into_all(row, CELLS[column], block)
            return
        columns = [each for each in CELLS if each >= column]
        fitting = block[: self.rowCount() - row]
        cells = [
            (row + n, each, text) for n, texts in enumerate(fitting) for each, text in zip(columns, texts, strict=False)
        ]
        self.write(cells)
        if len(block) > len(fitting):
            left = formats.number(len(block) - len(fitting))
            self.told.emit(self.tr("{} pasted lines had no row: the list is filtered.").format(left))

    def _paste_into_all(self, row: int, column: Column, block: Sequence[Sequence[str]]) -> None:
        came_of_it: list[Pasted] = []
        if not self._change(lambda: came_of_it.append(self.draft.paste(row, column, block))):
            return
        pasted = came_of_it[0]
        said = []
        if pasted.added:
            said.append(self.tr("{} rows were added at the end.").format(formats.number(len(pasted.added))))
        if pasted.ignored:
            said.append(self.tr("{} cells right of the last column were left out.").format(pasted.ignored))
        if said:
            self.told.emit(" ".join(said))

    def replace(self, text: str, by: str, columns: Sequence[Column], rows: Sequence[int] | None) -> int:
        """Replace a text in these rows of the grid, or in all that are listed; returns the changed cells."""
        counted: list[int] = []
        row_ids = [self.row_id(row) for row in (range(self.rowCount()) if rows is None else rows)]
        self._change(lambda: counted.append(self.draft.replace(text, by, columns, row_ids)))
        return sum(counted)

    def matches(self, text: str, columns: Sequence[Column], rows: Sequence[int] | None) -> int:
        """In how many cells `replace` would find a text."""
        count = 0
        for row in (range(self.rowCount()) if rows is None else rows) if text else ():
            content = self.draft.row(self._positions[row])
            if not self.draft.is_excluded(content.id):
                count += sum(text in content.cell(column) for column in columns)
        return count

    def mend(self, proposal: Proposal) -> None:
        """Mend one cell."""
        self._change(lambda: self.draft.repair([proposal]))

    def undo(self) -> None:
        """Take the last step back."""
        self._change(self.draft.undo)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._change(self.draft.redo)

    def _change(self, change: Callable[[], object]) -> bool:
        """Make a change and show it; one that cannot be kept was not made and is told."""
        if not self.is_editable():
            return False
        rows = len(self.draft)
        try:
            change()
        except Failure as failure:
            self.failed.emit(failure)
            return False
        if len(self.draft) != rows:
            self._lines.clear()
            self._positions = [at for at in self._positions if at < len(self.draft)]
            self.reshaped.emit()
        self.reread()
        return True

    def reread(self) -> None:
        """The draft has changed: one edit can change the findings of any other row."""
        self._lines.clear()
        if self._positions:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.edited.emit()

    # --- Qt's side --------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._positions)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(GridColumn)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() in CELLS and self.is_editable():
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(role)
        return answer(index.row(), index.column()) if answer and index.isValid() else None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.write([(index.row(), index.column(), str(value))])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(GridColumn):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(section)
        return self._alignment(0, section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _heading(self, column: int) -> str:
        if column in CELLS:
            return self._words.column(CELLS[column])
        if column == GridColumn.ROW:
            return self.tr("Row")
        return self.tr("Problem") if self.is_editable() else self.tr("Result")

    # --- one answer per role ----------------------------------------------------------------------

    def _text(self, row: int, column: int) -> str:
        if column in CELLS:
            return self._plain(row, column) or self.tr("(empty)")
        return self._plain(row, column)

    def _plain(self, row: int, column: int) -> str:
        line = self.line(row)
        if column in CELLS:
            return line.row.cell(CELLS[column])
        if column == GridColumn.ROW:
            return formats.number(line.row.record or line.row.id + 1)
        return " ".join(part for part in (line.verdict.chip, line.verdict.sentence) if part)

    def _alignment(self, row: int, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column in (GridColumn.ROW, GridColumn.MILES) else _LEFT

    def _tip(self, row: int, column: int) -> str:
        line = self.line(row)
        cell = CELLS.get(column)
        parts = [self.verdicts.explained(line.row.id, cell)] if column != GridColumn.ROW else []
        if cell and column in line.edited:
            parts.append(self.tr("Edited. The file says: {}").format(self.draft.original(line.row.id, cell) or "―"))
        return "\n\n".join(part for part in parts if part)

    def _spoken(self, row: int, column: int) -> str:
        line = self.line(row)
        said = [self.tr("Row {}").format(self._plain(row, GridColumn.ROW)), self._heading(column)]
        said.append(self._text(row, column))
        if column in CELLS:
            said.append(self.verdicts.explained(line.row.id, CELLS[column]))
            said += [self.tr("edited")] if column in line.edited else []
        said += [self.tr("excluded")] if line.is_excluded else []
        return ", ".join(part for part in said if part)

    def _read_line(self, row: int) -> Line:
        content = self.draft.row(self._positions[row])
        excluded = self.draft.is_excluded(content.id)
        return Line(
            row=content,
            verdict=self.verdicts.of(content.id),
            tones={n: None if excluded else self.verdicts.tone(content.id, column) for n, column in CELLS.items()},
            edited=frozenset(n for n, column in CELLS.items() if self.draft.is_edited(content.id, column)),
            is_excluded=excluded,
        )
