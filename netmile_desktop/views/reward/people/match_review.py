"""What pasted or imported answers would change: before and after, with the lines that cannot be used, before anything is."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain.rewards import REASON_LENGTH, ResultFault
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_drafts import Match, ResultDraft, RowAnswer, RowChange
from netmile_desktop.domain.rewards.result_matching import (
    NO_CHOICES,
    NO_COLUMN,
    ColumnOffer,
    Digits,
    MatchAsked,
    MatchChoices,
    MatchFault,
    MatchQuestion,
)
from netmile_desktop.domain.texts.reward_results import missing_words, next_step_words, question_words
from netmile_desktop.domain.texts.rewards import fault_words, result_words
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton, SegmentedFilter
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.turning_line import figures_and_buttons
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import FittingPage, bring_into_sight
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look import formats

R = TypeVar("R")

_CHANGES, _FAULTS = "changes", "faults"


class MatchReview(FittingPage):
    """Answers made elsewhere, held against the rows of a file. Nothing is changed before the button is pressed."""

    agreed = Signal(object)
    """Apply this `Match`."""
    left = Signal()
    """Back, without a change."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen, self._words = screen, screen.toolbox.words
        self._loader = Loader(screen, "reward-match", is_local=True)
        self._raw: bytes | str = ""
        self._draft = ResultDraft(())
        self._choices = NO_CHOICES
        self.match: Match | None = None
        """What is shown; None while it is read."""
        self.title = text_label("", "strong", self)
        self.summary = text_label("", parent=self, wrap=True)
        self.questions = QVBoxLayout()
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(REASON_LENGTH)
        self.reason.setPlaceholderText(self.tr("Reason for refusals that have none; Enter uses it"))
        self.reason.setAccessibleName(self.tr("Reason for refusals that have none"))
        self.choice = SegmentedFilter([(_CHANGES, self.tr("Changes")), (_FAULTS, self.tr("Lines passed over"))], self)
        self.changes = self._change_table()
        self.faults = self._fault_table()
        self.apply_button = PrimaryButton("", parent=self)
        self.back_button = PlainButton(self.tr("Back without a change"), parent=self)
        self._lay_out()
        self.choice.chosen.connect(self._on_choice)
        self.reason.returnPressed.connect(self._on_reason)
        self.apply_button.clicked.connect(self._on_apply)
        self.back_button.clicked.connect(self.leave)

    def look_at(self, raw: bytes | str, name: str, draft: ResultDraft) -> None:
        """Hold a text against a draft; `name` says where it comes from."""
        self._raw, self._draft, self._choices = raw, draft, NO_CHOICES
        self.title.setText(name)
        self.reason.clear()
        self.reason.hide()
        self._clear_questions()
        self._read()

    def asked(self) -> str:
        """Return what is asked about the text, in words."""
        return " ".join(
            each.text()
            for each in self.findChildren(QLabel)
            if each.property("role") == "question" and each.isVisible()
        )

    def option(self, words: str) -> QRadioButton:
        """Return the answer to a question that says so."""
        return next(each for each in self.findChildren(QRadioButton) if each.text() == words and each.isVisible())

    @Slot()
    def leave(self) -> None:
        """Forget the text."""
        self._loader.drop()
        self._raw, self.match = "", None
        self.left.emit()

    # --- reading --------------------------------------------------------------------------------

    def _read(self) -> None:
        raw, draft, choices = self._raw, self._draft, self._choices
        self.match = None
        self.apply_button.setEnabled(False)
        self.summary.setText(self.tr("Being read…"))

        def job(_progress: Progress) -> Match:
            return draft.match(raw, choices)

        self._loader.load(job, self._show, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._loader.tell(error)
        self.leave()

    def _show(self, match: Match) -> None:
        self.match = match
        self.changes.show_records(match.changes)
        self.faults.show_records(match.faults)
        self.choice.show_count(_CHANGES, len(match.changes))
        self.choice.show_count(_FAULTS, len(match.faults))
        key = _FAULTS if match.faults and not match.changes else _CHANGES
        self.choice.choose(key)
        self._on_choice(key)
        self.summary.setText(self._summary(match))
        self._show_questions(match)
        lacks_reasons = any(each.fault is ResultFault.NO_REASON for each in match.faults)
        self.reason.setVisible(bool(lacks_reasons or self._choices.reason))
        count = len(match.changes)
        words = formats.counted(count, self.tr("Apply {} answer"), self.tr("Apply {} answers"))
        self.apply_button.setText(words)
        self.apply_button.setEnabled(bool(count) and not match.questions)
        self._focus_next()

    def _focus_next(self) -> None:
        """Put the focus where the next decision is."""
        questions = self.findChildren(QRadioButton)
        buttons = (self.apply_button, self.back_button)
        wanted = next(each for each in (*questions, *buttons) if each.isEnabled() and not each.isHidden())
        wanted.setFocus()
        bring_into_sight(wanted)

    def _summary(self, match: Match) -> str:
        if match.missing is not None:
            return self._words.say(missing_words(match.missing))
        if match.questions:
            return self.tr("Answer the question first; until then nothing can be applied.")
        parts = [formats.counted(len(match.changes), self.tr("{} answer changes"), self.tr("{} answers change"))]
        if match.same:
            parts.append(
                formats.counted(match.same, self.tr("{} is the same already"), self.tr("{} are the same already"))
            )
        if match.blank:
            parts.append(formats.counted(match.blank, self.tr("{} line says nothing"), self.tr("{} lines say nothing")))
        if match.faults:
            one, many = self.tr("{} line is passed over"), self.tr("{} lines are passed over")
            parts.append(formats.counted(len(match.faults), one, many))
        return " · ".join(parts)

    # --- questions ------------------------------------------------------------------------------

    def _show_questions(self, match: Match) -> None:
        self._clear_questions()
        for question in match.questions:
            self.questions.addWidget(self._question(question))

    def _clear_questions(self) -> None:
        clear_layout(self.questions)

    def _question(self, question: MatchQuestion) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(text_label(self._words.say(question_words(question.asked)), "question", box, wrap=True))
        group = QButtonGroup(box)
        for words, choices in self._options(question):
            button = QRadioButton(words, box)
            button.clicked.connect(lambda _=False, choices=choices: self._on_decided(choices))
            group.addButton(button)
            column.addWidget(button)
        return box

    def _options(self, question: MatchQuestion) -> list[tuple[str, MatchChoices]]:
        """Return the answers to a question, in words and as choices; none is chosen beforehand."""
        chosen = self._choices
        if question.asked is MatchAsked.DIGITS:
            return [
                (self.tr("1 approves, 0 refuses"), replace(chosen, digits=Digits.ONE_APPROVES)),
                (self.tr("1 refuses, 0 approves"), replace(chosen, digits=Digits.ONE_REFUSES)),
            ]
        options = [
            (_column_words(each), _with_column(chosen, question.asked, each.column)) for each in question.columns
        ]
        if question.asked is MatchAsked.REASON_COLUMN:
            none = _with_column(chosen, question.asked, NO_COLUMN)
            options.append((self.tr("None of them"), none))
        return options

    def _on_decided(self, choices: MatchChoices) -> None:
        self._choices = choices
        self._read()

    # --- what happens ---------------------------------------------------------------------------

    @Slot(str)
    def _on_choice(self, key: str) -> None:
        self._tables.setCurrentWidget(self.faults if key == _FAULTS else self.changes)

    @Slot()
    def _on_reason(self) -> None:
        self._on_decided(replace(self._choices, reason=self.reason.text().strip()))

    @Slot()
    def _on_apply(self) -> None:
        match = self.match
        if match is not None:
            self._raw, self.match = "", None
            self.agreed.emit(match)

    # --- building -------------------------------------------------------------------------------

    def _change_table(self) -> RecordTable[RowChange]:
        columns: list[TableColumn[RowChange]] = [
            TableColumn("row", self.tr("Row"), lambda c: formats.number(c.row.number), 50, right=True),
            TableColumn("code", self.tr("Registration ID"), lambda c: c.row.code, 150, Cell.ID),
            TableColumn("name", self.tr("Name"), lambda c: c.row.fields.get(EntryField.NAME) or "–", 110),
            TableColumn("before", self.tr("Now"), lambda c: self._answer(c.before), 150, Cell.MUTED),
            TableColumn("after", self.tr("Afterwards"), lambda c: self._answer(c.after), 180, stretch=True),
        ]
        return self._table(columns, self.tr("Answers that change"))

    def _fault_table(self) -> RecordTable[MatchFault]:
        columns: list[TableColumn[MatchFault]] = [
            TableColumn("line", self.tr("Line"), lambda f: formats.number(f.line), 60, right=True),
            TableColumn("code", self.tr("Registration ID"), lambda f: f.code, 150, Cell.ID),
            TableColumn("cell", self.tr("What stands there"), lambda f: f.cell or "–", 130),
            TableColumn("fault", self.tr("What is wrong"), self._cause, 210, tip=self._cause),
            TableColumn("step", self.tr("What to do"), self._step, 200, stretch=True, tip=self._step),
        ]
        return self._table(columns, self.tr("Lines passed over"))

    def _table(self, columns: list[TableColumn[R]], name: str) -> RecordTable[R]:
        table: RecordTable[R] = RecordTable(columns, self._screen.toolbox.theme, parent=self)
        table.setAccessibleName(name)
        return table

    def _cause(self, fault: MatchFault) -> str:
        return self._words.say(fault_words(fault.fault))

    def _step(self, fault: MatchFault) -> str:
        return self._words.say(next_step_words(fault.fault))

    def _answer(self, answer: RowAnswer) -> str:
        word = self._words.say(result_words(answer.result))
        return f"{word}: {answer.reason}" if answer.reason else word

    def _lay_out(self) -> None:
        self._tables = QStackedWidget(self)
        self._tables.addWidget(self.changes)
        self._tables.addWidget(self.faults)
        self._tables.setMinimumHeight(self.fontMetrics().height() * 4)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.summary)
        column.addLayout(self.questions)
        column.addWidget(self.reason)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._tables, 1)
        column.addWidget(figures_and_buttons((), (self.back_button, self.apply_button), self))


def _with_column(choices: MatchChoices, asked: MatchAsked, column: int) -> MatchChoices:
    """Return choices in which a column is decided."""
    if asked is MatchAsked.CODE_COLUMN:
        return replace(choices, code_column=column)
    if asked is MatchAsked.RESULT_COLUMN:
        return replace(choices, result_column=column)
    return replace(choices, reason_column=column)


def _column_words(offer: ColumnOffer) -> str:
    """Name a column by its letter, its heading and what stands in it first."""
    examples = "、".join(formats.shorten(each, 12) for each in offer.examples)
    parts = (formats.column_letter(offer.column), offer.heading, f"({examples})" if examples else "")
    return " ".join(part for part in parts if part)
