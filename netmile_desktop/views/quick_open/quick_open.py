"""Ctrl+K: one field that opens anything by a part of its name: tabs, campaigns, batches, IDs, commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain.matching import bare, mentions
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.theme import Theme

MOST = 12
"""Results listed at most; more letters of the name narrow them down."""

_ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1

_REGISTRATION = re.compile(r"\d{8}-\d{6,12}").fullmatch


@dataclass(frozen=True, slots=True)
class QuickOpenItem:
    """Something that can be opened."""

    text: str
    hint: str
    """The kind of entry: a tab, a campaign, a command."""
    icon: str
    deed: Callable[[], None]

    def matches(self, words: Sequence[str]) -> bool:
        """Whether each word is a part of its name, or all together are."""
        name = f"{self.text} {self.hint}"
        return all(mentions(name, word) for word in words)


class _Line(QStyledItemDelegate):
    """Icon, name, and at the right what it is."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.pixels(30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, option.rect.adjusted(10, 0, -10, 0)
        entry: QuickOpenItem | None = index.data(_ENTRY_ROLE)
        painter.save()
        painter.setFont(theme.font())
        if entry is None:
            painter.setPen(theme.colour("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(option.rect, 6, 6)
        size = theme.pixels(16)
        ratio = device_ratio(painter)
        picture = theme.pixmap(entry.icon, size, "muted", ratio)
        painter.drawPixmap(rect.left(), rect.top() + (rect.height() - size) // 2, picture)
        rect.setLeft(rect.left() + size + 10)
        painter.setPen(theme.colour("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.hint)
        rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(entry.hint) - 16)
        painter.setPen(theme.colour("text"))
        text = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class QuickOpen(QFrame):
    """A field over its window with what it finds below. Arrow keys choose, Enter opens, Esc closes."""

    closed = Signal()

    def __init__(self, theme: Theme, open_registration: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("opener")
        self._theme, self._open_registration, self._host = theme, open_registration, parent
        self._entries: list[QuickOpenItem] = []
        self._found: list[QuickOpenItem] = []
        self.edit = QLineEdit(self, maxLength=100)
        self.edit.setPlaceholderText(self.tr("Campaign, registration ID, batch, tab or command"))
        self.edit.setAccessibleName(self.tr("Open"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Line(theme, self.list))
        self._hint = text_label(self.tr("↑ ↓ choose · Enter open · Esc close"), "help")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        self.hide()
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._find)
        self.edit.returnPressed.connect(self._on_return)
        self.list.itemClicked.connect(self._on_return)
        parent.installEventFilter(self)

    @property
    def found(self) -> list[QuickOpenItem]:
        """What is listed."""
        return list(self._found)

    def show_entries(self, entries: Sequence[QuickOpenItem]) -> None:
        """Take what can be opened; what is typed is looked for anew."""
        self._entries = list(entries)
        self._find()

    def open(self, entries: Sequence[QuickOpenItem]) -> None:
        """Come to the front with an empty field."""
        self.edit.clear()
        self.show_entries(entries)
        self._place()
        self.raise_()
        self.show()
        self.edit.setFocus()

    @Slot()
    def close_now(self) -> None:
        """Go away without opening anything."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    @Slot()
    def _find(self) -> None:
        words = self.edit.text().split()
        found = [entry for entry in self._entries if entry.matches(words)]
        typed = bare(self.edit.text())
        self._found = sorted(found, key=lambda entry: bare(entry.text) != typed)[
            :MOST
        ]  # what is named in full is first
        id_ = unicodedata.normalize("NFKC", self.edit.text()).strip()
        if _REGISTRATION(id_):
            hint = self.tr("Registration ID")
            self._found.insert(0, QuickOpenItem(id_, hint, "status", lambda: self._open_registration(id_)))
        self.list.clear()
        for entry in self._found:
            item = QListWidgetItem(entry.text)
            item.setData(_ENTRY_ROLE, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.hint}")
            self.list.addItem(item)
        if not self._found:
            nothing = QListWidgetItem(self.tr("Nothing found. Try a part of the name or an ID."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0 if self._found else -1)
        self._place()

    @Slot()
    def _on_return(self) -> None:
        at = self.list.currentRow()
        if not 0 <= at < len(self._found):
            return
        entry = self._found[at]
        self.close_now()
        entry.deed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() is QEvent.Type.FocusOut:
            self.close_now()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self._found:
                self.list.setCurrentRow((self.list.currentRow() + step) % len(self._found))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_now()
                return True
        return False

    def _place(self) -> None:
        width = min(self._theme.pixels(640), self._host.width() - 40)
        height = min(self._theme.pixels(30) * self.list.count() + self._theme.pixels(96), self._host.height() - 80)
        self.setGeometry((self._host.width() - width) // 2, 60, width, height)
