"""Watches the real program from inside its own process, and ends it when it has come so far.

Only the windows themselves are listened to. Listening to the whole application would have Python make
an object of every widget and event there is, and the program would be charged for that.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.measuring import resident_bytes

_PAINTING = (QEvent.Type.Expose, QEvent.Type.UpdateRequest)
"""What a window is told when its widgets are to be painted: at first, and again."""

REST_MS = 1_500
"""So long nothing happens before the memory is read: what loads in the background is then there."""


def watch(condition: str) -> None:
    """Have the program's application end the process once the named condition holds after a paint."""
    holds = globals()[condition]

    class Watched(QApplication):
        def exec(self) -> int:  # type: ignore[override]
            watcher = _Watcher(self, holds)
            for shown in (*self.topLevelWindows(), *self.topLevelWidgets()):
                shown.installEventFilter(watcher)
            return super().exec()

    QtWidgets.QApplication = Watched  # type: ignore[misc]


class _Watcher(QObject):
    def __init__(self, parent: QObject, holds: Any) -> None:
        super().__init__(parent)
        self._holds = holds
        self._asked = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PAINTING and not self._asked:
            # Asked behind the paint, not within it.
            self._asked = True
            QTimer.singleShot(0, self._ask)
        return False

    def _ask(self) -> None:
        self._asked = False
        self._holds()


def window_is_painted() -> None:
    os._exit(0)


def home_is_shown() -> None:
    if _home_stands():
        os._exit(0)


def home_rests() -> None:
    if _home_stands():
        QTimer.singleShot(REST_MS, _tell_memory)


def _tell_memory() -> None:
    print(resident_bytes())
    sys.stdout.flush()
    os._exit(0)


def _home_stands() -> bool:
    """The home page shows the site's campaigns."""
    from netmile_desktop.views.main_window import MainWindow

    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    return any(window.page and window.page.current.summary().startswith("Campaigns running") for window in windows)
