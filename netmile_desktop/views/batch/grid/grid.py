"""The grid of a batch: a table that behaves like a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from netmile_desktop.domain.repairs.proposals import Proposal
from netmile_desktop.views.batch.grid.clipboard import block_of
from netmile_desktop.views.batch.grid.column_widths import ColumnWidths
from netmile_desktop.views.batch.grid.columns import CELLS, OWN, GridColumn
from netmile_desktop.views.batch.grid.menu import fill_menu
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.batch.grid.painter import GridHeader, GridPainter
from netmile_desktop.views.batch.grid.selection import Selection
from netmile_desktop.views.common.tables.row_view import take_up
from netmile_desktop.views.common.tables.table_view import dress_table
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import WindowState


class Grid(QTableView):
    """The table of a `GridModel`; keys: F2 and typing edit, Enter goes down, Del clears, Ctrl+- leaves rows out."""

    repairs_asked = Signal(object)
    """Show the repairs of the rows with these IDs before they are applied."""
    closing_asked = Signal(object)
    """Close the rows with these IDs, after asking for a reason."""
    copy_asked = Signal(object, bool)
    """Copy a `Selection` to the clipboard, with the headings of its columns or without."""
    replace_asked = Signal()

    def __init__(self, theme: Theme, memory: WindowState | None = None, parent: QWidget | None = None) -> None:
        """`memory` stores the column widths."""
        super().__init__(parent)
        self._theme = theme
        self.repairs_of: Callable[[int], Sequence[Proposal]] = lambda _row_id: ()
        """Returns the proposed repairs of the row with this ID."""
        self.setItemDelegate(GridPainter(theme, self))
        self.setHorizontalHeader(GridHeader(theme, self))
        self.setSortingEnabled(True)
        self._widths = ColumnWidths(self, theme, memory)
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sort_indicated)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setAccessibleName(self.tr("Rows of the batch"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self._make_actions()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_model(self, model: GridModel) -> None:
        """Show another batch."""
        old = self.selectionModel()
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self._theme.pixels(56))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._widths.arrange(model.layout_of_columns)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        model.edited.connect(self._on_edited)
        self._on_edited()

    def show_own(self, shown: tuple[int, ...]) -> None:
        """Show these of the clerk's own columns, right of the row numbers."""
        model = self.grid_model()
        if model is None or model.layout_of_columns.own == shown:
            return
        row_id, column = self.current_id(), self.currentIndex().column()
        self._widths.hold()
        model.show_own(shown)
        self._widths.arrange(model.layout_of_columns)
        self.keep_current(row_id, column if column < OWN else GridColumn.ADDRESS)

    def grid_model(self) -> GridModel | None:
        """Return the current model."""
        model = self.model()
        return model if isinstance(model, GridModel) else None

    # --- what may be done with the selection ------------------------------------------------------

    def selection(self) -> Selection:
        """Return the selection."""
        return Selection.of(self)

    def cells(self) -> Selection:
        """Return the selected cells in the columns that hold cells of the file."""
        return self.selection().within(CELLS)

    def current_id(self) -> int | None:
        """Return the ID of the current row, or None."""
        model, row = self.grid_model(), self.currentIndex().row()
        return model.row_id(row) if model is not None and 0 <= row < model.rowCount() else None

    def keep_current(self, row_id: int | None, column: int) -> None:
        """Make a row of the batch current, if it is listed."""
        model = self.grid_model()
        row = model.row_of(row_id) if model is not None and row_id is not None else None
        if model is not None and row is not None:
            take_up(self, model.index(row, column))

    def go_to_first(self) -> None:
        """Make the first row's first cell with a problem current, or its address."""
        model = self.grid_model()
        if model is not None and model.rowCount():
            tones = model.line(0).tones
            column = next((column for column, tone in tones.items() if tone is not None), GridColumn.ADDRESS)
            take_up(self, model.index(0, column))

    @Slot()
    def copy(self) -> None:
        """Copy the selected cells, tab-separated and as a table of text cells, so that leading zeros stay."""
        self._copy(with_headings=False)

    @Slot()
    def copy_with_headings(self) -> None:
        """Copy the selected cells, with the headings of their columns on top."""
        self._copy(with_headings=True)

    def _copy(self, *, with_headings: bool) -> None:
        if selection := self.selection():
            self.copy_asked.emit(selection, with_headings)

    @Slot()
    def clear_cells(self) -> None:
        """Clear the selected cells, as one step."""
        if (model := self.grid_model()) and (cells := self.cells()):
            model.edits.fill(cells, dict.fromkeys(CELLS, ""))

    @Slot()
    def cut(self) -> None:
        """Copy the selected cells and clear them."""
        self.copy()
        self.clear_cells()

    @Slot()
    def paste(self) -> None:
        """Paste the clipboard's cells from the first selected one on; a single cell into all selected ones."""
        model, block = self.grid_model(), block_of(QGuiApplication.clipboard().text())
        if model is None or not model.is_editable() or not block:
            return
        selection, cells = self.selection(), self.cells()
        if len(block) == len(block[0]) == 1 and cells.cell_count > 1:
            model.edits.fill(cells, dict.fromkeys(CELLS, block[0][0]))
            return
        if selection and all(each.columns.start >= OWN for each in selection.blocks):
            model.edits.told.emit(self.tr("Columns of your own are only shown here. Change them in your sheet."))
            return
        row = selection.rows()[0].start if selection else max(self.currentIndex().row(), 0)
        model.edits.paste(row, cells.columns().start if cells else GridColumn.ADDRESS, block)

    @Slot()
    def fill_down(self) -> None:
        """Write the topmost selected cells into those below; for a single row, write the cells above into it."""
        model, cells = self.grid_model(), self.cells()
        if model is None or not cells:
            return
        top = cells.rows()[0].start
        if cells.row_count == 1:
            top -= 1
        if top >= 0:
            texts = {column: model.index(top, column).data(Qt.ItemDataRole.EditRole) for column in CELLS}
            model.edits.fill(cells.below(top), texts)

    @Slot()
    def insert_row(self) -> None:
        """Insert an empty row above the current one, or after the last one if none is current."""
        if model := self.grid_model():
            model.edits.insert(self.currentIndex().row() if self.currentIndex().isValid() else model.rowCount())

    @Slot()
    def close_rows(self) -> None:
        """Ask why the selected rows are not issued."""
        if len(row_ids := self.selected_ids()):
            self.closing_asked.emit(row_ids)

    @Slot()
    def show_repairs(self) -> None:
        """Show the repairs of the selected rows."""
        if len(row_ids := self.selected_ids()):
            self.repairs_asked.emit(row_ids)

    def rows_in_hand(self) -> list[range] | None:
        """Return the selected rows if several are selected, or None for all listed rows."""
        selection = self.selection()
        return selection.rows() if selection.row_count > 1 else None

    def selected_ids(self) -> Sequence[int]:
        """Return the IDs of the selected rows, in order."""
        model = self.grid_model()
        return model.snapshot.row_ids(model.listing.of(self.selection().rows())) if model is not None else ()

    @Slot()
    def exclude_rows(self) -> None:
        """Exclude the selected rows."""
        self._exclude(True)

    @Slot()
    def include_rows(self) -> None:
        """Include the selected rows again."""
        self._exclude(False)

    @Slot()
    def undo(self) -> None:
        if model := self.grid_model():
            model.edits.undo()

    @Slot()
    def redo(self) -> None:
        if model := self.grid_model():
            model.edits.redo()

    @Slot()
    def edit_current(self) -> None:
        """Edit the current cell."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def _exclude(self, excluded: bool) -> None:
        if (model := self.grid_model()) and (selection := self.selection()):
            model.edits.exclude(selection.rows(), excluded)

    @Slot()
    def sort_by_current(self) -> None:
        """Sort by the column of the current cell; a second call reverses it, a third restores the file order."""
        header, column = self.horizontalHeader(), max(self.currentIndex().column(), 0)
        if header.sortIndicatorSection() != column:
            header.setSortIndicator(column, Qt.SortOrder.AscendingOrder)
        elif header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder:
            header.setSortIndicator(column, Qt.SortOrder.DescendingOrder)
        else:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    # --- Qt's side --------------------------------------------------------------------------------

    def selectAll(self) -> None:
        """Select everything as one range, instead of every cell."""
        model = self.model()
        if model.rowCount():
            everything = QItemSelection(model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1))
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Store the cell and go down after Enter, as in a spreadsheet."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the open cell passes Enter on; closeEditor then goes down
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._go_down()
            return
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self.clear_cells()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self._widths.fit()

    def _go_down(self) -> None:
        index = self.currentIndex()
        below = index.siblingAtRow(index.row() + 1)
        if below.isValid():
            take_up(self, below)

    @Slot(int)
    def _on_sort_indicated(self, column: int) -> None:
        """Take the arrow off a column of the clerk's own: rows are not sorted by what is not kept in memory."""
        if column >= OWN:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    # --- actions ----------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        standard = QKeySequence.StandardKey
        self.edit_action = self._action(self.tr("Edit the cell"), "F2", self.edit_current)
        self.cut_action = self._action(self.tr("Cut"), standard.Cut, self.cut)
        self.copy_action = self._action(self.tr("Copy"), standard.Copy, self.copy)
        self.copy_headings_action = self._action(self.tr("Copy with headings"), "Ctrl+Shift+C", self.copy_with_headings)
        self.paste_action = self._action(self.tr("Paste"), standard.Paste, self.paste)
        self.fill_action = self._action(self.tr("Fill down"), "Ctrl+D", self.fill_down)
        self.replace_action = self._action(self.tr("Find and replace…"), "Ctrl+H", self.replace_asked.emit)
        self.clear_action = self._action(self.tr("Clear the cells"), standard.Delete, self.clear_cells)
        self.insert_action = self._action(self.tr("Insert a row"), "Ctrl+I", self.insert_row)
        self.exclude_action = self._action(self.tr("Exclude the rows"), "Ctrl+-", self.exclude_rows)
        self.include_action = self._action(self.tr("Include the rows"), "Ctrl++", self.include_rows)
        self.close_action = self._action(self.tr("Do not issue these rows (reason…)"), "Ctrl+Shift+-", self.close_rows)
        self.repair_action = self._action(self.tr("Proposed repairs of these rows…"), "Ctrl+M", self.show_repairs)
        self.sort_action = self._action(self.tr("Sort by this column"), "Ctrl+Shift+O", self.sort_by_current)
        self.undo_action = self._action(self.tr("Undo"), standard.Undo, self.undo)
        self.redo_action = self._action(self.tr("Redo"), "Ctrl+Y", self.redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self._changing = (
            *(self.edit_action, self.cut_action, self.paste_action, self.fill_action, self.replace_action),
            *(self.clear_action, self.insert_action, self.exclude_action, self.include_action, self.close_action),
            self.repair_action,
        )

    def _action(self, text: str, key: str | QKeySequence.StandardKey, slot: object) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    @Slot()
    def _on_edited(self) -> None:
        """Enable the actions that the draft allows; during a big change, none that changes it."""
        model = self.grid_model()
        may_edit = model is not None and model.is_editable()
        for action in self._changing:
            action.setEnabled(may_edit)
        self.undo_action.setEnabled(may_edit and model is not None and model.draft.can_undo)
        self.redo_action.setEnabled(may_edit and model is not None and model.draft.can_redo)

    @Slot(QPoint)
    def _on_menu_asked(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Return the menu of the selection."""
        menu = QMenu(self)
        fill_menu(menu, self)
        return menu

    @Slot()
    def _on_theme_changed(self) -> None:
        dress_table(self, self._theme)
        self.viewport().update()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
