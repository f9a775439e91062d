"""The tab 「発行バッチ」: the list of batches, the import, one opened batch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.views.batch.batch_list import BatchList
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.dialogs import BatchDialogs
from netmile_desktop.views.batch.grid.draft_changes import change_under_way
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.loading_line import LoadingLine
from netmile_desktop.views.batch.new_batch import NewBatch
from netmile_desktop.views.batch.open_batch import OpenBatch
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.tables.list_tools import ListExport
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.batches.opened_batch import OpenedBatch, open_batch
from netmile_desktop.workspace.desk import Desk

_WAITING = "waiting files"
"""Key of the notice about files that wait to be imported."""

AHEAD_MS = 400
"""Delay before the correction page is built in the background, while the user looks at the import page."""


class BatchView(Screen):
    """The batch tab: shows the list, the import or one batch, and starts the tasks that load them."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._lists = Loader(self, "batches", is_local=True)
        self._opening = Loader(self, "batch", is_local=True)
        self._wanted = ""
        self.commands = BatchCommands(desk, self, BatchDialogs(desk, toolbox, self))
        self.list = BatchList(toolbox, self.commands, self)
        self._export = ListExport(self, self.list.table)
        self.opened = OpenBatch(desk, toolbox, self.commands, self)
        self._pages = QStackedWidget(self)
        for page in (self.list, self.opened):
            self._pages.addWidget(page)
        self.beginnings = NewBatch(desk, toolbox, self.commands, self._pages)
        self.beginnings.turned.connect(self._turn_to)
        self.beginnings.ended.connect(self.open_list)
        self._ahead = QTimer(self, interval=AHEAD_MS, singleShot=True)
        self._ahead.timeout.connect(self.opened.make_ready)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.opening = LoadingLine(toolbox.words, self)
        column.addWidget(self.opening)
        column.addWidget(self._pages)
        self._connect()

    def _connect(self) -> None:
        commands = self.commands
        commands.list_asked.connect(self.open_list)
        commands.import_asked.connect(self._on_import_asked)
        commands.typed_asked.connect(self.start_typed)
        commands.batch_asked.connect(self.open_batch)
        commands.taken_in.connect(self._on_taken_in)
        commands.made.connect(lambda batch_id: self._open(batch_id, None, is_new=True))
        commands.stopped.connect(self._on_stopped)
        commands.discarded.connect(self._on_discarded)
        commands.sendings.began.connect(self.opened.show_draft)
        self.toolbox.navigation.batches_changed.connect(self._load_list)
        self.toolbox.tasks.changed.connect(self._on_tasks_changed)
        self.list.tools.save_asked.connect(self._on_save_asked)

    # --- what the window asks ---------------------------------------------------------------------

    def topic(self) -> str:
        page = self._pages.currentWidget()
        if page is self.list:
            return "batches"
        return self.opened.topic() if page is self.opened else "import"

    def entered(self) -> None:
        if self._pages.currentWidget() is self.list:
            self._load_list()

    def refresh(self) -> None:
        self.entered()
        if self._pages.currentWidget() is self.opened and self.opened.draft is not None:
            self.open_batch(self.opened.draft.batch_id)

    def first_control(self) -> QWidget | None:
        return page.campaign.search if (page := self.beginnings.page()) else super().first_control()

    def seek(self) -> None:
        if (page := self.beginnings.page()) is not None:
            page.campaign.search.setFocus()
        elif self._pages.currentWidget() is self.opened and (rows := self.opened.rows()) is not None:
            write_anew(rows.bar.text)

    def back(self) -> bool:
        if self._pages.currentWidget() is self.list:
            return False
        if self._pages.currentWidget() is self.opened:
            self.opened.go_back()
        else:
            self.open_list()
        return True

    def primary(self) -> QPushButton | None:
        if self._pages.currentWidget() is self.list:
            return self.list.primary()
        return self.beginnings.primary() or self.opened.primary()

    def summary(self) -> str:
        if self._pages.currentWidget() is self.list:
            return self.tr("Batches: {}").format(self.list.count())
        return self.opened.summary() if self._pages.currentWidget() is self.opened else ""

    def place(self) -> str:
        return self._wanted if self._pages.currentWidget() is self.opened else ""

    def restore(self, place: str) -> None:
        """Open the batch again that was open, unless it was discarded or forgotten meanwhile."""
        if place:
            self._opening.load(
                lambda _progress: place in {batch.id for batch in self._desk.batches.all()},
                lambda is_there: self.open_batch(place) if is_there else None,
            )

    # --- list -------------------------------------------------------------------------------------

    @Slot()
    def open_list(self) -> None:
        """Return to the list of batches; files that still wait to be imported are named there."""
        self._wanted = ""
        self._tell_waiting()
        self._turn_to(self.list)
        self._load_list()

    @Slot()
    def _load_list(self) -> None:
        desk = self._desk
        self._lists.load(lambda _progress: (desk.batches.all(), desk.retention.old_drafts()), self._on_listed)

    def _on_listed(self, found: tuple[list[BatchSummary], list[str]]) -> None:
        self.list.show_batches(*found)
        self.status_changed.emit()

    @Slot()
    def _on_save_asked(self) -> None:
        self._export.save_shown(self.tr("Batches"))

    # --- import -----------------------------------------------------------------------------------

    def start_import(self, path: Path | Sequence[Path] | None, campaign_id: str = "", mode: Mode = Mode.PC) -> None:
        """Import a file, or several one after the other; if no path is given, ask for them."""
        paths = [path] if isinstance(path, Path) else path
        paths = self._choose_files() if paths is None else paths
        if not paths:
            if not isinstance(self.beginnings.page(), ImportPage):
                self.open_list()
            return
        self.untell(_WAITING)
        self._turn_to(self.beginnings.start_import(paths, campaign_id, mode))
        self._ahead.start()

    def _choose_files(self) -> Sequence[Path]:
        return self.toolbox.dialogs.choose_open_files(
            self,
            self.tr("Choose the files to import"),
            self.tr("CSV and Excel (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods);;All files (*)"),
        )

    def _tell_waiting(self) -> None:
        """Name the files that were chosen together with others and are not imported yet; forget a single one."""
        queue = self.beginnings.queue
        if not queue.is_several or not queue.left:
            queue.drop()
            return
        actions = ((self.tr("Go on importing"), self._resume), (self.tr("Do not import them"), queue.drop))
        told = formats.counted(
            queue.left, self.tr("{} chosen file is not imported yet."), self.tr("{} chosen files are not imported yet.")
        )
        self.tell(Notice(told, "info", _WAITING, actions))

    def _resume(self) -> None:
        if (page := self.beginnings.resume()) is not None:
            self._turn_to(page)

    @Slot()
    def start_typed(self, campaign_id: str = "") -> None:
        """Create a batch without a file."""
        self._turn_to(self.beginnings.start_typed(campaign_id))
        self._ahead.start()

    @Slot()
    def _on_import_asked(self) -> None:
        """Ask for files; on the import page they take the place of the file that is shown."""
        if not self.beginnings.is_importing:
            self.start_import(None)
        elif paths := self._choose_files():
            self._turn_to(self.beginnings.replace_current(paths))

    @Slot(object)
    def _on_taken_in(self, opening: OpenedBatch) -> None:
        """Open the batch of a file; of several files, go on to the next and leave the batches in the list."""
        if self.beginnings.queue.is_several:
            told = self.tr("{0} was imported: {1} rows.")
            rows = formats.number(len(opening.draft.snapshot()))
            self.tell(Notice(told.format(opening.draft.name, rows), "success", "taken in"))
            self.beginnings.go_on()
            return
        self.beginnings.queue.drop()
        self._wanted = opening.draft.batch_id
        self._on_opened(opening, None, is_new=True, catches_up=False)

    # --- one batch --------------------------------------------------------------------------------

    @Slot(str)
    def open_batch(self, batch_id: str) -> None:
        """Open a batch at its current step; of one that stopped half-way, ask the portal for what is not known."""
        self._tell_waiting()
        self._open(batch_id, None, catches_up=True)

    def _open(self, batch_id: str, error: Exception | None, *, is_new: bool = False, catches_up: bool = False) -> None:
        self._wanted = batch_id
        if self.opened.is_changing(batch_id):
            self._turn_to(self.opened)
            return
        if (change := change_under_way(self.toolbox.tasks, batch_id)) is not None:
            change.ended.connect(self._on_change_ended)
            self.tell(
                Notice(self.tr("This batch is still being changed. It opens once that is done."), "info", "batch")
            )
            return
        task = self._opening.load(
            lambda progress: open_batch(self._desk.batches, batch_id, progress),
            lambda opening: self._on_opened(opening, error, is_new=is_new, catches_up=catches_up),
        )
        self.opening.follow(task)

    @Slot()
    def _on_change_ended(self) -> None:
        """Read the batch again after a change that continued while the batch was closed."""
        self.untell("batch")
        if self._wanted:
            self._open(self._wanted, None)

    def _on_opened(self, opening: OpenedBatch, error: Exception | None, *, is_new: bool, catches_up: bool) -> None:
        batch_id = opening.draft.batch_id
        if batch_id != self._wanted:
            return
        self.opened.show_opening(opening, self.commands.sendings.of(batch_id), error, is_new=is_new)
        self._turn_to(self.opened)
        self.toolbox.navigation.batch_opened.emit(batch_id)
        if catches_up:
            self.commands.catch_up(opening.draft)

    @Slot()
    def _on_tasks_changed(self) -> None:
        """Follow a sending that was restarted from the list of background tasks."""
        draft = self.opened.draft
        if draft is None or draft.batch_id != self._wanted or not self.opened.is_unattended():
            return
        if (task := self.commands.sendings.of(draft.batch_id)) is not None:
            self.opened.show_draft(draft, task)

    @Slot(str, object)
    def _on_stopped(self, batch_id: str, error: Exception | None) -> None:
        if batch_id == self._wanted:
            self._open(batch_id, error)

    @Slot()
    def _on_discarded(self) -> None:
        self.opened.draft = None
        self.open_list()

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.status_changed.emit()
