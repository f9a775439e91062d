"""What is saved of a file: its people for the merchant's own system, the answers so far for a colleague."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.workspace.rewards.files import HandedOverFiles


class FileSaving(QObject):
    """Asks where to, writes in the background, and says where it is."""

    def __init__(self, screen: Screen, files: HandedOverFiles) -> None:
        super().__init__(screen)
        self._screen, self._files = screen, files
        self._teller = Loader(screen, "reward-saved")

    def save_people(self, file: str) -> None:
        """Save the people of a file as CSV, from what is kept here, so also without a network."""
        files = self._files
        said = self.tr("Saved: {}. It holds personal data; delete it once it is taken over.")

        def write(path: Path, progress: Progress) -> None:
            files.save(file, path, progress)

        self._save(file, f"{file}.csv", self.tr("Download a file"), said, write)

    def save_draft(self, file: str) -> None:
        """Save the answers so far, for a colleague who takes them in; without personal data."""
        drafts = self._files.drafts
        said = self.tr("Saved: {}. A colleague imports it with “Import a CSV…”.")

        def write(path: Path, _progress: Progress) -> None:
            drafts.save(file, path)

        self._save(file, f"{file}-draft.csv", self.tr("Save the draft"), said, write)

    def _save(self, file: str, name: str, title: str, said: str, write: Callable[[Path, Progress], None]) -> None:
        toolbox, filters = self._screen.toolbox, self.tr("CSV files (*.csv)")
        path = toolbox.dialogs.choose_save_file(self._screen, title, name, filters, "reward")
        if path is None:
            return

        def job(progress: Progress) -> Path:
            write(path, progress)
            return path

        def done(written: Path) -> None:
            self._screen.tell(Notice(said.format(written), "success", self._teller.key))

        def failed(error: Exception) -> None:
            self._teller.note(error)
            self._teller.tell(error)

        toolbox.tasks.start(job, owner=self, done=done, failed=failed, title=title, subject=file)
