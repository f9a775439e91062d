"""Widths and visibility of the columns of people: an ID is never cut, the reasons take what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from netmile_desktop.domain.rewards.result_drafts import ResultRow
from netmile_desktop.views.common.tables.columns import ColumnChoice
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.table import TableColumn
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reward.people.columns import CODE, NAME, REASON, REGISTERED, VERDICT
from netmile_desktop.views.window_state import WindowState

_LONGEST_CODE = "W20261130-MMMMMMMMMM"
_LONGEST_MOMENT = "2026/12/30 20:00"
_NAME = "reward-results"


class ColumnLayout(QObject):
    """Lays the columns of one table out; widths and the choice of columns are remembered."""

    def __init__(
        self,
        table: QTableView,
        columns: Sequence[TableColumn[ResultRow]],
        theme: Theme,
        verdict_width: Callable[[], int],
        memory: WindowState | None = None,
    ) -> None:
        super().__init__(table)
        self._table, self._columns, self._theme, self._verdict_width = table, columns, theme, verdict_width
        header = table.horizontalHeader()
        for at, column in enumerate(columns):
            header.resizeSection(at, theme.pixels(column.width))
        self._dress_fixed()
        if memory is not None:
            keys = ["" if at in {CODE, VERDICT, REASON} else column.key for at, column in enumerate(columns)]
            memory.keep_widths(_NAME, header, keys, theme.scale)
        self.choice = ColumnChoice(table, columns, theme, _NAME, memory)
        self.choice.changed.connect(self.fit)
        header.sectionResized.connect(self._on_section_resized)
        header.setSectionsClickable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu_asked)

    def hide_names(self) -> None:
        """Leave out the column of names, where nothing is known of people but their IDs."""
        self._table.setColumnHidden(NAME, True)
        self.fit()

    def show_days(self) -> None:
        """Give times of registration the room that they need with their day."""
        header = self._table.horizontalHeader()
        wanted = self._theme.metrics().horizontalAdvance(_LONGEST_MOMENT) + 2 * PADDING + self._theme.pixels(4)
        if header.sectionSize(REGISTERED) < wanted:
            header.resizeSection(REGISTERED, wanted)

    def dress(self) -> None:
        """Adapt to another text size."""
        self._dress_fixed()
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Give the reasons the remaining width, but at least their own."""
        header = self._table.horizontalHeader()
        room = self._table.viewport().width() - header.length() + header.sectionSize(REASON)
        header.resizeSection(REASON, max(room, self._theme.pixels(self._columns[REASON].width)))

    def _dress_fixed(self) -> None:
        """Make an ID fit in its own font, which is wider than that of names, and both answers side by side."""
        header = self._table.horizontalHeader()
        code = QFontMetrics(self._theme.fixed_font()).horizontalAdvance(_LONGEST_CODE)
        header.resizeSection(CODE, code + 2 * PADDING)
        header.resizeSection(VERDICT, self._verdict_width())

    @Slot(int, int, int)
    def _on_section_resized(self, changed: int, _old: int, _new: int) -> None:
        if changed != REASON:
            self.fit()

    @Slot(QPoint)
    def _on_menu_asked(self, place: QPoint) -> None:
        self.choice.menu().popup(self._table.horizontalHeader().mapToGlobal(place))
