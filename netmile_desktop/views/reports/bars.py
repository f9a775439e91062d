"""A report's chart as bars, painted on anything: paper, a picture, a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.figures import Figure, Tick, ticks
from netmile_desktop.domain.reports.shape import Unit
from netmile_desktop.workspace.reports.sheet import ReportSheet
from netmile_desktop.workspace.reports.workbook import COLOURS

_LINE = QColor("#E1E5EA")
_TEXT = QColor("#1B2430")
_MUTED = QColor("#5C6A7A")
_PREVIOUS = QColor("#9AA7B6")
_SHARE_OF_BAR = 0.7
_NAMES_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one colour; those of the period before are a dashed line instead."""

    name: str
    colour: QColor
    values: tuple[Figure, ...]
    """None where nothing is known: there is no bar, and the line has a gap."""
    unit: Unit | None = None
    is_previous: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side, or on top of each other."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    is_stacked: bool

    @property
    def columns(self) -> list[Series]:
        """Those that are drawn as bars."""
        return [each for each in self.series if not each.is_previous]

    def span(self) -> tuple[int, int]:
        """The lowest and the highest value that has to find room."""
        if not self.is_stacked:
            values = [value for each in self.series for value in each.values if value is not None]
            return min(values, default=0), max(values, default=0)
        columns = list(zip(*(each.values for each in self.series), strict=True))
        lows = [sum(value for value in column if value is not None and value < 0) for column in columns]
        highs = [sum(value for value in column if value is not None and value > 0) for column in columns]
        return min(lows, default=0), max(highs, default=0)


def bars_of(table: ReportSheet, charted: Sequence[int]) -> Bars:
    """The bars of some fields of a table, in their colours."""
    series = []
    for number, at in enumerate(charted):
        field = table.fields[at]
        colour = _PREVIOUS if field.is_previous else QColor(COLOURS[number % len(COLOURS)])
        values = tuple(cell if isinstance(cell := row[at], int) else None for row in table.rows)
        series.append(Series(field.campaign_name or field.heading, colour, values, field.unit, field.is_previous))
    is_stacked = any(table.fields[at].campaign_id is not None for at in charted)
    return Bars(tuple(str(row[0]) for row in table.rows), tuple(series), is_stacked)


def paint_bars(painter: QPainter, area: QRectF, bars: Bars, language: Language) -> None:
    """Axis with few ticks, thin lines, bars, labels as many as fit, and the names of the series above."""
    lowest, highest = bars.span()
    scale = ticks(highest, lowest)
    metrics = QFontMetricsF(painter.font())
    left = max(metrics.horizontalAdvance(tick.text(language)) for tick in scale) + 8
    above = _paint_names(painter, area, bars, metrics)
    plot = QRectF(area.left() + left, area.top() + above, area.width() - left, area.height() - above - 18)
    _paint_scale(painter, area, plot, scale, language)
    if bars.labels:
        _paint_columns(painter, plot, bars, scale)
        _paint_labels(painter, plot, bars.labels, metrics)


def _paint_names(painter: QPainter, area: QRectF, bars: Bars, metrics: QFontMetricsF) -> float:
    """The names of the series with their colours, in as many lines as it takes; answers their height.

    Long ones are cut in the middle, for what tells two of them apart stands at the end; the table has them whole.
    """
    x, y, height = area.left(), area.top(), metrics.height() + 4
    for each in bars.series:
        name = metrics.elidedText(each.name, Qt.TextElideMode.ElideMiddle, area.width() / _NAMES_A_LINE - 30)
        width = metrics.horizontalAdvance(name) + 30
        if x > area.left() and x + width > area.right():
            x, y = area.left(), y + height
        if each.is_previous:
            painter.setPen(QPen(each.colour, 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, y + height / 2), QPointF(x + 11, y + height / 2))
        else:
            painter.fillRect(QRectF(x, y + height / 2 - 5, 10, 10), each.colour)
        painter.setPen(_TEXT)
        painter.drawText(QRectF(x + 14, y, width, height), Qt.AlignmentFlag.AlignVCenter, name)
        x += width
    return y + height + 6 - area.top()


def _paint_scale(painter: QPainter, area: QRectF, plot: QRectF, scale: list[Tick], language: Language) -> None:
    for tick in scale:
        y = _y(plot, scale, tick.value)
        painter.setPen(_MUTED if tick.value == 0 else _LINE)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(_MUTED)
        beside = QRectF(area.left(), y - 10, plot.left() - area.left() - 6, 20)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.text(language))


def _paint_columns(painter: QPainter, plot: QRectF, bars: Bars, scale: list[Tick]) -> None:
    step = plot.width() / len(bars.labels)
    columns = bars.columns
    beside = 1 if bars.is_stacked else max(len(columns), 1)
    width = step * _SHARE_OF_BAR / beside
    for at in range(len(bars.labels)):
        up = down = 0
        for number, each in enumerate(columns):
            value = each.values[at] or 0
            start = (up if value > 0 else down) if bars.is_stacked else 0
            x = plot.left() + at * step + step * (1 - _SHARE_OF_BAR) / 2 + (0 if bars.is_stacked else number * width)
            top, bottom = _y(plot, scale, start + value), _y(plot, scale, start)
            painter.fillRect(QRectF(QPointF(x, top), QPointF(x + width, bottom)).normalized(), each.colour)
            up, down = (up + value, down) if value > 0 else (up, down + value)
    for each in bars.series:
        if each.is_previous:
            painter.setPen(QPen(each.colour, 1.5, Qt.PenStyle.DashLine))
            for part in known_parts(each.values):
                painter.drawPolyline(
                    [QPointF(plot.left() + (at + 0.5) * step, _y(plot, scale, value)) for at, value in part]
                )


def known_parts(values: Sequence[Figure]) -> list[list[tuple[int, int]]]:
    """The places and values that are known, cut where one is not."""
    parts: list[list[tuple[int, int]]] = [[]]
    for at, value in enumerate(values):
        if value is not None:
            parts[-1].append((at, value))
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _paint_labels(painter: QPainter, plot: QRectF, labels: tuple[str, ...], metrics: QFontMetricsF) -> None:
    """Every label, or every second, third … where they would touch."""
    step = plot.width() / len(labels)
    every = int(max(metrics.horizontalAdvance(label) for label in labels) * 1.2 // step) + 1
    painter.setPen(_MUTED)
    free_from = plot.left()
    for at in range(0, len(labels), every):
        half = metrics.horizontalAdvance(labels[at]) / 2 + 1
        # The first and the last must not hang over the edge.
        middle = min(max(plot.left() + (at + 0.5) * step, plot.left() + half), plot.right() - half)
        if middle - half < free_from:
            continue
        area = QRectF(middle - half, plot.bottom() + 2, 2 * half, 16)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, labels[at])
        free_from = area.right() + 6


def _y(plot: QRectF, scale: list[Tick], value: int) -> float:
    lowest, highest = scale[0].value, scale[-1].value
    return plot.bottom() - (value - lowest) / (highest - lowest) * plot.height()
