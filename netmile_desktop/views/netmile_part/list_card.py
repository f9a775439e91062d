"""A list of NetMile's side: table, pages, a hint where nothing waits, and what can be done below."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox

R = TypeVar("R")


class NetMileList(QWidget, Generic[R]):
    """One row is always current, so that what stands below can be pressed: the next one after each decision."""

    def __init__(
        self,
        toolbox: Toolbox,
        table: RecordTable[R],
        nothing: EmptyState,
        foot: QWidget,
        above: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table, self.nothing, self.foot = table, nothing, foot
        self.pager = Pager(toolbox.theme, self)
        table.setSelectionMode(RecordTable.SelectionMode.SingleSelection)
        card = Card(parent=self)
        self._results = QStackedWidget(card)
        self._results.addWidget(table)
        self._results.addWidget(nothing)
        self._results.setMinimumHeight(toolbox.theme.pixels(LEAST_TABLE))
        if above is not None:
            card.body.addWidget(above)
        card.body.addWidget(self._results, 1)
        card.body.addWidget(self.pager)
        card.body.addWidget(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_page(self, page: wire.Page[R]) -> None:
        """Show a page of the list."""
        at = max(0, self.table.currentIndex().row())
        self.table.show_records(page.items)
        if page.items and self.table.current() is None:
            self.table.selectRow(min(at, len(page.items) - 1))
        self.pager.show_page(page.page, page.size, page.total)
        self._results.setCurrentWidget(self.table if page.items else self.nothing)
        self.pager.setVisible(bool(page.total))
        self.foot.setVisible(bool(page.items))
