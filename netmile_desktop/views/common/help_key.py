"""F1 in a dialog, which keeps the keys of the window behind it to itself."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from netmile_desktop.views.navigation import Navigation


def answer_f1(dialog: QDialog, navigation: Navigation, topic: str = "") -> None:
    """Let F1 open the help at the dialog's topic; without one at that of the screen it belongs to."""
    QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: navigation.help_chosen.emit(topic))
