"""The rail at the left: every place of the window, always whole, with words or, where room is scarce, icons alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.theme import Theme

WIDE, NARROW = 200, 56
"""Widths in pixels at a text of 100 percent."""
WORDS_FROM = 1100
"""Width of the window below which the rail folds by itself, in pixels at a text of 100 percent."""
SLOT, LEAST_SLOT = 36, 28
"""Height of an item, of which 2 above and below are bare: where there is room, and where there is not."""
_EDGE, _LINE = 6, 5
"""Pixels above and below all items, and those of the line between places and deeds."""

_MEMORY = "rail"
_FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class RailEntry:
    """An item to be: its key, icon and word, and the keys that do the same."""

    key: str
    icon: str
    word: str
    shortcut: str = ""
    hint: str = ""
    """The shortcut as it is shown beside the word; of Ctrl+2 only the digit, so that long words fit."""


class RailItem(QAbstractButton):
    """A place, or a deed at the foot of the rail."""

    moved_from = Signal(object, int)
    """An arrow key was pressed: go to the item one step up or down from this one."""

    def __init__(self, theme: Theme, entry: RailEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self.entry = theme, entry
        self._count = 0
        self._is_folded = self.is_chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def choose(self, *, chosen: bool) -> None:
        """Mark the item as the place in front."""
        self.is_chosen = chosen
        self._name()
        self.update()

    def show_count(self, count: int) -> None:
        """Show how many things wait there; nothing if none do."""
        self._count = count
        self._name()
        self.update()

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone, or with the word."""
        self._is_folded = folded
        self._name()
        self.update()

    def text_shown(self) -> str:
        """What stands at the item, left to right."""
        return " ".join(filter(None, (self.entry.word, self._waiting())))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(NARROW) - 12, self._theme.pixels(SLOT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self.moved_from.emit(self, step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, gap = theme.pixels(8), theme.pixels(2)
        ground = self.rect().adjusted(edge, gap, -edge, -gap)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.is_chosen or self.isDown() or self.underMouse():
            painter.setBrush(theme.colour("selection" if self.is_chosen or self.isDown() else "hover"))
            painter.drawRoundedRect(ground, 6, 6)
        if self.is_chosen:
            bar = QRect(0, ground.top() + theme.pixels(5), 3, ground.height() - 2 * theme.pixels(5))
            painter.fillRect(bar, theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)
        if self._is_folded:
            self._paint_icon(painter, (theme.pixels(NARROW) - theme.pixels(20)) // 2, 20)
            if self._count:
                self._paint_dot(painter)
        else:
            self._paint_icon(painter, theme.pixels(16), 16)
            self._paint_words(painter)
        painter.end()

    def _paint_icon(self, painter: QPainter, left: int, size: int) -> None:
        pixels = self._theme.pixels(size)
        colour = "accent" if self.is_chosen else "muted"
        pixmap = self._theme.pixmap(self.entry.icon, pixels, colour, device_ratio(painter))
        painter.drawPixmap(left, (self.height() - pixels) // 2, pixmap)

    def _paint_dot(self, painter: QPainter) -> None:
        size = self._theme.pixels(6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("muted"))
        painter.drawEllipse(self._theme.pixels(NARROW - 16), self._theme.pixels(7), size, size)

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._theme
        rest = QRect(theme.pixels(40), 0, self.width() - theme.pixels(40 + 14), self.height())
        beside = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(theme.font(0.85))
        painter.setPen(theme.colour("muted" if self.is_chosen else "key_hint"))
        painter.drawText(rest, beside, self.entry.hint)
        if self.entry.hint:
            rest.setRight(rest.right() - painter.fontMetrics().horizontalAdvance(self.entry.hint) - theme.pixels(6))
        if waiting := self._waiting():
            painter.setFont(theme.font(0.9))
            painter.setPen(theme.colour("muted"))
            painter.drawText(rest, beside, waiting)
            rest.setRight(rest.right() - painter.fontMetrics().horizontalAdvance(waiting) - theme.pixels(6))
        painter.setFont(theme.font(0.9, bold=self.is_chosen))
        painter.setPen(theme.colour("text"))
        word = painter.fontMetrics().elidedText(self.entry.word, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, word)

    def _waiting(self) -> str:
        return self.tr("{} waiting").format(f"{self._count:,}") if self._count else ""

    def _name(self) -> None:
        name = self.text_shown()
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("In front") if self.is_chosen else self.entry.shortcut)
        beside = f" ({self.entry.shortcut})" if self.entry.shortcut else ""
        # A place whose word is read beside its keys needs no tooltip.
        self.setToolTip(name + beside if self._is_folded else "")


class Rail(QFrame):
    """Places from the top, deeds at the foot. One stop of the Tab key; arrow keys go up and down."""

    chosen = Signal(str)
    """The key of a place, or of a deed at the foot."""
    pointed_at = Signal(str)
    """The key of the place under the pointer, which may be opened next."""

    def __init__(
        self, toolbox: Toolbox, places: Sequence[RailEntry], deeds: Sequence[RailEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Places"))
        self._toolbox = toolbox
        self._window_width = 0
        self._is_folded_by_hand = toolbox.memory.text(_MEMORY) == _FOLDED
        self._middle = QScrollArea(self)
        inner = QWidget(self._middle)
        inner.setObjectName("scrolled")
        self.items = {entry.key: RailItem(toolbox.theme, entry, inner) for entry in places}
        self.deeds = {entry.key: RailItem(toolbox.theme, entry, self) for entry in deeds}
        self._lay_out(inner)
        for item in self._all():
            item.clicked.connect(lambda _=False, key=item.entry.key: self.chosen.emit(key))
            item.moved_from.connect(self._on_moved_from)
            item.installEventFilter(self)
        toolbox.theme.changed.connect(self._arrange)
        self._stop_at(self._all()[0])
        self._arrange()

    @property
    def is_folded(self) -> bool:
        """Whether only icons are shown."""
        return self._is_folded_by_hand or self.is_cramped

    @property
    def is_cramped(self) -> bool:
        """Whether the window is too narrow for words."""
        return self._window_width < self._toolbox.theme.pixels(WORDS_FROM)

    def follow(self, window_width: int) -> None:
        """Fold or unfold by the width of the window."""
        self._window_width = window_width
        self._arrange()

    @Slot()
    def toggle(self) -> None:
        """Fold the rail or show its words, also in later windows."""
        self._is_folded_by_hand = not self._is_folded_by_hand
        self._toolbox.memory.put(_MEMORY, _FOLDED if self._is_folded_by_hand else "")
        self._arrange()

    def show_place(self, key: str) -> None:
        """Mark the place in front; none if `key` is no place."""
        for item in self.items.values():
            item.choose(chosen=item.entry.key == key)
        if key in self.items:
            self._stop_at(self.items[key])
            self._middle.ensureWidgetVisible(self.items[key], 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Enter and isinstance(watched, RailItem) and watched.entry.key in self.items:
            self.pointed_at.emit(watched.entry.key)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _all(self) -> list[RailItem]:
        return [*self.items.values(), *self.deeds.values()]

    def _stop_at(self, stop: RailItem) -> None:
        """Let the Tab key come to one item; the others are reached from there by arrow keys."""
        for item in self._all():
            item.setFocusPolicy(Qt.FocusPolicy.TabFocus if item is stop else Qt.FocusPolicy.NoFocus)

    @Slot(object, int)
    def _on_moved_from(self, item: RailItem, step: int) -> None:
        every = self._all()
        to = every[(every.index(item) + step) % len(every)]
        self._stop_at(to)
        to.setFocus(Qt.FocusReason.TabFocusReason)
        self._middle.ensureWidgetVisible(to, 0, 0)

    @Slot()
    def _arrange(self) -> None:
        pixels = self._toolbox.theme.pixels
        self.setFixedWidth(pixels(NARROW if self.is_folded else WIDE))
        # Items move closer together before their middle part scrolls.
        room = (self.height() - 2 * _EDGE - _LINE) // len(self._all())
        for item in self._all():
            item.fold(folded=self.is_folded)
            item.setFixedHeight(min(max(room, pixels(LEAST_SLOT)), pixels(SLOT)))
            if item.focusPolicy() & Qt.FocusPolicy.TabFocus and item.entry.key in self.items:
                self._middle.ensureWidgetVisible(item, 0, 0)

    def _lay_out(self, inner: QWidget) -> None:
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for item in self.items.values():
            column.addWidget(item)
        column.addStretch()
        self._middle.setWidget(inner)
        self._middle.setWidgetResizable(True)
        self._middle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._middle.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QFrame(self)
        line.setObjectName("divider")
        line.setFixedHeight(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, _EDGE, 0, _EDGE)
        whole.setSpacing(0)
        whole.addWidget(self._middle, 1)
        whole.addWidget(line)
        whole.addSpacing(_LINE - 1)
        for item in self.deeds.values():
            whole.addWidget(item)
