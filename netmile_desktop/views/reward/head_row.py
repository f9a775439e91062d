"""The head of the tab リワード: its pages, and what can be done beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QWidget

_GAP = 10


class HeadRow(QWidget):
    """Buttons keep only their icons where their words would hide some of the tabs."""

    def __init__(self, tabs: QTabBar, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = tabs
        self._buttons = [(button, button.text()) for button in buttons]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(tabs, 1)
        for button, words in self._buttons:
            button.setAccessibleName(words)
            row.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another page, or another text size
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        seen = [(button, words) for button, words in self._buttons if not button.isHidden()]
        needed = self._tabs.sizeHint().width() + sum(_width(*each) + _GAP for each in seen)
        is_narrow = needed > self.width()
        for button, words in self._buttons:
            shown = "" if is_narrow else words
            if button.text() != shown:
                button.setText(shown)
                button.setToolTip(words if is_narrow else "")


def _width(button: QPushButton, words: str) -> int:
    """Return how wide a button is with its words, whether it shows them or not."""
    missing = "" if button.text() else f" {words}"
    return button.sizeHint().width() + button.fontMetrics().horizontalAdvance(missing)
