"""A choice as a card with its outcome on it; no card of a group is chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look.theme import Theme

_RING = 16


class ChoiceCard(QRadioButton):
    """A radio button that is a whole card: a title, a note beside it, a figure at the right, and further lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, is_low: bool = False) -> None:
        """`is_low` makes a card of two short lines for narrow places."""
        super().__init__(parent)
        self._theme, self._is_low = theme, is_low
        self.is_open = False
        """Whether the question is still open, which gives the card an amber line."""
        self.title = text_label("", "strong")
        self.note = text_label("", "muted")
        self.figure = text_label("", "")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.note)
        head.addStretch(1)
        head.addWidget(self.figure)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(1)
        self._column.addLayout(head)
        self._column.addLayout(self.lines)
        if not is_low:
            self._column.addStretch(1)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_texts(self, title: str, note: str = "", figure: str = "") -> None:
        """Show the first line."""
        for label, text in ((self.title, title), (self.note, note), (self.figure, figure)):
            label.setText(text)
            label.setVisible(bool(text))
        self._name()

    def add_line(self, text: str, role: str = "help", figure: str = "", *, wrap: bool = False) -> None:
        """Add a line, with a figure at its right end."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text_label(text, role, self, wrap=wrap), 1)
        if figure:
            row.addWidget(text_label(figure, "strong", self))
        self.lines.addLayout(row)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(" ".join(label.text() for label in self.findChildren(QLabel) if label.text()))

    def show_open(self, is_open: bool) -> None:
        """Show whether the question is still open."""
        self.is_open = is_open
        self.update()

    def width_with(self, figure: str) -> int:
        """Return the width that the title needs with a figure beside it."""
        margins = self._column.contentsMargins()
        text = self.title.fontMetrics().horizontalAdvance(self.title.text())
        return margins.left() + text + self.figure.fontMetrics().horizontalAdvance(figure) + margins.right() + 10

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self._column.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._column.heightForWidth(width)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_strong = self.isChecked() or self.hasFocus()
        line = "accent" if is_strong else "warning_line" if self.is_open else "field_line"
        painter.setPen(QPen(theme.colour(line), 2 if is_strong else 1))
        painter.setBrush(theme.colour("selection" if self.isChecked() else "panel"))
        inset = 1.0 if is_strong else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        paint_ring(painter, theme, self._ring(), is_on=self.isChecked())
        painter.end()

    def _ring(self) -> QRectF:
        size = self._theme.pixels(_RING)
        margins = self._column.contentsMargins()
        top = (self.height() - size) / 2 if self._is_low else margins.top() + self._theme.pixels(2)
        return QRectF(self._theme.pixels(8 if self._is_low else 12), top, size, size)

    @Slot()
    def _on_theme_changed(self) -> None:
        pixels = self._theme.pixels
        left = pixels(30) if self._is_low else pixels(38)
        side, top = (pixels(6), pixels(4)) if self._is_low else (pixels(12), pixels(9))
        self._column.setContentsMargins(left, top, side, top)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
        self.updateGeometry()


def paint_ring(painter: QPainter, theme: Theme, ring: QRectF, *, is_on: bool) -> None:
    """Paint the ring of a radio button, filled if it is on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent" if is_on else "faint"), 1.5 if is_on else 1))
    painter.setBrush(theme.colour("panel"))
    painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
    if is_on:
        inset = ring.width() * 0.28
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
