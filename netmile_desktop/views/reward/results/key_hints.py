"""The keys with which people are judged, at the foot of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netmile_desktop.views.common.labels import text_label


class KeyHints(QWidget):
    """Key after key with its word. The grid names them to screen readers itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        hints = (
            ("A", self.tr("approve")),
            ("R", self.tr("refuse")),
            ("U", self.tr("take back")),
            ("↓", self.tr("next person")),
        )
        for key, word in hints:
            row.addWidget(text_label(key, "code", self), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(text_label(word, "muted", self))
            row.addSpacing(6)
