"""取込: a preview of the file, its reading and its campaign, and the button that imports it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.failures import FileUnreadable, Unreachable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.importing.campaign_choice import CampaignChoice
from netmile_desktop.views.batch.importing.mode_choice import ModeChoice
from netmile_desktop.views.batch.importing.preview_table import PreviewTable
from netmile_desktop.views.batch.importing.reading_form import ReadingForm
from netmile_desktop.views.batch.importing.reading_report import ReadingReport
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.batches.opened_batch import OpenedBatch, opening_of
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import CSV, Source, SourcePreview, load_source, preview

_CHOOSING = 360
"""Height of the upper half while a campaign is being chosen, in pixels before scaling."""
_SAME_NAMED = 2
"""Earlier batches of the same file that the warning names."""


class ImportPage(QWidget):
    """The import of one file. Nothing is stored before the button is pressed."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self._report = ReadingReport(toolbox.words, self)
        self._source: Source | None = None
        self._preview: SourcePreview | None = None
        self._path = Path()
        self._asked = 0
        self._import: Task | None = None
        self.notice = NoticeSpot(toolbox.theme)
        self.form = ReadingForm(toolbox, self)
        self.campaign = CampaignChoice(desk.catalogue, toolbox, self)
        self.mode = ModeChoice(toolbox.words, self)
        self.table = PreviewTable(toolbox.theme, toolbox.words, self)
        self.facts = text_label("", "muted", wrap=True)
        self.progress = TaskProgress(toolbox.words, self)
        self.other_button = PlainButton(self.tr("Choose another file"), toolbox.theme, "folder", self)
        self.cancel_button = PlainButton(self.tr("Cancel"), parent=self)
        self.import_button = PrimaryButton(self.tr("Import"), toolbox.theme, "import", self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        reading = Card(self.tr("How to read the file"), self)
        reading.body.addWidget(self.form)
        reading.body.addStretch()
        top.addWidget(reading, 1)
        whereto = QVBoxLayout()
        whereto.setSpacing(12)
        whereto.addWidget(self.campaign, 1)
        whereto.addWidget(self.mode)
        top.addLayout(whereto, 1)
        upper = self._upper = QWidget(self)
        upper.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        shown = Card(self.tr("First rows of the file"), self, margin=12)
        shown.body.addWidget(self.table, 1)
        splitter = self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(upper)
        splitter.addWidget(shown)
        splitter.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.facts, 1)
        for button in (self.other_button, self.cancel_button, self.import_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self.notice)
        column.addWidget(splitter, 1)
        column.addWidget(self.progress)
        column.addLayout(foot)
        self.progress.hide()

    def _connect(self) -> None:
        self.form.changed.connect(self._on_reading_changed)
        self.form.sheet_chosen.connect(self._on_sheet_chosen)
        self.campaign.changed.connect(self._show_button)
        self.campaign.changed.connect(self._recall_mapping)
        self.campaign.changed.connect(self._share_room)
        self.campaign.picked.connect(self.import_button.setFocus)
        self.other_button.clicked.connect(self._commands.start_import)
        self.cancel_button.clicked.connect(self._commands.open_list)
        self.import_button.clicked.connect(self._on_import_clicked)

    @Slot()
    def _share_room(self) -> None:
        """Give the list of campaigns the room it needs; once a campaign is chosen, give it to the rows of the file."""
        upper = self._upper.minimumSizeHint().height()
        if not self.campaign.campaign_id:
            upper = max(upper, self._toolbox.theme.pixels(_CHOOSING))
        self._splitter.setSizes([upper, max(self.height() - upper, 1)])

    # --- reading ----------------------------------------------------------------------------------

    def start(self, path: Path, campaign_id: str, mode: Mode = Mode.PC) -> None:
        """Start with a file; without a campaign ID the campaign chosen before stays."""
        self._path = path
        self._source = self._preview = None
        if campaign_id or not self.campaign.campaign_id:
            self.campaign.start(campaign_id)
        self.form.reset()
        self.mode.choose(mode)
        first = self.form.encoding_box if campaign_id else self.campaign.search
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._load("")

    def _load(self, sheet: str) -> None:
        path = self._path
        self._look(lambda: load_source(path, sheet), Recipe())

    def _look(self, source: Callable[[], Source], recipe: Recipe) -> None:
        """Read the file in the background; only the newest request is answered."""
        self._asked += 1
        number = self._asked
        self.notice.clear()
        self._show_button()

        def job(_progress: Progress) -> tuple[Source, SourcePreview | FileUnreadable]:
            loaded = source()
            try:
                return loaded, preview(loaded, recipe)
            except FileUnreadable as failure:  # another encoding may still read it
                return loaded, failure

        def done(found: tuple[Source, SourcePreview | FileUnreadable]) -> None:
            if number != self._asked:
                return
            loaded, shown = found
            if isinstance(shown, FileUnreadable):
                self._source = loaded
                self.form.offer_encodings(loaded.kind == CSV)
                self._on_unreadable(shown)
            else:
                self._show_preview(loaded, shown)

        def failed(error: Exception) -> None:
            if number == self._asked:
                self._on_unreadable(error)

        self._toolbox.tasks.start(job, owner=self, done=done, failed=failed)

    def _show_preview(self, source: Source, shown: SourcePreview) -> None:
        self._source, self._preview = source, shown
        self.form.show_preview(shown)
        self.table.show_preview(shown, self.form.mapping())
        self.facts.setText(self._facts(shown))
        if not self._recall_mapping():
            self._tell(source, shown)
        self._show_button()

    def _tell(self, source: Source, shown: SourcePreview) -> None:
        """Warn of what the file lost, of earlier imports of it, and of a column mapping taken from an earlier file."""
        sentences = list(self._report.of_preview(shown))
        sentences += [self._same_file(batch) for batch in self._desk.batches.same_file(source)[:_SAME_NAMED]]
        remembered = self._remembered()
        if remembered is not None and remembered == self.form.recipe().columns:
            sentences.append(self.tr("The columns are taken as in the last file for this campaign."))
        self.notice.clear()
        if sentences:
            self.notice.show_notice(
                Notice("\n".join(sentences), "warning" if len(sentences) > (remembered is not None) else "info")
            )

    def _same_file(self, batch: BatchSummary) -> str:
        words = self._toolbox.words
        told = self.tr("{0}  The very same file was taken in on {1}: {2} ({3})")
        ids = ", ".join(batch.registration_ids) or words.state(batch.state)
        return told.format(str(Warned.SAME_FILE), formats.moment(batch.created_at), batch.name, ids)

    def _remembered(self) -> tuple[int, int, int] | None:
        if self._preview is None or not self.campaign.campaign_id:
            return None
        recipe = self._desk.batches.remembered_recipe(self.campaign.campaign_id, self._preview.header)
        return recipe.columns if recipe is not None else None

    @Slot()
    def _recall_mapping(self) -> bool:
        """Map the columns as in the last such file for the campaign, unless they are mapped; return whether it did."""
        remembered = self._remembered()
        if remembered is None or self.form.is_mapped or self._preview is None:
            return False
        if max(remembered) > max(self._preview.columns, len(remembered)):
            return False
        self.form.map_columns(remembered)
        self._on_reading_changed()
        return True

    def _facts(self, shown: SourcePreview) -> str:
        rows = formats.counted(shown.rows, self.tr("{} row"), self.tr("{} rows"))
        return " · ".join([rows, *self._report.changes(shown.trimmed_cells, shown.dropped_records)])

    @Slot()
    def _on_reading_changed(self) -> None:
        if (source := self._source) is not None:
            self._look(lambda: source, self.form.recipe())

    @Slot(str)
    def _on_sheet_chosen(self, sheet: str) -> None:
        self._load(sheet)

    def _on_unreadable(self, error: Exception) -> None:
        self._preview = None
        self.facts.setText("")
        again = ((self.tr("Read again"), lambda: self._load(self.form.sheet())),)
        self.notice.show_notice(Notice(self._toolbox.words.failure(error), "error", actions=again))
        self._show_button()

    # --- taking in --------------------------------------------------------------------------------

    @Slot()
    def _on_import_clicked(self) -> None:
        source, recipe, campaign_id = self._source, self.form.recipe(), self.campaign.campaign_id
        if source is None or not campaign_id or self._import is not None:
            return
        desk = self._desk

        mode = self.mode.mode

        def job(progress: Progress) -> OpenedBatch:
            campaign = desk.catalogue.latest(campaign_id, progress)
            return opening_of(desk.batches, desk.batches.take_in(source, recipe, campaign, progress, mode=mode))

        self.notice.clear()
        self._import = self._toolbox.tasks.start(
            job, owner=self, done=self._on_imported, failed=self._on_import_failed, cancelled=self._end_import
        )
        self.progress.follow(self._import)
        self.progress.show()
        self._show_button()

    def _on_imported(self, opening: OpenedBatch) -> None:
        self._end_import()
        self._source = self._preview = None
        self.campaign.start("")
        self._commands.show_taken_in(opening)

    def _on_import_failed(self, error: Exception) -> None:
        self._end_import()
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        self.notice.show_notice(Notice(self._toolbox.words.failure(error), "error"))

    def _end_import(self) -> None:
        self.progress.follow(None)
        self.progress.hide()
        self._import = None
        self._show_button()

    @Slot()
    def _show_button(self) -> None:
        busy = self._import is not None
        ready = self._preview is not None and bool(self.campaign.campaign_id)
        self.import_button.setEnabled(ready and not busy)
        self.other_button.setEnabled(not busy)
        self.cancel_button.setEnabled(not busy)
        why = "" if self.campaign.campaign_id else self.tr("Choose the campaign first.")
        self.import_button.setToolTip(why if self._preview is not None else self.tr("There is nothing to import yet."))
        self._commands.refresh_status()
