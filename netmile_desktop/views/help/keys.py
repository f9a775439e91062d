"""Ctrl+/: all keys on one sheet; the help shows the same."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.dialog import Dialog
from netmile_desktop.views.look.theme import Theme


class ShortcutSheet(Dialog):
    """Two columns of keys and what they do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, QCoreApplication.translate("ShortcutSheet", "Keys"))
        close = PlainButton(self.tr("Close"), parent=self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        halves = QHBoxLayout()
        halves.setSpacing(32)
        for title, keys in key_groups():
            halves.addLayout(self._half(theme, title, keys), 1)
        self.body.addLayout(halves, 1)
        self.add_foot((close,))
        close.setFocus()

    def _half(self, theme: Theme, title: str, keys: list[tuple[str, str]]) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(text_label(key, "code"), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(text_label(words), row, 1)
        half = QVBoxLayout()
        half.setSpacing(8)
        half.addWidget(text_label(title, "strong"))
        half.addLayout(grid)
        half.addStretch()
        return half


def key_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What the keys do, in the language in force: titles of groups, and in each the keys and their words."""
    translate = QCoreApplication.translate
    window = [
        ("Ctrl+K", translate("ShortcutSheet", "Open anything by its name")),
        ("Ctrl+1 … Ctrl+9", translate("ShortcutSheet", "The screen with this number at the left")),
        ("Ctrl+Tab / Ctrl+Shift+Tab", translate("ShortcutSheet", "Next, previous opened campaign")),
        ("Ctrl+W", translate("ShortcutSheet", "Close the campaign in front")),
        ("Ctrl+O", translate("ShortcutSheet", "Import a file")),
        ("Ctrl+Enter", translate("ShortcutSheet", "The blue button of the screen")),
        ("F5, Ctrl+R", translate("ShortcutSheet", "Fetch again")),
        ("Ctrl+F", translate("ShortcutSheet", "Search in this screen")),
        ("Esc", translate("ShortcutSheet", "Back, close")),
        ("F1", translate("ShortcutSheet", "Help for this screen")),
        ("Ctrl+/", translate("ShortcutSheet", "These keys")),
        ("Ctrl+Q", translate("ShortcutSheet", "Quit")),
    ]
    rows = [
        ("↑ ↓ ← →", translate("ShortcutSheet", "Move between cells")),
        ("→, Space", translate("ShortcutSheet", "Details of the row beside its list; ← or Esc closes them")),
        ("Enter, F2", translate("ShortcutSheet", "Open the row, edit the cell")),
        ("Ctrl+C / Ctrl+V", translate("ShortcutSheet", "Copy, paste from a spreadsheet")),
        ("Ctrl+Shift+C", translate("ShortcutSheet", "Copy with headings")),
        ("Ctrl+D", translate("ShortcutSheet", "Fill down")),
        ("Ctrl+Shift+O", translate("ShortcutSheet", "Sort by the column of the cell")),
        ("Ctrl+H", translate("ShortcutSheet", "Find and replace")),
        ("Ctrl+Z / Ctrl+Y", translate("ShortcutSheet", "Undo, redo")),
        ("Del", translate("ShortcutSheet", "Empty the cells")),
        ("Ctrl+- / Ctrl++", translate("ShortcutSheet", "Leave the rows out, take them in again")),
    ]
    return [(translate("ShortcutSheet", "Everywhere"), window), (translate("ShortcutSheet", "Lists and batches"), rows)]
