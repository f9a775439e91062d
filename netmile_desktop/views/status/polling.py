"""Asking again while something is under way: soon at first, then more and more seldom, and not at all once it is done."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

FIRST_MILLISECONDS = 1_500
LONGEST_MILLISECONDS = 30_000
FACTOR = 1.5


class Polling(QObject):
    """Emits `due`; told what came of it, it decides when to ask next."""

    due = Signal()

    def __init__(
        self, parent: QObject | None = None, *, first: int = FIRST_MILLISECONDS, longest: int = LONGEST_MILLISECONDS
    ) -> None:
        """Times are milliseconds between an answer and the next question."""
        super().__init__(parent)
        self._first, self._longest = first, longest
        self._seen: Hashable = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(first)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_active(self) -> bool:
        return self._timer.isActive()

    @property
    def milliseconds(self) -> int:
        """The pause before the next question."""
        return self._timer.interval()

    def heard(self, is_done: bool, seen: Hashable) -> None:
        """An answer came. `seen` is what it said: as soon as that changes, questions come quickly again."""
        if is_done:
            self.stop()
            return
        moved = seen != self._seen
        self._seen = seen
        self._timer.setInterval(self._first if moved else min(self._longest, round(self._timer.interval() * FACTOR)))
        self._timer.start()

    def missed(self) -> None:
        """No answer came; try again later."""
        self._timer.setInterval(min(self._longest, round(self._timer.interval() * FACTOR)))
        self._timer.start()

    def stop(self) -> None:
        """Ask no more until something is heard."""
        self._timer.stop()
        self._timer.setInterval(self._first)
        self._seen = None

    @Slot()
    def _on_timeout(self) -> None:
        self.due.emit()
