"""A line of two parts, of which the right one goes below the left one if there is no room beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from netmile_desktop.views.common.layout.lengths import APART, NEAR


class TurningLine(QWidget):
    """Words at the left, controls at the right."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(NEAR)
        self._box.addWidget(left, 1)
        self._box.addWidget(right, 0)

    def minimumSizeHint(self) -> QSize:
        width = max(self._left.minimumSizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()  # something appeared, disappeared or has longer words
        return super().event(event)

    def _turn(self) -> None:
        needed = self._left.sizeHint().width() + self._right.sizeHint().width() + APART
        is_beside = needed <= self.width()
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if is_beside else directions.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
