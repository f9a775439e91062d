"""A field with a list to choose from, which opens below the field and is as wide as its words."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QListView, QStyledItemDelegate, QWidget

_SEEN = 12
"""Choices in sight without scrolling."""
_WIDEST = 560
"""Pixels; words that are longer are elided."""


class ChoiceBox(QComboBox):
    """Our own list instead of the style's menu, which covers what is above the field and hides its first entries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = QListView(self)
        choices.setObjectName("choices")
        self.setView(choices)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that heeds the style sheet
        frame = choices.parentWidget()
        if frame is not None:
            frame.setObjectName("choicesFrame")
        self.setMaxVisibleItems(_SEEN)

    def showPopup(self) -> None:
        choices = self.view()
        wanted = choices.sizeHintForColumn(self.modelColumn()) + 2 * choices.frameWidth()
        if self.count() > self.maxVisibleItems():
            wanted += choices.verticalScrollBar().sizeHint().width()
        choices.setMinimumWidth(max(choices.minimumWidth(), min(wanted, _WIDEST)))
        super().showPopup()
