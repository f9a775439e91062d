"""The progress of a background task: phase, bar, count, speed, remaining time, cancel."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts

_MINUTE = 60
_SCALE = 1000


class PaceWords(QObject):
    """A task's count, speed and remaining time in one line."""

    def line(self, task: Task) -> str:
        """Return 「12,000 / 24,389 件 · 850 件/秒 · 残り約 14 秒」, or as much of it as is known."""
        parts = []
        if task.total:
            parts.append(self.tr("{} of {}").format(formats.number(task.done), formats.number(task.total)))
        elif task.done:
            parts.append(formats.number(task.done))
        if speed := task.rows_per_second():
            parts.append(self.tr("{} per second").format(formats.number(max(1, round(speed)))))
        left = task.seconds_left()
        if left is not None:
            parts.append(self.left(left))
        return " · ".join(parts)

    def left(self, seconds: float) -> str:
        """Return the remaining time in words, in seconds or whole minutes rounded up."""
        if seconds < _MINUTE:
            return self.tr("about {} s left").format(max(1, round(seconds)))
        return self.tr("about {} min left").format(ceil(seconds / _MINUTE))


class TaskProgress(QWidget):
    """The bar of one running task, with a cancel button that responds at once."""

    cancelled = Signal()
    """The button was pressed; the task has been asked to stop."""

    def __init__(self, words: Texts, parent: QWidget | None = None, *, by_title: bool = False) -> None:
        """`by_title` shows the title of the task instead of its phase."""
        super().__init__(parent)
        self._words = words
        self._by_title = by_title
        self._pace = PaceWords(self)
        self._task: Task | None = None
        self.phase = text_label("", "strong")
        self.pace = text_label("", "muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.cancel_button = PlainButton(self.tr("Stop"), parent=self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.phase)
        head.addStretch()
        head.addWidget(self.pace)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(head)
        left.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)

    @property
    def task(self) -> Task | None:
        return self._task

    def follow(self, task: Task | None) -> None:
        """Show this task from now on; None shows an empty bar."""
        if self._task is not None and self._task is not task:
            self._task.progressed.disconnect(self._on_progressed)
            self._task.destroyed.disconnect(self._on_destroyed)
        if task is not None and self._task is not task:
            task.progressed.connect(self._on_progressed)
            task.destroyed.connect(self._on_destroyed)
        self._task = task
        self._on_progressed()

    @Slot()
    def _on_progressed(self) -> None:
        task = self._task
        if task is None:
            return
        share = task.share
        self.bar.setRange(0, _SCALE if share is not None else 0)
        if share is not None:
            self.bar.setValue(round(_SCALE * share))
        stopping = task.cancel_asked and task.state == "running"
        phase = self.tr("Stopping") if stopping else self._said(task)
        self.phase.setText(phase)
        self.pace.setText(self._pace.line(task))
        self.cancel_button.setEnabled(task.state == "running" and not task.cancel_asked)
        self.bar.setAccessibleName(f"{phase} {self.pace.text()}")

    def _said(self, task: Task) -> str:
        phase = self._words.phase(task.phase)
        return task.title or phase if self._by_title else phase or task.title

    @Slot()
    def _on_cancel_clicked(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancelled.emit()

    @Slot()
    def _on_destroyed(self) -> None:
        self._task = None
