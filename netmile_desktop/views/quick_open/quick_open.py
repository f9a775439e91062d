"""Ctrl+K: one field that opens anything by a part of its name: places, campaigns, batches, IDs, commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.quick_open.entry_list import ROW, EntryList
from netmile_desktop.views.quick_open.hits import EntryGroup, QuickOpenItem, found

WIDTH, TOP, FIELD, FOOT, LIST = 640, 92, 52, 40, 480
"""Measures in pixels at a text of 100 percent; the top keeps the title of the page in sight."""

_REGISTRATION = re.compile(r"\d{8}-\d{6,12}").fullmatch


class QuickOpen(QWidget):
    """Dims its window and floats above it. Arrow keys choose, Tab goes to the next group, Enter opens, Esc closes."""

    closed = Signal()
    """It went away, and what had the cursor before is gone: put the cursor somewhere."""

    def __init__(
        self,
        theme: Theme,
        open_registration: Callable[[str], None],
        search_campaigns: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme, self._host = theme, parent
        self._open_registration, self._search_campaigns = open_registration, search_campaigns
        self._empty: list[QuickOpenItem] = []
        self._entries: list[QuickOpenItem] = []
        self._found: list[QuickOpenItem] = []
        self._before: QWidget | None = None
        self._is_composing = self._was_moved = False
        self._frame = QFrame(self)
        self._frame.setObjectName("opener")
        self.edit = QLineEdit(self._frame, maxLength=100)
        self.edit.setPlaceholderText(self.tr("Search or command"))
        self.edit.setAccessibleName(self.tr("Open"))
        self._covers = text_label(self.tr("Campaigns, batches, registration IDs, screens, commands"), "help")
        self.list = EntryList(theme, self._frame)
        self.list.setAccessibleName(self.tr("Found"))
        self.nothing = text_label("", "muted")
        self._lay_out()
        self.hide()
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._find)
        self.list.itemClicked.connect(self._on_clicked)
        parent.installEventFilter(self)

    @property
    def found(self) -> list[QuickOpenItem]:
        """What is listed, without the headings."""
        return list(self._found)

    def show_entries(self, empty: Sequence[QuickOpenItem], entries: Sequence[QuickOpenItem]) -> None:
        """Take what is offered while nothing is typed, and all that can be opened; look again for what is typed."""
        before = self.list.chosen if self._was_moved else None
        self._empty, self._entries = list(empty), list(entries)
        self._find()
        names = [(each.group, each.text) for each in self._found]
        if before is not None and (before.group, before.text) in names:
            self.list.choose(names.index((before.group, before.text)))
            self._was_moved = True

    def open(self, empty: Sequence[QuickOpenItem], entries: Sequence[QuickOpenItem]) -> None:
        """Come to the front with an empty field."""
        self._before = QApplication.focusWidget()
        self._is_composing = False
        self.edit.clear()
        self.show_entries(empty, entries)
        self._place()
        self.raise_()
        self.show()
        self.edit.setFocus()

    @Slot()
    def close_now(self) -> None:
        """Go away without opening anything; the cursor comes back to where it was."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.closed.emit()

    # --- what is listed -----------------------------------------------------------------------

    def kinds(self) -> dict[EntryGroup, str]:
        """What the groups are called."""
        return {
            EntryGroup.RECENT: self.tr("Recent"),
            EntryGroup.DEED: self.tr("Commands"),
            EntryGroup.PLACE: self.tr("Screens"),
            EntryGroup.CAMPAIGN: self.tr("Campaigns"),
            EntryGroup.BATCH: self.tr("Batches"),
            EntryGroup.REGISTRATION: self.tr("Registration IDs"),
            EntryGroup.HELP: self.tr("Help"),
        }

    @Slot()
    def _find(self) -> None:
        typed = self.edit.text().strip()
        kinds = self.kinds()
        self._found = found(self._entries, typed, kinds) if typed else list(self._empty)
        id_ = unicodedata.normalize("NFKC", typed)
        if _REGISTRATION(id_) and id_ not in [each.text for each in self._found]:
            named = QuickOpenItem(id_, EntryGroup.REGISTRATION, "status", partial(self._open_registration, id_))
            self._found.insert(0, named)
        self._covers.setVisible(not typed)
        self.nothing.setVisible(not self._found)
        if not self._found:
            self.nothing.setText(self.tr("Nothing is called “{}”.").format(typed))
            search = self.tr("Search in the list of campaigns")
            self._found = [QuickOpenItem(search, EntryGroup.PLACE, "search", partial(self._search_campaigns, typed))]
            kinds = {}
        self.list.fill(self._found, kinds, typed if kinds else "")
        self._was_moved = False
        self._place()

    # --- keys and mouse -----------------------------------------------------------------------

    @Slot()
    def _on_clicked(self) -> None:
        entry = self.list.chosen
        if entry is not None:
            self.close_now()
            entry.deed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._frame.geometry().contains(event.position().toPoint()):
            self.close_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            # Another window, or the list of an input method, is no reason to close.
            if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
                self.hide()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        """Answer a key that is meant for the list; return whether it was."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        leaps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        key = Qt.Key(event.key())
        if key in steps or key in leaps:
            if key in steps:
                self.list.step(steps[key])
            else:
                self.list.step_group(leaps[key])
            self._was_moved = True  # what is fetched meanwhile must not change the choice
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self._is_composing:  # else it ends what is being composed
                self._on_clicked()
        elif key == Qt.Key.Key_Escape:
            self.close_now()
        else:
            return False
        return True

    # --- where it stands ----------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.scrim))
        painter.end()

    def _place(self) -> None:
        self.setGeometry(self._host.rect())
        pixels = self._theme.pixels
        width = min(pixels(WIDTH), self.width() - 40)
        top = min(pixels(TOP), self.height() // 6)
        bare = pixels(FIELD) + pixels(FOOT) + pixels(8) + 2
        if not self.nothing.isHidden():
            bare += pixels(ROW)
        room = min(self.height() - top - 16 - bare, pixels(LIST))
        height = self.list.height_within(room)
        self.list.setFixedHeight(height)
        self._frame.setGeometry((self.width() - width) // 2, top, width, bare + height)

    def _lay_out(self) -> None:
        pixels = self._theme.pixels
        field = QHBoxLayout()
        field.setContentsMargins(pixels(16), 0, pixels(16), 0)
        field.setSpacing(pixels(12))
        icon = QLabel(self._frame)
        icon.setPixmap(self._theme.pixmap("search", pixels(16), "accent", self.devicePixelRatioF()))
        field.addWidget(icon)
        field.addWidget(self.edit, 1)
        field.addWidget(self._covers)
        line = QFrame(self._frame)
        line.setObjectName("divider")
        line.setFixedHeight(1)
        middle = QVBoxLayout()
        middle.setContentsMargins(pixels(8), pixels(4), pixels(8), pixels(4))
        middle.setSpacing(0)
        self.nothing.setFixedHeight(pixels(ROW))
        self.nothing.setContentsMargins(pixels(8), 0, pixels(8), 0)
        middle.addWidget(self.nothing)
        middle.addWidget(self.list)
        self.edit.setFixedHeight(pixels(FIELD) - 1)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(field)
        column.addWidget(line)
        column.addLayout(middle)
        column.addWidget(self._foot())

    def _foot(self) -> QFrame:
        """The keys of the list, which are read once and then known."""
        pixels = self._theme.pixels
        foot = QFrame(self._frame)
        foot.setObjectName("openerFoot")
        foot.setFixedHeight(pixels(FOOT))
        row = QHBoxLayout(foot)
        row.setContentsMargins(pixels(16), 0, pixels(16), 0)
        row.setSpacing(pixels(6))
        hints = (
            (("↑", "↓"), self.tr("choose")),
            (("Enter",), self.tr("open")),
            (("Tab",), self.tr("next group")),
            (("Esc",), self.tr("close")),
        )
        for keys, words in hints:
            if keys == ("Esc",):
                row.addStretch()
            for key in keys:
                row.addWidget(text_label(key, "key"), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(text_label(words, "help"))
            if keys != ("Esc",):
                row.addSpacing(pixels(12))
        return foot
