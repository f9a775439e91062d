"""The order and the widths of the grid's columns."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QTableView

from netmile_desktop.views.batch.grid.columns import OWN, GridColumn, GridLayout
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import WindowState

_WIDTHS: dict[int, int] = {GridColumn.ROW: 72, GridColumn.ADDRESS: 236, GridColumn.KEY: 132, GridColumn.MILES: 92}
_NARROWEST: dict[int, int] = {GridColumn.ADDRESS: 110, GridColumn.KEY: 84, GridColumn.MILES: 80, GridColumn.ROW: 58}
"""Least widths, in the order in which the columns give up space."""
_NARROWEST_VERDICT = 220
_OWN_WIDTH, _NARROWEST_OWN = 120, 88
_ADDRESS_BESIDE_OWN = 150
"""Width that the address keeps as long as own columns have some to give."""
_REMEMBERED = "columns/batch-grid"


class ColumnWidths(QObject):
    """Keeps the columns of a grid within its view as long as that is possible; chosen widths are remembered."""

    def __init__(self, grid: QTableView, theme: Theme, memory: WindowState | None) -> None:
        super().__init__(grid)
        self._grid, self._theme, self._memory = grid, theme, memory
        saved = (pair.partition("=")[::2] for pair in (memory.texts(_REMEMBERED) if memory is not None else ()))
        self._wanted = {int(column): int(width) for column, width in saved if column.isdigit() and width.isdigit()}
        self._is_fitting = False
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.horizontalHeader().sectionResized.connect(self._on_section_resized)

    def hold(self) -> None:
        """Take no width for a chosen one until the columns are arranged again."""
        self._is_fitting = True

    def arrange(self, layout: GridLayout) -> None:
        """Put the columns in their order, the clerk's own ones behind the row numbers."""
        header = self._grid.horizontalHeader()
        self.hold()
        for at, column in enumerate(layout.order):
            header.moveSection(header.visualIndex(column), at)
        self.fit()

    def fit(self) -> None:
        """Narrow columns before the last one leaves the view; restore the chosen widths when there is space."""
        pixels, own = self._theme.pixels, range(OWN, self._grid.model().columnCount())
        widths = {**dict.fromkeys(own, _OWN_WIDTH), **_WIDTHS}
        wanted = {column: self._wanted.get(column, pixels(width)) for column, width in widths.items()}
        excess = sum(wanted.values()) + pixels(_NARROWEST_VERDICT) - self._grid.viewport().width()
        self._is_fitting = True
        first = [(GridColumn.ADDRESS, _ADDRESS_BESIDE_OWN), *((column, _NARROWEST_OWN) for column in own)]
        for column, narrowest in (*(first if own else ()), *_NARROWEST.items()):
            give = max(0, min(excess, wanted[column] - pixels(narrowest)))
            excess -= give
            wanted[column] -= give
        for column, width in wanted.items():
            self._grid.setColumnWidth(column, width)
        self._let_scroll(bool(own) and excess > 0)
        self._is_fitting = False

    def _let_scroll(self, scrolls: bool) -> None:
        """Scroll sideways if the clerk's own columns leave no room for the last one."""
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._grid.setHorizontalScrollBarPolicy(policy)
        self._grid.horizontalHeader().setStretchLastSection(not scrolls)
        if scrolls:
            self._grid.setColumnWidth(GridColumn.VERDICT, self._theme.pixels(_NARROWEST_VERDICT))

    @Slot(int, int, int)
    def _on_section_resized(self, column: int, _old: int, width: int) -> None:
        if self._is_fitting or column == GridColumn.VERDICT:
            return
        self._wanted[column] = width
        if self._memory is not None:
            kept = {each: wide for each, wide in self._wanted.items() if each in _WIDTHS}
            self._memory.put(_REMEMBERED, [f"{each}={wide}" for each, wide in kept.items()])
