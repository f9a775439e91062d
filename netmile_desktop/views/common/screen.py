"""What stands in a tab: its content and what the window may ask of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox


class Screen(QWidget):
    """Base of every tab's content. All methods have a harmless default."""

    status_changed = Signal()
    """`summary()`, `as_of()` or `primary()` may be others now."""
    noticed = Signal(object)
    """A `Notice` for the window's bar."""
    unnoticed = Signal(str)
    """The key of a notice that no longer holds."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toolbox = toolbox

    def summary(self) -> str:
        """Left end of the status line, such as 「1–50 / 312 件」."""
        return ""

    def as_of(self) -> datetime | None:
        """When what is shown was true at the portal."""
        return None

    def refresh(self) -> None:
        """F5: fetch again what is shown."""

    def seek(self) -> None:
        """Ctrl+F: put the cursor where one searches."""

    def primary(self) -> QPushButton | None:
        """The one next step, pressed by Ctrl+Enter."""
        return None

    def entered(self) -> None:
        """The tab has come to the front."""

    def back(self) -> bool:
        """Esc: close what is open on top; False where there is nothing."""
        return False

    def place(self) -> str:
        """Where in the screen one is, as text, so that a window built anew can go back there."""
        return ""

    def restore(self, place: str) -> None:
        """Go back to a place that `place` named; one that is gone is passed over in silence."""

    def typed(self) -> object:
        """What was typed and is kept nowhere yet, for the screen that takes the place of this one; None for nothing.

        It is handed over in memory: what clerks type may be about people and is not written down.
        """
        return None

    def type_again(self, typed: object) -> None:
        """Put back what `typed` of an earlier screen of the same place answered."""

    def topic(self) -> str:
        """F1: the help topic of what is in front, or "" for the contents."""
        return ""

    def tell(self, notice: Notice) -> None:
        """Say something in the window's notice bar."""
        self.noticed.emit(notice)

    def untell(self, key: str) -> None:
        """Take a notice back."""
        self.unnoticed.emit(key)
