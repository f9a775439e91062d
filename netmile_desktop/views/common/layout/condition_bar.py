"""The conditions of a list in one line of chips; the fields behind them unfold below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import IconButton
from netmile_desktop.views.common.layout.lengths import APART, INSET, NEAR
from netmile_desktop.views.common.layout.turning_line import TurningLine
from netmile_desktop.views.look.theme import CONTROL, Theme


class Condition(NamedTuple):
    """A condition that may be set."""

    name: str
    control: QWidget
    """The field that has the focus when the condition is changed."""
    value: Callable[[], str]
    """What it is set to, in words; "" if it is not set."""
    clear: Callable[[], None]


class Chip(QAbstractButton):
    """A condition that is set: its name, its value, and a button that lifts it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self._value = theme, name, ""
        self.close_button = IconButton(theme, "close", "", self, size=14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)

    def show_value(self, value: str) -> None:
        """Show what the condition is set to; without a value the chip is hidden."""
        self._value = value
        self.setAccessibleName(f"{self._name} {value}")
        self.close_button.show_icon("close", self.tr("Remove the condition {}").format(self._name))
        self.setToolTip(f"{self._name} {value}" if self._room_for_value() < self._width_of_value() else "")
        self.setVisible(bool(value))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        pixels = self._theme.pixels
        words = self._width_of_name() + pixels(NEAR) + min(self._width_of_value(), pixels(_WIDEST_VALUE))
        return QSize(pixels(APART) + words + self.close_button.sizeHint().width() + pixels(4), pixels(CONTROL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        size = self.close_button.sizeHint()
        left = self.width() - size.width() - self._theme.pixels(2)
        self.close_button.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self.hasFocus() else 1
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "field_line"), wide))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "panel"))
        rect = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        left, middle = theme.pixels(APART), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(left, 0, self._width_of_name(), self.height()), middle, self._name)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("text"))
        left += self._width_of_name() + theme.pixels(NEAR)
        room = self._room_for_value()
        text = painter.fontMetrics().elidedText(self._value, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(QPointF(left, 0), QSize(room, self.height())), middle, text)
        painter.end()

    def _width_of_name(self) -> int:
        return self._theme.metrics().horizontalAdvance(self._name) + 1

    def _width_of_value(self) -> int:
        return self._theme.bold_metrics().horizontalAdvance(self._value) + 1

    def _room_for_value(self) -> int:
        return min(self._width_of_value(), self._theme.pixels(_WIDEST_VALUE))


_WIDEST_VALUE = 240
"""Pixels; a value that is wider ends in an ellipsis and is whole in the tooltip."""


class ConditionBar(QWidget):
    """Chips of the conditions set, a button that unfolds all fields, the field that is used most, and the search."""

    changed = Signal()
    """A condition was lifted."""

    def __init__(
        self,
        theme: Theme,
        conditions: Sequence[Condition],
        fields: QWidget,
        tools: Sequence[QWidget],
        parent: QWidget | None = None,
    ) -> None:
        """`fields` has the controls of all conditions; `tools` stand at the right of the line."""
        super().__init__(parent)
        self._conditions = conditions
        self._fields = QFrame(self)
        self._fields.setObjectName("card")
        inner = QVBoxLayout(self._fields)
        inner.setContentsMargins(INSET, APART, INSET, APART)
        inner.addWidget(fields)
        self.fold_button = LinkButton("", theme, "plus", self)
        self.fold_button.clicked.connect(self._on_fold)
        self.chips = [Chip(theme, condition.name, self) for condition in conditions]
        left, right = QWidget(self), QWidget(self)
        chips = FlowLayout(left, gap=NEAR, centred=True)
        for condition, chip in zip(conditions, self.chips, strict=True):
            chips.addWidget(chip)
            chip.clicked.connect(lambda _=False, control=condition.control: self.edit(control))
            chip.close_button.clicked.connect(lambda _=False, clear=condition.clear: self._lift(clear))
        chips.addWidget(self.fold_button)
        row = FlowLayout(right, gap=NEAR, centred=True)
        for tool in tools:
            row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(APART)
        column.addWidget(TurningLine(left, right, self))
        column.addWidget(self._fields)
        self.fold(folded=True)
        self.show_conditions()

    @property
    def is_folded(self) -> bool:
        """Whether the fields are out of sight."""
        return self._fields.isHidden()

    def fold(self, *, folded: bool) -> None:
        """Take the fields out of sight, or bring them into it."""
        self._fields.setVisible(not folded)
        self.fold_button.setText(self.tr("Add a condition") if folded else self.tr("Collapse the conditions"))
        self.fold_button.show_icon("plus" if folded else "chevron-up")

    def edit(self, control: QWidget) -> None:
        """Bring the field of a condition into sight and put the cursor into it."""
        self.fold(folded=False)
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> bool:
        """Fold the fields (Esc); return False if they are folded."""
        if self.is_folded:
            return False
        self.fold(folded=True)
        self.fold_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @Slot()
    def show_conditions(self) -> None:
        """Show a chip for each condition that is set."""
        for condition, chip in zip(self._conditions, self.chips, strict=True):
            chip.show_value(condition.value())

    @Slot()
    def _on_fold(self) -> None:
        self.fold(folded=not self.is_folded)
        if not self.is_folded:
            self.edit(self._conditions[0].control)

    def _lift(self, clear: Callable[[], None]) -> None:
        clear()
        self.show_conditions()
        self.fold_button.setFocus()
        self.changed.emit()
