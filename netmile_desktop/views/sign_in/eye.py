"""The eye in a password field: what is typed can be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from netmile_desktop.views.look.theme import Theme


class Eye(QAction):
    """Shows or hides what is typed into fields, all of them at once."""

    def __init__(self, theme: Theme, fields: Sequence[QLineEdit], show: str, hide: str) -> None:
        """`show` and `hide` say what a click does."""
        super().__init__(fields[0])
        self._theme, self._fields, self._show, self._hide = theme, fields, show, hide
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)
        theme.changed.connect(self._on_theme_changed)
        self._on_toggled(False)
        for field in fields:
            field.addAction(self, QLineEdit.ActionPosition.TrailingPosition)

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        for field in self._fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.setText(self._hide if shown else self._show)
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setIcon(self._theme.icon("eye-off" if self.isChecked() else "eye", "muted"))
