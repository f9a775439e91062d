"""The columns shown in a table: chosen from a menu, remembered by the table's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QTableView

from netmile_desktop.views.common.tables.table import TableColumn
from netmile_desktop.views.look.theme import RowHeight, Theme
from netmile_desktop.views.window_state import ROWS, WindowState


class ColumnChoice(QObject):
    """Shows and hides columns of one table. The stretching column always stays, because it identifies the row."""

    changed = Signal()

    def __init__(
        self,
        table: QTableView,
        columns: Sequence[TableColumn[Any]],
        theme: Theme,
        name: str = "",
        memory: WindowState | None = None,
    ) -> None:
        super().__init__(table)
        self._table, self._columns, self._theme = table, list(columns), theme
        self._name, self._memory = name, memory
        kept = memory is not None and bool(name)
        remembered = memory.texts(f"hidden/{name}") if memory is not None and kept else []
        wanted = memory.texts(f"shown/{name}") if memory is not None and kept else []
        for at, column in enumerate(self._columns):
            hidden = column.key in remembered or (column.extra and column.key not in wanted)
            if hidden and self.may_hide(column):
                table.setColumnHidden(at, True)

    def may_hide(self, column: TableColumn[Any]) -> bool:
        """Return whether a column can be hidden."""
        return not column.stretch

    def shown(self) -> list[TableColumn[Any]]:
        """Return the visible columns that have a heading, from left to right."""
        return [
            column for at, column in enumerate(self._columns) if column.title and not self._table.isColumnHidden(at)
        ]

    def show_column(self, key: str, visible: bool) -> None:
        """Show or hide a column, and remember it."""
        at = next(at for at, column in enumerate(self._columns) if column.key == key)
        if not self.may_hide(self._columns[at]):
            return
        self._table.setColumnHidden(at, not visible)
        self._remember()
        self.changed.emit()

    def show_all(self) -> None:
        """Show every column."""
        for at in range(len(self._columns)):
            self._table.setColumnHidden(at, False)
        self._remember()
        self.changed.emit()

    def menu(self) -> QMenu:
        """Return a menu with one entry for each column, ticked if it is shown, and the heights of rows.

        It deletes itself when it closes.
        """
        menu = QMenu(self._table)
        for at, column in enumerate(self._columns):
            if not column.title:
                continue
            entry = QAction(column.title, menu)
            entry.setCheckable(True)
            entry.setChecked(not self._table.isColumnHidden(at))
            entry.setEnabled(self.may_hide(column))
            entry.toggled.connect(lambda visible, key=column.key: self.show_column(key, visible))
            menu.addAction(entry)
        menu.addSeparator()
        menu.addAction(self.tr("Show all columns")).triggered.connect(self.show_all)
        menu.addSeparator()
        words = {
            RowHeight.COMPACT: self.tr("Compact rows"),
            RowHeight.DEFAULT: self.tr("Normal rows"),
            RowHeight.RELAXED: self.tr("Tall rows"),
        }
        group = QActionGroup(menu)
        for rows, word in words.items():
            entry = group.addAction(word)
            entry.setCheckable(True)
            entry.setChecked(rows is self._theme.rows)
            entry.triggered.connect(lambda _on=False, rows=rows: self.use_rows(rows))
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def use_rows(self, rows: RowHeight) -> None:
        """Give the rows of all tables another height, and remember it."""
        if self._memory is not None:
            self._memory.put(ROWS, rows.value)
        self._theme.use_rows(rows.value)

    def _remember(self) -> None:
        if self._memory is not None and self._name:
            hidden = [column.key for at, column in enumerate(self._columns) if self._table.isColumnHidden(at)]
            self._memory.put(f"hidden/{self._name}", hidden)
            extra = [column.key for column in self._columns if column.extra and column.key not in hidden]
            self._memory.put(f"shown/{self._name}", extra)
