"""Back to the portal from a desk without a network, or whose session is over, without losing what is on screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.failures import LockedOut, NotSignedIn, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.sign_in.again import SignInAgain
from netmile_desktop.workspace.desk import Desk


class Reconnection(QObject):
    """Signs in again with the password in the keyring, or with one that is asked for over the content."""

    restored = Signal()
    """Signed in again; pending requests can be sent to the portal."""
    put_off = Signal()
    """The user continues without the portal."""
    leave_asked = Signal()

    def __init__(self, desk: Desk, toolbox: Toolbox, covered: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._task: Task | None = None
        self.overlay = SignInAgain(toolbox, covered, parent)
        self.overlay.entered.connect(self._try)
        self.overlay.later.connect(self.put_off)
        self.overlay.leave_asked.connect(self.leave_asked)

    @property
    def is_asking(self) -> bool:
        """Whether the content is covered."""
        return self.overlay.is_asking

    @Slot()
    def go_online(self) -> None:
        """From a desk without a network: the keyring may know the password."""
        self._try("")

    @Slot()
    def ask_again(self) -> None:
        """The session is over, and could not be renewed by itself."""
        if self.is_asking:
            return
        kept = self.tr("What you entered stays as it is.")
        refusal = self._desk.refusal
        if isinstance(refusal, LockedOut):
            title, why = self.tr("This ID is locked for now"), self._toolbox.words.failure(refusal)
        elif refusal is not None:
            title = self.tr("The password is another now")
            why = self.tr(
                "Your session was ended, and the portal no longer takes the password you logged in with. "
                "It was probably changed elsewhere: log in with the new one, or ask the person in charge."
            )
        else:
            title, why = self.tr("Your session has ended"), self.tr("Log in again to go on.")
        self._ask(title, f"{why} {kept}", self.tr("Log in again"))

    def _ask(self, title: str, why: str, button: str) -> None:
        user = self._desk.user
        self.overlay.ask(title, f"{user.name}  ({user.login})", why, button)

    @Slot(str)
    def _try(self, password: str) -> None:
        if self._task is not None:
            return
        desk = self._desk

        def job(progress: Progress) -> None:
            desk.go_online(password, progress)

        self.overlay.show_running(True)
        self._task = self._toolbox.tasks.start(
            job, owner=self, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled
        )

    def _on_done(self, _nothing: None) -> None:
        self._end()
        if self.is_asking:
            self.overlay.give_way()
        self._toolbox.connection.release()
        self.restored.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not self.is_asking:
            self._ask(
                self.tr("Go online"),
                self.tr("Log in to reach the portal. Nothing is sent by that; drafts wait for your word."),
                self.tr("Log in"),
            )
            if isinstance(error, NotSignedIn):
                # No password was given and none is kept: that is asked for, not complained about.
                return
        kind = "warning" if isinstance(error, Unreachable) else "error"
        self.overlay.say(Notice(self._toolbox.words.failure(error), kind, details=repr(error)))

    def _on_cancelled(self) -> None:
        self._end()

    def _end(self) -> None:
        self._task = None
        self.overlay.show_running(False)
