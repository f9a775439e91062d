"""What is fetched ahead, for the time without a network."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk


class Prefetch(QObject):
    """The rules of every campaign that can be issued for: files are prepared offline for those never opened too.

    A failure is passed over in silence: nobody asked, and what needs the portal next will tell.
    """

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox

    @Slot()
    def lay_in(self) -> None:
        """Fetch in the background what is not remembered or no longer fresh."""
        if self._desk.is_offline:
            return
        catalogue = self._desk.catalogue

        def job(progress: Progress) -> None:
            catalogue.remember_rules(progress)

        self._toolbox.tasks.start(job, owner=self, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
