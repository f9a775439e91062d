"""Our one set of line-style icons: SVG files with `currentColor`, drawn in any colour and size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from netmile_desktop.paths import resources


def draw_icon(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """An icon as a pixmap of `size` logical pixels, drawn from the outlines at the device's own resolution."""
    pixels = max(1, round(size * ratio))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    svg = _source(name).replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def device_ratio(painter: QPainter) -> float:
    """Pixels of the device for one of the painter's. Its `device()` would tell as well, but it would have every kind
    of device made known to Python, which takes 10 ms once."""
    return painter.deviceTransform().m11()


class TintedIcon(QIconEngine):
    """An icon of our set that is drawn when, and as large as, somebody wants to see it.

    Of a room that is no square it takes the left end, which puts more air between it and the words of a button.
    """

    def __init__(self, name: str, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._name, self._colour, self._disabled = name, colour, disabled
        self._drawn: dict[tuple[int, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        return TintedIcon(self._name, self._colour, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ratio = device_ratio(painter)
        side = min(rect.width(), rect.height())
        square = QRect(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
        painter.drawPixmap(square, self._pixmap(round(side * ratio), mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()  # asked for by parts of controls that have no room
        drawn = self._pixmap(min(size.width(), size.height()), mode)
        if drawn.size() == size:
            return drawn
        wide = QPixmap(size)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, (size.height() - drawn.height()) // 2, drawn)
        painter.end()
        return wide

    def _pixmap(self, pixels: int, mode: QIcon.Mode) -> QPixmap:
        key = (pixels, mode == QIcon.Mode.Disabled)
        if key not in self._drawn:
            self._drawn[key] = draw_icon(self._name, pixels, self._disabled if key[1] else self._colour)
        return self._drawn[key]


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
