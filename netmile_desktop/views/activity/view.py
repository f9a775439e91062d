"""The list behind the activity button: what runs now and what ended today."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.activity.task_line import TaskLine
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import EmptyState, ScrollPage, divider
from netmile_desktop.views.common.toolbox import Toolbox


class ActivityPanel(QWidget):
    """Work of whoever is signed in; another language rebuilds it with the same entries."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._shown: list[Task] = []
        self._lines: dict[Task, TaskLine] = {}
        self.clear_button = LinkButton(self.tr("Clear finished"), parent=self)
        self.empty = EmptyState(
            toolbox.theme,
            "activity",
            self.tr("Nothing is running"),
            self.tr("Sending and downloads appear here with their progress, also while you work elsewhere."),
        )
        page = ScrollPage(self)
        page.body.setContentsMargins(4, 0, 4, 0)
        page.body.setSpacing(0)
        self._list = page.body
        self._stack = QStackedWidget(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Background work"), "heading"))
        head.addStretch()
        head.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.clear_button.clicked.connect(toolbox.tasks.clear_ended)
        toolbox.tasks.changed.connect(self._on_changed)
        self._on_changed()

    def sizeHint(self) -> QSize:
        theme = self._toolbox.theme
        return QSize(theme.pixels(440), theme.pixels(380))

    def lines(self) -> list[TaskLine]:
        """The entries from top to bottom."""
        return [self._lines[task] for task in self._shown]

    @Slot()
    def _on_changed(self) -> None:
        """Lines keep themselves up to date; only coming and going is built anew."""
        today = day_of(system_clock())
        tasks = [
            task for task in self._toolbox.tasks.tasks() if task.ended_at is None or day_of(task.ended_at) == today
        ]
        if tasks != self._shown:
            self._build(tasks)
        self.clear_button.setVisible(any(task.state != "running" for task in tasks))
        self._stack.setCurrentIndex(0 if tasks else 1)

    def _build(self, tasks: list[Task]) -> None:
        clear_layout(self._list)
        self._shown = tasks
        self._lines = {}
        for at, task in enumerate(tasks):
            line = TaskLine(self._toolbox, task)
            line.retry_asked.connect(self._on_retry_asked)
            self._lines[task] = line
            if at:
                self._list.addWidget(divider())
            self._list.addWidget(line)
        self._list.addStretch()

    @Slot(object)
    def _on_retry_asked(self, task: Task) -> None:
        names = task.dynamicPropertyNames()
        marks = {bytes(name.data()).decode(): task.property(bytes(name.data()).decode()) for name in names}
        again = self._toolbox.tasks.retry(task)
        if again is not None:
            for name, mark in marks.items():  # what it works on, by which its screen knows it
                again.setProperty(name, mark)
            self._toolbox.tasks.changed.emit()
