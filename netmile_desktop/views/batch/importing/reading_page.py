"""読み込み方を変える: read the file of a draft in another way, and decide about the edits made since the import."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import Choices
from netmile_desktop.domain.texts.tables import reason_words
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.importing.action_row import BUSY, READY, WAITS, ActionRow
from netmile_desktop.views.batch.importing.checks import CheckList
from netmile_desktop.views.batch.importing.split_page import SideCard, SplitPage
from netmile_desktop.views.batch.importing.table.deciding import choices_of, kept_choices
from netmile_desktop.views.batch.importing.table.lines import hidden_rows
from netmile_desktop.views.batch.importing.table_card import TableCard
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.batches.rereading import Misfit, Rereading
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.looks import SourceLook, look_at
from netmile_desktop.workspace.sources.source import WORKBOOK, Source

_MISFITS_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Found:
    """The file as it would be read; `rereading` is None as long as something is open."""

    source: Source
    look: SourceLook
    rereading: Rereading | None


@dataclass(frozen=True, slots=True)
class _Unread:
    source: Source
    failure: FileUnreadable


class ReadingPage(QWidget):
    """The table as at the import; nothing is changed before the button is pressed."""

    left = Signal()

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self._draft: Draft | None = None
        self._source: Source | None = None
        self._found: _Found | None = None
        self._recipe = Recipe()
        self._asking = Newest(toolbox.tasks, self)
        self.card = TableCard(toolbox, self)
        self.checks = CheckList(toolbox, self)
        self.corrections = _Corrections(toolbox.words, self)
        self.kept, self.misfits = self.corrections.kept, self.corrections.misfits
        self.keep_typed, self.take_file = self.corrections.keep_typed, self.corrections.take_file
        self.back_button = PlainButton(self.tr("Back without changes"), parent=self)
        self.read_button = PrimaryButton(self.tr("Read the file this way"), toolbox.theme, "check", self)
        self.row = ActionRow(toolbox, (), (self.back_button, self.read_button), self)
        side = SideCard(self)
        for part in (self.corrections, self.checks):
            side.add_part(part)
        self.page = SplitPage(toolbox.theme, self.card, side, self.row, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._connect()

    def _connect(self) -> None:
        self.card.decided.connect(self._on_decided)
        self.card.sheet_chosen.connect(self._on_sheet_chosen)
        self.card.placeholder.again_button.clicked.connect(self._on_again_asked)
        self.card.placeholder.encoding_button.clicked.connect(self._on_encoding_asked)
        self.checks.hidden.chosen.connect(self.card.choose_hidden)
        self.checks.marked_chosen.connect(self.card.choose_marked)
        self.checks.encoding_chosen.connect(self.card.choose_encoding)
        self.checks.separator_chosen.connect(self.card.choose_separator)
        self.page.arranged.connect(self.checks.hidden.set_compact)
        self.corrections.answer.buttonClicked.connect(self._show_button)
        self.back_button.clicked.connect(self.left)
        self.read_button.clicked.connect(self._on_read_clicked)

    def show_draft(self, draft: Draft) -> None:
        """Start with the draft's current recipe."""
        self._draft, self._source, self._found = draft, None, None
        batch_id, batches = draft.batch_id, self._desk.batches
        self.checks.clear()
        self.corrections.show_found(None)

        def job(progress: Progress) -> tuple[Source, Recipe, Choices]:
            source, recipe = batches.source(batch_id)
            if source.kind == WORKBOOK:  # what the sheet hides is not kept with the batch
                source = source.on_sheet(source.sheet, progress)
            look = look_at(source, choices_of(recipe), mode=draft.settings.mode, progress=progress)
            return source, recipe, kept_choices(look.table, recipe, look.records)

        def done(found: tuple[Source, Recipe, Choices]) -> None:
            self._source, self._recipe, self.card.choices = found
            self._look_again()

        task = self._asking.ask(job, done, self._on_unreadable)
        self.card.show_reading(draft.name, task)
        self._show_button()

    # --- looking ----------------------------------------------------------------------------------

    @Slot(object)
    def _on_decided(self, _choices: Choices) -> None:
        self._look_again()

    @Slot()
    def _on_encoding_asked(self) -> None:
        button = self.card.placeholder.encoding_button
        self.checks.text_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    @Slot(str)
    def _on_sheet_chosen(self, sheet: str) -> None:
        """Read the rows of another sheet from the workbook as it was imported."""
        self._look_again(sheet)

    @Slot()
    def _on_again_asked(self) -> None:
        if self._source is None and self._draft is not None:
            self.show_draft(self._draft)
        else:
            self._look_again()

    def _look_again(self, sheet: str = "") -> None:
        source, draft = self._source, self._draft
        if source is None or draft is None:
            return
        batch_id, batches, mode = draft.batch_id, self._desk.batches, draft.settings.mode
        amount = draft.campaign.amount
        choices = Choices() if sheet else self.card.choices

        def job(progress: Progress) -> _Found | _Unread:
            other = source
            try:
                other = source.on_sheet(sheet) if sheet else source
                look = look_at(other, choices, mode=mode, amount=amount, progress=progress)
                if not look.table.is_certain:
                    return _Found(other, look, None)
                again = batches.look_again(batch_id, look.table.recipe, progress, source=other)
                return _Found(other, look, again)
            except FileUnreadable as failure:  # another encoding may be able to read it
                return _Unread(other, failure)

        self._take(None)
        self._asking.ask(job, self._show, self._on_unreadable)
        self._show_button()

    def _show(self, found: _Found | _Unread) -> None:
        if isinstance(found, _Unread):
            self._source = found.source
            self._on_unreadable(found.failure)
            return
        self._source = found.source
        draft = self._draft
        self.card.show_look(found.look, draft.campaign.amount if draft is not None else None)
        self.checks.show_look(found.look)
        self._take(found)

    @Slot(object)
    def _on_unreadable(self, error: Exception) -> None:
        self.checks.clear()
        self.card.show_failure(self._toolbox.words.failure(error), self._source)
        self._take(None)

    def _take(self, found: _Found | None) -> None:
        self._found = found
        self.corrections.show_found(found.rereading if found is not None else None)
        self._show_button()

    # --- doing it ---------------------------------------------------------------------------------

    def _obstacle(self) -> str:
        found = self._found
        if found is None:
            return self.tr("The file is being read.") if self._asking.is_waiting else self.tr("Nothing can be read.")
        for doubt in found.look.table.doubts:
            return self._toolbox.words.say(reason_words(doubt, hidden_rows(found.look.table)))
        again = found.rereading
        if again is None or (again.recipe == self._recipe and again.source is None):
            return self.tr("The file is read this way already.")
        if self.corrections.is_open():
            return self.tr("Choose first what becomes of the corrections that no longer fit.")
        return ""

    @Slot()
    def _show_button(self) -> None:
        why = self._obstacle()
        self.read_button.setEnabled(not why)
        if why:
            self.row.reason.say(why, BUSY if self._asking.is_waiting else WAITS)
        elif self._found is not None:
            rows = self._found.look.sums.rows
            self.row.reason.say(formats.counted(rows, self.tr("{} row"), self.tr("{} rows")), READY)
        self._commands.refresh_status()

    @Slot()
    def _on_read_clicked(self) -> None:
        found, draft = self._found, self._draft
        if found is None or found.rereading is None or draft is None:
            return
        batch_id, batches, actor, again = draft.batch_id, self._desk.batches, self._desk.user.login, found.rereading
        keep = self.keep_typed.isChecked()
        self.setEnabled(False)
        self._toolbox.tasks.start(
            lambda progress: batches.read_again(batch_id, again, keep_misfits=keep, actor=actor, progress=progress),
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


class _Corrections(QWidget):
    """What becomes of the corrections made so far."""

    def __init__(self, words: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._found: Rereading | None = None
        self.kept = text_label("", "", wrap=True)
        self.misfits = text_label("", "help", wrap=True)
        self.keep_typed = QRadioButton(self.tr("Keep what was typed"), self)
        self.take_file = QRadioButton(self.tr("Take what the file says"), self)
        self.answer = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text_label(self.tr("Corrections made so far"), "strong"))
        column.addWidget(self.kept)
        for button in (self.keep_typed, self.take_file):
            self.answer.addButton(button)
            column.addWidget(button)
        column.addWidget(self.misfits)

    def is_open(self) -> bool:
        """Return whether it is still to be chosen what becomes of them."""
        return self._is_asked() and self.answer.checkedButton() is None

    def _is_asked(self) -> bool:
        return self._found is not None and any(each.can_be_kept for each in self._found.misfits)

    def show_found(self, found: Rereading | None) -> None:
        """Show how many stay, and which no longer fit."""
        self._found = found
        self.answer.setExclusive(False)
        for button in (self.keep_typed, self.take_file):
            button.setChecked(False)
            button.setVisible(self._is_asked())
        self.answer.setExclusive(True)
        self.kept.setText(self._kept(found) if found is not None else "")
        self.misfits.setText("\n".join(self._named(found.misfits)) if found is not None else "")

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
        column = self._words.column(misfit.column)
        if misfit.now is None:
            return self.tr("Row {0}, {1}: “{2}” was typed, no longer a row").format(record, column, misfit.typed)
        told = self.tr("Row {0}, {1}: “{2}” was typed, the file says “{3}”")
        return told.format(record, column, misfit.typed, misfit.now)
