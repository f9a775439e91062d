"""The progress line shown while a large batch is opened."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.messages import Texts

SHOWN_AFTER_MILLISECONDS = 300
"""Delay before the line appears; batches that open sooner never show it."""


class LoadingLine(Card):
    """Progress of a batch that takes long to open; the previous page stays visible below it."""

    def __init__(self, words: Texts, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.progress = TaskProgress(words, self)
        self.body.addWidget(self.progress)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SHOWN_AFTER_MILLISECONDS)
        self._pause.timeout.connect(self.show)
        self.hide()

    def follow(self, task: Task) -> None:
        """Follow the task that opens a batch, instead of the previous one."""
        self.progress.follow(task)
        task.ended.connect(self._on_ended)
        self._pause.start()

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self.progress.task:
            self._pause.stop()
            self.progress.follow(None)
            self.hide()
