"""The table of a report: the very rows that are exported, the sums last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.reports.declarations import CLOSED
from netmile_desktop.domain.reports.shape import Unit
from netmile_desktop.views import formats
from netmile_desktop.views.common.table import Cell, TableColumn
from netmile_desktop.views.common.table_view import RecordTable
from netmile_desktop.views.palette import Tone
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.exports.sheet import Cell as Figure
from netmile_desktop.workspace.exports.sheet import Field, Sheet

_PADDING = 22
_SIGN = 20
"""Of a badge, beside its words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bucket, or with -1 the sums."""

    at: int
    cells: tuple[Figure, ...]


class FiguresTable(QWidget):
    """Built anew where the columns are others; a selected row is the selected bar."""

    chosen = Signal(int)
    """A row was selected here: its bucket, -1 for the sums."""
    opened = Signal(int)
    """What lies behind a row was asked for."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._fields: tuple[Field, ...] = ()
        self._longest = ""
        self._selecting = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.table: RecordTable[Row] | None = None
        self._showing = QTimer(self, interval=0, singleShot=True)
        self._showing.timeout.connect(self._on_showing)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show other figures."""
        rows = [Row(at, cells) for at, cells in enumerate(sheet.rows)]
        rows.append(Row(-1, sheet.totals))
        self._longest = max((str(cells[0]) for cells in sheet.rows), key=len, default="")
        if self.table is None or sheet.fields != self._fields:
            self._fields = sheet.fields
            self._build()
        assert self.table is not None
        self._selecting = True
        self.table.show_records(rows)
        self._selecting = False

    def select(self, at: int) -> None:
        """Select the row of a bucket, without telling."""
        if self.table is not None and self.selected != at:
            self._selecting = True
            self.table.select(at)
            self._selecting = False
            # The table may not have its size yet.
            self._showing.start()

    @property
    def selected(self) -> int | None:
        """The bucket of the selected row, -1 for the sums, None without one."""
        current = self.table.current() if self.table is not None else None
        return current.at if current is not None else None

    @Slot()
    def _on_showing(self) -> None:
        if self.table is not None:
            self.table.scrollTo(self.table.currentIndex())

    def _build(self) -> None:
        old = self.table
        columns = [self._column_of(at, field) for at, field in enumerate(self._fields)]
        table = self.table = RecordTable(columns, self._toolbox.theme, identity=lambda row: row.at, parent=self)
        table.setAccessibleName(self.tr("Figures"))
        table.current_changed.connect(self._on_current_changed)
        table.chosen.connect(self._on_row_opened)
        if old is None:
            self._column.addWidget(table)
        else:
            self._column.replaceWidget(old, table)
            old.hide()
            old.deleteLater()
        table.show()

    def _column_of(self, at: int, field: Field) -> TableColumn[Row]:
        metrics = self._toolbox.theme.metrics()
        widest = max(metrics.horizontalAdvance(field.heading), metrics.horizontalAdvance("1,234,567") if at else 0)
        least = metrics.horizontalAdvance(self._longest) if at == 0 else 0
        width = round((max(widest, least) + _PADDING) * 100 / max(self._toolbox.theme.scale, 1))
        if field.unit is None and at:
            return TableColumn(
                str(at), field.heading, _text(at, None), width + _SIGN, Cell.BADGE, badge=self._badge_of(at)
            )
        return TableColumn(str(at), field.heading, _text(at, field.unit), width, right=field.unit is not None)

    def _badge_of(self, at: int) -> Callable[[Row], tuple[Tone, str]]:
        closed = self._toolbox.words.say(CLOSED)
        return lambda row: (Tone.SUCCESS, "lock") if row.cells[at] == closed else (Tone.WARNING, "clock")

    @Slot(object)
    def _on_current_changed(self, row: Any) -> None:
        if isinstance(row, Row) and not self._selecting:
            self.chosen.emit(row.at)

    @Slot(object)
    def _on_row_opened(self, row: Any) -> None:
        if isinstance(row, Row):
            self.opened.emit(row.at)


def _text(at: int, unit: Unit | None) -> Callable[[Row], str]:
    def text(row: Row) -> str:
        cell = row.cells[at]
        if isinstance(cell, str):
            return cell.replace("-", "/") if at == 0 else cell
        return formats.yen(cell) if unit is Unit.YEN else formats.number(cell)

    return text
