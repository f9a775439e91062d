"""One piece of background work in the activity list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import IconButton, set_role, text_label
from netmile_desktop.views.common.task_progress import PaceWords
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats

_SCALE = 1000
_SIGNS = {
    "running": ("clock", "accent"),
    "done": ("check-circle", "success"),
    "failed": ("error", "error"),
    "cancelled": ("minus", "muted"),
}


class TaskLine(QFrame):
    """Title, subject, phase, bar, pace; cancel while it runs, retry where that may help."""

    retry_asked = Signal(object)

    def __init__(self, toolbox: Toolbox, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox, self.task = toolbox, task
        self._pace = PaceWords(self)
        self.sign = QLabel(self)
        self.title = text_label(task.title, "strong", wrap=True)
        self.subject = text_label(task.subject, "help", self, wrap=True)
        self.subject.setVisible(bool(task.subject))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.said = text_label("", "help", wrap=True)
        self.cancel_button = IconButton(toolbox.theme, "close", self.tr("Stop"), self)
        self.retry_button = LinkButton(self.tr("Try again"), parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        for widget in (self.title, self.subject, self.bar, self.said):
            texts.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 8, 4, 8)
        row.setSpacing(10)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.retry_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignTop)
        self.cancel_button.clicked.connect(task.cancel)
        self.retry_button.clicked.connect(self._on_retry_clicked)
        task.progressed.connect(self.show_task)
        task.ended.connect(self.show_task)
        toolbox.theme.changed.connect(self.show_task)
        self.show_task()

    @Slot()
    def show_task(self) -> None:
        """Say how the task stands."""
        task, theme = self.task, self._toolbox.theme
        running = task.state == "running"
        icon, colour = _SIGNS[task.state]
        self.sign.setPixmap(theme.pixmap(icon, theme.pixels(18), colour, self.devicePixelRatioF()))
        self.bar.setVisible(running)
        share = task.share
        self.bar.setRange(0, _SCALE if share is not None else 0)
        if share is not None:
            self.bar.setValue(round(_SCALE * share))
        self.cancel_button.setVisible(running)
        self.cancel_button.setEnabled(not task.cancel_asked)
        self.retry_button.setVisible(task.may_retry)
        self.said.setText(self._said())
        set_role(self.said, "role", "error" if task.state == "failed" else "help")
        self.setAccessibleName(f"{task.title} {task.subject} {self.said.text()}")

    def _said(self) -> str:
        task = self.task
        if task.state == "running":
            phase = self.tr("Stopping") if task.cancel_asked else self._toolbox.words.phase(task.phase)
            return " · ".join(part for part in (phase, self._pace.line(task)) if part)
        ended = formats.clock(task.ended_at) if task.ended_at else ""
        if task.state == "done":
            return self.tr("Finished at {}").format(ended)
        if task.state == "cancelled":
            return self.tr("Stopped at {}").format(ended)
        return self._toolbox.words.failure(task.error) if task.error is not None else ""

    @Slot()
    def _on_retry_clicked(self) -> None:
        self.retry_asked.emit(self.task)
