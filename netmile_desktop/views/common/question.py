"""The one dialog: a question before something that cannot be taken back, or a short statement."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import DangerButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label

WIDTH = 460
DETAILS_HEIGHT = 120


class Question(QDialog):
    """Title, what will happen, details; the deed on its button, and a way back.

    Without `keep` there is one button, and nothing to decide.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        button: str,
        keep: str = "",
        *,
        details: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.deed = (DangerButton if danger else PrimaryButton)(button, parent=self)
        self.keep = PlainButton(keep, parent=self)
        self.keep.setVisible(bool(keep))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.deed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text_label(title, "heading", wrap=True))
        column.addWidget(text_label(text, wrap=True))
        if details:
            column.addWidget(_details(details))
        column.addSpacing(8)
        column.addLayout(buttons)
        self.setFixedWidth(WIDTH)
        self.deed.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        safe = self.keep if danger and keep else self.deed
        safe.setDefault(True)
        safe.setFocus()


def _details(text: str) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setReadOnly(True)
    box.setMaximumHeight(DETAILS_HEIGHT)
    return box
