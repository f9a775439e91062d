"""What stands where the table of a file will be: nothing, the progress of reading it, or why it cannot be read."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats


class Placeholder(QWidget):
    """What stands where the table will be: nothing, a file that is being read, or why it cannot be."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = text_label("", "strong", wrap=True)
        self.text = text_label("", "", wrap=True)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress = TaskProgress(toolbox.words, self)
        self.progress.cancel_button.hide()
        self.again_button = PlainButton(self.tr("Read again"), toolbox.theme, "refresh", self)
        self.encoding_button = PlainButton(self.tr("Choose another encoding"), parent=self)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.again_button)
        buttons.addWidget(self.encoding_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._icon, self.title, self.text, self.progress):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addStretch(3)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show an empty place."""
        self._show("", "", "")

    def show_reading(self, name: str, task: Task) -> None:
        """Show a file that is being read."""
        self._show("file", formats.shorten(PurePath(name).name, 60), "")
        self.progress.follow(task)
        self.progress.show()

    def show_failure(self, text: str, *, is_text: bool) -> None:
        """Show why a file cannot be read."""
        self._show("error", self.tr("This file cannot be read"), text)
        self.again_button.show()
        self.encoding_button.setVisible(is_text)

    def _show(self, icon: str, title: str, text: str) -> None:
        theme = self._toolbox.theme
        if icon:
            colour = "error" if icon == "error" else "faint"
            self._icon.setPixmap(theme.pixmap(icon, theme.pixels(32), colour, self.devicePixelRatioF()))
        self._icon.setVisible(bool(icon))
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.progress.follow(None)
        self.progress.hide()
        self.again_button.hide()
        self.encoding_button.hide()
