"""検索と置換: a bar above the grid instead of a dialog in front of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from netmile_desktop.domain.row_sources.interface import Positions
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.batch.grid.columns import CELLS
from netmile_desktop.views.batch.grid.grid import Grid
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import IconButton, text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.row_queries import NO_POSITIONS

AT_ONCE = 2_000
"""Largest number of rows counted at each key press; more are counted in the background."""


class ReplaceBar(QWidget):
    """Replaces in the listed rows, or in the selected ones if there are several; shows the number of cells first."""

    done = Signal(str)
    """The result of find and replace, in words."""
    left = Signal()

    def __init__(self, grid: Grid, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self.text = _field(self.tr("Find"), self)
        self.by = _field(self.tr("Replace with"), self)
        self.where = ChoiceBox(self)
        self.where.setAccessibleName(self.tr("Columns to replace in"))
        self.where.addItem(self.tr("All columns"), None)
        for column in Column:
            self.where.addItem(toolbox.words.column(column), column)
        self.count = text_label("", "muted")
        self.replace_button = PlainButton(self.tr("Replace all"), parent=self)
        self.close_button = IconButton(toolbox.theme, "close", self.tr("Close"), self)
        self._counting = Newest(toolbox.tasks, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.text, 2), (self.by, 2), (self.where, 0)):
            row.addWidget(widget, stretch)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.replace_button)
        row.addWidget(self.close_button)
        self.text.textChanged.connect(self._show_count)
        self.where.activated.connect(self._show_count)
        self.text.returnPressed.connect(self.by.setFocus)
        self.by.returnPressed.connect(self.replace)
        self.replace_button.clicked.connect(self.replace)
        self.close_button.clicked.connect(self.leave)
        self.hide()

    def start(self) -> None:
        """Show the bar, with the text of the current cell if there is one."""
        index = self._grid.currentIndex()
        if index.isValid() and not self.isVisible() and index.column() in CELLS:
            self.text.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
        self._show_count()

    def dismiss(self) -> bool:
        """Close the bar; return False if it is not open."""
        if not self.isVisible():
            return False
        self.leave()
        return True

    @Slot()
    def leave(self) -> None:
        """Hide the bar."""
        self.hide()
        self.left.emit()

    @Slot()
    def replace(self) -> None:
        """Replace in all matching cells, as one step that can be undone."""
        model = self._grid.grid_model()
        if model is None or not self.text.text():
            return
        self._counting.drop()
        model.edits.replace(self.text.text(), self.by.text(), self._columns(), self._positions(), self._on_replaced)

    def _on_replaced(self, count: int) -> None:
        if count:
            self.done.emit(formats.counted(count, self.tr("Replaced in {} cell."), self.tr("Replaced in {} cells.")))
        self._show_count()

    def _positions(self) -> Positions:
        """Return the rows in which to replace."""
        model, rows = self._grid.grid_model(), self._grid.rows_in_hand()
        if model is None:
            return NO_POSITIONS
        return model.listing.positions if rows is None else model.listing.of(rows)

    def _columns(self) -> list[Column]:
        column = self.where.currentData()
        return list(Column) if column is None else [Column(column)]

    @Slot()
    def _show_count(self) -> None:
        self._counting.drop()
        model, text = self._grid.grid_model(), self.text.text()
        if model is None or not text:
            self._show_found(0)
            return
        snapshot, columns, positions = model.snapshot, self._columns(), self._positions()
        if len(positions) <= AT_ONCE:
            self._show_found(snapshot.occurrences(text, columns, positions))
            return
        self._counting.ask(lambda progress: snapshot.occurrences(text, columns, positions, progress), self._show_found)

    def _show_found(self, count: int) -> None:
        is_all = self._grid.rows_in_hand() is None
        listed = (self.tr("{} cell in the listed rows"), self.tr("{} cells in the listed rows"))
        selected = (self.tr("{} cell in the selected rows"), self.tr("{} cells in the selected rows"))
        told = formats.counted(count, *(listed if is_all else selected))
        self.count.setText(told if self.text.text() else "")
        self.replace_button.setEnabled(count > 0)


def _field(name: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setClearButtonEnabled(True)
    return field
