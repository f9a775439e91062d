"""The modal dialogs: decisions and files. Tests use a scripted implementation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.drops import local_file
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.views.window_state import WindowState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QDialog, QWidget

    from netmile_desktop.views.common.question import Question, TextQuestion
    from netmile_desktop.views.navigation import answer_f1
else:
    answer_f1 = import_lazily("netmile_desktop.views.navigation", "answer_f1")
    TextQuestion = import_lazily("netmile_desktop.views.common.question", "TextQuestion")
    Question = import_lazily("netmile_desktop.views.common.question", "Question")


def open_folder(folder: Path) -> None:
    """Show a folder in the file manager of the system."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class Dialogs(Protocol):
    """Every modal dialog of the window."""

    def confirm(
        self, parent: QWidget, title: str, text: str, button: str, *, details: str = "", danger: bool = False
    ) -> bool:
        """Ask before an action that cannot be undone; return whether the user agrees.

        `title` is the question, `text` what will happen, `button` names the action with its count. The safe choice is the
        default; Esc and closing mean no.
        """

    def choose_open_file(self, parent: QWidget, title: str, filters: str, purpose: str = "import") -> Path | None:
        """Ask for a file to read; `filters` in Qt's form. The folder is remembered for each purpose."""

    def choose_open_files(self, parent: QWidget, title: str, filters: str, purpose: str = "import") -> Sequence[Path]:
        """Ask for one file or several; as `choose_open_file`."""

    def choose_save_file(
        self, parent: QWidget, title: str, name: str, filters: str, purpose: str = "save"
    ) -> Path | None:
        """Ask where to write a file; a returned path may be overwritten."""

    def choose_folder(self, parent: QWidget, title: str, purpose: str = "save") -> Path | None:
        """Ask for a folder to store several files in."""

    def ask_text(self, parent: QWidget, title: str, label: str, button: str) -> str | None:
        """Ask for a short text such as a name; return None if none was given."""

    def open_page(self, url: str) -> bool:
        """Show an address in the browser of the system; return whether there is one."""

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Show a statement for which no window with a notice bar exists."""


class WindowDialogs:
    """The dialogs of Qt. Their classes are imported with the first question, not while the window starts."""

    def __init__(self, memory: WindowState, navigation: Navigation) -> None:
        self._memory, self._navigation = memory, navigation

    def confirm(
        self, parent: QWidget, title: str, text: str, button: str, *, details: str = "", danger: bool = False
    ) -> bool:
        keep = QCoreApplication.translate("Dialogs", "Cancel")
        question = Question(parent, title, text, button, keep, details=details, danger=danger)
        return self._run(question)

    def choose_open_file(self, parent: QWidget, title: str, filters: str, purpose: str = "import") -> Path | None:
        # An address keeps a name that is no text, if the dialog is the desktop's own.
        folder = QUrl.fromLocalFile(str(self._memory.folder(purpose)))
        chosen, _ = QtWidgets.QFileDialog.getOpenFileUrl(
            parent, title, folder, filters, supportedSchemes=[folder.scheme()]
        )
        return self._chosen(local_file(chosen), purpose) if chosen.isLocalFile() else None

    def choose_open_files(self, parent: QWidget, title: str, filters: str, purpose: str = "import") -> Sequence[Path]:
        folder = QUrl.fromLocalFile(str(self._memory.folder(purpose)))
        chosen, _ = QtWidgets.QFileDialog.getOpenFileUrls(
            parent, title, folder, filters, supportedSchemes=[folder.scheme()]
        )
        return [self._chosen(local_file(each), purpose) for each in chosen if each.isLocalFile()]

    def choose_save_file(
        self, parent: QWidget, title: str, name: str, filters: str, purpose: str = "save"
    ) -> Path | None:
        proposal = str(self._memory.folder(purpose) / name)
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, proposal, filters)
        return self._chosen(Path(chosen), purpose) if chosen else None

    def choose_folder(self, parent: QWidget, title: str, purpose: str = "save") -> Path | None:
        chosen = QtWidgets.QFileDialog.getExistingDirectory(parent, title, str(self._memory.folder(purpose)))
        if chosen:
            self._memory.put(f"folder/{purpose}", chosen)
        return Path(chosen) if chosen else None

    def ask_text(self, parent: QWidget, title: str, label: str, button: str) -> str | None:
        entry = TextQuestion(parent, title, label, button, QCoreApplication.translate("Dialogs", "Cancel"))
        return (entry.edit.text().strip() or None) if self._run(entry) else None

    def open_page(self, url: str) -> bool:
        return QDesktopServices.openUrl(QUrl(url))

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        statement = Question(parent, title, text, QCoreApplication.translate("Dialogs", "Close"))
        self._run(statement)

    def _run(self, dialog: QDialog) -> bool:
        """Run a dialog until it is answered; return True for yes."""
        answer_f1(dialog, self._navigation)
        agreed = dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return agreed

    def _chosen(self, path: Path, purpose: str) -> Path:
        self._memory.put_folder(purpose, path)
        return path
