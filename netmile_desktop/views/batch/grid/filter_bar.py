"""The filter of a batch's rows: segments with live counts, a code, a text."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.views.batch.grid.listing import Filter
from netmile_desktop.views.common.buttons import PlainButton, SegmentedFilter
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.lengths import TIGHT
from netmile_desktop.views.common.layout.turning_line import TurningLine
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.drafts.draft_facts import Counts, Show


class FilterBar(QWidget):
    """Emits `changed` with the new `Filter` after each letter typed, and for composed text once it is committed."""

    changed = Signal(object)
    leaving = Signal()
    """Enter or the down arrow was pressed in the text field: focus the grid."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = Filter()
        self.segments = SegmentedFilter(
            [
                (Show.ALL, self.tr("All")),
                (Show.ERRORS, self.tr("Errors")),
                (Show.WARNINGS, self.tr("Warnings")),
                (Show.EDITED, self.tr("Edited")),
                (Show.EXCLUDED, self.tr("Excluded")),
            ],
            self,
            wraps=True,
        )
        self.code_button = PlainButton("", theme, "close", self)
        self.code_button.setToolTip(self.tr("Show rows of every code again"))
        self.code_button.hide()
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(self.tr("Filter by address, key or row number"))
        self.text.setAccessibleName(self.tr("Filter by address, key or row number"))
        self.text.setClearButtonEnabled(True)
        self.text.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.setMaximumWidth(theme.pixels(290))
        self.looking = text_label("", "muted")
        """Says "Searching…" while a search takes noticeably long."""
        choices, tools = QWidget(self), QWidget(self)
        self._tools = _row(tools, (self.looking, self.text))
        _row(choices, (self.segments, self.code_button)).setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TurningLine(choices, tools, self))
        self.segments.chosen.connect(self._on_segment_chosen)
        self.code_button.clicked.connect(self._on_code_dropped)
        self.text.textChanged.connect(self._on_text_changed)
        self.text.returnPressed.connect(self.leaving)
        QShortcut(QKeySequence("Down"), self.text, self.leaving.emit).setEnabled(True)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button at the end of the bar."""
        self._tools.addWidget(tool)

    @property
    def filter(self) -> Filter:
        """The current filter."""
        return self._filter

    def show_counts(self, counts: Counts) -> None:
        """Show the counts in the segments."""
        for show, count in (
            (Show.ALL, counts.total),
            (Show.ERRORS, counts.errors),
            (Show.WARNINGS, counts.warnings),
            (Show.EDITED, counts.edited),
            (Show.EXCLUDED, counts.excluded),
        ):
            self.segments.show_count(show, count)

    def choose(self, show: Show, code: str = "") -> None:
        """Choose a segment, for one code or for all; a code clears the text."""
        if code:
            self.empty()
        self.segments.choose(show)
        self.code_button.setText(code)
        self.code_button.setAccessibleName(self.tr("Only {}; show every code again").format(code))
        self.code_button.setVisible(bool(code))
        self._set(Filter(show, self.text.text().strip(), code))

    def empty(self) -> None:
        """Clear the text without asking for rows; the next choice does."""
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)

    @Slot(str)
    def _on_segment_chosen(self, key: str) -> None:
        self.choose(Show(key))

    @Slot()
    def _on_code_dropped(self) -> None:
        self.choose(self._filter.show)

    @Slot()
    def _on_text_changed(self) -> None:
        wanted = Filter(self._filter.show, self.text.text().strip(), self._filter.code)
        if wanted != self._filter:
            self._set(wanted)

    def _set(self, wanted: Filter) -> None:
        self._filter = wanted
        self.changed.emit(wanted)


def _row(of: QWidget, widgets: tuple[QWidget, ...]) -> QHBoxLayout:
    row = QHBoxLayout(of)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(TIGHT)
    for widget in widgets:
        row.addWidget(widget)
    return row
