"""The grid of a batch: a table that behaves as people know it from a spreadsheet."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from netmile_desktop.views.batch.grid_model import CELLS, GridColumn, GridModel
from netmile_desktop.views.batch.grid_painter import GridHeader, GridPainter
from netmile_desktop.views.common.table_view import dress_table, selected_ranges, selected_rows
from netmile_desktop.views.memory import Memory
from netmile_desktop.views.theme import Theme

_WIDTHS = {GridColumn.ROW: 72, GridColumn.ADDRESS: 236, GridColumn.KEY: 132, GridColumn.MILES: 92}
_NARROWEST = {GridColumn.ADDRESS: 110, GridColumn.KEY: 84, GridColumn.MILES: 80, GridColumn.ROW: 58}
"""In the order in which they give up room."""
_NARROWEST_VERDICT = 220
_REMEMBERED = "columns/batch-grid"


class Grid(QTableView):
    """Shows a `GridModel`; keys: F2 and typing edit, Enter goes down, Del clears, Ctrl+- leaves rows out."""

    find_asked = Signal()

    def __init__(self, theme: Theme, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        """`memory` keeps the column widths."""
        super().__init__(parent)
        self._theme, self._memory = theme, memory
        saved = (pair.partition("=")[::2] for pair in (memory.texts(_REMEMBERED) if memory is not None else ()))
        self._wanted = {int(column): int(width) for column, width in saved if column.isdigit() and width.isdigit()}
        self._is_fitting = False
        self.setItemDelegate(GridPainter(theme, self))
        self.setHorizontalHeader(GridHeader(theme, self))
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self._is_fitting = True
        header.setStretchLastSection(True)
        self._fit()
        model.edited.connect(self._on_edited)
        self._on_edited()

    def grid_model(self) -> GridModel | None:
        """The model shown now."""
        model = self.model()
        return model if isinstance(model, GridModel) else None

    # --- what may be done with the selection ------------------------------------------------------

    def selected_cells(self) -> list[tuple[int, int]]:
        """Selected (row, column) pairs that hold a cell of the file."""
        return [
            (row, column)
            for each in selected_ranges(self)
            for row in range(each.top(), each.bottom() + 1)
            for column in range(each.left(), each.right() + 1)
            if column in CELLS
        ]

    def keep_current(self, row_id: int | None) -> None:
        """Make the row of the batch current, if it is listed."""
        model = self.grid_model()
        row = model.row_of(row_id) if model is not None and row_id is not None else None
        if model is not None and row is not None:
            self.setCurrentIndex(model.index(row, max(self.currentIndex().column(), GridColumn.ADDRESS)))

    def go_to_first(self) -> None:
        """Make the first cell with a problem current, or the first address."""
        model = self.grid_model()
        if model is not None and model.rowCount():
            tones = model.line(0).tones
            column = next((column for column, tone in tones.items() if tone is not None), GridColumn.ADDRESS)
            self.selectionModel().setCurrentIndex(
                model.index(0, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    @Slot()
    def copy(self) -> None:
        """Copy the selected cells, tab-separated and as a table of text cells, so that zeros stay."""
        self._copy(with_headings=False)

    @Slot()
    def copy_with_headings(self) -> None:
        """As `copy`, with the headings of the columns on top."""
        self._copy(with_headings=True)

    def _copy(self, *, with_headings: bool) -> None:
        model, ranges = self.grid_model(), selected_ranges(self)
        if model is None or not ranges:
            return
        columns = range(min(each.left() for each in ranges), max(each.right() for each in ranges) + 1)
        chosen: dict[int, set[int]] = {}
        for each in ranges:
            for row in range(each.top(), each.bottom() + 1):
                chosen.setdefault(row, set()).update(range(each.left(), each.right() + 1))
        table = [model.texts(row, columns, chosen[row]) for row in sorted(chosen)]
        if with_headings:
            table.insert(0, [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns])
        QGuiApplication.clipboard().setMimeData(_as_mime(table))

    @Slot()
    def clear_cells(self) -> None:
        """Empty the selected cells, as one step."""
        model = self.grid_model()
        if model is not None:
            model.write([(row, column, "") for row, column in self.selected_cells()])

    @Slot()
    def exclude_rows(self) -> None:
        """Leave the selected rows out."""
        self._exclude(True)

    @Slot()
    def include_rows(self) -> None:
        """Take the selected rows in again."""
        self._exclude(False)

    @Slot()
    def undo(self) -> None:
        if model := self.grid_model():
            model.undo()

    @Slot()
    def redo(self) -> None:
        if model := self.grid_model():
            model.redo()

    @Slot()
    def edit_current(self) -> None:
        """Open the current cell."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def _exclude(self, excluded: bool) -> None:
        if model := self.grid_model():
            model.exclude(selected_rows(self), excluded)

    # --- Qt's side --------------------------------------------------------------------------------

    def selectAll(self) -> None:
        """One range instead of every cell."""
        model = self.model()
        if model.rowCount():
            everything = QItemSelection(model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1))
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter stores the cell and goes down, as in a spreadsheet."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the open cell lets Enter through; closeEditor goes down then
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
        self._fit()

    def _go_down(self) -> None:
        index = self.currentIndex()
        below = index.siblingAtRow(index.row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def _fit(self) -> None:
        """Narrow columns where the last one would be pushed out of sight; what was wanted comes back with the room."""
        if self.model() is None:
            return
        pixels = self._theme.pixels
        wanted = {column: self._wanted.get(column, pixels(width)) for column, width in _WIDTHS.items()}
        excess = sum(wanted.values()) + pixels(_NARROWEST_VERDICT) - self.viewport().width()
        self._is_fitting = True
        for column, narrowest in _NARROWEST.items():
            give = max(0, min(excess, wanted[column] - pixels(narrowest)))
            excess -= give
            self.setColumnWidth(column, wanted[column] - give)
        self._is_fitting = False

    @Slot(int, int, int)
    def _on_section_resized(self, column: int, _old: int, width: int) -> None:
        if not self._is_fitting and column in _WIDTHS:
            self._wanted[column] = width
            if self._memory is not None:
                self._memory.put(_REMEMBERED, [f"{each}={wide}" for each, wide in self._wanted.items()])

    # --- actions ----------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.edit_action = self._action(self.tr("Edit the cell"), QKeySequence(Qt.Key.Key_F2), self.edit_current)
        self.copy_action = self._action(self.tr("Copy"), QKeySequence.StandardKey.Copy, self.copy)
        self.copy_headings_action = self._action(self.tr("Copy with headings"), None, self.copy_with_headings)
        self.clear_action = self._action(self.tr("Clear the cells"), QKeySequence(Qt.Key.Key_Delete), self.clear_cells)
        self.exclude_action = self._action(self.tr("Exclude the rows"), QKeySequence("Ctrl+-"), self.exclude_rows)
        self.include_action = self._action(self.tr("Include the rows"), QKeySequence("Ctrl++"), self.include_rows)
        self.undo_action = self._action(self.tr("Undo"), QKeySequence.StandardKey.Undo, self.undo)
        self.redo_action = self._action(self.tr("Redo"), None, self.redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])

    def _action(self, text: str, key: QKeySequence | QKeySequence.StandardKey | None, slot: object) -> QAction:
        action = QAction(text, self)
        if key is not None:
            action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    @Slot()
    def _on_edited(self) -> None:
        model = self.grid_model()
        may_edit = model is not None and model.is_editable()
        for action in (self.edit_action, self.clear_action, self.exclude_action, self.include_action):
            action.setEnabled(may_edit)
        self.undo_action.setEnabled(may_edit and model is not None and model.draft.can_undo)
        self.redo_action.setEnabled(may_edit and model is not None and model.draft.can_redo)

    @Slot(QPoint)
    def _on_menu_asked(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """The menu of the selection."""
        menu = QMenu(self)
        model = self.grid_model()
        if model is not None and model.is_editable():
            rows = selected_rows(self)
            states = {model.line(row).is_excluded for row in rows[:200]}
            menu.addAction(self.edit_action)
            menu.addAction(self.clear_action)
            menu.addSeparator()
            for action, state in ((self.exclude_action, False), (self.include_action, True)):
                if state in states or len(rows) > 200:
                    menu.addAction(action)
            menu.addSeparator()
        menu.addAction(self.copy_action)
        menu.addAction(self.copy_headings_action)
        if model is not None and model.is_editable():
            menu.addSeparator()
            menu.addAction(self.undo_action)
            menu.addAction(self.redo_action)
        return menu

    @Slot()
    def _on_theme_changed(self) -> None:
        dress_table(self, self._theme)
        self.viewport().update()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _as_mime(table: list[list[str]]) -> QMimeData:
    mime = QMimeData()
    mime.setText("\n".join("\t".join(cells) for cells in table))
    rows = "".join(
        "<tr>" + "".join(f"<td style='mso-number-format:\"\\@\"'>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for cells in table
    )
    mime.setHtml(f"<table>{rows}</table>")
    return mime
