"""Downloading a list to a file: asked where, done in the background, told where it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.failures import NotSignedIn, Refused, Unreachable
from netmile_desktop.domain.texts.states import COMPLETED_LIST, ERROR_LIST
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.workspace.history.registrations import ListKind, SentRegistrations

_LISTS = {"completed": COMPLETED_LIST, "errors": ERROR_LIST}


class ListSaving(QWidget):
    """Never shown; a widget only to have words of its own."""

    saved = Signal(str, str)
    """Registration ID, and which of its lists was saved."""
    gone = Signal(str)
    """ID of a registration whose lists have been deleted."""

    def __init__(self, registrations: SentRegistrations, screen: Screen) -> None:
        super().__init__(screen)
        self._registrations, self._screen = registrations, screen
        self.hide()

    def ask(
        self,
        registration: wire.Registration,
        which: ListKind,
        encoding: str = "utf-8-sig",
        then: Callable[[Path], None] | None = None,
        *,
        with_copy: bool = False,
    ) -> bool:
        """Ask where to save a list and begin; False where nobody named a place.

        `then` is done with the saved file; `with_copy` saves one for spreadsheets beside it.
        """
        toolbox = self._screen.toolbox
        name = self._registrations.list_name(registration, which)
        title = self.tr("Save the {}").format(toolbox.words.say(_LISTS[which]))
        path = toolbox.dialogs.choose_save_file(self._screen, title, name, self.tr("CSV (*.csv)"))
        if path is None:
            return False
        self.begin(registration, which, path, encoding, then, with_copy=with_copy)
        return True

    def begin(
        self,
        registration: wire.Registration,
        which: ListKind,
        path: Path,
        encoding: str,
        then: Callable[[Path], None] | None = None,
        *,
        with_copy: bool = False,
    ) -> None:
        """Download into a file."""
        id_, toolbox = registration.registration_id, self._screen.toolbox

        def job(progress: Progress) -> Path:
            return self._registrations.save_list(id_, which, path, encoding, progress, with_copy=with_copy)

        toolbox.tasks.start(
            job,
            owner=self,
            done=lambda saved: self._on_saved(id_, which, saved, then),
            failed=lambda error: self._on_failed(id_, error),
            title=self.tr("Download the {}").format(toolbox.words.say(_LISTS[which])),
            subject=id_,
            retry=True,
        )

    def _on_saved(self, registration_id: str, which: ListKind, path: Path, then: Callable[[Path], None] | None) -> None:
        toolbox = self._screen.toolbox
        toolbox.connection.heard()
        text = self.tr("{} was saved: {}").format(toolbox.words.say(_LISTS[which]), path)
        folder = ((self.tr("Open the folder"), lambda: _open(path.parent)),)
        self._screen.tell(Notice(text, "success", f"saved-{registration_id}-{which}", folder))
        self.saved.emit(registration_id, which)
        if then is not None:
            then(path)

    def _on_failed(self, registration_id: str, error: Exception) -> None:
        toolbox = self._screen.toolbox
        if isinstance(error, Unreachable):
            toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            toolbox.navigation.session_lost.emit()
        self._screen.tell(Notice(toolbox.words.failure(error), "error", "saving", details=repr(error)))
        if isinstance(error, Refused) and error.code == "P-GONE":
            self.gone.emit(registration_id)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
