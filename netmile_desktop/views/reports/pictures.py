"""The chart of a report as a picture: PNG for documents, SVG with vector lines and letters, or for the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from netmile_desktop.domain.language import Language
from netmile_desktop.views.reports.charts.bars import bars_of, paint_bars
from netmile_desktop.views.reports.report_pdf import RESOLUTION, paint_facts, paint_title
from netmile_desktop.workspace.reports.sheet import ReportSheet, charted

_SIZE = QSize(960, 480)
_MARGIN = 24
_SHARPNESS = 2
"""Pixels of the PNG per point."""


def chart_png(table: ReportSheet, language: Language, column: str = "") -> bytes:
    """Twice as many pixels as on the screen, so that it stays sharp in print."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(chart_image(table, language, column))
    buffer.close()
    return bytes(content.data())


def chart_image(table: ReportSheet, language: Language, column: str = "") -> QImage:
    """The chart on white ground, with what to know of its figures."""
    image = QImage(_SIZE * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    # Sizes of letters follow the dots of a metre.
    image.setDotsPerMeterX(round(RESOLUTION / 0.0254))
    image.setDotsPerMeterY(round(RESOLUTION / 0.0254))
    image.fill(QColor("white"))
    painter = QPainter(image)
    _paint(painter, table, language, column)
    painter.end()
    return image


def chart_svg(table: ReportSheet, language: Language, column: str = "") -> bytes:
    """Vector lines, and letters as text."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(RESOLUTION)
    generator.setSize(_SIZE)
    generator.setViewBox(QRectF(0, 0, _SIZE.width(), _SIZE.height()))
    generator.setTitle(table.title)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, _SIZE.width(), _SIZE.height()), QColor("white"))
    _paint(painter, table, language, column)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _paint(painter: QPainter, table: ReportSheet, language: Language, column: str) -> None:
    width = _SIZE.width() - 2 * _MARGIN
    paint_title(painter, QRectF(_MARGIN, _MARGIN - 8, width, 30), table)
    below = QRectF(_MARGIN, _MARGIN + 26, width, 64)
    top = below.top() + paint_facts(painter, below, table) + 12
    area = QRectF(_MARGIN, top, width, _SIZE.height() - top - _MARGIN)
    paint_bars(painter, area, bars_of(table, charted(table, column)), language)
