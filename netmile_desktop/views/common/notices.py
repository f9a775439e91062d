"""Notices that say what happened, why and what to do, instead of a chain of dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6 import QtGui
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import IconButton, set_role, text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.look.theme import Theme

_ICONS = {"info": "info", "success": "check-circle", "warning": "warning", "error": "error"}
_COLOURS = {"info": "accent", "success": "success", "warning": "warning", "error": "error"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. A later notice with the same `key` replaces it."""

    text: str
    kind: str = "info"
    """info, success, warning or error."""
    key: str = ""
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    """Text of each button and its action, which also closes the notice."""
    details: str = field(default="", compare=False)
    """Details for support: copied, never shown."""


class NoticeBar(QWidget):
    """A bar with the notices one below the other; takes no space if there are none."""

    copied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notices: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 12, 20, 0)
        self._column.setSpacing(8)
        self.hide()

    def notices(self) -> list[Notice]:
        """Return the notices shown, oldest first."""
        return list(self._notices.values())

    def show_notice(self, notice: Notice) -> None:
        """Show a notice and announce it to screen readers."""
        key = notice.key or notice.text
        self._notices.pop(key, None)
        self._notices[key] = notice
        self._build()
        # Imported with the first notice: the enumerations of the class would delay the first paint.
        event = QtGui.QAccessibleAnnouncementEvent(self, notice.text)
        QtGui.QAccessible.updateAccessibility(event)

    def drop(self, key: str) -> None:
        """Remove a notice, if it is shown."""
        if self._notices.pop(key, None) is not None:
            self._build()

    def clear(self) -> None:
        """Remove all notices."""
        self._notices.clear()
        self._build()

    def _build(self) -> None:
        clear_layout(self._column)
        for key, notice in self._notices.items():
            line = NoticeLine(self._theme, notice, self)
            line.closed.connect(lambda key=key: self.drop(key))
            self._column.addWidget(line)
        self.setVisible(bool(self._notices))


class NoticeSpot(QVBoxLayout):
    """A place for one notice inside a page; takes no space without one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.line: NoticeLine | None = None

    def show_notice(self, notice: Notice) -> None:
        """Show a notice instead of the previous one."""
        self.clear()
        self.line = NoticeLine(self._theme, notice, closable=False)
        self.addWidget(self.line)

    def clear(self) -> None:
        """Remove the notice."""
        clear_layout(self)
        self.line = None


class NoticeLine(QFrame):
    """One notice: icon, sentence, actions, copy, close. Also used inside a form."""

    closed = Signal()

    def __init__(self, theme: Theme, notice: Notice, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._theme, self.notice = theme, notice
        self._icon = QLabel(self)
        self._text = text_label(notice.text, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for words, deed in notice.actions:
            button = LinkButton(words, parent=self)
            button.clicked.connect(lambda _=False, deed=deed: self._on_action(deed))
            row.addWidget(button)
        if notice.details:
            copy = IconButton(theme, "copy", self.tr("Copy details"), self)
            copy.clicked.connect(self._on_copy)
            row.addWidget(copy)
        if closable:
            close = IconButton(theme, "close", self.tr("Close"), self)
            close.clicked.connect(self.closed)
            row.addWidget(close)
        set_role(self, "notice", notice.kind)
        self.setAccessibleName(notice.text)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_action(self, deed: Callable[[], None]) -> None:
        self.closed.emit()
        deed()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.notice.text}\n{self.notice.details}")

    @Slot()
    def _on_theme_changed(self) -> None:
        colour = _COLOURS[self.notice.kind]
        size = self._theme.pixels(18)
        self._icon.setPixmap(self._theme.pixmap(_ICONS[self.notice.kind], size, colour, self.devicePixelRatioF()))
