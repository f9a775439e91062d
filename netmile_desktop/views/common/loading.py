"""Loading of what a screen shows: the newest request wins, failures become notices, the old content stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from netmile_desktop.domain.failures import NotSignedIn, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen

T = TypeVar("T")


class Loader(QObject):
    """Loads one thing of a screen. A second call cancels the first; an outdated answer is never shown."""

    def __init__(self, screen: Screen, key: str = "", *, is_local: bool = False) -> None:
        """`key` names the notice that shows failures, one for each thing loaded. With `is_local`, an answer does not
        count as contact with the portal.
        """
        super().__init__(screen)
        self._screen = screen
        self._key = key or f"loading-{type(screen).__name__}"
        self._is_local = is_local
        self._newest = Newest(screen.toolbox.tasks, self)

    @property
    def key(self) -> str:
        """The key of the notice that shows failures."""
        return self._key

    @property
    def is_loading(self) -> bool:
        return self._newest.is_waiting

    def load(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Run a job. Without `failed`, a failure is shown in the notice bar with a retry."""

        def on_done(result: T) -> None:
            if not self._is_local:
                self._screen.toolbox.connection.heard()
            self._screen.untell(self._key)
            done(result)

        def again() -> None:
            self.load(job, done)

        def on_failed(error: Exception) -> None:
            self.note(error)
            if failed is not None:
                failed(error)
            else:
                self.tell(error, again)

        return self._newest.ask(job, on_done, on_failed)

    def drop(self) -> None:
        """Cancel the running request; its answer is never shown."""
        self._newest.drop()

    def note(self, error: Exception) -> None:
        """Update the connection and session status of the window after a failure."""
        toolbox = self._screen.toolbox
        if isinstance(error, Unreachable):
            toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            toolbox.navigation.session_lost.emit()

    def tell(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """Show a failure in the notice bar."""
        actions = ((self.tr("Try again"), again),) if again is not None else ()
        kind = "warning" if isinstance(error, Unreachable) else "error"
        text = self._screen.toolbox.words.failure(error)
        self._screen.tell(Notice(text, kind, self._key, actions, details=repr(error)))
