"""CSV発行履歴詳細: everything about one registration, both lists, and their deletion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.buttons import DangerButton, LinkButton, PlainButton
from netmile_desktop.views.common.code_help import CodeRow
from netmile_desktop.views.common.flow import EqualShares, FlowLayout, side_by_side
from netmile_desktop.views.common.labels import Badge, CopyableId, IconButton, set_role, text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.status.correction import CorrectionButton
from netmile_desktop.views.status.deletion import DeletionQuestion
from netmile_desktop.views.status.facts import Facts
from netmile_desktop.views.status.list_saving import ListForm

ENCODINGS = ("utf-8-sig", "cp932")


class RegistrationDetailPage(QWidget):
    """Shows a `RegistrationDetail`; asks for nothing itself."""

    back_asked = Signal()
    campaign_chosen = Signal(str)
    list_asked = Signal(str)
    """Download `completed` or `errors`."""
    deletion_confirmed = Signal(bool)
    """Delete the lists at the portal; True also deletes their rows on this machine."""
    recall_asked = Signal(str)
    """Review the cancellation of everything issued by this registration."""

    def __init__(self, toolbox: Toolbox, correction: CorrectionButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.correction = correction
        set_role(correction, "kind", PlainButton.kind)
        self.detail: wire.RegistrationDetail | None = None
        self.kept_here: Sequence[str] = ()
        """Registrations whose rows are stored on this machine together with those of this one."""
        self._deleting = False
        theme = toolbox.theme
        self.back = IconButton(theme, "chevron-left", self.tr("Back to the list"), self)
        self.title = text_label("", "title")
        self.id = CopyableId(theme, self.tr("Copy the registration ID"))
        self.state = Badge(theme)
        self.campaign = LinkButton("", parent=self)
        self.facts = Facts(toolbox.words)
        self.settings = Facts(toolbox.words)
        self.completed_button = PlainButton(self.tr("Download the completed list as CSV"), theme, "download", self)
        self.errors_button = PlainButton(self.tr("Download the error list as CSV"), theme, "download", self)
        self.delete_button = DangerButton(self.tr("Delete the lists"), theme, "trash", self)
        self.recall_button = PlainButton(self.tr("Cancel everything issued…"), theme, "exclude", self)
        self.encoding = ChoiceBox(self)
        self.encoding.setAccessibleName(self.tr("Encoding of the lists"))
        for encoding in ENCODINGS:
            self.encoding.addItem(toolbox.words.encoding(encoding), encoding)
        self.copy = QCheckBox(self.tr("Also a copy for spreadsheets (.xlsx)"), self)
        self.copy.setToolTip(
            self.tr(
                "Saved beside the list. Every cell is text in it: keys keep their zeros, and nothing is calculated."
            )
        )
        self.as_is = QCheckBox(self.tr("As the portal wrote them"), self)
        self.as_is.setToolTip(
            self.tr(
                "Without it the lists have the row numbers and the other columns of your own sheet. The portal's own "
                "lists count the lines of this registration."
            )
        )
        self.is_from_here = False
        """Whether the lists can be saved by the rows of the clerk's own sheet, too."""
        self.lists_note = text_label("", "muted", wrap=True)
        self.question = DeletionQuestion(toolbox, self)
        self._codes = QVBoxLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = FlowLayout(gap=12)
        for widget in (side_by_side(self.back, self.title, self.id, self.state), self.campaign):
            head.addWidget(widget)
        cards: list[QWidget] = []
        for title, facts in ((self.tr("Processing"), self.facts), (self.tr("Settings"), self.settings)):
            card = Card(title, self)
            card.body.addWidget(facts)
            card.body.addStretch()
            cards.append(card)
        codes = self._codes_card = Card(self.tr("Errors by code"), self)
        self._codes.setSpacing(6)
        codes.body.addLayout(self._codes)
        codes.body.addStretch()
        steps = QHBoxLayout()
        steps.setSpacing(12)
        steps.addWidget(self.correction)
        steps.addWidget(self.recall_button)
        steps.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(EqualShares([*cards, codes], 12))
        column.addLayout(steps)
        column.addWidget(self._lists_card(self))
        column.addStretch()

    def _lists_card(self, parent: QWidget) -> Card:
        card = Card(self.tr("Lists"), parent)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.completed_button)
        buttons.addWidget(self.errors_button)
        buttons.addStretch()
        buttons.addWidget(self.delete_button)
        note = QHBoxLayout()
        note.addWidget(self.lists_note, 1)
        note.addWidget(self.as_is)
        note.addSpacing(8)
        note.addWidget(self.copy)
        note.addSpacing(8)
        note.addWidget(self.encoding)
        card.body.addLayout(note)
        card.body.addLayout(buttons)
        card.body.addWidget(self.question)
        return card

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.campaign.clicked.connect(self._on_campaign_clicked)
        self.completed_button.clicked.connect(lambda: self.list_asked.emit("completed"))
        self.errors_button.clicked.connect(lambda: self.list_asked.emit("errors"))
        self.delete_button.clicked.connect(self._on_delete_clicked)
        self.recall_button.clicked.connect(self._on_recall_clicked)
        self.question.download_asked.connect(self._on_both_asked)
        self.question.confirmed.connect(self._on_confirmed)
        self.question.closed.connect(self._on_question_closed)

    # --- what is shown ----------------------------------------------------------------------------

    def show_detail(self, detail: wire.RegistrationDetail) -> None:
        """Show a registration as the portal has it now."""
        if self.detail is None or self.detail.registration_id != detail.registration_id:
            self.question.close_question()
            self.as_is.setChecked(False)
            self._deleting = False
        self.detail = detail
        words = self._toolbox.words
        is_single = detail.type == "single"
        self.title.setText(self.tr("Single issue detail") if is_single else self.tr("CSV issue detail"))
        self._codes_card.title.setText(self.tr("Result") if is_single else self.tr("Errors by code"))
        self.id.show_id(detail.registration_id)
        self.state.show_state(words.state(detail.state), words.tone(detail.state), words.icon(detail.state))
        self.campaign.setText(f"{detail.campaign_id} {formats.shorten(detail.campaign_name)}")
        issued = detail.records - detail.errors
        self.recall_button.setVisible(detail.state.is_final and issued > 0)
        self.recall_button.setToolTip(self.tr("Nothing happens yet: you see first what can be cancelled and how."))
        self.correction.show_registration(detail)
        self.correction.setVisible(self.correction.isEnabled())
        self.facts.show_processing(detail)
        self.settings.show_settings(detail)
        self._show_codes(detail)
        self._show_lists(detail)

    def form(self) -> ListForm:
        """How lists are to be written."""
        return ListForm(str(self.encoding.currentData()), self.copy.isChecked(), self.as_is.isChecked())

    def show_deleting(self, deleting: bool) -> None:
        """The deletion is under way, or it failed; the buttons are gone meanwhile."""
        self._deleting = deleting
        if self.detail is not None:
            self._show_lists(self.detail)

    def _show_lists(self, detail: wire.RegistrationDetail) -> None:
        is_csv, deleted = detail.type == "csv", detail.lists_deleted_at is not None or self._deleting
        ready = detail.state.is_final
        for widget in (self.completed_button, self.errors_button, self.delete_button, self.encoding, self.copy):
            widget.setVisible(is_csv and not deleted)
            widget.setEnabled(ready)
        self.as_is.setVisible(is_csv and not deleted and ready and self.is_from_here)
        busy = self.tr("The lists are ready once processing is complete.")
        for button in (self.completed_button, self.errors_button, self.delete_button):
            button.setToolTip("" if ready else busy)
        if not is_csv:
            note = self.tr("Single issues have no lists: the result above says all that a list would.")
        elif detail.lists_deleted_at is not None:
            who = detail.lists_deleted_by or "―"
            when = formats.moment(detail.lists_deleted_at)
            note = self.tr("Deleted on {} (JST) by {}. The counts stay.").format(when, who)
        elif self._deleting:
            note = self.tr("The lists are being deleted.")
        elif not ready:
            note = busy
        else:
            note = self.tr(
                "The lists hold personal data. Delete them once you have checked them and need them no more."
            )
        self.lists_note.setText(note)
        if deleted or not ready:
            self.question.close_question()

    def _show_codes(self, detail: wire.RegistrationDetail) -> None:
        clear_layout(self._codes)
        counts = detail.by_code or ([wire.CodeCount(code=detail.code, rows=1)] if detail.code else [])
        if not counts:
            none = self.tr("No errors") if detail.state.is_final else self.tr("Not judged yet")
            self._codes.addWidget(text_label(none, "muted"))
        for count in counts:
            toolbox, step = self._toolbox, self._toolbox.words.next_step(count.code)
            line = CodeRow(
                toolbox.theme,
                count.code,
                toolbox.words.code(count.code),
                toolbox.navigation,
                count=formats.number(count.rows),
                notes=((step, "help"),) if detail.code else (),
            )
            line.setToolTip(step)
            self._codes.addWidget(line)

    # --- events -----------------------------------------------------------------------------------

    @Slot()
    def _on_campaign_clicked(self) -> None:
        if self.detail is not None:
            self.campaign_chosen.emit(self.detail.campaign_id)

    @Slot()
    def _on_delete_clicked(self) -> None:
        if self.detail is not None:
            self.delete_button.setEnabled(False)
            self.question.ask(self.detail, self.kept_here)

    @Slot()
    def _on_recall_clicked(self) -> None:
        if self.detail is not None:
            self.recall_asked.emit(self.detail.registration_id)

    @Slot()
    def _on_question_closed(self) -> None:
        detail = self.detail
        self.delete_button.setEnabled(detail is not None and detail.state.is_final)

    @Slot()
    def _on_both_asked(self) -> None:
        self.list_asked.emit("completed")
        self.list_asked.emit("errors")

    @Slot()
    def _on_confirmed(self) -> None:
        here_too = self.question.here.isChecked()
        self.question.close_question()
        self.back.setFocus()
        self.deletion_confirmed.emit(here_too)
