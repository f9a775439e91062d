"""The rows of a batch as a table model: a vector of positions over a snapshot of the draft, no copy, no proxy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.views.batch.grid.columns import CELLS, OWN, GridColumn, GridLayout
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.grid.edits import GridEdits
from netmile_desktop.views.batch.grid.listing import Listing, Sorting
from netmile_desktop.views.batch.grid.own_columns import short_heading
from netmile_desktop.views.batch.grid.row_status import RowStatus, RowStatusTexts
from netmile_desktop.views.batch.grid.selection import Selection
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.drafts.row_queries import SortOrder

AnyIndex = QModelIndex | QPersistentModelIndex


ORDERS: dict[int, SortOrder] = {
    GridColumn.ROW: SortOrder.RECORD,
    GridColumn.ADDRESS: SortOrder.ADDRESS,
    GridColumn.KEY: SortOrder.KEY,
    GridColumn.MILES: SortOrder.MILES,
    GridColumn.VERDICT: SortOrder.CODE,
}
"""The order by which each column sorts."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_CELL = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
_KEPT_LINES = 400


@dataclass(frozen=True, slots=True)
class PaintedRow:
    """Everything painted in one row of the grid."""

    row: Row
    number: str
    """The row of the clerk's sheet."""
    own: tuple[str, ...]
    """The own cells that are shown."""
    verdict: RowStatus
    tones: dict[int, Tone | None]
    edited: frozenset[int]
    is_excluded: bool


class GridModel(QAbstractTableModel):
    """The rows of a draft that the filter accepts; cells can be edited.

    Everything shown comes from a snapshot, so that a big change becomes visible only when it is complete.
    """

    edited = Signal()
    """The draft has changed: counts, groups and the undo history may differ."""

    reshaped = Signal()
    """The draft has more or fewer rows than before: the filter must be applied again."""

    sort_asked = Signal(object)
    """Sort by another `Sorting`, or by file order if it is None."""

    def __init__(self, draft: Draft, words: Texts, changes: DraftChanges, parent: QObject | None = None) -> None:
        """`changes` are those of the draft."""
        super().__init__(parent)
        self.draft = draft
        self.snapshot = draft.snapshot()
        self.is_draft = draft.may(Action.EDIT)
        self.verdicts = RowStatusTexts(words, self.is_draft, self)
        self._words = words
        self.empty = self.tr("(empty)")
        """Text shown in an empty cell."""
        self._changes = changes
        self.edits = GridEdits(self, changes, self)
        self._listing = Listing(self.snapshot.select(Show.ALL))
        self._lines: dict[int, PaintedRow] = {}
        self.layout_of_columns = GridLayout()
        self._own_names = self.snapshot.sheet.names(words.language)
        self._answers: dict[int, Callable[[int, int], object]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.EditRole: self._plain,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
        }
        changes.made.connect(self._on_made)
        changes.ended.connect(self.edited)

    # --- which rows -------------------------------------------------------------------------------

    @property
    def listing(self) -> Listing:
        """The rows listed now."""
        return self._listing

    def show_listing(self, listing: Listing) -> None:
        """List other rows."""
        self.beginResetModel()
        self._listing = listing
        self._lines.clear()
        self.endResetModel()

    def show_own(self, shown: tuple[int, ...]) -> None:
        """Show these of the clerk's own columns."""
        self.beginResetModel()
        self.layout_of_columns = GridLayout(shown)
        self._lines.clear()
        self.endResetModel()

    def line(self, row: int) -> PaintedRow:
        """Return what row `row` of the grid shows; rows on screen are cached."""
        line = self._lines.get(row)
        if line is None:
            if len(self._lines) >= _KEPT_LINES:
                self._lines.clear()
            line = self._lines[row] = self._read_line(row)
        return line

    def row_id(self, row: int) -> int:
        """Return the ID in the batch of row `row` of the grid."""
        return self.snapshot.row_id(self._listing.positions[row])

    def row_of(self, row_id: int) -> int | None:
        """Return the row of the grid that lists a row of the batch, or None."""
        try:
            position = self.snapshot.position(row_id)
        except LookupError:
            return None
        return self._listing.find(position)

    # --- changes ----------------------------------------------------------------------------------

    def is_editable(self) -> bool:
        """Return whether cells and exclusions can be changed now."""
        return self._changes.is_open and self._changes.draft is self.draft

    @Slot()
    def _on_made(self) -> None:
        """Show the changed draft: one edit can change the findings of any other row."""
        if self._changes.draft is not self.draft:
            return
        rows, self.snapshot = len(self.snapshot), self.draft.snapshot()
        self._lines.clear()
        if len(self.snapshot) < rows:
            self.show_listing(self._listing.below(len(self.snapshot)))
        if len(self.snapshot) != rows:
            self.reshaped.emit()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.edited.emit()

    # --- Qt's side --------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._listing)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.layout_of_columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _CELL if index.column() in CELLS and self.is_editable() else _READ_ONLY

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(role)
        return answer(index.row(), index.column()) if answer and index.isValid() else None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column = index.row(), index.column()
        if column not in CELLS or self.line(row).row.cell(CELLS[column]) == value:
            return False
        return self.edits.fill(Selection.of_cell(row, column), {column: str(value)})

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; a column below 0 means file order."""
        descending = order is Qt.SortOrder.DescendingOrder
        self.sort_asked.emit(Sorting(ORDERS[column], descending) if column in ORDERS else None)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.layout_of_columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return short_heading(self._heading(section)) if section >= OWN else self._heading(section)
        if role == Qt.ItemDataRole.ToolTipRole and section >= OWN:
            return self.tr("{} (stays on this computer)").format(self._heading(section))
        return self._alignment(0, section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headings(self) -> list[str]:
        """Return the headings of all columns."""
        return [self._heading(column) for column in range(len(self.layout_of_columns))]

    def _heading(self, column: int) -> str:
        if column in CELLS:
            return self._words.column(CELLS[column])
        if column == GridColumn.ROW:
            return self.tr("Row")
        if column >= OWN:
            return self._own_names[self.layout_of_columns.own[column - OWN]]
        return self.tr("Problem") if self.is_draft else self.tr("Result")

    # --- one answer per role ----------------------------------------------------------------------

    def _text(self, row: int, column: int) -> str:
        text = self._plain(row, column)
        return text or self.empty if column in CELLS else text

    def _plain(self, row: int, column: int) -> str:
        line = self.line(row)
        if column in CELLS:
            return line.row.cell(CELLS[column])
        if column == GridColumn.ROW:
            return line.number
        if column >= OWN:
            return line.own[column - OWN]
        return " ".join(part for part in (line.verdict.chip, line.verdict.sentence) if part)

    def _alignment(self, row: int, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column in (GridColumn.ROW, GridColumn.MILES) else _LEFT

    def _tip(self, row: int, column: int) -> str:
        line = self.line(row)
        if column >= OWN:
            return line.own[column - OWN]
        cell = CELLS.get(column)
        parts = [self.verdicts.explained(self.snapshot, line.row.id, cell)] if column != GridColumn.ROW else []
        if cell and column in line.edited:
            parts.append(self.tr("Edited. The file says: {}").format(self.snapshot.original(line.row.id, cell) or "―"))
        return "\n\n".join(part for part in parts if part)

    def _spoken(self, row: int, column: int) -> str:
        line = self.line(row)
        said = [self.tr("Row {}").format(self._plain(row, GridColumn.ROW)), self._heading(column)]
        said.append(self._text(row, column))
        if column in CELLS:
            said.append(self.verdicts.explained(self.snapshot, line.row.id, CELLS[column]))
            said += [self.tr("edited")] if column in line.edited else []
        said += [self.tr("excluded")] if line.is_excluded else []
        return ", ".join(part for part in said if part)

    def _read_line(self, row: int) -> PaintedRow:
        snapshot = self.snapshot
        content = snapshot.row(self._listing.positions[row])
        excluded = snapshot.is_excluded(content.id)
        tones = {
            n: None if excluded else self.verdicts.tone(snapshot, content.id, column) for n, column in CELLS.items()
        }
        return PaintedRow(
            row=content,
            number=snapshot.sheet.label(content),
            own=self.layout_of_columns.cut(next(snapshot.sheet.own_cells([content.id])))
            if self.layout_of_columns.own
            else (),
            verdict=self.verdicts.of(snapshot, content.id),
            tones=tones,
            edited=frozenset(n for n, column in CELLS.items() if snapshot.is_edited(content.id, column)),
            is_excluded=excluded,
        )
