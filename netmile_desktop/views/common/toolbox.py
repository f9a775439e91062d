"""The collaborators that every view receives besides its desk."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.dialogs import Dialogs
from netmile_desktop.views.connection_status import ConnectionStatus
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.views.window_state import WindowState


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The collaborators of a window; built once for it and passed on through constructors."""

    tasks: TaskRunner
    dialogs: Dialogs
    navigation: Navigation
    words: Texts
    theme: Theme
    memory: WindowState
    connection: ConnectionStatus
