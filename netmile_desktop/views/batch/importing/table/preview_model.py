"""The model of a preview: lines of a file with its columns; unsent ones may be folded into one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.table import ColumnRole, DoubtCause, FileColumn
from netmile_desktop.domain.texts.tables import cause_words
from netmile_desktop.views.batch.importing.table.facts import ShownCells, shown_cells
from netmile_desktop.views.batch.importing.table.lines import Line, LineKind, is_within, lines_of
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.sources.books.facts import ShownNumber
from netmile_desktop.workspace.sources.looks import Record, SourceLook

AnyIndex = QModelIndex | QPersistentModelIndex

_LINKED = (LineKind.LEFT_OUT, LineKind.PUT_BACK, LineKind.FOLD)
IN_PLACE = 5_000
"""Records that one click on the fold opens at most."""


class PreviewModel(QAbstractTableModel):
    """Column 0 holds the row numbers; the last one may stand for all columns that are not sent."""

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.look: SourceLook | None = None
        self.shown_numbers: ShownCells = {}
        self.lines: list[Line] = []
        self.opened: tuple[Record, ...] = ()
        self.is_open = False
        self.shown: list[FileColumn] = []
        """The columns in sight, without those that are folded."""
        self.folded: list[FileColumn] = []
        self._room = 0
        self._is_wide = False

    # --- what is shown ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.look, self.shown_numbers = None, {}
        self.lines, self.shown, self.folded = [], [], []
        self.opened, self.is_open, self._is_wide = (), False, False
        self.endResetModel()

    def show_look(self, look: SourceLook) -> None:
        """Show a file; records that were opened stay open if they are read as before."""
        before = self.look.table if self.look is not None else None
        now = look.table
        is_same = before is not None and (before.encoding, before.delimiter) == (now.encoding, now.delimiter)
        self.beginResetModel()
        self.look, self.shown_numbers = look, shown_cells(look.source)
        if not is_same:
            self.opened, self.is_open, self._is_wide = (), False, False
        self._fill()
        self.endResetModel()

    def give_room(self, lines: int) -> bool:
        """Say how many lines fit; return whether others are shown now."""
        if lines == self._room:
            return False
        self._room = lines
        if self.look is None or lines_of(self.look, lines, self.opened, is_open=self.is_open) == self.lines:
            return False
        self.beginResetModel()
        self._fill()
        self.endResetModel()
        return True

    def open_fold(self, opened: Sequence[Record]) -> None:
        """Show everything known, with further records that were loaded."""
        self.beginResetModel()
        self.opened += tuple(opened)
        self.is_open = True
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        if self.look is None:
            return
        self.lines = lines_of(self.look, self._room, self.opened, is_open=self.is_open)
        if self.folded:
            self.folded = self.unsent()
        gone = {column.number for column in self.folded}
        self.shown = [column for column in self.filled() if column.number not in gone]

    def filled(self) -> list[FileColumn]:
        """Return all columns but those without any content."""
        if self.look is None:
            return []
        return [each for each in self.look.table.columns if is_sent(each) or each.heading or not each.is_empty]

    def unsent(self) -> list[FileColumn]:
        """Return the columns that are not sent."""
        return [column for column in self.filled() if not is_sent(column)]

    @property
    def is_wide(self) -> bool:
        """Whether all columns were asked for, even if they do not fit."""
        return self._is_wide

    def fold_columns(self, folds: bool, *, by_hand: bool = False) -> None:
        """Fold all columns that are not sent into one, or show them."""
        if by_hand:
            self._is_wide = not folds
        if bool(self.folded) == folds or (folds and not self.unsent()):
            return
        self.beginResetModel()
        self.folded = self.unsent() if folds else []
        self._fill()
        self.endResetModel()

    # --- questions of the view --------------------------------------------------------------------

    def column_at(self, section: int) -> FileColumn | None:
        """Return the column of a section; None for the row numbers and the fold."""
        return self.shown[section - 1] if 0 < section <= len(self.shown) else None

    def section_of(self, number: int) -> int:
        """Return the section of a column, 0 if it is not in sight."""
        return next((at for at, column in enumerate(self.shown, 1) if column.number == number), 0)

    def is_fold(self, section: int) -> bool:
        """Return whether a section stands for the folded columns."""
        return bool(self.folded) and section == len(self.shown) + 1

    def cell(self, line: Line, column: FileColumn) -> str:
        """Return the text of a cell."""
        return line.cells[column.number - 1] if column.number <= len(line.cells) else ""

    def shown_key(self, line: Line, column: FileColumn) -> ShownNumber | None:
        """Return how a key is kept that was taken as the sheet shows it; None for any other cell."""
        if column.role is not ColumnRole.KEY or line.kind in (LineKind.FOLD, LineKind.LEFT_OUT):
            return None
        return self.shown_numbers.get((line.first, column.number))

    def link(self, line: Line) -> str:
        """Return the words of a line's link, or ""."""
        if line.kind is LineKind.LEFT_OUT:
            return self.tr("Put back")
        if line.kind is LineKind.PUT_BACK:
            return self.tr("Leave out")
        if line.kind is LineKind.FOLD:
            more = self.tr("Show {} more").format(formats.number(IN_PLACE))
            return self.tr("Show all") if line.count <= IN_PLACE or not self._is_far(line) else more
        return ""

    def _is_far(self, line: Line) -> bool:
        """Return whether a fold has too many records to show them all at once."""
        return self.look is not None and bool(self.look.ending) and line.count > IN_PLACE

    def number(self, line: Line) -> str:
        """Return the row numbers of a line, as the spreadsheet counts."""
        if line.kind is LineKind.FOLD:
            return ""
        return str(line.first) if line.count == 1 else f"{line.first}–{line.last}"

    def note(self, line: Line) -> str:
        """Return what is said of a line beside its cells."""
        if line.kind is LineKind.FOLD:
            span = self.tr("rows {0}–{1}").format(formats.number(line.first), formats.number(line.last))
            rows = formats.counted(line.count, self.tr("{} row"), self.tr("{} rows"))
            told = f"{span} · {rows}"
            return f"{told}{self._hidden_note(line)}" if line.hidden else told
        if line.kind is LineKind.LEFT_OUT and line.cause is not None:
            cause = self._words.say(cause_words(line.cause))
            rows = formats.counted(line.count, self.tr("{} row"), self.tr("{} rows"))
            return f"{cause}: {rows}" if line.count > 1 else cause
        return ""

    def _hidden_note(self, line: Line) -> str:
        told = self.tr(" ({} of them hidden)")
        if self.look is not None and any(each.cause.value == "hidden" for each in self.look.table.left_out):
            told = self.tr(" ({} of them hidden, left out)")
        return told.format(formats.number(line.hidden))

    def heading_word(self) -> str:
        """Return the word that marks the heading."""
        return self.tr("Heading")

    def is_asked(self, line: Line, column: FileColumn) -> bool:
        """Return whether a cell waits for an answer: its row is hidden, or its column in doubt."""
        if line.kind is LineKind.HIDDEN_ASKED or self._is_marked(line, column) or self._is_moved(line, column):
            return True
        return column.doubted is not None and column.role is None and line.kind not in (LineKind.LEFT_OUT,)

    def _is_marked(self, line: Line, column: FileColumn) -> bool:
        """Return whether a cell says that its row is not to be issued, and nobody has decided about it."""
        table = self.look.table if self.look is not None else None
        if table is None or table.marked is None or table.choices.marked is not None or line.kind is not LineKind.ROW:
            return False
        return column.number == table.marked.column and is_within(table.marked.rows, line.first)

    def _is_moved(self, line: Line, column: FileColumn) -> bool:
        """Return whether a comma seems to have moved what is sent of a row."""
        doubts = self.look.table.doubts if self.look is not None and is_sent(column) else ()
        return any(each.cause is DoubtCause.SHIFTED_CELLS and each.record == line.first for each in doubts)

    # --- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or not self.shown else len(self.shown) + 1 + bool(self.folded)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, section = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, section)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line, section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            column = self.column_at(section)
            at_right = section == 0 or (column is not None and is_number(column))
            side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return self.tr("Row")
        column = self.column_at(section)
        if column is None:
            return ""
        return f"{column_letters(column.number)} {column.heading}".strip()

    def text(self, line: Line, section: int) -> str:
        """Return what a cell shows."""
        if section == 0:
            return self.number(line)
        if line.kind is LineKind.FOLD:
            return self.note(line) if section == 1 else ""
        if line.kind is LineKind.LEFT_OUT:
            return "  ".join(cell for cell in line.cells if cell) if section == 1 else ""
        column = self.column_at(section)
        if column is not None:
            return self.cell(line, column)
        first = next((text for each in self.folded if (text := self.cell(line, each))), "")
        return f"{first} …" if first else ""

    def _spoken(self, line: Line, section: int) -> str:
        parts = [str(self.headerData(section, Qt.Orientation.Horizontal) or ""), self.text(line, section)]
        if section == 0:
            states = {
                LineKind.HEADING: self.tr("heading"),
                LineKind.HIDDEN_ASKED: self.tr("hidden, waits for your answer"),
                LineKind.HIDDEN_OUT: self.tr("hidden, left out"),
                LineKind.HIDDEN_IN: self.tr("hidden, included"),
                LineKind.PUT_BACK: self.tr("put back"),
            }
            parts += [states.get(line.kind, ""), self.note(line)]
        if section <= 1 and (link := self.link(line)):
            parts.append(self.tr("Enter: {}").format(link))
        return " ".join(part for part in parts if part)

    def _tip(self, line: Line, section: int) -> str | None:
        column = self.column_at(section)
        if column is not None and (kept := self.shown_key(line, column)) is not None:
            return self.tr("Excel keeps {0}, the sheet shows {1}").format(kept.number, kept.shown)
        return self.text(line, section) or None


def is_sent(column: FileColumn) -> bool:
    """Return whether a column is sent, or may be."""
    return column.role is not None or column.doubted is not None


def is_number(column: FileColumn) -> bool:
    """Return whether a column holds numbers, which stand at the right."""
    if column.role is ColumnRole.MILES or column.doubted is ColumnRole.MILES:
        return True
    filled = [sample.replace(",", "") for sample in column.samples]
    return (
        column.role is None and bool(filled) and all(each.isdecimal() and not each.startswith("0") for each in filled)
    )


def has_hidden_question(look: SourceLook) -> bool:
    """Return whether it is still open what becomes of hidden rows."""
    return any(doubt.cause is DoubtCause.HIDDEN_ROWS for doubt in look.table.doubts)
