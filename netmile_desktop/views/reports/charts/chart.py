"""The chart of a report: hover for values, click to select, wheel and drag to zoom and pan, one key back home.

This module loads pyqtgraph and numpy: it is imported when a report is first shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.figures import ticks
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars
from netmile_desktop.views.reports.charts.bars_item import BarsItem
from netmile_desktop.views.reports.charts.legend import figure_text
from netmile_desktop.views.reports.charts.pointing import Pointing
from netmile_desktop.views.reports.charts.time_axis import time_labels, whole_label

_ZOOM = 0.7
_FEWEST = 3
"""Fewest buckets shown when zoomed in."""


class Chart(QWidget):
    """Bars of a report over time. The value axis always fits what is in sight."""

    chosen = Signal(int)
    """A bar was selected in the chart: its position."""
    opened = Signal(int)
    """Show the entries behind a bar: its position."""
    pointed = Signal(int)
    """The pointer is over a bar, -1 for none: its position."""
    zoomed = Signal(bool)
    """Whether only a part of the buckets is visible."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._language = theme, language
        self._bars = Bars((), (), is_stacked=False)
        self._buckets: Sequence[Bucket] = ()
        self._plot: Any = pyqtgraph.PlotWidget(parent=self)
        self._item = BarsItem(theme, self._sight)
        self.pointing = Pointing(theme, language, self)
        self._nothing = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Chart"))
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._plot)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _set_up(self) -> None:
        plot = self._plot
        for widget in (plot, plot.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=True, y=False)
        plot.disableAutoRange()
        plot.addItem(self._item, ignoreBounds=True)
        plot.getAxis("left").setStyle(tickLength=0, autoExpandTextSpace=True, hideOverlappingLabels=False)
        plot.getAxis("bottom").setStyle(tickLength=0, hideOverlappingLabels=False)
        plot.scene().sigMouseMoved.connect(self._on_mouse_moved)
        plot.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        plot.getViewBox().sigXRangeChanged.connect(self._on_range_changed)
        plot.setViewportUpdateMode(plot.ViewportUpdateMode.FullViewportUpdate)  # else bands leave their ends behind
        self._fitting = QTimer(self, interval=0, singleShot=True)
        self._fitting.timeout.connect(self._fit)

    # --- what is shown ----------------------------------------------------------------------

    def show_bars(self, bars: Bars, buckets: Sequence[Bucket], nothing: str = "") -> None:
        """Show other bars; what was in sight stays where the buckets are the same ones.

        Args:
            nothing: What is said if no bar has any height.
        """
        same = list(buckets) == list(self._buckets)
        self._bars, self._buckets = bars, buckets
        self._item.show_bars(bars)
        self.pointing.leave()
        self._nothing = nothing if bars.is_empty else ""
        self.pointing.say_nothing(self._nothing)
        if not same or not self.is_zoomed:
            self._item.selected = self._item.selected if same else -1
            self.go_home()
        self._item.layer = -1
        self._fit()

    def select(self, at: int, layer: int = -1) -> None:
        """Select a bar, -1 for none, or one layer of it; it is brought into sight."""
        self._item.selected, self._item.layer = at, layer
        first, last = self.in_sight()
        if at >= 0 and not first <= at <= last:
            half = (last - first + 1) / 2
            self._plot.setXRange(at - half, at + half, padding=0)
        self.setAccessibleDescription(self.says(at, layer))
        self._item.update()

    @property
    def selected(self) -> int:
        """The selected bar, -1 for none."""
        return self._item.selected

    @property
    def layer(self) -> int:
        """Which layer of the selected bar is meant, -1 for the whole bar."""
        return self._item.layer

    @property
    def is_zoomed(self) -> bool:
        """Whether only a part is in sight."""
        first, last = self.in_sight()
        return self._item.count > 0 and last - first + 1 < self._item.count

    def in_sight(self) -> tuple[int, int]:
        """The first and the last bucket that can be seen."""
        left, right = self._plot.viewRange()[0]
        return max(ceil(left), 0), min(floor(right), max(self._item.count - 1, 0))

    def _sight(self) -> QRectF:
        (left, right), (low, high) = self._plot.viewRange()
        return QRectF(left, low, right - left, high - low)

    def says(self, at: int, layer: int = -1) -> str:
        """A bucket with all its figures, one a line; or with that of one layer."""
        if not 0 <= at < len(self._bars.labels):
            return ""
        series = [self._bars.columns[layer]] if layer >= 0 else self._bars.series
        lines = [f"{each.name}  {figure_text(each.values[at], each.unit)}" for each in series]
        return "\n".join((whole_label(self._buckets[at], self._language), *lines))

    # --- zoom and pan -----------------------------------------------------------------------

    @Slot()
    def go_home(self) -> None:
        """Everything in sight."""
        count = max(self._item.count, 1)
        self._plot.setLimits(xMin=-0.5, xMax=count - 0.5, minXRange=min(_FEWEST, count), maxXRange=count)
        self._plot.setXRange(-0.5, count - 0.5, padding=0)
        self._fit()

    def zoom(self, factor: float) -> None:
        """Below 1 closer, above 1 farther; around the selected bar or the middle."""
        left, right = self._plot.viewRange()[0]
        at = self.selected
        middle = at if left <= at <= right else (left + right) / 2
        self._plot.setXRange(middle - (middle - left) * factor, middle + (right - middle) * factor, padding=0)

    def _fit(self) -> None:
        """Scale and labels for what is in sight."""
        first, last = self.in_sight()
        lowest, highest = self._item.span(first, last)
        scale = ticks(highest, lowest)
        self._plot.setYRange(scale[0].value, scale[-1].value, padding=0.05)
        self._plot.getAxis("left").setTicks([[(each.value, each.text(self._language)) for each in scale]])
        room = max(self._theme.metrics().horizontalAdvance("00年00月 "), 1)
        most = max(int(self._plot.getViewBox().width() / (room * 1.25)), 2)
        self._plot.getAxis("bottom").setTicks([time_labels(self._buckets, first, last, most, self._language)])
        self.zoomed.emit(self.is_zoomed)

    @Slot()
    def _on_range_changed(self) -> None:
        self.pointing.leave()
        self._fitting.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pointing.say_nothing(self._nothing)
        self._fitting.start()

    # --- hands ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self._item.count - 1
        at = self.selected
        moves = {
            Qt.Key.Key_Left: max(at - 1, 0) if at >= 0 else last,
            Qt.Key.Key_Right: min(at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves and last >= 0:
            self._choose(moves[key])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._bars.is_stacked and at >= 0:
            self._choose(at, self._next_layer(at, 1 if key is Qt.Key.Key_Up else -1))
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Semicolon}:
            self.zoom(_ZOOM)
        elif key is Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key is Qt.Key.Key_0:
            self.go_home()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at >= 0 and not event.modifiers():
            self.opened.emit(at)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()

    def _next_layer(self, at: int, step: int) -> int:
        """The layer above or below the one that is meant; past the last one the whole bar again."""
        layers = [-1, *self._item.layers(at)]
        return layers[(layers.index(self.layer) + step) % len(layers)] if self.layer in layers else -1

    def _choose(self, at: int, layer: int = -1) -> None:
        self.select(at, layer)
        self.chosen.emit(at)

    def _at(self, place: QPointF) -> int:
        """The bucket at a place of the scene, or -1."""
        box = self._plot.getViewBox()
        if not box.sceneBoundingRect().contains(place):
            return -1
        at = round(box.mapSceneToView(place).x())
        return at if 0 <= at < self._item.count else -1

    @Slot(object)
    def _on_mouse_moved(self, place: QPointF) -> None:
        self._point_at(self._at(place), place)

    def _point_at(self, at: int, place: QPointF | None = None) -> None:
        if self._item.point_at(at):
            self.pointed.emit(at)
        if at < 0 or place is None:
            self.pointing.leave()
            return
        box = self._plot.getViewBox()
        middle = box.mapViewToScene(QPointF(at, 0)).x()
        half = abs(box.mapViewToScene(QPointF(at + 0.5, 0)).x() - middle)
        beside = middle + half if place.x() < self.width() / 2 else middle - half
        foot = int(box.sceneBoundingRect().bottom()) + 2
        there = QPoint(int(beside), int(place.y()))
        self.pointing.show_bucket(self._bars, self._buckets[at], at, there, foot, int(middle))

    @Slot(object)
    def _on_mouse_clicked(self, event: Any) -> None:
        at = self._at(event.scenePos())
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            value = self._plot.getViewBox().mapSceneToView(event.scenePos()).y()
            self._choose(at, self._item.layer_at(at, value))
            if event.double():
                self.opened.emit(at)

    @Slot()
    def _on_theme_changed(self) -> None:
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setTickFont(self._theme.font(0.9))
            axis.setTextPen(self._theme.colour("muted"))
            axis.setPen(self._theme.colour("line"))
        self._plot.setBackground(self._theme.colour("panel"))
        grid = self._plot.getAxis("left")
        grid.setGrid(255)
        # Its lines are drawn with it, and belong behind the bars.
        grid.setZValue(-1000)
        grid.setTickPen(self._theme.colour("line"))
        self._plot.getAxis("bottom").setHeight(self._theme.metrics().height() + 8)
        self._item.update()
        self._fitting.start()
