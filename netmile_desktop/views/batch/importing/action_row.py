"""The row of buttons below a page: it never moves, and says in words why its primary button waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.layouts import take_out
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.theme import Theme

_ICON = 16
_LINES = 2
_BUTTONS = 36
"""Height of the buttons where nothing stands beside them, before scaling."""
_GAP = 12
_SMALL = 0.85
"""Size of a long sentence relative to the base size."""
WAITS, READY, BUSY = "warning", "success", "muted"


class WaitingFor(QLabel):
    """A sentence at the right end of its place, with an icon before it; it wraps to two lines where it must."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._kind = theme, WAITS
        self.lines = _LINES
        """For how many lines there is room."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.updateGeometry)

    @property
    def kind(self) -> str:
        """Whether it names what is waited for, or what will be done."""
        return self._kind

    def say(self, text: str, kind: str) -> None:
        """Show a sentence; `kind` is one of the constants of this module."""
        self._kind = kind
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(120), self.lines * self._theme.metrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(90), self.lines * self._theme.metrics().height())

    def fits(self, width: int, lines: int = _LINES) -> bool:
        """Return whether the sentence can be read in a place of this width, in so many lines of the usual text."""
        room = QRect(0, 0, width - self._theme.pixels(_ICON) - 6, 1)
        metrics = QFontMetrics(self._theme.font(_SMALL if lines > 1 else 1.0))
        wanted = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return wanted.width() <= room.width() and wanted.height() <= lines * self._theme.metrics().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.text()
        if not text:
            return
        painter, size = QPainter(self), self._theme.pixels(_ICON)
        room = self.rect().adjusted(size + 6, 0, 0, 0)
        painter.setFont(self._theme.font())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        place = painter.boundingRect(room, flags, text)
        if place.height() > self.height():
            painter.setFont(self._theme.font(_SMALL))
            place = painter.boundingRect(room, flags, text)
        painter.setPen(self._theme.colour("warning" if self._kind == WAITS else "muted"))
        painter.drawText(room, flags, text)
        icon, colour = {WAITS: ("help", "warning"), READY: ("check-circle", "success")}.get(
            self._kind, ("clock", "muted")
        )
        pixmap = self._theme.pixmap(icon, size, colour, self.devicePixelRatioF())
        at = QRect(max(place.left() - size - 6, 0), (self.height() - size) // 2, size, size)
        painter.drawPixmap(at, pixmap)
        painter.end()


class ActionRow(QWidget):
    """Buttons on the left, the reason or the progress beside the buttons on the right; its height is fixed.

    Where buttons would be cut, the reason goes on a line of its own above them.
    """

    def __init__(
        self,
        toolbox: Toolbox,
        left: Sequence[QWidget],
        right: Sequence[QPushButton],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = toolbox.theme
        self._buttons: Sequence[QWidget] = (*left, *right)
        self._is_parted = False
        self.reason = WaitingFor(toolbox.theme, self)
        self.progress = TaskProgress(toolbox.words, self)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.reason)
        self._middle.addWidget(self.progress)
        self._gap = QWidget(self)
        self._row = row = QHBoxLayout()
        row.setSpacing(_GAP)
        for widget in left:
            row.addWidget(widget)
        self._place = row.count()
        row.addWidget(self._middle, 1)
        row.addWidget(self._gap, 1)
        self._gap.hide()
        for button in right:
            row.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(row)
        toolbox.theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def follow(self, task: Task | None) -> None:
        """Show the progress of a task instead of the reason; None shows the reason again."""
        self.progress.follow(task)
        self._middle.setCurrentWidget(self.reason if task is None else self.progress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button has other words, came or went
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        seen = [each for each in self._buttons if not each.isHidden()]
        left = self.width() - sum(each.sizeHint().width() + _GAP for each in seen)
        is_parted = left < self.reason.minimumSizeHint().width() or not self.reason.fits(left)
        if is_parted != self._is_parted:
            self._is_parted = is_parted
            self._gap.setVisible(is_parted)
            take_out(self._middle)
            if is_parted:
                self._column.insertWidget(0, self._middle)
            else:
                self._row.insertWidget(self._place, self._middle, 1)
        self._fit_height()

    def _fit_height(self) -> None:
        """Leave out the second line of a sentence that stands by itself and needs one only."""
        line, is_short = self._theme.metrics().height(), self._is_parted and self.reason.fits(self.width(), 1)
        self.reason.lines = 1 if is_short else _LINES
        above = max(self.reason.lines * line, self.progress.minimumSizeHint().height())
        high = self._theme.pixels(_BUTTONS) if self._is_parted else max(_LINES * line + 6, self._theme.pixels(44))
        self.setFixedHeight(high + self._is_parted * (above + self._column.spacing()))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._arrange()
