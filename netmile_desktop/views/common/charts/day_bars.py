"""A small chart of days: a bar a day, the day of the period before behind it, the day that is not over outlined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.figures import Tick, ticks
from netmile_desktop.views.look.theme import Theme

_HEIGHT, _WIDTH, _LEAST_WIDTH = 104, 320, 120
_BAR, _GHOST = 6, 10
"""Widest bars in pixels; those of days close together are as wide as there is room."""
_STEPS = 2
"""Steps of the value axis."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Days:
    """Miles by day."""

    first: date
    values: tuple[int | None, ...]
    """From the first day on; None where nothing is known."""
    before: tuple[int | None, ...] = ()
    """The period before, day for day; may have more days."""
    running: int = -1
    """Place of the day that is not over."""

    @property
    def count(self) -> int:
        return max(len(self.values), len(self.before))


class DayBars(QWidget):
    """Shows days as bars. Its figures stand beside it in words, so that it is a picture of them and no control."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._language = theme, language
        self._days: Days | None = None
        self._empty = ""
        self._tip: Callable[[date, int | None, int | None], str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)

    @property
    def days(self) -> Days | None:
        return self._days

    def show_days(
        self, days: Days, empty: str = "", tip: Callable[[date, int | None, int | None], str] | None = None
    ) -> None:
        """Show days.

        Args:
            empty: What is said in the chart if no day has anything.
            tip: Tells of a day under the pointer, by its value and that of the period before.
        """
        self._days, self._empty, self._tip = days, empty, tip
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(_WIDTH), self._theme.pixels(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(_LEAST_WIDTH), self._theme.pixels(_HEIGHT))

    def day_at(self, x: float) -> int:
        """Return the place of the day whose column is at a distance from the left; -1 for none."""
        if self._days is None or not self._days.count:
            return -1
        plot = self._plot(self._scale())
        at = int((x - plot.left()) // (plot.width() / self._days.count))
        return at if 0 <= at < self._days.count else -1

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._said_of(self.day_at(event.pos().x())), self)
            return True
        return super().event(event)

    def _said_of(self, at: int) -> str:
        if self._days is None or at < 0 or self._tip is None:
            return ""
        days = self._days
        own = days.values[at] if at < len(days.values) else None
        before = days.before[at] if at < len(days.before) else None
        return self._tip(days.first + timedelta(days=at), own, before)

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        scale = self._scale()
        plot = self._plot(scale)
        self._paint_scale(painter, plot, scale)
        if self._days is not None and self._days.count:
            self._paint_bars(painter, plot, scale[-1].value)
            self._paint_days(painter, plot, self._days)
            if self._empty and not any((*self._days.values, *self._days.before)):
                self._paint_empty(painter, plot)
        painter.end()

    def _font(self) -> QFont:
        return self._theme.font(0.85)

    def _scale(self) -> list[Tick]:
        days = self._days
        known = [value for value in (*days.values, *days.before) if value is not None] if days is not None else []
        return ticks(max(known, default=0), 0, _STEPS)

    def _plot(self, scale: list[Tick]) -> QRectF:
        metrics = QFontMetrics(self._font())
        wide = max(metrics.horizontalAdvance(tick.text(self._language)) for tick in scale)
        left, line = wide + self._theme.pixels(6), metrics.height()
        top = line // 2
        return QRectF(left, top, max(self.width() - left - 1, 1), max(self.height() - top - line - 4, 1))

    def _paint_scale(self, painter: QPainter, plot: QRectF, scale: list[Tick]) -> None:
        highest, line = scale[-1].value, QFontMetrics(self._font()).height()
        is_empty = bool(self._empty) and self._days is not None and not any((*self._days.values, *self._days.before))
        for tick in scale:
            y = round(plot.bottom() - plot.height() * tick.value / highest) + 0.5
            painter.setPen(QPen(self._theme.colour("muted" if not tick.value else "line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if is_empty and tick.value:
                continue
            painter.setPen(self._theme.colour("muted"))
            place = QRectF(0, y - line / 2, plot.left() - self._theme.pixels(6), line)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.text(self._language)
            )

    def _paint_bars(self, painter: QPainter, plot: QRectF, highest: int) -> None:
        days = self._days
        if days is None:
            return
        step = plot.width() / days.count
        for values, widest, share, colour in (
            (days.before, _GHOST, 0.8, "ghost"),
            (days.values, _BAR, 0.5, "accent"),
        ):
            width = max(2, round(min(self._theme.pixels(widest), step * share)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(colour))
            for at, value in enumerate(values):
                if not value:
                    continue
                height = max(1, round(plot.height() * value / highest))
                left = round(plot.left() + step * (at + 0.5) - width / 2)
                bar = QRect(left, round(plot.bottom()) - height, width, height)
                if at == days.running and colour == "accent":
                    self._paint_running(painter, bar)
                else:
                    painter.drawRect(bar)

    def _paint_running(self, painter: QPainter, bar: QRect) -> None:
        painter.save()
        painter.setPen(QPen(self._theme.colour("accent"), 1))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_days(self, painter: QPainter, plot: QRectF, days: Days) -> None:
        """Write the day that is not over below its bar, and every seventh where that leaves room."""
        metrics = QFontMetrics(self._font())
        step, top = plot.width() / days.count, round(plot.bottom()) + 3
        places = [days.running] if days.running >= 0 else []
        places += [at for at in range(0, days.count, _WEEK) if at != days.running]
        taken: list[QRectF] = []
        painter.setPen(self._theme.colour("muted"))
        for at in places:
            word = self._day_word(days, at)
            wide = metrics.horizontalAdvance(word) + 1
            left = min(max(plot.left() + step * (at + 0.5) - wide / 2, 0), self.width() - wide)
            place = QRectF(left, top, wide, metrics.height())
            if not any(place.adjusted(-6, 0, 6, 0).intersects(other) for other in taken):
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft, word)
                taken.append(place)

    def _day_word(self, days: Days, at: int) -> str:
        if at == days.running:
            return "本日" if self._language is Language.JAPANESE else "Today"
        day = days.first + timedelta(days=at)
        return f"{day.month}/{day.day}"

    def _paint_empty(self, painter: QPainter, plot: QRectF) -> None:
        font = self._theme.font(0.92)
        painter.setFont(font)
        said = QFontMetrics(font).elidedText(self._empty, Qt.TextElideMode.ElideRight, int(plot.width()) - 16)
        wide = QFontMetrics(font).horizontalAdvance(said) + 24
        place = QRectF(plot.center().x() - wide / 2, plot.center().y() - 10, wide, 20)
        painter.fillRect(place, self._theme.colour("panel"))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)
