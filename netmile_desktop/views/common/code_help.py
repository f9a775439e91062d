"""Links from a code to its help text (guide L765-796)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from netmile_desktop.views.common.labels import IconButton
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.navigation import Navigation


def code_action(code: str, navigation: Navigation) -> tuple[str, Callable[[], None]]:
    """Return an action that opens the help of a code, for a notice."""
    return _about(code), partial(navigation.help_chosen.emit, f"codes#{code}")


class CodeHelpButton(IconButton):
    """The help button beside a code."""

    def __init__(self, theme: Theme, code: str, navigation: Navigation) -> None:
        super().__init__(theme, "help", _about(code), size=16)
        self.clicked.connect(partial(navigation.help_chosen.emit, f"codes#{code}"))


def _about(code: str) -> str:
    return QCoreApplication.translate("CodeHelp", "About {}").format(code)
