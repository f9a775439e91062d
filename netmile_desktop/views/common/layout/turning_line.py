"""A line of two parts, of which the right one goes below the left one if there is no room beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.layout.lengths import APART, NEAR, PAGE_MARGIN


class TurningLine(QWidget):
    """Words at the left, controls at the right."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line = _Line(self)
        line.addWidget(left)
        line.addWidget(right)
        self._lowest = 0

    def minimumSizeHint(self) -> QSize:
        """Return the size of parts as they stand now; not all that is around asks for the height of a width."""
        size = self._line.minimumSize()
        return QSize(size.width(), max(size.height(), self._lowest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._measure()  # something appeared, disappeared or has longer words
        return super().event(event)

    def _measure(self) -> None:
        lowest = self._line.heightForWidth(self.width())
        if lowest != self._lowest:
            self._lowest = lowest
            self.updateGeometry()


def two_ends(
    left: Sequence[QWidget], right: Sequence[QWidget], parent: QWidget | None = None, *, gap: int = NEAR
) -> TurningLine:
    """Return a line with widgets at its left, `gap` pixels apart, and buttons at its right; each wraps if it must."""
    return TurningLine(_flow(left, gap, parent), _flow(right, NEAR, parent), parent)


def figures_and_buttons(figures: Sequence[QWidget], buttons: Sequence[QWidget], parent: QWidget) -> TurningLine:
    """Return a line with figures at its left, and buttons at its right."""
    return two_ends(figures, buttons, parent, gap=PAGE_MARGIN)


def _flow(widgets: Sequence[QWidget], gap: int, parent: QWidget | None) -> QWidget:
    whole = QWidget(parent)
    flow = FlowLayout(whole, gap=gap, line_gap=NEAR, centred=True)
    for widget in widgets:
        flow.addWidget(widget)
    return whole


class _Line(QLayout):
    """Knows its height by its width, so that whatever is around gives it the right one at once."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(QRect(0, 0, width, 0))
        return max((place.bottom() + 1 for _, place in places), default=0)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + APART * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in self._places(rect):
            item.setGeometry(place)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, rect: QRect) -> list[tuple[QLayoutItem, QRect]]:
        """Return where each part is placed; the right one keeps to the right, below as beside."""
        shown, width = self._shown(), rect.width()
        wishes = [min(item.sizeHint().width(), width) for item in shown]
        is_beside = len(shown) < 2 or self.sizeHint().width() <= width
        found, y = [], rect.y()
        for item, wish in zip(shown, wishes, strict=True):
            is_left = item is self._items[0]
            taken = width - (sum(wishes) - wish + APART if len(shown) > 1 else 0) if is_beside else width
            taken = taken if is_left else wish
            height = _height(item, taken)
            x = rect.x() if is_left else rect.x() + width - taken
            found.append((item, QRect(x, y, taken, height)))
            y += 0 if is_beside else height + NEAR
        if is_beside:
            highest = max((place.height() for _, place in found), default=0)
            highest = max(highest, rect.height())
            for _, place in found:
                place.moveTop(rect.y() + (highest - place.height()) // 2)
        return found


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
