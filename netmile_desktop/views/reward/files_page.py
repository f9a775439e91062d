"""受渡ファイル: what was registered, to be downloaded, and the merchant's result, to be uploaded once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.rewards import FileState
from netmile_desktop.domain.wire import Page, RewardFile, RewardFileSearch, RewardResultAccepted, RewardResultCheck
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton, SegmentedFilter
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.file_columns import file_columns
from netmile_desktop.views.reward.result_words import what_is_wrong, what_it_does
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import bytes_of

OPEN = "open"
_RESULT = "reward-result"
"""Key of the notice about an upload."""


class FilesPage(QWidget):
    """Files by day and hour. A result is held against its file before anything is uploaded."""

    def __init__(self, screen: Screen, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, self._files = screen, desk.reward_files
        toolbox = screen.toolbox
        self._toolbox: Toolbox = toolbox
        self._query = RewardFileSearch()
        self._page: Page[RewardFile] | None = None
        self._loader = Loader(screen, "reward-files")
        self._checks = Loader(screen, _RESULT)
        self.choice = SegmentedFilter([("", self.tr("All")), (OPEN, self.tr("Waiting for a result"))], self)
        self.save_button = PlainButton(self.tr("Download…"), toolbox.theme, "download", self)
        self.upload_button = PrimaryButton(self.tr("Upload a result…"), toolbox.theme, "send", self)
        self.table: RecordTable[RewardFile] = RecordTable(
            file_columns(toolbox.words),
            toolbox.theme,
            name="reward-files",
            memory=toolbox.memory,
            identity=lambda file: file.file,
            parent=self,
        )
        self.table.setAccessibleName(self.tr("Files"))
        self.pager = Pager(toolbox.theme, self)
        self.tools = ListTools(toolbox.theme, self.table, self)
        self.pager.add_tool(self.tools)
        self._export = ListExport(screen, self.table)
        self.nothing = EmptyState(
            toolbox.theme,
            "file",
            self.tr("There is no file"),
            self.tr("Files are made at the set times once members have registered."),
        )
        self._lay_out()
        self._connect()
        self._on_current_changed()

    # --- what the tab asks ------------------------------------------------------------------

    def summary(self) -> str:
        """For the status line."""
        return self.pager.summary() if self._page else ""

    def as_of(self) -> datetime | None:
        """When what is shown was true at the portal."""
        return self._page.as_of if self._page else None

    def entered(self) -> None:
        """The page has come to the front: files may have been made meanwhile."""
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask again."""
        files, query = self._files, self._query
        self._loader.load(lambda progress: files.search(query, progress), self._show)

    # --- the list ---------------------------------------------------------------------------

    def _show(self, page: Page[RewardFile]) -> None:
        self._page = page
        self.table.show_records(page.items)
        self.pager.show_page(page.page, page.size, page.total)
        self.tools.save.setEnabled(bool(page.total))
        self._stack.setCurrentWidget(self.table if page.total else self.nothing)
        self._on_current_changed()
        self._screen.status_changed.emit()

    @Slot()
    def _on_current_changed(self) -> None:
        file = self.table.current()
        self.save_button.setEnabled(file is not None and not file.shredded and file.state is not FileState.EMPTY)
        self.upload_button.setEnabled(file is not None and file.state in {FileState.NEW, FileState.DOWNLOADED})

    @Slot(str)
    def _on_choice(self, key: str) -> None:
        self._query = msgspec.structs.replace(self._query, only_open=key == OPEN, page=1)
        self.refresh()

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        self._query = msgspec.structs.replace(self._query, page=page, size=size)
        self.refresh()

    @Slot()
    def _on_list_asked(self) -> None:
        query, files = self._query, self._files

        def fetch(page: int, size: int, progress: Progress) -> Page[RewardFile]:
            return files.search(msgspec.structs.replace(query, page=page, size=size), progress)

        self._export.save_found(self.tr("reward files"), fetch)

    # --- a file, and its result -------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        file, files = self.table.current(), self._files
        if file is None:
            return
        title = self.tr("Download a file")
        filters = self.tr("CSV files (*.csv)")
        path = self._toolbox.dialogs.choose_save_file(self, title, f"{file.file}.csv", filters, "reward")
        if path is None:
            return

        def job(progress: Progress) -> Path:
            files.save(file.file, path, progress)
            return path

        self._toolbox.tasks.start(
            job, owner=self, done=self._on_saved, failed=self._on_failed, title=title, subject=file.file
        )

    def _on_saved(self, path: Path) -> None:
        text = self.tr("Saved: {}. It holds personal data; delete it once it is taken over.")
        self._screen.tell(Notice(text.format(path), "success", _RESULT))
        self.refresh()

    @Slot()
    def _on_upload(self) -> None:
        file, files = self.table.current(), self._files
        if file is None:
            return
        title = self.tr("Choose the result of {}").format(file.file)
        path = self._toolbox.dialogs.choose_open_file(self, title, self.tr("CSV files (*.csv)"), "reward")
        if path is None:
            return

        def job(progress: Progress) -> tuple[bytes, RewardResultCheck]:
            result = bytes_of(path)
            return result, files.check(file.file, result, progress)

        self._checks.load(job, self._on_checked, self._on_failed)

    def _on_checked(self, checked: tuple[bytes, RewardResultCheck]) -> None:
        result, check = checked
        words, files = self._toolbox.words, self._files
        if not check.can_be_uploaded:
            self._screen.tell(Notice(what_is_wrong(words, check), "error", _RESULT))
            return
        count = check.approved + check.refused
        button = self.tr("Upload the results of {}").format(f"{count:,}")
        question = self.tr("Upload the result of {}?").format(check.file)
        if not self._toolbox.dialogs.confirm(self, question, what_it_does(words, check), button):
            return

        def job(progress: Progress) -> RewardResultAccepted:
            return files.upload(check.file, result, progress)

        self._toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_uploaded,
            failed=self._on_failed,
            title=self.tr("Upload a result"),
            subject=check.file,
        )

    def _on_uploaded(self, accepted: RewardResultAccepted) -> None:
        text = self.tr("{}: approved {}, refused {}. The file is completed.")
        told = text.format(accepted.file, f"{accepted.approved:,}", f"{accepted.refused:,}")
        self._screen.tell(Notice(told, "success", _RESULT))
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._checks.note(error)
        self._checks.tell(error)

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.choice.chosen.connect(self._on_choice)
        self.table.current_changed.connect(self._on_current_changed)
        self.pager.asked.connect(self._on_page_asked)
        self.tools.save_asked.connect(self._on_list_asked)
        self.save_button.clicked.connect(self._on_save)
        self.upload_button.clicked.connect(self._on_upload)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.choice)
        head.addStretch()
        head.addWidget(self.save_button)
        head.addWidget(self.upload_button)
        card = Card(parent=self)
        self._stack = QStackedWidget(card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self._stack.setMinimumHeight(self.pager.fontMetrics().height() * 6)
        card.body.addLayout(head)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(self.pager)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        self.setFocusProxy(self.table)
