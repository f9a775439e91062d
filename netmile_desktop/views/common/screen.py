"""The content of a tab, and the requests of the window to it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox


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
