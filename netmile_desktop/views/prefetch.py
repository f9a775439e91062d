"""What is fetched ahead, for the time without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.views.reward_arrivals import RewardArrivals
else:
    # Sites without rewards never need it, and others not before their first screen is there.
    RewardArrivals = import_lazily("netmile_desktop.views.reward_arrivals", "RewardArrivals")

REWARDS_AFTER_MS = 10_000
"""How long after a sign-in reward files are fetched; a look at the tab fetches them at once."""


class Prefetch(QObject):
    """The rules of every campaign that can be issued for: files are prepared offline for those never opened too.

    A failure is passed over in silence: nobody asked, and what needs the portal next will tell. Sites with rewards have
    their files fetched as well, which goes on by itself.
    """

    noticed = Signal(object)
    """A `Notice` for the window's bar."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._arrivals: RewardArrivals | None = None
        self._delay = QTimer(self, singleShot=True, interval=REWARDS_AFTER_MS)
        self._delay.timeout.connect(self.fetch_rewards)
        toolbox.navigation.reward_files_asked.connect(self.fetch_rewards)

    @Slot()
    def lay_in(self) -> None:
        """Fetch in the background what is not remembered or no longer fresh."""
        if self._desk.is_offline:
            return
        if self._desk.site.has_rewards:
            self._delay.start()
        catalogue = self._desk.catalogue

        def job(progress: Progress) -> None:
            catalogue.remember_rules(progress)

        self._toolbox.tasks.start(job, owner=self, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()

    @Slot()
    def fetch_rewards(self) -> None:
        """Receive reward files now; afterwards they come by themselves."""
        self._delay.stop()
        if self._arrivals is None:
            self._arrivals = RewardArrivals(self._desk, self._toolbox, self.noticed.emit, self)
        self._arrivals.look()

    def stop(self) -> None:
        """Fetch nothing more by itself; called before the desk is closed."""
        self._delay.stop()
        if self._arrivals is not None:
            self._arrivals.stop()
