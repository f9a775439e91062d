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
from netmile_desktop.workspace.reports.workbook import BELOW, COLOURS

_LINE = QColor("#E1E5EA")
_TEXT = QColor("#1B2430")
_MUTED = QColor("#5C6A7A")
_PREVIOUS = QColor("#D5DBE3")
_SHARE_OF_BAR, _SHARE_OF_GHOST = 0.6, 0.9
TAKEN_BACK = frozenset({"cancelled", "cancellations"})
"""Columns whose bars hang below the axis where they stand beside others."""
_NAMES_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one colour; those of the period before are wider, grey, and stand behind."""

    name: str
    colour: QColor
    values: tuple[Figure, ...]
    """None where nothing is known: there is no bar."""
    unit: Unit | None = None
    is_previous: bool = False
    is_below: bool = False
    """Whether its bars hang below the axis: what was taken back, in the place of what was given."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side, or on top of each other."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    is_stacked: bool
    running: int = -1
    """Place of the bucket that is not over."""

    @property
    def columns(self) -> list[Series]:
        """Those that are drawn as bars."""
        return [each for each in self.series if not each.is_previous]

    @property
    def slots(self) -> list[int]:
        """The place of each column within its bucket: side by side, but what hangs below stands in the first place."""
        found, following = [], 0
        for each in self.columns:
            is_first = self.is_stacked or each.is_below
            found.append(0 if is_first else following)
            following += not is_first
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it has any height."""
        return not any(any(each.values) for each in self.series)

    def span(self) -> tuple[int, int]:
        """The lowest and the highest value that has to find room."""
        values = [value for each in self.series if not self.is_stacked or each.is_previous for value in each.values]
        columns = list(zip(*(each.values for each in self.columns), strict=True)) if self.is_stacked else []
        lows = [sum(value for value in column if value is not None and value < 0) for column in columns]
        highs = [sum(value for value in column if value is not None and value > 0) for column in columns]
        found = [value for value in (*values, *lows, *highs) if value is not None]
        return min(found, default=0), max(found, default=0)


def bars_of(table: ReportSheet, charted: Sequence[int], running: int = -1) -> Bars:
    """The bars of some fields of a table, in their colours; a series of nothing but zeros is left out of several."""
    is_stacked = any(table.fields[at].campaign_id is not None for at in charted)
    several = sum(not table.fields[at].is_previous for at in charted) > 1
    series, number = [], 0
    for at in charted:
        field = table.fields[at]
        is_below = several and field.column in TAKEN_BACK and field.campaign_id is None and not field.is_previous
        colour = _PREVIOUS if field.is_previous else QColor(BELOW if is_below else COLOURS[number % len(COLOURS)])
        values = tuple(cell if isinstance(cell := row[at], int) else None for row in table.rows)
        if is_below:
            values = tuple(None if value is None else -value for value in values)
        number += not (field.is_previous or is_below)
        name = field.campaign_name or field.heading
        series.append(Series(name, colour, values, field.unit, field.is_previous, is_below))
    shown = [each for each in series if any(each.values)] if several else series
    return Bars(tuple(str(row[0]) for row in table.rows), tuple(shown or series[:1]), is_stacked, running)


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
    step, slots = plot.width() / len(bars.labels), bars.slots
    width = step * _SHARE_OF_BAR / (max(slots, default=0) + 1)
    for at in range(len(bars.labels)):
        left = plot.left() + at * step
        for each in bars.series:
            if each.is_previous:
                margin = step * (1 - _SHARE_OF_GHOST) / 2
                area = _between(plot, scale, left + margin, step - 2 * margin, 0, each.values[at] or 0)
                painter.fillRect(area, each.colour)
        up = down = 0
        for slot, each in zip(slots, bars.columns, strict=True):
            value = each.values[at] or 0
            start = (up if value > 0 else down) if bars.is_stacked else 0
            area = _between(plot, scale, left + step * (1 - _SHARE_OF_BAR) / 2 + slot * width, width, start, value)
            if at == bars.running and value:
                painter.setPen(QPen(each.colour, 0.8))
                painter.drawRect(area)
            else:
                painter.fillRect(area, each.colour)
            up, down = (up + value, down) if value > 0 else (up, down + value)


def _between(plot: QRectF, scale: list[Tick], left: float, width: float, start: int, value: int) -> QRectF:
    top, bottom = _y(plot, scale, start + value), _y(plot, scale, start)
    return QRectF(QPointF(left, top), QPointF(left + width, bottom)).normalized()


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
