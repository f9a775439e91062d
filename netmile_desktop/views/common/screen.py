"""The content of a tab, and the requests of the window to it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QWidget

from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reading_order import in_reading_order


@runtime_checkable
class Dismissible(Protocol):
    """What is closed, or let go of, by Esc while the focus is within it."""

    def dismiss(self) -> bool:
        """Close; return False if there is nothing to close."""


class Screen(QWidget):
    """Base class of every tab's content. All methods have a harmless default."""

    status_changed = Signal()
    """`summary()`, `as_of()` or `primary()` may have changed."""
    noticed = Signal(object)
    """A `Notice` for the window's bar."""
    unnoticed = Signal(str)
    """The key of a notice that no longer holds."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toolbox = toolbox
        self.status_changed.connect(self._on_status_changed)

    def summary(self) -> str:
        """Return the text at the left end of the status line, such as 「1–50 / 312 件」."""
        return ""

    def as_of(self) -> datetime | None:
        """Return the time at which the portal's data shown was current, or None."""
        return None

    def refresh(self) -> None:
        """Load the content again (F5)."""

    def seek(self) -> None:
        """Focus the search field (Ctrl+F)."""

    def first_control(self) -> QWidget | None:
        """Return the control at which the focus begins: a list if there is one, or else the control read first."""
        order = list(in_reading_order(self))
        return next((each for each in order if isinstance(each, QAbstractItemView)), order[0] if order else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.begin(event.reason())

    def begin(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus where it begins; the screen itself keeps it as long as nothing on it can have it."""
        first = self.first_control()
        if first is None or not first.isVisible():
            first = Screen.first_control(self)
        if first is not None:
            first.setFocus(reason)

    @Slot()
    def _on_status_changed(self) -> None:
        if self.hasFocus():  # as long as its content had not come
            self.begin()

    def primary(self) -> QPushButton | None:
        """Return the button of the next step, pressed by Ctrl+Enter."""
        return None

    def entered(self) -> None:
        """React to the tab coming to the front."""

    def back(self) -> bool:
        """Close what is open on top (Esc); return False if there is nothing."""
        return False

    def place(self) -> str:
        """Return the place within the screen as text, so that a rebuilt window can return to it."""
        return ""

    def restore(self, place: str) -> None:
        """Return to a place that `place` named; ignore one that no longer exists."""

    def typed(self) -> object:
        """Return input that is not stored yet, for the screen that replaces this one; None if there is none.

        It is passed on in memory only: what clerks type may be personal data and is not written to disk.
        """
        return None

    def type_again(self, typed: object) -> None:
        """Restore the input that `typed` of the replaced screen returned."""

    def topic(self) -> str:
        """Return the help topic of the visible content (F1), or "" for the contents."""
        return ""

    def tell(self, notice: Notice) -> None:
        """Show a notice in the window's bar."""
        self.noticed.emit(notice)

    def untell(self, key: str) -> None:
        """Withdraw a notice."""
        self.unnoticed.emit(key)


def write_anew(field: QLineEdit) -> None:
    """Put the cursor into a field; what is typed next replaces its text."""
    field.setFocus()
    field.selectAll()
