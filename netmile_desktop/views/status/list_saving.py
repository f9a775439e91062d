"""Downloading a list to a file: asked where, done in the background, told where it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.failures import NotSignedIn, Refused, Unreachable
from netmile_desktop.domain.texts.states import COMPLETED_LIST, ERROR_LIST
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.dialogs import open_folder
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.workspace.history.registrations import COPY, ListKind, SentRegistrations
from netmile_desktop.workspace.store.atomic_files import unused_place

if TYPE_CHECKING:
    from netmile_desktop.workspace.batches import result_sheets
    from netmile_desktop.workspace.batches.own_lists import OwnLists
else:
    # Few lists are saved.
    result_sheets = import_lazily("netmile_desktop.workspace.batches.result_sheets")

_LISTS = {"completed": COMPLETED_LIST, "errors": ERROR_LIST}


@dataclass(frozen=True, slots=True)
class ListForm:
    """How a list is written."""

    encoding: str = "utf-8-sig"
    with_copy: bool = False
    """Whether to save one for spreadsheets beside it."""
    as_is: bool = False
    """Whether to save what the portal wrote, byte for byte. Otherwise, and if it was sent from here, the list has the
    rows and the other columns of the clerk's own sheet."""


class ListSaving(QWidget):
    """Never shown; a widget only to have words of its own."""

    saved = Signal(str, str)
    """Registration ID, and which of its lists was saved."""
    gone = Signal(str)
    """ID of a registration whose lists have been deleted."""

    def __init__(self, registrations: SentRegistrations, own: OwnLists, screen: Screen) -> None:
        super().__init__(screen)
        self._registrations, self._own, self._screen = registrations, own, screen
        self.hide()

    def ask(
        self,
        registration: wire.Registration,
        which: ListKind,
        form: ListForm = ListForm(),
        then: Callable[[Path], None] | None = None,
    ) -> bool:
        """Ask where to save a list and begin; False where nobody named a place. `then` is done with the saved file."""
        toolbox = self._screen.toolbox
        name = self._registrations.list_name(registration, which)
        title = self.tr("Save the {}").format(toolbox.words.say(_LISTS[which]))
        path = toolbox.dialogs.choose_save_file(self._screen, title, name, self.tr("CSV (*.csv)"))
        if path is None:
            return False
        self.begin(registration, which, path, form, then)
        return True

    def begin(
        self,
        registration: wire.Registration,
        which: ListKind,
        path: Path,
        form: ListForm,
        then: Callable[[Path], None] | None = None,
    ) -> None:
        """Save into a file, in the background."""
        id_, toolbox = registration.registration_id, self._screen.toolbox

        def job(progress: Progress) -> Path:
            if not form.as_is and self._own.holds(id_):
                return self._save_own(id_, which, path, form, progress)
            return self._registrations.save_list(id_, which, path, form.encoding, progress, with_copy=form.with_copy)

        toolbox.tasks.start(
            job,
            owner=self,
            done=lambda saved: self._on_saved(id_, which, saved, then),
            failed=lambda error: self._on_failed(id_, error),
            title=self.tr("Download the {}").format(toolbox.words.say(_LISTS[which])),
            subject=id_,
            retry=True,
        )

    def _save_own(self, id_: str, which: ListKind, path: Path, form: ListForm, progress: Progress) -> Path:
        rows = result_sheets.Rows.ISSUED if which == "completed" else result_sheets.Rows.ERRORS
        copy = unused_place(path.with_name(path.stem + COPY)) if form.with_copy else None
        language = self._screen.toolbox.words.language
        return self._own.save(id_, rows, path, language, progress, encoding=form.encoding, copy=copy)

    def _on_saved(self, registration_id: str, which: ListKind, path: Path, then: Callable[[Path], None] | None) -> None:
        toolbox = self._screen.toolbox
        toolbox.connection.heard()
        text = self.tr("{} was saved: {}").format(toolbox.words.say(_LISTS[which]), path)
        folder = ((self.tr("Open the folder"), lambda: open_folder(path.parent)),)
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
