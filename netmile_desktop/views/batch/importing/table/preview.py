"""The table of a file before it is imported: beginning and end, with the head of each column over its cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from netmile_desktop.views.batch.importing.table.heads import Heads
from netmile_desktop.views.batch.importing.table.line_menu import LineMenu
from netmile_desktop.views.batch.importing.table.lines import LineKind
from netmile_desktop.views.batch.importing.table.measures import Measures
from netmile_desktop.views.batch.importing.table.preview_cells import PreviewCells
from netmile_desktop.views.batch.importing.table.preview_model import PreviewModel
from netmile_desktop.views.batch.importing.table.widths import fits, shared
from netmile_desktop.views.common.tables.row_view import take_up
from netmile_desktop.views.common.tables.table_view import dress_table
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.sources.looks import Record, SourceLook

_HARDEST = 56
"""Pixels of a column's width below which the table scrolls sideways instead, before scaling."""
LINES_AT_LEAST = 12
"""Lines that are to be seen even in a small window; rows are lower there."""


class PreviewTable(QTableView):
    """The table of a `PreviewModel`. Arrow keys go through heads and cells; Enter follows the link of a line."""

    heading_chosen = Signal(int)
    """This record is the heading; 0: there is none."""
    beginning_chosen = Signal(int)
    """The table begins at this record, without a heading; 0: find it out again."""
    put_back = Signal(int, int)
    """The first and last of the records to be rows again."""
    left_out = Signal(int)
    """The record to be left out again."""
    more_asked = Signal(int, int)
    """Load and show records of the fold: the first and the last."""

    def __init__(self, theme: Theme, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_fitting = False
        self.preview_model = PreviewModel(words, self)
        self.setModel(self.preview_model)
        self.painter = PreviewCells(self.preview_model, theme, self)
        self.setItemDelegate(self.painter)
        self.heads = Heads(self.preview_model, theme, words, self)
        self.setHorizontalHeader(self.heads)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Records of the file"))
        self._measures = Measures(self.preview_model, self.heads, self.painter, theme)
        self.heads.more.clicked.connect(self._on_unfold_asked)
        self.heads.left.connect(self._on_heads_left)
        theme.changed.connect(self._on_theme_changed)
        self._dress()

    def clear(self) -> None:
        """Show nothing, and forget where one was."""
        self.clearSpans()
        self.preview_model.clear()
        self.heads.show_columns()
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)

    def show_look(self, look: SourceLook) -> None:
        """Show a file; the current cell stays current if it is shown again."""
        number, column = self._place()
        self.preview_model.show_look(look)
        self._fit()
        self._go_back_to(number, column)

    # --- size -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(240), self.heads.height() + 6 * self._low_row())

    def _low_row(self) -> int:
        return self._theme.metrics().height() + 1

    def _fit(self) -> None:
        """Fit rows and columns to the view."""
        if self._is_fitting:
            return
        self._is_fitting = True
        room = self.viewport().height()
        usual = self._theme.row_height
        lines = max(room // usual, min(LINES_AT_LEAST, room // self._low_row()), 1)
        row = max(room // lines, self._low_row())
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(row)
        rows.setDefaultSectionSize(row)
        self.preview_model.give_room(lines)
        self._fit_columns()
        self._span()
        self.heads.show_columns()
        self._is_fitting = False

    def _fit_columns(self) -> None:
        model = self.preview_model
        if not model.lines:
            return
        room = self.viewport().width()
        numbers = self._measures.numbers()
        unsent = len(model.unsent())
        if not model.is_wide and unsent > 1:
            needs = [self._measures.need(column) for column in model.filled()]
            model.fold_columns(not fits(needs, room - numbers))
        needs = [self._measures.need(column) for column in model.shown]
        if model.folded:
            needs.append(self._measures.fold())
        self.heads.resizeSection(0, numbers)
        for section, width in enumerate(shared(needs, room - numbers, self._theme.pixels(_HARDEST)), 1):
            self.heads.resizeSection(section, width)

    def _span(self) -> None:
        """Let the text of lines without cells of their own take the whole width."""
        self.clearSpans()
        sections = self.preview_model.columnCount() - 1
        if sections > 1:
            for row, line in enumerate(self.preview_model.lines):
                if line.kind in (LineKind.LEFT_OUT, LineKind.FOLD):
                    self.setSpan(row, 1, 1, sections)

    # --- where one is -----------------------------------------------------------------------------

    def _place(self) -> tuple[int, int]:
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.preview_model.lines):
            return 0, 0
        column = self.preview_model.column_at(index.column())
        return self.preview_model.lines[index.row()].first, column.number if column is not None else 0

    def _go_back_to(self, number: int, column: int) -> None:
        if not number:
            return
        row = next((at for at, line in enumerate(self.preview_model.lines) if line.first <= number <= line.last), 0)
        index = self.preview_model.index(row, self.preview_model.section_of(column))
        take_up(self, index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.preview_model.lines:
            take_up(self, self.preview_model.index(0, 1))

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        is_plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if is_plain and key == Qt.Key.Key_Up and index.isValid() and index.row() == 0:
            self.heads.go_to(max(index.column(), 1))
        elif is_plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self.follow(index.row())
        else:
            super().keyPressEvent(event)

    def follow(self, row: int) -> None:
        """Do what the link of a line says."""
        line = self.preview_model.lines[row]
        if line.kind is LineKind.LEFT_OUT:
            self.put_back.emit(line.first, line.last)
        elif line.kind is LineKind.PUT_BACK:
            self.left_out.emit(line.first)
        elif line.kind is LineKind.FOLD:
            self.more_asked.emit(line.first, line.last)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._link_at(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.follow(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_link = self._link_at(event.position().toPoint()) >= 0
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def link_place(self, row: int) -> QRect:
        """Return where the link of a line stands, in the viewport; empty if it has none."""
        line = self.preview_model.lines[row]
        if not (link := self.preview_model.link(line)):
            return QRect()
        cell = self.visualRect(self.preview_model.index(row, 1))
        if line.kind is LineKind.PUT_BACK:
            cell = self.visualRect(self.preview_model.index(row, self.painter.badge_section()))
        return self.painter.link_place(cell.intersected(self.viewport().rect()), line, link)

    def _link_at(self, place: QPoint) -> int:
        row = self.rowAt(place.y())
        return row if row >= 0 and self.link_place(row).contains(place) else -1

    # --- the menu of a line -----------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            row = self.rowAt(self.viewport().mapFromGlobal(event.globalPos()).y())
            place = event.globalPos()
        else:
            row = self.currentIndex().row()
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        if 0 <= row < len(self.preview_model.lines):
            self.line_menu(row).popup(place)

    def line_menu(self, row: int) -> LineMenu:
        """Return what can be said of a line: that it is the heading, or the first row, or a row after all."""
        line = self.preview_model.lines[row]
        menu = LineMenu(self, lambda: self.follow(row), self.heading_chosen.emit, self.beginning_chosen.emit)
        menu.fill(line, self.preview_model.look, self.preview_model.link(line))
        return menu

    @Slot()
    def _on_unfold_asked(self) -> None:
        self.preview_model.fold_columns(False, by_hand=True)
        self._fit()
        self.heads.go_to(1)

    @Slot(int)
    def _on_heads_left(self, section: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.preview_model.lines:
            take_up(self, self.preview_model.index(max(self.rowAt(1), 0), section))

    def open_fold(self, records: Sequence[Record]) -> None:
        """Show records that were loaded, in their place."""
        top = self.rowAt(1)
        self.preview_model.open_fold(records)
        self._fit()
        self.scrollTo(self.preview_model.index(max(top, 0), 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _dress(self) -> None:
        dress_table(self, self._theme)
        self.heads.setMinimumHeight(0)
        self.heads.setMaximumHeight(16_777_215)
        self.heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.heads.show_height(60)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._dress()
        self._fit()
