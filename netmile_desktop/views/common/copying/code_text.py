"""A read-only block of text in a fixed-width font, with a button that copies all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look.theme import Theme


class CodeText(QWidget):
    """Name, text and copy button. Tab leaves the text; it is read with the arrow keys."""

    def __init__(
        self, theme: Theme, name: str, lines: int, parent: QWidget | None = None, *, grows: bool = True
    ) -> None:
        """`lines` is the number of lines in sight, or the least one where it `grows`; more are scrolled."""
        super().__init__(parent)
        self._theme, self._lines, self._grows = theme, lines, grows
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(name)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = QuietButton(self.tr("Copy"), theme, "copy", self)
        self.copy.setAccessibleName(self.tr("Copy: {}").format(name))
        head = QHBoxLayout()
        head.addWidget(text_label(name, "label"))
        head.addStretch()
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.copy.clicked.connect(self._on_copy)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_text(self, text: str) -> None:
        """Show another text from its beginning."""
        self.text.setPlainText(text)
        self.text.verticalScrollBar().setValue(0)
        self.copy.setEnabled(bool(text))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    @Slot()
    def _on_theme_changed(self) -> None:
        font = self._theme.fixed_font(1.0)
        self.text.setFont(font)
        height = QFontMetrics(font).lineSpacing() * self._lines + 24
        self.text.setMinimumHeight(height)
        if not self._grows:
            self.text.setMaximumHeight(height)
