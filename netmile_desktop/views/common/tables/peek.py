"""The panel beside a page that tells of the current row of a table, while the table keeps the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from netmile_desktop.views.common.labels import Badge, IconButton, LongLabel, text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import divider
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.details import Details, Fact, LifeStage, LifeStep
from netmile_desktop.views.common.tables.row_view import RowView, take_up
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme

WIDTH = 296
_DOT = 16
_NAME_WIDTH = 80


class PeekPanel(QFrame):
    """Details from top to bottom, and the keys that lead through the rows."""

    turned = Signal(int)
    """Go to another row: 1 for the next one, -1 for the one before."""
    left = Signal()
    """Esc was pressed in the panel."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("peek")
        self._theme = theme
        self.title = text_label("", "strong")
        self.previous = IconButton(theme, "chevron-up", self.tr("Row before"), self)
        self.next = IconButton(theme, "chevron-down", self.tr("Next row"), self)
        self.close_button = IconButton(theme, "close", self.tr("Close the details"), self)
        self._content = QWidget()
        self._content.setObjectName("scrolled")
        self._content.setMinimumWidth(1)  # whatever is too wide is wrapped
        self._body = QVBoxLayout(self._content)
        self._body.setContentsMargins(16, 16, 4, 16)
        self._body.setSpacing(12)
        self._lay_out()
        self.previous.clicked.connect(lambda: self.turned.emit(-1))
        self.next.clicked.connect(lambda: self.turned.emit(1))

    def show_details(self, details: Details) -> None:
        """Show another row."""
        self.title.setText(details.title)
        self.setAccessibleName(details.title)
        clear_layout(self._body)
        self._add_head(details)
        if details.facts:
            self._body.addWidget(_Facts(self._theme, details.facts, self))
        if details.life:
            self._add_part(details.life_title)
            life = QVBoxLayout()
            life.setSpacing(0)
            for at, step in enumerate(details.life):
                life.addWidget(_StepRow(self._theme, step, at == len(details.life) - 1, self))
            around = QWidget(self)
            life.setContentsMargins(0, 0, 0, 0)
            around.setLayout(life)
            self._body.addWidget(around)
        if details.may:
            self._add_part(details.may_title)
            self._body.addWidget(LongLabel(details.may, "muted"))
        self._body.addStretch()
        said = [details.figure, details.badge[0] if details.badge else "", *_said(details), details.may]
        self.setAccessibleDescription(". ".join(each for each in said if each))

    def _add_head(self, details: Details) -> None:
        if not details.figure and details.badge is None:
            return
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text_label(details.figure, "title"))
        row.addStretch()
        if details.badge is not None:
            word, tone, icon = details.badge
            row.addWidget(Badge(self._theme, word, tone, icon, head))
        self._body.addWidget(head)

    def _add_part(self, title: str) -> None:
        self._body.addWidget(divider(parent=self))
        self._body.addWidget(text_label(title, "strong"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return _takes_escape(event) or super().event(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        head.addWidget(self.title)
        head.addStretch()
        for button in (self.previous, self.next, self.close_button):
            head.addWidget(button)
        scrolled = QScrollArea(self)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(self._content)
        keys = text_label(self.tr("↑ ↓ other rows   Esc close"), "help")
        keys.setContentsMargins(16, 8, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(divider(parent=self))
        column.addWidget(scrolled, 1)
        column.addWidget(divider(parent=self))
        column.addWidget(keys)


class _Facts(QWidget):
    """Names at the left, values at the right, wrapped."""

    def __init__(self, theme: Theme, facts: Sequence[Fact], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, theme.pixels(_NAME_WIDTH))
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(facts):
            name = LongLabel(fact.name, "muted")
            name.setMaximumWidth(theme.pixels(_NAME_WIDTH))
            value = LongLabel(fact.value)
            value.setAccessibleName(f"{fact.name} {fact.value}")
            value.setToolTip(fact.value)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            if fact.copies:
                button = IconButton(theme, "copy", self.tr("Copy {}").format(fact.name), self, size=15)
                button.setFixedSize(theme.pixels(24), theme.pixels(22))
                button.clicked.connect(lambda _on=False, text=fact.value: QGuiApplication.clipboard().setText(text))
                grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)


class _StepRow(QWidget):
    """A point in time beside its words; a line leads on to the next one."""

    def __init__(self, theme: Theme, step: LifeStep, is_last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._stage, self._is_last = theme, step.stage, is_last
        left = theme.pixels(_DOT) + 12
        grid = QGridLayout(self)
        grid.setContentsMargins(left, 0, 0, 0 if is_last else 14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(LongLabel(step.title, "strong"), 0, 0)
        grid.addWidget(text_label(step.when), 0, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        if step.note:
            grid.addWidget(LongLabel(step.note, "help"), 1, 0, 1, 2)
        self.setAccessibleName(f"{step.title} {step.when} {step.note}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, size = self._theme, self._theme.pixels(_DOT)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = QRectF(1, 1, size - 2, size - 2)
        if not self._is_last:
            is_past = self._stage is LifeStage.PAST
            painter.setPen(QPen(theme.colour("accent" if is_past else "field_line"), 2))
            painter.drawLine(QPointF(dot.center().x(), dot.bottom()), QPointF(dot.center().x(), self.height()))
        _paint_point(painter, theme, dot, self._stage, self.devicePixelRatioF())
        painter.end()


def _paint_point(painter: QPainter, theme: Theme, dot: QRectF, stage: LifeStage, ratio: float) -> None:
    """Paint a filled point with a tick, an amber ring, or a hollow point."""
    ink: QColor = theme.tone(Tone.WARNING)[0] if stage is LifeStage.NOW else theme.colour("accent")
    if stage is LifeStage.PAST:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(dot)
        inner = dot.adjusted(2, 2, -2, -2).toRect()
        painter.drawPixmap(inner, theme.pixmap("check", inner.width(), "on_accent", ratio))
        return
    painter.setPen(QPen(ink if stage is LifeStage.NOW else theme.colour("field_line"), 2))
    painter.setBrush(theme.colour("panel"))
    painter.drawEllipse(dot)
    if stage is LifeStage.NOW:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(dot.center(), dot.width() / 5, dot.width() / 5)


def _said(details: Details) -> list[str]:
    facts = [f"{fact.name} {fact.value}" for fact in details.facts]
    return facts + [f"{step.title} {step.when} {step.note}".strip() for step in details.life]


class Peek(QObject):
    """The panel of one table, at the right end of its screen, which makes room for it."""

    def __init__(self, table: RowView, details: Callable[[], Details | None], screen: Screen, theme: Theme) -> None:
        """`details` returns what is said of the current row, None without one."""
        super().__init__(table)
        self._table, self._details, self._screen, self._theme = table, details, screen, theme
        self.panel = PeekPanel(theme, screen)
        self.panel.hide()
        self.panel.turned.connect(self._on_turned)
        self.panel.left.connect(self.close_panel)
        self.panel.close_button.clicked.connect(self.close_panel)

    @property
    def is_open(self) -> bool:
        """Whether the panel is shown."""
        return not self.panel.isHidden()

    def open_panel(self) -> None:
        """Show the current row beside the page."""
        self._screen.setContentsMargins(0, 0, self._width(), 0)
        self._screen.installEventFilter(self)
        self._table.installEventFilter(self)
        self.panel.show()
        self._place()
        self.follow()

    @Slot()
    def close_panel(self) -> None:
        """Give the room back to the page, and the keyboard to the table."""
        if not self.is_open:
            return
        self._screen.removeEventFilter(self)
        self._table.removeEventFilter(self)
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.panel.isAncestorOf(focused)
        self.panel.hide()
        self._screen.setContentsMargins(0, 0, 0, 0)
        if had_focus:
            self._table.setFocus()

    @Slot()
    def follow(self) -> None:
        """Show the row that is current now; without one, close."""
        if not self.is_open:
            return
        details = self._details()
        if details is None:
            self.close_panel()
        else:
            self.panel.show_details(details)

    @Slot(int)
    def _on_turned(self, rows: int) -> None:
        at = self._table.currentIndex()
        index = self._table.model().index(at.row() + rows, at.column())
        if index.isValid():
            take_up(self._table, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._screen and event.type() is QEvent.Type.Resize:
            self._place()
        elif watched is self._table and event.type() is QEvent.Type.Hide:
            self.close_panel()
        return watched is self._table and _takes_escape(event)

    def _width(self) -> int:
        return self._theme.pixels(WIDTH)

    def _place(self) -> None:
        whole = self._screen.rect()
        self.panel.setGeometry(QRect(whole.right() + 1 - self._width(), 0, self._width(), whole.height()))
        self.panel.raise_()


def _takes_escape(event: QEvent) -> bool:
    """Keep Esc for whom an event is sent to; else the window, whose shortcut it is, takes it for itself."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() != Qt.Key.Key_Escape:
        return False
    event.accept()
    return True
