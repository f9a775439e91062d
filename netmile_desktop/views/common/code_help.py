"""From a code to what the help says about it (guide L765-796)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.navigation import Navigation


def code_action(code: str, navigation: Navigation) -> tuple[str, Callable[[], None]]:
    """An action for a notice that speaks of a code."""
    return _about(code), partial(navigation.help_chosen.emit, f"codes#{code}")


class CodeHelpLink(LinkButton):
    """Stands beside a code."""

    def __init__(self, code: str, navigation: Navigation) -> None:
        super().__init__(QCoreApplication.translate("CodeHelp", "About this code"))
        self.setAccessibleName(_about(code))
        self.clicked.connect(partial(navigation.help_chosen.emit, f"codes#{code}"))


def _about(code: str) -> str:
    return QCoreApplication.translate("CodeHelp", "About {}").format(code)
