"""The tab 「照会」: one key or address over all campaigns, and the answer to be given (guide L807)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain import wire
from netmile_desktop.domain.inquiries import InquiryKind, Situation
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.texts.inquiries import kind_words, refusal_words
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton, SegmentedFilter
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE, NEAR
from netmile_desktop.views.common.layout.page_head import PageHead
from netmile_desktop.views.common.layout.turning_line import TurningLine
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.history.inquiry import Answered

_BADGES = {
    InquiryKind.PENDING: (Tone.ACCENT, "clock"),
    InquiryKind.VALID: (Tone.SUCCESS, "check"),
    InquiryKind.VALID_TODAY: (Tone.SUCCESS, "check"),
    InquiryKind.REQUESTED: (Tone.WARNING, "inbox"),
    InquiryKind.CANCELLED: (Tone.NEUTRAL, "exclude"),
    InquiryKind.FAILED: (Tone.ERROR, "error"),
    InquiryKind.WAITING: (Tone.ACCENT, "clock"),
    InquiryKind.NOTHING: (Tone.NEUTRAL, "info"),
}


class InquiryView(Screen):
    """What is asked goes to the portal and is kept nowhere."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._answered: Answered | None = None
        self._loader = Loader(self)
        theme = toolbox.theme
        self.edit = QLineEdit(self, maxLength=254)
        self.edit.setAccessibleName(self.tr("Key or address"))
        self.edit.setPlaceholderText(self.tr("Specified key or mail address"))
        self.edit.setFixedWidth(theme.pixels(360))
        self.ask_button = PrimaryButton(self.tr("Look up"), theme, "search", self)
        self.table: RecordTable[Situation] = RecordTable(
            self._columns(), theme, name="inquiry", memory=toolbox.memory, parent=self
        )
        self.table.setAccessibleName(self.tr("What is known"))
        self.spelling = NoticeSpot(theme)
        self.notes = text_label("", "", wrap=True)
        self.language = SegmentedFilter([("ja", "日本語"), ("en", "English")], self)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Answer to the member"))
        self.text.setPlaceholderText(self.tr("Look at the other spelling first; the answer follows."))
        self.copy_button = PlainButton(self.tr("Copy the answer"), theme, "copy", self)
        self.history_button = PlainButton(self.tr("Show in the history"), theme, "list", self)
        self.empty = EmptyState(
            theme,
            "search",
            self.tr("Look up a member"),
            self.tr("A key or a mail address finds what was issued in all campaigns, today's issues too."),
            primary=False,
        )
        self._lay_out()
        self.edit.returnPressed.connect(self._on_ask)
        self.ask_button.clicked.connect(self._on_ask)
        self.language.chosen.connect(self._show_text)
        self.copy_button.clicked.connect(self._on_copy)
        self.history_button.clicked.connect(self._on_history)
        self.table.linked.connect(self._on_linked)

    # --- what the window asks ---------------------------------------------------------------------

    def topic(self) -> str:
        return "inquiry"

    def summary(self) -> str:
        if self._answered is None:
            return ""
        return formats.counted(len(self._answered.answer.issues), self.tr("{} issue"), self.tr("{} issues"))

    def as_of(self) -> datetime | None:
        return self._answered.answer.as_of if self._answered is not None else None

    def primary(self) -> QPushButton | None:
        return self.ask_button

    def entered(self) -> None:
        # The row was measured before its buttons had their fonts; at a large text it would cut them off.
        self.ask_button.setMinimumHeight(self.ask_button.minimumSizeHint().height())

    def first_control(self) -> QWidget:
        return self.edit

    def seek(self) -> None:
        write_anew(self.edit)

    def refresh(self) -> None:
        if self._answered is not None:
            self.ask(self._answered.asked)

    def ask(self, text: str) -> None:
        """Look a key or an address up."""
        inquiries = self._desk.inquiries
        self.edit.setText(text)
        self._loader.load(lambda progress: inquiries.ask(text, progress), self._show)

    # --- what is shown ----------------------------------------------------------------------------

    def _show(self, answered: Answered) -> None:
        self._answered = answered
        self.table.show_records(answered.situations)
        notes = answered.staff_notes(self.toolbox.words.language)
        if answered.answer.more:
            notes.append(self.tr("Older issues left out: {}").format(formats.number(answered.answer.more)))
        self.notes.setText("\n".join(f"・{note}" for note in notes))
        self._show_spellings(answered)
        self._show_text()
        self.history_button.setEnabled(any(each.key for each in answered.situations))
        self._pages.setCurrentWidget(self._answer)
        self.status_changed.emit()

    def _show_spellings(self, answered: Answered) -> None:
        self.spelling.clear()
        spellings = answered.other_spellings
        if not spellings:
            return
        text = self.tr("Nothing is known under “{}”, but there is under “{}”. Look at it before you answer the member.")
        show = self.tr("Show {}")
        actions = tuple((show.format(each), partial(self.ask, each)) for each in spellings)
        told = text.format(answered.asked, self.tr("”, “").join(spellings))
        self.spelling.show_notice(Notice(told, "warning", actions=actions))

    @Slot()
    def _show_text(self) -> None:
        if self._answered is not None:
            letter = self._answered.member_text(Language(self.language.key))
            self.text.setPlainText(letter)
            self.copy_button.setEnabled(bool(letter))

    def _columns(self) -> list[TableColumn[Situation]]:
        words = self.toolbox.words
        return [
            TableColumn("at", self.tr("Issued at"), lambda s: formats.moment(s.at) if s.at else "", 132),
            TableColumn(
                "kind",
                self.tr("State"),
                lambda s: words.say(kind_words(s.kind)),
                190,
                Cell.BADGE,
                badge=lambda s: _BADGES[s.kind],
            ),
            TableColumn(
                "campaign",
                self.tr("Campaign"),
                lambda s: f"{s.campaign_id} {s.campaign_name}".strip(),
                180,
                stretch=True,
            ),
            TableColumn("key", self.tr("Specified key"), lambda s: s.key, 110),
            TableColumn(
                "miles",
                self.tr("Miles"),
                lambda s: formats.number(s.miles) if s.miles is not None else "",
                80,
                right=True,
            ),
            TableColumn(
                "transfer", self.tr("Transfer date"), lambda s: formats.day(s.transfer_on) if s.transfer_on else "", 96
            ),
            TableColumn(
                "code",
                self.tr("Code or number"),
                lambda s: refusal_words(s, words.language) if s.code else s.number,
                170,
                tip=lambda s: refusal_words(s, words.language) if s.code else s.number,
            ),
            TableColumn("registration", self.tr("Registration ID"), lambda s: s.registration_id, 150, Cell.LINK),
        ]

    # --- events -----------------------------------------------------------------------------------

    @Slot()
    def _on_ask(self) -> None:
        if text := self.edit.text().strip():
            self.ask(text)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    @Slot()
    def _on_history(self) -> None:
        situations = self._answered.situations if self._answered is not None else []
        key = next((each.key for each in situations if each.key), "")
        if key:
            self.toolbox.navigation.history_asked.emit(wire.HistoryConditions(key=key))

    @Slot(object, str)
    def _on_linked(self, situation: Situation, _key: str) -> None:
        if situation.registration_id:
            self.toolbox.navigation.registration_chosen.emit(situation.registration_id)

    def _lay_out(self) -> None:
        theme = self.toolbox.theme
        head = PageHead(theme, self.tr("Inquiry"), self)
        label = text_label(self.edit.accessibleName(), "label")
        label.setBuddy(self.edit)
        question = QWidget(self)
        flow = FlowLayout(question, gap=NEAR, line_gap=NEAR, centred=True)
        for widget in (label, self.edit, self.ask_button):
            flow.addWidget(widget)
        row = TurningLine(question, self.history_button, self)
        known = Card(self.tr("What is known"), self)
        known.body.addWidget(self.table, 1)
        answer = Card(self.tr("Answer to the member"), self)
        answer.head.addWidget(self.language)
        answer.body.addWidget(self.text, 1)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self.copy_button)
        answer.body.addLayout(below)
        notes = Card(self.tr("For the staff"), self)
        notes.body.addWidget(self.notes)
        notes.body.addStretch()
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(answer, 3)
        cards.addWidget(notes, 2)
        least = theme.pixels(LEAST_TABLE)
        self.table.setMinimumHeight(least)
        self.text.setMinimumHeight(least)
        self._answer = QWidget(self)
        whole = QVBoxLayout(self._answer)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(known, 1)
        whole.addLayout(cards, 1)
        self.history_button.setEnabled(False)
        self._pages = QStackedWidget(self)
        self._pages.setMinimumHeight(least)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._answer)
        page = Body(theme, self)
        page.body.addWidget(head)
        page.body.addWidget(row)
        page.body.addLayout(self.spelling)
        page.body.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
