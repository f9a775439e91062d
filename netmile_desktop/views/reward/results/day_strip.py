"""The set times of a day side by side: one cell for each, one stop of the Tab key, arrows inside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.rewards.day_strips import CellState, DayStrip, StripCell
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reward.results.words import StripWords, short_time_left

AnyIndex = QModelIndex | QPersistentModelIndex

HEIGHT = 52
_LEAST_WIDTH = 38
_GAP = 4
"""Between two cells."""
_RADIUS = 6
_ICON = 12
_DOT = 6
"""Width of the point on a file that nobody has looked at."""
_FONT, _TIGHT_FONT = 0.93, 0.8
"""Sizes of the figures relative to the base size."""
_DIVISORS = (24, 12, 8, 6, 4, 3, 2, 1)
_CELL_ROLE = Qt.ItemDataRole.UserRole + 1


class _Look(NamedTuple):
    ground: str
    line: str
    ink: str
    icon: str = ""
    is_dashed: bool = False


_LOOKS: Mapping[CellState, _Look] = {
    CellState.ANSWERED: _Look("success_tint", "success_tint", "success", "check"),
    CellState.EMPTY: _Look("header", "header", "muted"),
    CellState.WAITING: _Look("warning_tint", "warning_line", "warning"),
    CellState.SOON: _Look("warning_tint", "warning_line", "warning"),
    CellState.OVERDUE: _Look("error_tint", "error", "error", "error"),
    CellState.PLANNED: _Look("panel", "field_line", "muted", is_dashed=True),
    CellState.UNKNOWN: _Look("panel", "field_line", "muted", is_dashed=True),
}
_WAITING = frozenset({CellState.WAITING, CellState.SOON})


class DayStripView(QTableView):
    """A day's set times; ← → go from one to the next, also over the end of a line, Enter opens the file."""

    opened = Signal(object)
    """A `StripCell` was chosen."""

    def __init__(self, theme: Theme, words: StripWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.is_tight = False
        """Whether figures are small, so that a day fits into one line."""
        self._model = _StripModel(words, self)
        self.setModel(self._model)
        self.setItemDelegate(_StripPainter(theme, self))
        self.setAccessibleName(self.tr("Set times of the day"))
        self.setAccessibleDescription(self.tr("Left and right go from one to the next, Enter opens the file"))
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)  # a cell is a button, and opens when it is pressed
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self._arrange)
        self._arrange()

    @property
    def cells(self) -> tuple[StripCell, ...]:
        return self._model.cells

    def show_day(self, strip: DayStrip, now: datetime, front: str = "", unopened: frozenset[str] = frozenset()) -> None:
        """Show a day's cells as of an instant; `front` names the file that is open below, `unopened` new ones."""
        current = self.current()
        self._model.unopened = unopened
        self._model.show_cells(strip.cells, now, front)
        self._arrange()
        times = [each.due_at for each in strip.cells]
        at = next((at for at, each in enumerate(strip.cells) if front and each.file == front), 0)
        if current is not None and current.due_at in times and self.hasFocus():
            at = times.index(current.due_at)  # whoever walks along the strip stays where they are
        if strip.cells:
            self.setCurrentIndex(self._model.place(at))

    def show_time(self, now: datetime) -> None:
        """Let the time go on: what is left of each deadline changes."""
        self._model.show_time(now)

    def text_of(self, at: int) -> str:
        """Return what a cell says below its hour."""
        return str(self._model.data(self._model.place(at))).partition("\n")[2]

    def spoken(self, at: int) -> str:
        """Return what a screen reader says about a cell."""
        return str(self._model.data(self._model.place(at), Qt.ItemDataRole.AccessibleTextRole))

    def current(self) -> StripCell | None:
        """Return the cell in front, or None."""
        return self._model.cell(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
        elif event.key() in steps:
            self._go(self._model.number(self.currentIndex()) + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self._go(0)
        elif event.key() == Qt.Key.Key_End:
            self._go(len(self.cells) - 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        cell = self._model.cell(self.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if cell is not None and cell.file else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _go(self, at: int) -> None:
        if 0 <= at < len(self.cells):
            self.setCurrentIndex(self._model.place(at))

    def _open(self, index: AnyIndex) -> None:
        cell = self._model.cell(index)
        if cell is not None:
            self.opened.emit(cell)

    @Slot()
    def _arrange(self) -> None:
        """Put as many cells into a line as there is room for, the same number into each."""
        count = max(len(self.cells), 1)
        self.is_tight = count * self._least_width(is_tight=False) > self.width()
        most = max(self.width() // self._least_width(is_tight=self.is_tight), 1)
        wide = count if count <= most else next(each for each in _DIVISORS if each <= most)
        self._model.arrange(wide)
        self.setFixedHeight(self._theme.pixels(HEIGHT) * -(-count // wide))

    def figure_font(self, *, bold: bool) -> QFont:
        """Return the font of what stands below the hour; smaller where a day would else need two lines."""
        return self._theme.font(_TIGHT_FONT if self.is_tight else _FONT, bold=bold)

    def _least_width(self, *, is_tight: bool) -> int:
        font = self._theme.font(_TIGHT_FONT if is_tight else _FONT, bold=True)
        words = QFontMetrics(font).horizontalAdvance("00:00")
        return words + _GAP + 1 if is_tight else max(self._theme.pixels(_LEAST_WIDTH), words + 2 * _GAP + 2)


class _StripModel(QAbstractTableModel):
    """Cells in lines of equal length."""

    def __init__(self, words: StripWords, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.cells: tuple[StripCell, ...] = ()
        self.now: datetime | None = None
        self.front = ""
        self.unopened: frozenset[str] = frozenset()
        self._wide = 1

    def show_cells(self, cells: tuple[StripCell, ...], now: datetime, front: str) -> None:
        self.beginResetModel()
        self.cells, self.now, self.front = cells, now, front
        self.endResetModel()

    def show_time(self, now: datetime) -> None:
        self.now = now
        if self.cells:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def arrange(self, wide: int) -> None:
        if wide != self._wide:
            self.beginResetModel()
            self._wide = wide
            self.endResetModel()

    def place(self, at: int) -> QModelIndex:
        return self.index(at // self._wide, at % self._wide)

    def number(self, index: AnyIndex) -> int:
        return index.row() * self._wide + index.column()

    def cell(self, index: AnyIndex) -> StripCell | None:
        at = self.number(index) if index.isValid() else -1
        return self.cells[at] if 0 <= at < len(self.cells) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else -(-len(self.cells) // self._wide)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._wide

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable if self.cell(index) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None or self.now is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hour_of(cell)}\n{self._short(cell)}"
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._words.whole(cell, self.now, is_new=cell.file in self.unopened)
        return cell if role == _CELL_ROLE else None

    def _short(self, cell: StripCell) -> str:
        """What stands below the hour."""
        if cell.state in _WAITING and cell.answer_until is not None and self.now is not None:
            return short_time_left(max(cell.answer_until - self.now, timedelta()))
        if cell.state is CellState.EMPTY:
            return self._words.nobody()
        if cell.state is CellState.PLANNED:
            return "–"
        return "?" if cell.state is CellState.UNKNOWN or cell.rows is None else formats.number(cell.rows)


def hour_of(cell: StripCell) -> str:
    """Return the hour of a set time, with minutes if it has some."""
    at = cell.due_at.astimezone(JST)
    return f"{at:%H:%M}" if at.minute else str(at.hour)


class _StripPainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: DayStripView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        cell, model = index.data(_CELL_ROLE), index.model()
        if not isinstance(cell, StripCell) or not isinstance(model, _StripModel):
            return
        look = _LOOKS[cell.state]
        rect = QRectF(option.rect).adjusted(_GAP / 2, 2, -_GAP / 2, -2)
        is_front = bool(cell.file) and cell.file == model.front
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, rect, look, is_wide=is_front or cell.state in _WAITING)
        hour, _, text = str(index.data()).partition("\n")
        half = rect.height() / 2
        upper = QRect(int(rect.left()), int(rect.top() + 4), int(rect.width()), int(half - 3))
        lower = QRect(int(rect.left()), int(rect.top() + half - 1), int(rect.width()), int(half - 3))
        is_bold = is_front or cell.state in _WAITING or cell.state is CellState.OVERDUE
        painter.setPen(self._theme.colour(look.ink if cell.state in _WAITING else "muted"))
        painter.setFont(self._theme.font(0.85, bold=is_bold))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, hour)
        self._lower(painter, lower, look, text, is_bold=is_bold)
        if cell.file in model.unopened:
            size = self._theme.pixels(_DOT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(QRectF(rect.right() - size - 4, rect.top() + 4, size, size))
        self._marks(painter, rect, option, is_front=is_front)
        painter.restore()

    def _frame(self, painter: QPainter, rect: QRectF, look: _Look, *, is_wide: bool) -> None:
        pen = QPen(self._theme.colour(look.line), 2 if is_wide and look.line.endswith("line") else 1)
        if look.is_dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.colour(look.ground))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _lower(self, painter: QPainter, rect: QRect, look: _Look, text: str, *, is_bold: bool) -> None:
        painter.setFont(self._view.figure_font(bold=is_bold))
        ink: QColor = self._theme.colour(look.ink)
        painter.setPen(ink)
        size = self._theme.pixels(_ICON) if look.icon else 0
        width = painter.fontMetrics().horizontalAdvance(text)
        if size and width + size + 3 <= rect.width():
            left = rect.left() + (rect.width() - width - size - 3) // 2
            top = rect.top() + (rect.height() - size) // 2
            painter.drawPixmap(left, top, self._theme.pixmap(look.icon, size, ink, device_ratio(painter)))
            rect = QRect(left + size + 3, rect.top(), width + 2, rect.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _marks(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, is_front: bool) -> None:
        """Underline the cell whose file is open below; a ring shows where the arrows are."""
        accent = self._theme.colour("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_front:
            painter.fillRect(QRectF(rect.left() + 6, rect.bottom() - 2, rect.width() - 12, 2.5), accent)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        if has_focus:
            painter.setPen(QPen(accent, 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
