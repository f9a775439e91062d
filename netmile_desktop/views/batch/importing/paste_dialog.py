"""The question about pasted cells that leave something open: the same table as at the import, in a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from netmile_desktop.domain.tables.table import NO_CHOICES, Choices
from netmile_desktop.domain.texts.tables import reason_words
from netmile_desktop.views.batch.importing.action_row import BUSY, READY, WAITS, ActionRow
from netmile_desktop.views.batch.importing.checks import CheckList
from netmile_desktop.views.batch.importing.looking import Circumstances, Looker, Seen, Unseen
from netmile_desktop.views.batch.importing.split_page import SideCard, SplitPage
from netmile_desktop.views.batch.importing.table.lines import hidden_rows
from netmile_desktop.views.batch.importing.table_card import TableCard
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import answer_f1
from netmile_desktop.views.reading_order import TabsAsRead
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.sources.looks import SourceLook


class PasteDialog(TabsAsRead, QDialog):
    """Shows pasted cells until it is clear what they are; nothing is inserted before the button is pressed."""

    agreed = Signal(object)
    """The `SourceLook` by which the cells are to be inserted."""

    def __init__(
        self,
        seen: Seen,
        circumstances: Circumstances,
        batches: Batches,
        toolbox: Toolbox,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._toolbox, self._circumstances = toolbox, circumstances
        self._look: SourceLook | None = None
        self.setWindowTitle(self.tr("Paste cells"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.looker = Looker(batches, toolbox, self)
        self.card = TableCard(toolbox, self)
        self.checks = CheckList(toolbox, self)
        self.cancel_button = PlainButton(self.tr("Cancel"), parent=self)
        self.paste_button = PrimaryButton(self.tr("Paste"), parent=self)
        self.row = ActionRow(toolbox, (), (self.cancel_button, self.paste_button), self)
        side = SideCard(self)
        side.add_part(self.checks)
        self.page = SplitPage(toolbox.theme, self.card, side, self.row, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.page)
        self.resize(toolbox.theme.pixels(960), toolbox.theme.pixels(600))
        self._connect()
        answer_f1(self, toolbox.navigation, "import")
        self.looker.load(lambda: seen.look.source, circumstances)
        self._on_seen(seen)
        if self.card.band.cards:
            self.card.band.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.looker.seen.connect(self._on_seen)
        self.looker.unseen.connect(self._on_unseen)
        self.looker.failed.connect(self._on_failed)
        self.page.arranged.connect(self.checks.hidden.set_compact)
        self.card.decided.connect(self._on_decided)
        self.card.placeholder.again_button.clicked.connect(self._on_again_asked)
        self.checks.hidden.chosen.connect(self.card.choose_hidden)
        self.checks.marked_chosen.connect(self.card.choose_marked)
        self.checks.encoding_chosen.connect(self.card.choose_encoding)
        self.checks.separator_chosen.connect(self.card.choose_separator)
        self.cancel_button.clicked.connect(self.reject)
        self.paste_button.clicked.connect(self._on_paste_clicked)
        self.finished.connect(self.deleteLater)

    @Slot(object)
    def _on_decided(self, choices: Choices) -> None:
        given = self._circumstances
        self.looker.look_again(Circumstances(given.mode, given.amount, choices))
        self._show_button()

    @Slot()
    def _on_again_asked(self) -> None:
        self._on_decided(NO_CHOICES)

    @Slot(object)
    def _on_seen(self, seen: Seen) -> None:
        self._look = seen.look
        self.card.show_look(seen.look, self._circumstances.amount)
        self.checks.show_look(seen.look)
        self._show_button()

    @Slot(object)
    def _on_unseen(self, unseen: Unseen) -> None:
        self._fail(unseen.failure)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._look = None
        self.checks.clear()
        self.card.show_failure(self._toolbox.words.failure(error), None)
        self._show_button()

    @Slot()
    def _show_button(self) -> None:
        look, why, kind = self._look, "", WAITS
        if self.looker.is_waiting:  # what is shown is how they were read before
            why, kind = self.tr("The cells are being read"), BUSY
        elif look is None or not look.sums.rows:
            why = self.tr("There is no row to paste")
        elif look.table.doubts:
            why = self._toolbox.words.say(reason_words(look.table.doubts[0], hidden_rows(look.table)))
        rows = look.sums.rows if look is not None else 0
        self.paste_button.setText(formats.counted(rows, self.tr("Paste {} row"), self.tr("Paste {} rows")))
        self.paste_button.setEnabled(not why)
        self.row.reason.say(why or self._miles(look), kind if why else READY)

    def _miles(self, look: SourceLook | None) -> str:
        miles = look.sums.miles if look is not None else None
        return formats.miles(miles) if miles is not None else ""

    @Slot()
    def _on_paste_clicked(self) -> None:
        look = self._look
        self.accept()
        self.agreed.emit(look)
