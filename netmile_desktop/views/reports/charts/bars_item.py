"""Bars on the screen: on whole pixels, and never more of them than there are pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars
from netmile_desktop.views.reports.charts.colours import bar_hatch, colour_of, numbers_of

Values = NDArray[np.int64]

_SHARE = 0.7
"""Share of a bucket's width taken by its bars."""
_WIDEST = 48
"""Widest bar in pixels: a few months do not become a wall."""
_GHOST_SHARE = 0.9
_LEAST_HATCHED = 16
_LEAST_EDGED = 6
"""Least width in pixels at which a bar is hatched, and at which the parts of one are set apart."""
_MOST_FIGURES = 14
"""Buckets over whose bars their figures are written."""
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
        self._slots: list[int] = []
        self._numbers: list[int] = []
        self._before: list[Values] = []
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
        self._slots, numbers = bars.slots, numbers_of(bars)
        self._numbers = [number for number in numbers if number != -1]
        before = [each.values for each in bars.series if each.is_previous]
        self._before = [np.array([value or 0 for value in each], np.int64) for each in before]
        self._height = np.abs(self._values).sum(axis=0)
        self._extent = self._extent_of_all()
        self.update()

    def point_at(self, at: int) -> bool:
        """Mark the bucket under the mouse, -1 for none; return whether it is another one."""
        is_other = at != self.pointed
        self.pointed = at
        if is_other:
            self.update()
        return is_other

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
        self._paint_before(painter, to_pixels, *shown)
        self._paint_columns(painter, to_pixels, *shown)
        self._paint_figures(painter, to_pixels, *shown)
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
        if 0 <= self.pointed < self.count:
            middle = round(to_pixels.m11() * self.pointed + to_pixels.dx())
            painter.fillRect(QRectF(middle, area.top(), 1, area.height()), self._ground("accent"))

    def _ground(self, colour: str) -> QBrush:
        return QBrush(self._theme.colour(colour))

    def _paint_columns(self, painter: QPainter, to_pixels: QTransform, buckets: Values, each: int) -> None:
        scale, left = to_pixels.m11(), to_pixels.dx()
        beside = max(self._slots, default=0) + 1
        start = (buckets - buckets % each) if each > 1 else buckets
        room = scale * each
        width = min(room * (_SHARE if each == 1 else 1), _WIDEST * beside) / beside
        origin = scale * (start - 0.5) + left + (room - width * beside) / 2
        up = np.zeros(len(buckets), np.int64)
        down = np.zeros(len(buckets), np.int64)
        meant: tuple[float, ...] = ()
        for number, values in enumerate(self._values):
            value = values[buckets]
            slot = self._slots[number]
            base = np.where(value > 0, up, down) if self._bars.is_stacked else np.zeros_like(value)
            lefts = np.rint(origin + slot * width)
            rights = np.maximum(np.rint(origin + width * (slot + 1)), lefts + 1)
            ends = np.rint(to_pixels.m22() * (base + value) + to_pixels.dy())
            begins = np.rint(to_pixels.m22() * base + to_pixels.dy())
            # A value that is there has at least one pixel.
            ends = np.where((value != 0) & (ends == begins), begins - np.sign(value), ends)
            is_running = (buckets == self._bars.running) & (each == 1)
            self._fill(painter, number, (lefts, begins, rights, ends), value, is_running)
            if number == self.layer and each == 1 and self.selected in buckets:
                place = int(np.searchsorted(buckets, self.selected))
                meant = tuple(float(side[place]) for side in (lefts, begins, rights, ends))
            up, down = np.where(value > 0, up + value, up), np.where(value < 0, down + value, down)
        if meant:
            self._frame(painter, *meant)

    def _fill(
        self,
        painter: QPainter,
        number: int,
        sides: Sequence[NDArray[np.float64]],
        value: Values,
        is_running: NDArray[np.bool_],
    ) -> None:
        whole, open_ones = (
            [*_rects(sides, np.flatnonzero((value != 0) & which))] for which in (~is_running, is_running)
        )
        colour = colour_of(self._theme, self._numbers[number])
        widest = max((rect.width() for rect in (*whole, *open_ones)), default=0)
        is_edged = widest >= _LEAST_EDGED and self._bars.is_stacked
        painter.setPen(QPen(self._theme.colour("panel"), 1) if is_edged else Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(whole)
        hatch = bar_hatch(self._numbers[number])
        if whole and widest >= _LEAST_HATCHED and hatch is not Qt.BrushStyle.NoBrush:
            over = QColor(self._theme.colour("panel"))
            over.setAlpha(110)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(over, hatch))
            painter.drawRects(whole)
        if open_ones:  # not over yet, so only its outline
            painter.setPen(QPen(colour, 1))
            painter.setBrush(self._theme.colour("panel"))
            painter.drawRects([rect.adjusted(0.5, 0.5, -0.5, -0.5) for rect in open_ones])

    def _paint_figures(self, painter: QPainter, to_pixels: QTransform, buckets: Values, each: int) -> None:
        """Write what is above the axis over its bar, where there are so few that all figures have room."""
        above = [number for number, slot in enumerate(self._slots) if slot == 0 and self._numbers[number] >= 0]
        if each > 1 or len(buckets) > _MOST_FIGURES or max(self._slots, default=0) or not above:
            return
        painter.setFont(self._theme.font(0.85))
        metrics, room = painter.fontMetrics(), abs(to_pixels.m11())
        sums = self._values[above].sum(axis=0)[buckets].tolist()
        said = [f"{value:,}" if value else "" for value in sums]
        if max((metrics.horizontalAdvance(words) for words in said), default=0) + 4 > room:
            return
        painter.setPen(self._theme.colour("muted"))
        for at, value, words in zip(buckets.tolist(), sums, said, strict=True):
            top = to_pixels.m22() * value + to_pixels.dy() - metrics.height() - 2
            place = QRectF(to_pixels.m11() * (at - 0.5) + to_pixels.dx(), top, room, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _frame(self, painter: QPainter, left: float, begin: float, right: float, end: float) -> None:
        """Around the layer that is meant."""
        painter.setPen(QPen(self._theme.colour("text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, min(begin, end), right - left, abs(end - begin)).adjusted(-2, -1, 1, 1))

    def _paint_before(self, painter: QPainter, to_pixels: QTransform, buckets: Values, each: int) -> None:
        """The period before: grey bars behind."""
        scale, left = to_pixels.m11(), to_pixels.dx()
        start = (buckets - buckets % each) if each > 1 else buckets
        room = scale * each
        width = min(room * (_GHOST_SHARE if each == 1 else 1), _WIDEST * (max(self._slots, default=0) + 1) * 1.3)
        lefts = np.rint(scale * (start - 0.5) + left + (room - width) / 2)
        rights = np.maximum(np.rint(lefts + width), lefts + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ghost"))
        for values in self._before:
            value = values[buckets]
            begins = np.full(len(buckets), np.rint(to_pixels.dy()))
            ends = np.rint(to_pixels.m22() * value + to_pixels.dy())
            painter.drawRects([*_rects((lefts, begins, rights, ends), np.flatnonzero(value))])


def _rects(sides: Sequence[NDArray[np.float64]], places: NDArray[np.int64]) -> Iterator[QRectF]:
    """The bars at some places, by their left, begin, right and end."""
    lefts, begins, rights, ends = (side[places].tolist() for side in sides)
    for left, begin, right, end in zip(lefts, begins, rights, ends, strict=True):
        yield QRectF(left, min(begin, end), right - left, abs(end - begin))
