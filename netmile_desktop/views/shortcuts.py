"""F1 and Ctrl+/: all keys on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.theme import Theme


class ShortcutSheet(QDialog):
    """Two columns of keys and what they do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        close = PlainButton(self.tr("Close"), parent=self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        halves = QHBoxLayout()
        halves.setSpacing(40)
        for title, keys in self._groups():
            halves.addLayout(self._half(theme, title, keys), 1)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(text_label(self.tr("Keys"), "heading"))
        column.addLayout(halves)
        column.addLayout(foot)
        close.setFocus()

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        window = [
            ("Ctrl+K", self.tr("Open anything by its name")),
            ("Ctrl+1 … Ctrl+9", self.tr("Tabs, left to right")),
            ("Ctrl+W", self.tr("Close the campaign in front")),
            ("Ctrl+O", self.tr("Import a file")),
            ("Ctrl+Enter", self.tr("The blue button of the screen")),
            ("F5, Ctrl+R", self.tr("Fetch again")),
            ("Ctrl+F", self.tr("Search in this screen")),
            ("Esc", self.tr("Back, close")),
            ("F1, Ctrl+/", self.tr("This sheet")),
            ("Ctrl+Q", self.tr("Quit")),
        ]
        rows = [
            ("↑ ↓ ← →", self.tr("Move between cells")),
            ("Enter, F2", self.tr("Open the row, edit the cell")),
            ("Ctrl+C / Ctrl+V", self.tr("Copy, paste from a spreadsheet")),
            ("Ctrl+Shift+C", self.tr("Copy with headings")),
            ("Ctrl+D", self.tr("Fill down")),
            ("Ctrl+H", self.tr("Find and replace")),
            ("Ctrl+Z / Ctrl+Y", self.tr("Undo, redo")),
            ("Del", self.tr("Empty the cells")),
            ("Ctrl+- / Ctrl++", self.tr("Leave the rows out, take them in again")),
        ]
        return [(self.tr("Everywhere"), window), (self.tr("Lists and batches"), rows)]

    def _half(self, theme: Theme, title: str, keys: list[tuple[str, str]]) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(text_label(key, "code"), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(text_label(words), row, 1)
        half = QVBoxLayout()
        half.setSpacing(10)
        half.addWidget(text_label(title, "strong"))
        half.addLayout(grid)
        half.addStretch()
        return half
