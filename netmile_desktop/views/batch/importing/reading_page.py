"""読み込み方を変える: read the file of a draft in another way, and decide about the edits made since the import."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.progress import Progress
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.importing.preview_table import PreviewTable
from netmile_desktop.views.batch.importing.reading_form import ReadingForm
from netmile_desktop.views.batch.importing.reading_report import ReadingReport
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card, ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.rereading import Misfit, Rereading
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.source import Source, SourcePreview, preview

_MISFITS_NAMED = 4

Look = tuple[SourcePreview, Rereading]


class ReadingPage(QWidget):
    """The form and the first rows, as at the import; nothing is changed before the button is pressed."""

    left = Signal()

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self._report = ReadingReport(toolbox.words, self)
        self._draft: Draft | None = None
        self._source: Source | None = None
        self._found: Rereading | None = None
        self._recipe = Recipe()
        self._asked = 0
        self.notice = NoticeSpot(toolbox.theme)
        self.form = ReadingForm(toolbox, self)
        self.table = PreviewTable(toolbox.theme, toolbox.words, self)
        self.kept = text_label("", "", wrap=True)
        self.misfits = text_label("", "help", wrap=True)
        self.keep_typed = QRadioButton(self.tr("Keep what was typed"), self)
        self.take_file = QRadioButton(self.tr("Take what the file says"), self)
        self._answer = QButtonGroup(self)
        self.facts = text_label("", "muted", wrap=True)
        self.back_button = PlainButton(self.tr("Back without changes"), parent=self)
        self.read_button = PrimaryButton(self.tr("Read the file this way"), toolbox.theme, "check", self)
        self._lay_out()
        self.form.changed.connect(self._on_reading_changed)
        self.form.sheet_chosen.connect(self._on_sheet_chosen)
        self._answer.buttonClicked.connect(self._show_button)
        self.back_button.clicked.connect(self.left)
        self.read_button.clicked.connect(self._on_read_clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        reading = Card(self.tr("How to read the file"), self)
        reading.body.addWidget(self.form)
        reading.body.addStretch()
        corrections = Card(self.tr("Corrections made so far"), self)
        page = ScrollPage(corrections)
        page.body.setContentsMargins(0, 0, 0, 0)
        answers = FlowLayout()
        page.body.addWidget(self.kept)
        page.body.addLayout(answers)
        page.body.addWidget(self.misfits)
        for button in (self.keep_typed, self.take_file):
            self._answer.addButton(button)
            answers.addWidget(button)
        page.body.addStretch()
        corrections.body.addWidget(page, 1)
        top.addWidget(reading, 1)
        top.addWidget(corrections, 1)
        shown = Card(self.tr("First rows of the file"), self, margin=12)
        shown.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.facts, 1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.read_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self.notice)
        column.addLayout(top)
        column.addWidget(shown, 1)
        column.addLayout(foot)

    def show_draft(self, draft: Draft) -> None:
        """Start with the draft's current recipe."""
        self._draft, self._source = draft, None
        self.notice.clear()
        self.facts.setText("")
        batch_id, batches = draft.batch_id, self._desk.batches
        self._toolbox.tasks.start(
            lambda _progress: batches.source(batch_id), owner=self, done=self._on_source, failed=self._on_failed
        )
        self._take(None)

    def _on_source(self, found: tuple[Source, Recipe]) -> None:
        self._source, self._recipe = found
        self.form.begin(self._recipe)
        self._on_reading_changed()
        self.form.encoding_box.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- looking ----------------------------------------------------------------------------------

    @Slot(str)
    def _on_sheet_chosen(self, sheet: str) -> None:
        """Read the rows of another sheet from the workbook as it was imported."""
        source, draft = self._source, self._draft
        if source is None:
            return
        self._asked += 1
        number = self._asked

        def done(found: Source | FileUnreadable) -> None:
            if number != self._asked or self._draft is not draft:
                return
            if isinstance(found, FileUnreadable):
                self._show(found)
                return
            self._source = found
            self._on_reading_changed()

        def job(_progress: Progress) -> Source | FileUnreadable:
            try:
                return source.on_sheet(sheet)
            except FileUnreadable as failure:
                return failure

        self._take(None)
        self._toolbox.tasks.start(job, owner=self, done=done, failed=self._on_failed)

    @Slot()
    def _on_reading_changed(self) -> None:
        source, draft, recipe = self._source, self._draft, self.form.recipe()
        if source is None or draft is None:
            return
        self._asked += 1
        number, batch_id, batches = self._asked, draft.batch_id, self._desk.batches

        def job(progress: Progress) -> Look | FileUnreadable:
            try:
                return preview(source, recipe), batches.look_again(batch_id, recipe, progress, source=source)
            except FileUnreadable as failure:  # another encoding may be able to read it
                return failure

        def done(found: Look | FileUnreadable) -> None:
            if number == self._asked:
                self._show(found)

        self._take(None)
        self._toolbox.tasks.start(job, owner=self, done=done, failed=self._on_failed)

    def _show(self, found: Look | FileUnreadable) -> None:
        self.notice.clear()
        if isinstance(found, FileUnreadable):
            self.notice.show_notice(Notice(self._toolbox.words.failure(found), "error"))
            return
        shown, rereading = found
        self.form.show_preview(shown)
        self.table.show_preview(shown, self.form.mapping())
        rows = formats.counted(shown.rows, self.tr("{} row"), self.tr("{} rows"))
        self.facts.setText(" · ".join([rows, *self._report.changes(shown.trimmed_cells, shown.dropped_records)]))
        if sentences := self._report.of_preview(shown):
            self.notice.show_notice(Notice("\n".join(sentences), "warning"))
        self._take(rereading)

    def _take(self, found: Rereading | None) -> None:
        self._found = found
        self._answer.setExclusive(False)
        for button in (self.keep_typed, self.take_file):
            button.setChecked(False)
            button.setVisible(self._is_asked())
        self._answer.setExclusive(True)
        self.kept.setText(self._kept(found) if found is not None else "")
        self.misfits.setText("\n".join(self._named(found.misfits)) if found is not None else "")
        self._show_button()

    def _kept(self, found: Rereading) -> str:
        if not found.kept and not found.misfits:
            return self.tr("Nothing was corrected yet, so nothing can get lost.")
        told = [self.tr("Stay as they are: {}").format(formats.number(found.kept))]
        if found.misfits:
            told.append(self.tr("No longer fit, because the file says something else there: {}"))
            told[-1] = told[-1].format(formats.number(len(found.misfits)))
        return "\n".join(told)

    def _named(self, misfits: tuple[Misfit, ...]) -> list[str]:
        lines = [self._line(each) for each in misfits[:_MISFITS_NAMED]]
        more = len(misfits) - len(lines)
        return [*lines, self.tr("and {} more").format(formats.number(more))] if more > 0 else lines

    def _line(self, misfit: Misfit) -> str:
        record = formats.number(misfit.record)
        if misfit.column is None:
            return self.tr("Row {}: left out, and no longer a row").format(record)
        column = self._toolbox.words.column(misfit.column)
        if misfit.now is None:
            return self.tr("Row {0}, {1}: “{2}” was typed, no longer a row").format(record, column, misfit.typed)
        told = self.tr("Row {0}, {1}: “{2}” was typed, the file says “{3}”")
        return told.format(record, column, misfit.typed, misfit.now)

    def _is_asked(self) -> bool:
        return self._found is not None and any(each.can_be_kept for each in self._found.misfits)

    # --- doing it ---------------------------------------------------------------------------------

    @Slot()
    def _show_button(self) -> None:
        found, why = self._found, ""
        if found is None:
            why = self.tr("The file is being read.")
        elif found.recipe == self._recipe and found.source is None:
            why = self.tr("The file is read this way already.")
        elif self._is_asked() and self._answer.checkedButton() is None:
            why = self.tr("Choose first what becomes of the corrections that no longer fit.")
        self.read_button.setEnabled(not why)
        self.read_button.setToolTip(why)
        self._commands.refresh_status()

    @Slot()
    def _on_read_clicked(self) -> None:
        found, draft = self._found, self._draft
        if found is None or draft is None:
            return
        batch_id, batches, actor = draft.batch_id, self._desk.batches, self._desk.user.login
        keep = self.keep_typed.isChecked()
        self.setEnabled(False)
        self._toolbox.tasks.start(
            lambda progress: batches.read_again(batch_id, found, keep_misfits=keep, actor=actor, progress=progress),
            owner=self,
            done=lambda _nothing: self._on_read(batch_id),
            failed=self._on_failed,
        )

    def _on_read(self, batch_id: str) -> None:
        self.setEnabled(True)
        self._commands.show_made(batch_id)

    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self._commands.report(error)
