"""A report on paper: what to know of the figures, the chart, the table; as PDF with its fonts embedded."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.shape import Unit
from netmile_desktop.views.look.palette import LIGHT
from netmile_desktop.views.look.theme import JAPANESE_FAMILIES
from netmile_desktop.views.reports.charts.bars import bars_of, paint_bars
from netmile_desktop.views.reports.pdf_letters import with_letters
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.sheet import Cell, Field, ReportSheet, charted, sheet

RESOLUTION = 96
_POINTS = 8.0
_ROW = 18.0
_CHART_HEIGHT = 240.0
_FOOT = 20.0
_HEADER = QColor("#EEF1F5")
_TEXT = QColor("#1B2430")
_MUTED = QColor("#5C6A7A")
_LINE = QColor("#E1E5EA")


def report_pdf(figures: Figures, language: Language, column: str = "") -> bytes:
    """The whole report as a PDF: vector lines and letters. Needs a QGuiApplication.

    Args:
        column: the one the chart shows; the overview where it is empty.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    table = sheet(figures, language)
    writer.setTitle(table.foot)
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
    print_report(writer, table, language, column)
    buffer.close()
    return with_letters(bytes(content.data()), _written(table), (letters(), letters(is_bold=True)))


def print_report(device: QPagedPaintDevice, table: ReportSheet, language: Language, column: str = "") -> None:
    """Paint a report on as many pages as it takes."""
    painter = QPainter(device)
    try:
        _Paper(painter, device, table).paint(language, column)
    finally:
        painter.end()


def paint_title(painter: QPainter, area: QRectF, table: ReportSheet) -> None:
    """Paint the title, and in sight beside it that these are sample data, if they are."""
    painter.setFont(letters(1.7, is_bold=True))
    painter.setPen(_TEXT)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, table.title)
    if not table.mark:
        return
    painter.setFont(letters(1.3, is_bold=True))
    width = painter.fontMetrics().horizontalAdvance(table.mark) + 24.0
    badge = QRectF(area.right() - width, area.top() + 2, width, area.height() - 4)
    painter.fillRect(badge, QColor(LIGHT.sandbox_tint))
    painter.setPen(QColor(LIGHT.sandbox))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, table.mark)


def paint_facts(painter: QPainter, area: QRectF, table: ReportSheet) -> float:
    """Paint what to know of the figures, and return how high it is."""
    painter.setFont(letters())
    painter.setPen(_MUTED)
    said = "   ".join(f"{label}: {text}" for label, text in table.facts)
    painter.drawText(area, Qt.TextFlag.TextWordWrap, said)
    return painter.boundingRect(area, Qt.TextFlag.TextWordWrap, said).height()


class _Paper:
    """One printing, from the top of the first page downwards."""

    def __init__(self, painter: QPainter, device: QPagedPaintDevice, table: ReportSheet) -> None:
        self._painter = painter
        self._device = device
        self._table = table
        self._width = float(painter.viewport().width())
        self._height = float(painter.viewport().height()) - _FOOT
        self._page = 1
        self._y = 0.0

    def paint(self, language: Language, column: str) -> None:
        self._paint_head()
        shown = charted(self._table, column)
        if shown and self._table.rows:
            self._painter.setFont(letters())
            area = QRectF(0, self._y, self._width, _CHART_HEIGHT)
            paint_bars(self._painter, area, bars_of(self._table, shown), language)
            self._y += _CHART_HEIGHT + 12
        widths = self._widths()
        self._paint_headings(widths)
        for row in self._table.rows:
            self._paint_row(row, widths)
        self._paint_row(self._table.totals, widths, is_total=True)
        self._paint_foot()

    def _paint_head(self) -> None:
        paint_title(self._painter, QRectF(0, 0, self._width, 30), self._table)
        self._y = 32 + paint_facts(self._painter, QRectF(0, 32, self._width, 60), self._table) + 10

    def _paint_foot(self) -> None:
        """Say on each sheet what it is: sheets get apart."""
        painter = self._painter
        painter.setFont(letters())
        painter.setPen(_MUTED)
        area = QRectF(0, self._height, self._width, _FOOT)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(area, bottom | Qt.AlignmentFlag.AlignRight, str(self._page))
        room = int(self._width - 40)
        said = self._table.foot_within(lambda text: painter.fontMetrics().horizontalAdvance(text) <= room)
        painter.drawText(area, bottom | Qt.AlignmentFlag.AlignLeft, said)

    def _widths(self) -> list[float]:
        """The first column as wide as its labels, the others alike."""
        first = min(120.0, self._width / max(len(self._table.fields), 2))
        rest = (self._width - first) / max(len(self._table.fields) - 1, 1)
        return [first, *[rest] * (len(self._table.fields) - 1)]

    def _paint_headings(self, widths: list[float]) -> None:
        painter = self._painter
        painter.setFont(letters(is_bold=True))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere
        cells = [QRectF(0, 0, width - 8, 400) for width in widths]
        height = max(
            painter.boundingRect(cell, flags, field.heading).height()
            for cell, field in zip(cells, self._table.fields, strict=True)
        )
        height += 6
        painter.fillRect(QRectF(0, self._y, self._width, height), _HEADER)
        painter.setPen(_TEXT)
        x = 0.0
        for width, field in zip(widths, self._table.fields, strict=True):
            side = Qt.AlignmentFlag.AlignRight if field.unit else Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x + 4, self._y, width - 8, height), flags | side, field.heading)
            x += width
        self._y += height

    def _paint_row(self, cells: tuple[Cell, ...], widths: list[float], *, is_total: bool = False) -> None:
        if self._y + _ROW > self._height:
            self._paint_foot()
            self._device.newPage()
            self._page += 1
            self._y = 0.0
            self._paint_headings(widths)
        painter = self._painter
        painter.setFont(letters(is_bold=is_total))
        painter.setPen(_TEXT)
        x = 0.0
        for width, field, cell in zip(widths, self._table.fields, cells, strict=True):
            side = Qt.AlignmentFlag.AlignRight if field.unit else Qt.AlignmentFlag.AlignLeft
            area = QRectF(x + 4, self._y, width - 8, _ROW)
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, _text(field, cell))
            x += width
        self._y += _ROW
        painter.setPen(_LINE)
        painter.drawLine(0, int(self._y), int(self._width), int(self._y))


def _written(table: ReportSheet) -> str:
    """All words of the paper."""
    cells = (cell for row in table.rows for cell in row if isinstance(cell, str))
    facts = (word for fact in table.facts for word in fact)
    heads = (word for field in table.fields for word in (field.heading, field.campaign_name))
    return "".join((table.title, table.mark, table.foot, *facts, *heads, *cells, *map(str, table.totals)))


def _text(field: Field, cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return f"¥{cell:,}" if field.unit is Unit.YEN else f"{cell:,}"


def letters(size: float = 1.0, *, is_bold: bool = False) -> QFont:
    """The letters of paper and pictures: a Japanese family where one is named.

    Each letter has its usual glyph. Within Latin text Japanese fonts would put digits of their own in the place of
    the usual ones (`locl`), of which readers of a PDF cannot tell what they are.
    """
    known = set(QFontDatabase.families())
    family = next((each for each in JAPANESE_FAMILIES if each in known), "")
    font = QFont(family) if family else QFont()
    font.setPointSizeF(_POINTS * size)
    font.setBold(is_bold)
    font.setFeature(QFont.Tag("locl"), 0)
    return font
