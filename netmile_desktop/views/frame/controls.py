"""Controls of the top bar that know how narrow they can become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.theme import Theme

FIELD_WIDTH = 344
"""Of the command field where there is room, in pixels at a text of 100 percent."""


def paint_key(painter: QPainter, theme: Theme, right: int, middle: int, text: str) -> int:
    """Paint the cap of a key so that it ends at `right`, around the height `middle`; return where it begins."""
    painter.setFont(theme.font(0.85))
    width = painter.fontMetrics().horizontalAdvance(text) + theme.pixels(12)
    height = theme.pixels(18)
    cap = QRectF(right - width + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    painter.setPen(QPen(theme.colour("field_line"), 1))
    painter.setBrush(theme.colour("window"))
    painter.drawRoundedRect(cap, 4, 4)
    painter.setPen(theme.colour("muted"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
    return right - width


class CommandField(QPushButton):
    """Looks like a field and opens one: everything by its name."""

    KEYS = "Ctrl+K"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole, self._short = self.tr("Search or command"), self.tr("Search")
        self._words = self._whole
        self.setProperty("kind", "field")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{self._whole} ({self.KEYS})")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def shorten(self, *, words: bool, key: bool = True) -> None:
        """Leave out what there is no room for: all but the first word, then that as well."""
        self._words = self._whole if words else self._short if key else ""
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words in sight."""
        return self._words

    def sizeHint(self) -> QSize:
        theme = self._theme
        words = QFontMetrics(theme.font()).horizontalAdvance(self._words)
        key = QFontMetrics(theme.font(0.85)).horizontalAdvance(self.KEYS) + theme.pixels(12)
        width = theme.pixels(10 + 16 + 10)
        if self._words:
            width += words + theme.pixels(16) + key
        return QSize(width, theme.pixels(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, edge = theme.pixels(16), theme.pixels(10)
        middle = self.height() // 2
        picture = theme.pixmap("search", size, "muted", device_ratio(painter))
        painter.drawPixmap(edge, middle - size // 2, picture)
        if self._words:
            paint_key(painter, theme, self.width() - theme.pixels(8), middle, self.KEYS)
            painter.setFont(theme.font())
            painter.setPen(theme.colour("muted"))
            rest = QRect(edge + size + theme.pixels(10), 0, self.width(), self.height())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()


class ActivityButton(QuietButton):
    """処理: how many pieces of work run, and under it how much of them is done."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", theme, "activity", parent)
        self._look = theme
        self._tasks: list[Task] = []
        self._failed = 0
        self._is_short = False
        self.setAccessibleDescription(self.tr("Opens the list of background work"))

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show what runs; if nothing does, how much of what ended today failed."""
        for task in self._tasks:
            task.progressed.disconnect(self.update)
        self._tasks = [task for task in tasks if task.state == "running"]
        for task in self._tasks:
            task.progressed.connect(self.update)
        self._failed = sum(task.state == "failed" for task in tasks)
        self._say()

    def shorten(self, *, short: bool) -> None:
        """Leave out the word behind the number."""
        self._is_short = short
        self._say()

    def share(self) -> float | None:
        """How much of the running work is done, 0 to 1; None while some of it does not know its end."""
        shares = [task.share for task in self._tasks]
        known = [share for share in shares if share is not None]
        return sum(known) / len(known) if shares and len(known) == len(shares) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._tasks:
            return
        painter = QPainter(self)
        line = QRect(self._look.pixels(6), self.height() - 2, self.width() - 2 * self._look.pixels(6), 2)
        painter.fillRect(line, self._look.colour("line"))
        share = self.share()
        if share is None:  # under way, nobody knows how far: dashes, which never look like a part of a whole
            pen = QPen(self._look.colour("accent"), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(line.left(), line.top() + 1, line.right(), line.top() + 1)
        else:
            line.setWidth(round(line.width() * share))
            painter.fillRect(line, self._look.colour("accent"))
        painter.end()

    def _say(self) -> None:
        running, failed = len(self._tasks), self._failed
        whole = self.tr("Activity")
        if running:
            whole = self.tr("{} running").format(running)
        elif failed:
            whole = self.tr("{} failed").format(failed)
        self.setText(self.tr("Activity {}").format(running) if self._is_short and running else whole)
        self.setAccessibleName(whole)
        self.update()
