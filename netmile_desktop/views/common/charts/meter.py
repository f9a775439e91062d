"""A bar that fills up, and the small square in the colour of one of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from netmile_desktop.views.common.labels import paint_meter
from netmile_desktop.views.look.theme import Theme

_METER, _SWATCH = 8, 9


class Meter(QWidget):
    """A bar that fills up; the figures beside it say the same."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares: Sequence[float] = ()
        self._colours: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_shares(self, shares: Sequence[float], colours: Sequence[str]) -> None:
        self._shares, self._colours = shares, colours
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._theme.pixels(_METER))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_meter(painter, self._theme, QRectF(self.rect()), self._shares, self._colours)
        painter.end()


class Swatch(QLabel):
    """A small square in the colour of what stands beside it."""

    def __init__(self, theme: Theme, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._colour = theme, colour
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(_SWATCH), self._theme.pixels(_SWATCH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        size = self._theme.pixels(_SWATCH)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("panel"))
        painter.setBrush(self._theme.colour(self._colour))
        painter.drawRoundedRect(QRectF(0, (self.height() - size) / 2, size, size), 2, 2)
        painter.end()
