"""The menu of a row: whatever a pointer can do in it, for those who use keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from netmile_desktop.views.common.tables.table import Cell

if TYPE_CHECKING:
    from netmile_desktop.views.common.tables.table_view import RecordTable


def row_menu(table: RecordTable[Any], index: QModelIndex) -> QMenu:
    """Open the row, follow one of its links, copy. It deletes itself when it closes."""
    translate = QCoreApplication.translate
    menu, record = QMenu(table), table.records_model.record(index.row())
    menu.addAction(translate("RecordTable", "Open")).triggered.connect(lambda: table.chosen.emit(record))
    for column in table.records_model.columns:
        if column.cell is Cell.LINK and (text := column.text(record)):
            follow = menu.addAction(f"{column.title} {text}".strip().replace("&", "&&"))
            follow.triggered.connect(lambda _on=False, key=column.key: table.linked.emit(record, key))
    menu.addSeparator()
    cell = str(index.data())
    copy = menu.addAction(translate("RecordTable", "Copy the cell"))
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(cell))
    menu.addAction(translate("RecordTable", "Copy the rows with headings")).triggered.connect(table.copy)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
