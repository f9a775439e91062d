"""取込: a file as it would be imported, what is still to be answered, its campaign, and the button that imports it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.tables.table import NO_CHOICES, Choices, Inclusion
from netmile_desktop.names import legible
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.importing.action_row import BUSY, READY, WAITS, ActionRow
from netmile_desktop.views.batch.importing.campaigns import CampaignChoice
from netmile_desktop.views.batch.importing.checks import CheckList
from netmile_desktop.views.batch.importing.import_words import ImportWords
from netmile_desktop.views.batch.importing.looking import Circumstances, Looker, Seen, Unseen
from netmile_desktop.views.batch.importing.mode_choice import ModeChoice
from netmile_desktop.views.batch.importing.split_page import SideCard, SplitPage
from netmile_desktop.views.batch.importing.table_card import TableCard
from netmile_desktop.views.batch.importing.taking_in import TakingIn
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.opened_batch import OpenedBatch
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import Source, load_source


class ImportSide(SideCard):
    """Campaign, mode and the list of checks."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget) -> None:
        super().__init__(parent)
        self.campaign = CampaignChoice(desk, toolbox, self)
        self.campaign.list.rows_at_least = 3
        self.mode = ModeChoice(toolbox.words, self)
        self.checks = CheckList(toolbox, self)
        for part in (self.campaign, self.mode, self.checks):
            self.add_part(part)

    def set_compact(self, is_compact: bool) -> None:
        """Say everything in short words."""
        self.campaign.set_compact(is_compact)
        self.mode.set_compact(is_compact)
        self.checks.hidden.set_compact(is_compact)


class ImportPage(QWidget):
    """The import of one file. Nothing is stored before the button is pressed, and not before everything is answered."""

    lowered = Signal(bool)
    """There is no room for a head above the page, or there is again."""
    described = Signal(str)
    """What is known of the file itself, in a few words."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self.looker = Looker(desk.batches, toolbox, self)
        self._seen: Seen | None = None
        self._path = Path()
        self._sheet = ""
        self._is_fresh = self._is_low = False
        self.taking_in = TakingIn(desk, toolbox, self)
        self._sentences = ImportWords(toolbox.words, self)
        self.card = TableCard(toolbox, self)
        self.side = ImportSide(desk, toolbox, self)
        self.campaign, self.mode, self.checks = self.side.campaign, self.side.mode, self.side.checks
        self.other_button = PlainButton(self.tr("Choose another file"), toolbox.theme, "folder", self)
        self.queued = text_label("", "muted")
        self.skip_button = LinkButton(self.tr("Skip"), parent=self)
        self.cancel_button = PlainButton(self.tr("Cancel"), parent=self)
        self.import_button = PrimaryButton(self.tr("Import"), parent=self)
        left, right = (self.other_button, self.queued, self.skip_button), (self.cancel_button, self.import_button)
        self.row = ActionRow(toolbox, left, right, self)
        self.page = SplitPage(toolbox.theme, self.card, self.side, self.row, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.show_queue(1, 1)
        self._connect()
        self._show_button()

    def _connect(self) -> None:
        self.looker.seen.connect(self.show_seen)
        self.looker.unseen.connect(self._on_unseen)
        self.looker.failed.connect(self._on_unreadable)
        self.card.decided.connect(self._look_again)
        self.card.sheet_chosen.connect(self._on_sheet_chosen)
        self.card.placeholder.again_button.clicked.connect(self._load)
        self.card.placeholder.encoding_button.clicked.connect(self._on_encoding_asked)
        self.checks.hidden.chosen.connect(self.card.choose_hidden)
        self.checks.marked_chosen.connect(self.card.choose_marked)
        self.checks.encoding_chosen.connect(self.card.choose_encoding)
        self.checks.separator_chosen.connect(self.card.choose_separator)
        self.campaign.changed.connect(self._on_campaign_changed)
        self.campaign.picked.connect(self._go_to_next_step)
        self.mode.changed.connect(self._look_again)
        self.page.arranged.connect(self._on_arranged)
        self.page.lowered.connect(self._on_lowered)
        self.card.back.clicked.connect(self._commands.open_list)
        self.other_button.clicked.connect(self._commands.start_import)
        self.cancel_button.clicked.connect(self._commands.open_list)
        self.import_button.clicked.connect(self._on_import_clicked)
        self.taking_in.changed.connect(self._on_import_changed)
        self.taking_in.done.connect(self._on_imported)
        self.taking_in.failed.connect(self._commands.report)

    # --- reading ----------------------------------------------------------------------------------

    def start(self, path: Path, campaign_id: str, mode: Mode = Mode.PC) -> None:
        """Start with a file; without a campaign ID the campaign chosen before stays."""
        self._path, self._sheet = path, ""
        if self._is_low:
            self.card.show_name(legible(path.name))
        if campaign_id or not self.campaign.campaign_id:
            self.campaign.start(campaign_id)
        self.mode.choose(mode)
        if not campaign_id:
            self.campaign.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_fresh = True
        self._load()

    def show_queue(self, number: int, total: int) -> None:
        """Show which of several files this is."""
        is_several = total > 1
        self.queued.setText(self.tr("File {0} of {1}").format(number, total) if is_several else "")
        self.queued.setVisible(is_several)
        self.skip_button.setVisible(is_several)

    @Slot()
    def _load(self) -> None:
        """Read the file, or another sheet of it; nothing of what was shown before stays."""
        path, sheet = self._path, self._sheet
        self._seen = None
        task = self.looker.load(lambda: load_source(path, sheet), self._circumstances(NO_CHOICES))
        self.checks.clear()
        self.card.show_reading(legible(path.name), task)
        self.described.emit("")
        self._show_button()

    def _circumstances(self, choices: Choices) -> Circumstances:
        campaign = self.campaign.campaign
        amount = campaign.amount if campaign is not None else None
        return Circumstances(self.mode.mode, amount, choices)

    @Slot()
    def _look_again(self) -> None:
        """Read the file again as it is decided about now; until it is read, nothing can be imported."""
        if self.looker.source is not None:
            self.looker.look_again(self._circumstances(self.card.choices))
        self._show_button()

    @Slot(str)
    def _on_sheet_chosen(self, sheet: str) -> None:
        self._sheet = sheet
        self._load()

    @Slot()
    def _on_encoding_asked(self) -> None:
        button = self.card.placeholder.encoding_button
        self.checks.text_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    @Slot(object)
    def show_seen(self, seen: Seen) -> None:
        """Show a file as it was read."""
        self._seen = seen
        look = seen.look
        campaign = self.campaign.campaign
        self.card.show_look(look, campaign.amount if campaign is not None else None)
        self.checks.show_look(look, seen.earlier)
        self.described.emit(self._sentences.description(look.source))
        self._show_button()
        if self._is_fresh and self.campaign.campaign_id:
            self._go_to_next_step()

    @Slot(object)
    def _on_unseen(self, unseen: Unseen) -> None:
        self._fail(unseen.failure, unseen.source)

    @Slot(object)
    def _on_unreadable(self, error: Exception) -> None:
        self._fail(error, None)

    def _fail(self, error: Exception, source: Source | None) -> None:
        self._seen = None
        self.checks.clear()
        self.card.show_failure(self._toolbox.words.failure(error), source)
        self._show_button()

    # --- campaign and next step -------------------------------------------------------------------

    @Slot()
    def _on_campaign_changed(self) -> None:
        """Read again only if the campaign makes a difference: for the outcome of candidates."""
        if self._seen is not None and self._seen.look.candidates:
            self._look_again()
        self._show_button()
        if self._is_fresh and self._seen is not None and self.campaign.campaign_id:
            self._go_to_next_step()

    @Slot()
    def _go_to_next_step(self) -> None:
        """Put the focus on what is to be done next: an open question, else the button."""
        self._is_fresh = self._seen is None  # once for a file; afterwards the focus stays where it was put
        if self.import_button.isEnabled():
            self.import_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.card.band.isVisible() and self.card.band.cards:
            self.card.band.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.show_top()
        elif self.checks.hidden.isVisible():
            card = self.checks.hidden.cards[Inclusion.LEAVE_OUT]
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self.side.bring_into_sight(self.checks.hidden)
        elif self._seen is not None:
            self.card.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _on_arranged(self, is_narrow: bool) -> None:
        self.side.set_compact(is_narrow)
        self.other_button.setText(self.tr("Another file") if is_narrow else self.tr("Choose another file"))
        self.other_button.setAccessibleName(self.tr("Choose another file"))

    @Slot(bool)
    def _on_lowered(self, is_low: bool) -> None:
        self._is_low = is_low
        self.card.show_name(legible(self._path.name) if is_low else None)
        self.lowered.emit(is_low)

    # --- taking in --------------------------------------------------------------------------------

    @Slot()
    def _on_import_clicked(self) -> None:
        if self._seen is not None and not self._obstacle():
            self.taking_in.start(self._seen.look, self.campaign.campaign_id, self.mode.mode)

    @Slot(object)
    def _on_imported(self, opening: OpenedBatch) -> None:
        self.leave()
        self._commands.show_taken_in(opening)

    @Slot()
    def _on_import_changed(self) -> None:
        self.row.follow(self.taking_in.task)
        self._show_button()

    def leave(self) -> None:
        """Forget the file and the campaign, so that nothing of them is shown with another file."""
        self.looker.forget()
        self._seen = None
        self.card.clear()
        self.checks.clear()
        self.campaign.start("")

    def _obstacle(self) -> str:
        """Return what has to be done before the file can be imported; "" if nothing has."""
        look = self._seen.look if self._seen is not None else None
        return self._sentences.obstacle(look, self.campaign.campaign_id, is_reading=self.looker.is_waiting)

    @Slot()
    def _show_button(self) -> None:
        busy, seen, obstacle = self.taking_in.task is not None, self._seen, self._obstacle()
        self.import_button.setEnabled(not obstacle and not busy)
        for button in (self.other_button, self.cancel_button, self.skip_button):
            button.setEnabled(not busy)
        for part in (self.card, self.side):
            part.setEnabled(not busy)
        if seen is not None:
            rows = formats.counted(seen.look.sums.rows, self.tr("Import {} row"), self.tr("Import {} rows"))
            self.import_button.setText(rows)
        else:
            self.import_button.setText(self.tr("Import"))
        if obstacle:
            self.row.reason.say(obstacle, BUSY if self.looker.is_waiting else WAITS)
        elif seen is not None:
            self.row.reason.say(self._sentences.summary(seen.look, self.campaign.campaign), READY)
        self._commands.refresh_status()
