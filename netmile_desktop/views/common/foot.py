"""The bar at the foot of a page: figures on the left, buttons on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

_FIGURE_GAP = 24
_BUTTON_GAP = 8


class Foot(QWidget):
    """Figures and buttons; in a narrow window, or with large text, the buttons go below the figures."""

    def __init__(self, figures: Sequence[QWidget], buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = _row(figures, _FIGURE_GAP, self)
        self._buttons = _row(buttons, _BUTTON_GAP, self)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_BUTTON_GAP)
        self._box.addWidget(self._figures, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addStretch()
        self._box.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignRight)

    def minimumSizeHint(self) -> QSize:
        width = max(self._figures.sizeHint().width(), self._buttons.sizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()  # a button appeared, disappeared or has a longer text
        return super().event(event)

    def _turn(self) -> None:
        needed = self._figures.sizeHint().width() + self._buttons.sizeHint().width() + _FIGURE_GAP
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if needed <= self.width() else directions.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)


def _row(widgets: Sequence[QWidget], gap: int, parent: QWidget) -> QWidget:
    whole = QWidget(parent)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    return whole
