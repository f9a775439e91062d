"""What every view is handed besides its desk."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.connection import Connection
from netmile_desktop.views.dialogs import Dialogs
from netmile_desktop.views.memory import Memory
from netmile_desktop.views.messages import Speaker
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.views.theme import Theme


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The collaborators of a window; built once for it and passed on through constructors."""

    tasks: TaskRunner
    dialogs: Dialogs
    navigation: Navigation
    words: Speaker
    theme: Theme
    memory: Memory
    connection: Connection
