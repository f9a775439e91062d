"""Where windows stand: never larger than their screen, never out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_ENLARGED = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


def brought_onto(frame: QRect, screens: Sequence[QRect]) -> QRect:
    """Return a window's frame moved, and shrunk if need be, onto the screen that shows most of it.

    Args:
        screens: What windows may take of each screen, the main one first; it takes a frame that no screen shows.
    """

    def shown(screen: QRect) -> int:
        common = screen.intersected(frame)
        return common.width() * common.height()

    screen = max(screens, key=shown)
    size = frame.size().boundedTo(screen.size())
    left = min(max(frame.left(), screen.left()), screen.left() + screen.width() - size.width())
    top = min(max(frame.top(), screen.top()), screen.top() + screen.height() - size.height())
    return QRect(left, top, size.width(), size.height())


def bring_onto_screen(window: QWidget, smallest: QSize | None = None) -> None:
    """Put a window onto a screen; with `smallest`, it may not be made smaller, as far as its screen allows that."""
    frame, inner = window.frameGeometry(), window.geometry()
    around = frame.size() - inner.size()
    if smallest is not None:
        window.setMinimumSize(smallest.boundedTo(window.screen().availableGeometry().size() - around))
    if window.windowState() & _ENLARGED:
        return
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    main = QGuiApplication.primaryScreen().availableGeometry()
    placed = brought_onto(frame, [main, *(screen for screen in screens if screen != main)])
    if placed != frame:
        window.move(placed.topLeft())
        window.resize(placed.size() - around)


class Placement(QObject):
    """Keeps a window within its screen, also if that becomes another or is set to another size."""

    def __init__(self, window: QWidget, smallest: QSize) -> None:
        super().__init__(window)
        self._window, self._smallest = window, smallest
        self._screen = window.screen()
        self._screen.availableGeometryChanged.connect(self.fit)
        self.fit()

    def follow(self) -> None:
        """The window is shown: its frame is known now, and it may be moved to another screen."""
        self._window.windowHandle().screenChanged.connect(self._on_screen_changed)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Bring the window onto its screen."""
        bring_onto_screen(self._window, self._smallest)

    @Slot()
    def _on_screen_changed(self) -> None:
        self._screen.availableGeometryChanged.disconnect(self.fit)
        self._screen = self._window.screen()
        self._screen.availableGeometryChanged.connect(self.fit)
        self._window.setMinimumSize(self._smallest.boundedTo(self._screen.availableGeometry().size()))
