"""The list of entries: groups with headings; a line is icon, name with the letters that were typed, fact and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from netmile_desktop.views.frame.controls import paint_key
from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.quick_open.hits import EntryGroup, QuickOpenItem, marked

ROW, HEADING = 36, 28
"""Heights in pixels at a text of 100 percent."""

_ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1


class EntryLine(QStyledItemDelegate):
    """Paints entries and the headings of their groups."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.typed = ""
        """What is looked for, whose letters are marked."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.pixels(ROW if index.data(_ENTRY_ROLE) else HEADING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        entry: QuickOpenItem | None = index.data(_ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(theme.pixels(8), 0, -theme.pixels(8), 0)
        if entry is None:
            painter.setFont(theme.font(0.9))
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                option.rect.adjusted(theme.pixels(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data())
            )
        else:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if is_chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("selection"))
                painter.drawRoundedRect(option.rect, 6, 6)
            self._paint_entry(painter, rect, entry, is_chosen=is_chosen)
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: QuickOpenItem, *, is_chosen: bool) -> None:
        theme = self._theme
        size = theme.pixels(16)
        picture = theme.pixmap(entry.icon, size, "accent" if is_chosen else "muted", device_ratio(painter))
        painter.drawPixmap(rect.left(), rect.center().y() + 1 - size // 2, picture)
        right = rect.right()
        keys = (*entry.keys, "Enter") if is_chosen and not entry.keys else entry.keys
        for key in reversed(keys):
            right = paint_key(painter, theme, right, rect.center().y() + 1, key) - theme.pixels(4)
        left = rect.left() + size + theme.pixels(12)
        left = self._paint_name(painter, QRect(left, rect.top(), right - left - theme.pixels(8), rect.height()), entry)
        room = right - left - theme.pixels(12 + 8)
        if entry.fact and room > theme.pixels(40):
            painter.setFont(theme.font(0.9))
            painter.setPen(theme.colour("muted"))
            fact = painter.fontMetrics().elidedText(entry.fact, Qt.TextElideMode.ElideRight, room)
            beside = QRect(left + theme.pixels(12), rect.top(), room, rect.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, fact)

    def _paint_name(self, painter: QPainter, rect: QRect, entry: QuickOpenItem) -> int:
        """Paint the name, elided if it must be; return where it ends."""
        left = rect.left()
        for piece, is_typed in marked(entry.text, self.typed):
            painter.setFont(self._theme.font(bold=is_typed))
            painter.setPen(self._theme.colour("accent" if is_typed else "text"))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, max(rect.right() - left, 0))
            painter.drawText(
                QRect(left, rect.top(), rect.right() - left + 1, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown
            )
            left += metrics.horizontalAdvance(shown)
            if shown != piece:
                break
        return left


class EntryList(QListWidget):
    """Entries below the headings of their groups. The cursor stays in the field above it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[QuickOpenItem] = []
        self._line = EntryLine(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(self._line)

    @property
    def chosen(self) -> QuickOpenItem | None:
        """The entry that Enter opens."""
        entry: QuickOpenItem | None = self.currentIndex().data(_ENTRY_ROLE)
        return entry

    def fill(self, entries: Sequence[QuickOpenItem], kinds: Mapping[EntryGroup, str], typed: str) -> None:
        """List entries, those of a group together below its name in `kinds`, and choose the first."""
        self.clear()
        self._entries, self._line.typed = list(entries), typed
        group = None
        for entry in self._entries:
            if entry.group is not group and kinds:
                heading = QListWidgetItem(kinds[entry.group])
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(heading)
            group = entry.group
            item = QListWidgetItem(entry.text)
            item.setData(_ENTRY_ROLE, entry)
            spoken = filter(None, (entry.text, entry.fact, kinds.get(entry.group, ""), "+".join(entry.keys)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(spoken))
            self.addItem(item)
        self.choose(0)

    def choose(self, at: int) -> None:
        """Choose an entry, counted over all groups; behind the last comes the first."""
        rows = self._rows()
        if not rows:
            return
        row = rows[at % len(rows)]
        self.setCurrentRow(row)
        if row and row - 1 not in rows:
            self.scrollToItem(self.item(row - 1))
        self.scrollToItem(self.item(row))

    def step(self, step: int) -> None:
        """Choose the next entry, or with -1 the one before."""
        self.choose(self._at() + step)

    def step_group(self, step: int) -> None:
        """Choose the first entry of the next group, or with -1 of the one before."""
        groups = [entry.group for entry in self._entries]
        firsts = [at for at, group in enumerate(groups) if at == 0 or groups[at - 1] is not group]
        now = max(at for at, first in enumerate(firsts) if first <= self._at())
        self.choose(firsts[(now + step) % len(firsts)])

    def height_within(self, room: int) -> int:
        """The height of as many whole lines as there is room for."""
        height = 0
        for at in range(self.count()):
            line = self._theme.pixels(ROW if self.item(at).data(_ENTRY_ROLE) else HEADING)
            if height + line > room:
                break
            height += line
        return height

    def _rows(self) -> list[int]:
        """The rows of the entries, which are between headings."""
        return [at for at in range(self.count()) if self.item(at).data(_ENTRY_ROLE)]

    def _at(self) -> int:
        return self._rows().index(self.currentRow())
