"""Which rows of a batch are listed: segments with live counts, a code, a text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from netmile_desktop.views.common.buttons import PlainButton, SegmentedFilter
from netmile_desktop.views.theme import Theme
from netmile_desktop.workspace.draft import Counts, Show

TYPING_MILLISECONDS = 150


@dataclass(frozen=True, slots=True)
class Filter:
    """The rows asked for."""

    show: Show = Show.ALL
    text: str = ""
    code: str = ""


class FilterBar(QWidget):
    """Emits `changed` with the new `Filter`; typing is taken in once it pauses, composed text once it is committed."""

    changed = Signal(object)
    leaving = Signal()
    """Enter or the down arrow in the text field: to the grid."""

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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MILLISECONDS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.segments)
        row.addWidget(self.code_button)
        row.addStretch()
        row.addWidget(self.text, 1)
        self.segments.chosen.connect(self._on_segment_chosen)
        self.code_button.clicked.connect(self._on_code_dropped)
        self.text.textChanged.connect(self._pause.start)
        self.text.returnPressed.connect(self._on_return)
        self._pause.timeout.connect(self._on_paused)
        QShortcut(QKeySequence("Down"), self.text, self.leaving.emit).setEnabled(True)

    @property
    def filter(self) -> Filter:
        """What holds now."""
        return self._filter

    def show_counts(self, counts: Counts) -> None:
        """Write the counts into the segments."""
        for show, count in (
            (Show.ALL, counts.total),
            (Show.ERRORS, counts.errors),
            (Show.WARNINGS, counts.warnings),
            (Show.EDITED, counts.edited),
            (Show.EXCLUDED, counts.excluded),
        ):
            self.segments.show_count(show, count)

    def choose(self, show: Show, code: str = "") -> None:
        """Take a segment, narrowed to a code or not; the text is emptied where a code is asked for."""
        if code:
            self.text.setText("")
            self._pause.stop()
        self.segments.choose(show)
        self.code_button.setText(code)
        self.code_button.setAccessibleName(self.tr("Only {}; show every code again").format(code))
        self.code_button.setVisible(bool(code))
        self._set(Filter(show, self.text.text().strip(), code))

    @Slot(str)
    def _on_segment_chosen(self, key: str) -> None:
        self.choose(Show(key))

    @Slot()
    def _on_code_dropped(self) -> None:
        self.choose(self._filter.show)

    @Slot()
    def _on_paused(self) -> None:
        self._set(Filter(self._filter.show, self.text.text().strip(), self._filter.code))

    @Slot()
    def _on_return(self) -> None:
        self._pause.stop()
        self._on_paused()
        self.leaving.emit()

    def _set(self, wanted: Filter) -> None:
        self._filter = wanted
        self.changed.emit(wanted)
