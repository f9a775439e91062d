"""Numbers by two things at once, the larger the stronger their ground; a cell can be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import contrast, mixed
from netmile_desktop.views.look.theme import Theme

_LEAST_COLUMN = 6
_WIDEST_COLUMN = 96
_FAINTEST = 0.14
"""Least share of the colour, for a cell with few errors."""
_READABLE, _STEP = 4.5, 0.02
"""Contrast of figures on their cell, and by how much of a share a cell is darkened to reach it."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class HeatMapLine:
    """A row or a column: what it is about, its short and its whole name."""

    key: object
    short: str
    whole: str = ""

    @property
    def name(self) -> str:
        return self.whole or self.short


@dataclass(frozen=True, slots=True)
class Heat:
    """What is shown: a number for each row and column where there is one."""

    rows: Sequence[HeatMapLine] = ()
    columns: Sequence[HeatMapLine] = ()
    values: Mapping[tuple[object, object], int] = field(default_factory=dict)

    def value(self, row: int, column: int) -> int:
        return self.values.get((self.rows[row].key, self.columns[column].key), 0)

    def sum(self, row: int) -> int:
        return sum(self.value(row, at) for at in range(len(self.columns)))


class HeatMap(QWidget):
    """Arrow keys and clicks choose a cell, Esc or a second click none."""

    chosen = Signal()
    """The selected cell has changed: see `cell`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heat = Heat()
        self._at: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_heat(self, heat: Heat) -> None:
        """Show other numbers; nothing is chosen then."""
        self._heat, self._at = heat, None
        self.setAccessibleDescription("")
        self.updateGeometry()
        self.update()

    @property
    def heat(self) -> Heat:
        return self._heat

    @property
    def cell(self) -> tuple[object, object] | None:
        """Keys of the row and the column that are chosen."""
        if self._at is None:
            return None
        return self._heat.rows[self._at[0]].key, self._heat.columns[self._at[1]].key

    def choose(self, at: tuple[int, int] | None) -> None:
        """Choose a cell by its place, or none."""
        if at != self._at:
            self._at = at
            self.setAccessibleDescription(self._says(*at) if at is not None else "")
            self.update()
            self.chosen.emit()

    # --- places -------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, self._line * (len(self._heat.rows) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    @property
    def _line(self) -> int:
        return self._theme.metrics().height() + 10

    @property
    def _names(self) -> int:
        """Width of the names of the rows."""
        metrics = self._theme.metrics()
        widest = max((metrics.horizontalAdvance(each.name) for each in self._heat.rows), default=0) + 16
        return int(min(widest, self.width() * 0.34))

    @property
    def _sums(self) -> int:
        metrics = self._theme.metrics()
        return max(metrics.horizontalAdvance(formats.number(self._heat.sum(at))) for at in self._all_rows()) + 20

    def _all_rows(self) -> range:
        return range(len(self._heat.rows))

    def rect_of(self, row: int, column: int) -> QRect:
        """Where a cell is."""
        room = self.width() - self._names - self._sums
        width = min(max(room / max(len(self._heat.columns), 1), _LEAST_COLUMN), _WIDEST_COLUMN)
        left, right = (round(self._names + (column + side) * width) for side in (0, 1))
        return QRect(left, self._line * (row + 1), right - left, self._line)

    def _cell_at(self, place: QPoint) -> tuple[int, int] | None:
        row = place.y() // self._line - 1
        if not 0 <= row < len(self._heat.rows):
            return None
        found = (at for at in range(len(self._heat.columns)) if self.rect_of(row, at).contains(place))
        return next(((row, at) for at in found), None)

    def _says(self, row: int, column: int) -> str:
        names = f"{self._heat.rows[row].name}  {self._heat.columns[column].name}"
        return f"{names}  {formats.number(self._heat.value(row, column))}"

    # --- hands --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._cell_at(event.position().toPoint())
        self.choose(None if at == self._at or at is None or not self._heat.value(*at) else at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if key in steps and self._heat.values:
            at = self._at or (0, len(self._heat.columns) - 1)
            row, column = (at[side] + steps[key][side] * (self._at is not None) for side in (0, 1))
            self.choose((min(max(row, 0), len(self._heat.rows) - 1), min(max(column, 0), len(self._heat.columns) - 1)))
        else:
            super().keyPressEvent(event)

    def dismiss(self) -> bool:
        """Choose no cell (Esc); return False if none was chosen."""
        if self._at is None:
            return False
        self.choose(None)
        return True

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = self._cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self._says(*at) if at is not None else "", self)
            return True
        return super().event(event)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._heat.rows or not self._heat.columns:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font())
        self._paint_heads(painter)
        most = max(self._heat.values.values(), default=1)
        for row in self._all_rows():
            if event.rect().intersects(QRect(0, self._line * (row + 1), self.width(), self._line)):
                self._paint_row(painter, row, most)
        if self._at is not None:
            painter.setPen(self._theme.colour("accent" if self.hasFocus() else "text"))
            painter.drawRect(self.rect_of(*self._at).adjusted(0, 0, -_GAP, -_GAP))
        elif self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        """As many names of columns as fit."""
        metrics = self._theme.metrics()
        painter.setPen(self._theme.colour("muted"))
        free_from = 0
        for at, each in enumerate(self._heat.columns):
            middle, half = self.rect_of(0, at).center().x(), metrics.horizontalAdvance(each.short) // 2 + 1
            left = min(max(middle - half, self._names), self.width() - 2 * half)
            if left >= free_from:
                flags = Qt.AlignmentFlag.AlignCenter
                painter.drawText(QRect(left, 0, 2 * half, self._line), flags, each.short)
                free_from = left + 2 * half + 10

    def _paint_row(self, painter: QPainter, row: int, most: int) -> None:
        metrics, top = self._theme.metrics(), self._line * (row + 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.colour("text"))
        name = metrics.elidedText(self._heat.rows[row].name, Qt.TextElideMode.ElideRight, self._names - 12)
        painter.drawText(QRect(0, top, self._names - 8, self._line), middle | Qt.AlignmentFlag.AlignLeft, name)
        for at in range(len(self._heat.columns)):
            self._paint_cell(
                painter, self.rect_of(row, at).adjusted(0, 0, -_GAP, -_GAP), self._heat.value(row, at), most
            )
        painter.setPen(self._theme.colour("text"))
        sums = QRect(self.rect_of(row, len(self._heat.columns) - 1).right(), top, self._sums, self._line)
        painter.drawText(sums, middle | Qt.AlignmentFlag.AlignRight, formats.number(self._heat.sum(row)))

    def _paint_cell(self, painter: QPainter, area: QRect, value: int, most: int) -> None:
        names = ("header", "error", "text", "panel")
        header, error, text_ink, panel = (self._theme.colour(name).name() for name in names)
        ground, ink = readable_cell(
            max(sqrt(value / most), _FAINTEST) if value else 0.0, header, error, (text_ink, panel)
        )
        painter.fillRect(area, QColor(ground))
        text = formats.number(value)
        if value and self._theme.metrics().horizontalAdvance(text) + 4 <= area.width():
            painter.setPen(QColor(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def readable_cell(share: float, header: str, error: str, inks: tuple[str, str]) -> tuple[str, str]:
    """Return ground and ink of a cell: the more of the colour the larger its share, but never so that no ink is read."""
    while True:
        ground = mixed(header, error, min(share, 1.0))
        ink = max(inks, key=lambda each: contrast(each, ground))
        if share >= 1.0 or contrast(ink, ground) >= _READABLE:
            return ground, ink
        share += _STEP
