"""Bars on the screen: on whole pixels, and never more of them than there are pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.bars import Bars, known_parts
from netmile_desktop.views.reports.colours import bar_colour, bar_hatch

Values = NDArray[np.int64]

_SHARE = 0.7
"""Share of a bucket's width taken by its bars."""
_LEAST_HATCHED = 6
"""Least width in pixels at which a bar is hatched; narrower hatching cannot be seen."""
_BLOCK = 512
"""Values per block; a block's lowest and highest value are computed once."""
_LEAST_STEP = 2
"""Least width of a bucket in pixels; narrower buckets are merged and drawn as the highest of them."""


class _Extent:
    """The lowest and the highest of any part of many values, 0 always between them, without looking at each."""

    def __init__(self, low: Values, high: Values) -> None:
        self._low, self._high = low, high
        starts = np.arange(0, len(low), _BLOCK)
        self._lows = np.minimum.reduceat(low, starts) if len(low) else low
        self._highs = np.maximum.reduceat(high, starts) if len(high) else high

    def between(self, first: int, last: int) -> tuple[int, int]:
        """Of the places from `first` to `last`."""
        begin, end = -(-first // _BLOCK), (last + 1) // _BLOCK
        parts = [(first, begin * _BLOCK), (end * _BLOCK, last + 1)] if begin < end else [(first, last + 1)]
        lows = [self._low[slice(*part)] for part in parts] + [self._lows[begin:end]]
        highs = [self._high[slice(*part)] for part in parts] + [self._highs[begin:end]]
        return (
            int(min(each.min(initial=0) for each in lows)),
            int(max(each.max(initial=0) for each in highs)),
        )


class BarsItem(QGraphicsItem):
    """One bucket of time at each whole x; y is the value. The view turns it to pixels."""

    def __init__(self, theme: Theme, in_sight: Callable[[], QRectF]) -> None:
        """`in_sight` answers the part of the values that can be seen."""
        super().__init__()
        self._theme, self._in_view = theme, in_sight
        self._bars = Bars((), (), is_stacked=False)
        self._values: Values = np.zeros((0, 0), np.int64)
        self._before: list[Values] = []
        self._known: list[NDArray[np.bool_]] = []
        self._height: Values = np.zeros(0, np.int64)
        self._extent = _Extent(self._height, self._height)
        self.pointed = self.selected = -1
        """Buckets under the mouse and selected; -1 for none."""
        self.layer = -1
        """Layer selected within the bar, counted from the axis; -1 for the whole bar."""

    def show_bars(self, bars: Bars) -> None:
        """Take other bars."""
        self.prepareGeometryChange()
        self._bars = bars
        count = len(bars.labels)
        # What is not known has no bar, as 0 has none; the figures beside it tell them apart.
        columns = [[value or 0 for value in each.values] for each in bars.columns]
        self._values = np.array(columns, np.int64).reshape(len(columns), count)
        before = [each.values for each in bars.series if each.is_previous]
        self._before = [np.array([value or 0 for value in each], np.int64) for each in before]
        self._known = [np.array([value is not None for value in each], np.bool_) for each in before]
        self._height = np.abs(self._values).sum(axis=0)
        self._extent = self._extent_of_all()
        self.update()

    @property
    def count(self) -> int:
        """How many buckets there are."""
        return len(self._bars.labels)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The lowest and the highest value of the buckets from `first` to `last`; 0 is always between them."""
        return self._extent.between(max(first, 0), last)

    def _extent_of_all(self) -> _Extent:
        """How far each bucket reaches down and up."""
        if self._bars.is_stacked:
            low, high = np.minimum(self._values, 0).sum(axis=0), np.maximum(self._values, 0).sum(axis=0)
        else:
            low = self._values.min(axis=0, initial=0)
            high = self._values.max(axis=0, initial=0)
        for each in self._before:
            low, high = np.minimum(low, each), np.maximum(high, each)
        return _Extent(low, high)

    def layer_at(self, at: int, value: float) -> int:
        """Which layer of a stacked bar reaches over a value; -1 for none."""
        up = down = 0
        for number, own in enumerate(self._values[:, at].tolist() if self._bars.is_stacked else ()):
            start = up if own > 0 else down
            if own and min(start, start + own) <= value < max(start, start + own):
                return number
            up, down = (up + own, down) if own > 0 else (up, down + own)
        return -1

    def layers(self, at: int) -> list[int]:
        """The layers of a stacked bar that have any height."""
        return np.flatnonzero(self._values[:, at]).tolist() if self._bars.is_stacked else []

    def boundingRect(self) -> QRectF:
        low, high = self.span(0, self.count)
        return QRectF(-0.5, low, max(self.count, 1), max(high - low, 1))

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None, /) -> None:
        if not self.count:
            return
        to_pixels = painter.worldTransform()
        area = to_pixels.mapRect(self._in_view())
        painter.save()
        painter.resetTransform()
        self._paint_bands(painter, to_pixels, area)
        shown = self._in_sight(to_pixels, area)
        self._paint_columns(painter, to_pixels, *shown)
        self._paint_before(painter, to_pixels, shown[0])
        painter.restore()

    def _in_sight(self, to_pixels: QTransform, area: QRectF) -> tuple[Values, int]:
        """The buckets to draw, and for how many each stands."""
        step = abs(to_pixels.m11())
        first = max(int((area.left() - to_pixels.dx()) / step - 0.5), 0)
        last = min(int((area.right() - to_pixels.dx()) / step + 1.5), self.count)
        each = max(int(np.ceil(_LEAST_STEP / step)), 1)
        if each == 1:
            return np.arange(first, last), 1
        first -= first % each
        whole = (last - first) // each
        rest = first + whole * each
        highest = self._height[first:rest].reshape(-1, each).argmax(axis=1) + np.arange(whole) * each + first
        if rest < last:
            highest = np.append(highest, rest + self._height[rest:last].argmax())
        return highest, each

    def _paint_bands(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        for at, colour in ((self.selected, "selection"), (self.pointed, "hover")):
            if 0 <= at < self.count:
                left, right = (round(to_pixels.m11() * (at + side) + to_pixels.dx()) for side in (-0.5, 0.5))
                painter.fillRect(QRectF(left, area.top(), max(right - left, 2), area.height()), self._ground(colour))

    def _ground(self, colour: str) -> QBrush:
        return QBrush(self._theme.colour(colour))

    def _paint_columns(self, painter: QPainter, to_pixels: QTransform, buckets: Values, each: int) -> None:
        scale, left = to_pixels.m11(), to_pixels.dx()
        beside = 1 if self._bars.is_stacked else max(len(self._values), 1)
        start = (buckets - buckets % each) if each > 1 else buckets
        room = scale * each
        width = room * (_SHARE if each == 1 else 1) / beside
        origin = scale * (start - 0.5) + left + (room - width * beside) / 2
        up = np.zeros(len(buckets), np.int64)
        down = np.zeros(len(buckets), np.int64)
        meant: tuple[float, ...] = ()
        for number, values in enumerate(self._values):
            value = values[buckets]
            base = np.where(value > 0, up, down) if self._bars.is_stacked else np.zeros_like(value)
            lefts = np.rint(origin + (0 if self._bars.is_stacked else number * width))
            rights = np.maximum(np.rint(origin + width * (1 if self._bars.is_stacked else number + 1)), lefts + 1)
            ends = np.rint(to_pixels.m22() * (base + value) + to_pixels.dy())
            begins = np.rint(to_pixels.m22() * base + to_pixels.dy())
            # A value that is there has at least one pixel.
            ends = np.where((value != 0) & (ends == begins), begins - np.sign(value), ends)
            self._fill(painter, number, (lefts, begins, rights, ends), value)
            if number == self.layer and each == 1 and self.selected in buckets:
                place = int(np.searchsorted(buckets, self.selected))
                meant = tuple(float(side[place]) for side in (lefts, begins, rights, ends))
            up, down = np.where(value > 0, up + value, up), np.where(value < 0, down + value, down)
        if meant:
            self._frame(painter, *meant)

    def _fill(self, painter: QPainter, number: int, sides: Sequence[NDArray[np.float64]], value: Values) -> None:
        there = np.flatnonzero(value)
        lefts, begins, rights, ends = (side[there].tolist() for side in sides)
        rects = [
            QRectF(left, min(begin, end), right - left, abs(end - begin))
            for left, begin, right, end in zip(lefts, begins, rights, ends, strict=True)
        ]
        if not rects:
            return
        wide = rects[0].width() >= _LEAST_HATCHED
        edge = QPen(self._theme.colour("panel"), 1) if wide and self._bars.is_stacked else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(bar_colour(self._theme, number))
        painter.drawRects(rects)
        hatch = bar_hatch(number)
        if wide and hatch is not Qt.BrushStyle.NoBrush:
            over = QColor(self._theme.colour("panel"))
            over.setAlpha(110)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(over, hatch))
            painter.drawRects(rects)

    def _frame(self, painter: QPainter, left: float, begin: float, right: float, end: float) -> None:
        """Around the layer that is meant."""
        painter.setPen(QPen(self._theme.colour("text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, min(begin, end), right - left, abs(end - begin)).adjusted(-2, -1, 1, 1))

    def _paint_before(self, painter: QPainter, to_pixels: QTransform, buckets: Values) -> None:
        """The period before: a dashed grey line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("muted"), 1.5, Qt.PenStyle.DashLine))
        for values, known in zip(self._before, self._known, strict=True):
            x = (to_pixels.m11() * buckets + to_pixels.dx()).tolist()
            y = (to_pixels.m22() * values[buckets] + to_pixels.dy()).tolist()
            seen = [at if is_known else None for at, is_known in enumerate(known[buckets].tolist())]
            for part in known_parts(seen):
                painter.drawPolyline([QPointF(x[at], y[at]) for at, _ in part])
