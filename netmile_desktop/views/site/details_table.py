"""登録情報 as a table: names left, what stands there right; with more columns, versions beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from netmile_desktop.views.common.labels import LongLabel, text_label
from netmile_desktop.views.common.layouts import clear_layout

NOTHING = "–"


class DetailsTable(QWidget):
    """Rows of a name and one text for each column; the last column is the one that counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(10)

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]], headings: Sequence[str] = ()) -> None:
        """Show these rows under these headings, if any."""
        clear_layout(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        width = max((len(texts) for _, texts in rows), default=1)
        for column in range(1, 4):
            self._grid.setColumnStretch(column, int(column <= width))
        for column, heading in enumerate(headings, start=1):
            self._grid.addWidget(text_label(heading, "label", wrap=True), 0, column, top)
        for at, (name, texts) in enumerate(rows, start=1):
            self._grid.addWidget(text_label(name, "label"), at, 0, top)
            for column, text in enumerate(texts, start=1):
                role = "" if width == 1 else "strong" if column == width else "muted"
                heading = headings[column - 1] if headings else ""
                self._grid.addWidget(_value(f"{name} {heading}".strip(), text, role), at, column, top)


def _value(name: str, text: str, role: str) -> QLabel:
    value = LongLabel(text or NOTHING, role)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    value.setAccessibleName(f"{name} {text or NOTHING}")
    return value
