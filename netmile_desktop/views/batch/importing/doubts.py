"""The band over a preview that asks a question about its columns: why, and a card for each column that may be meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Amount, FixedAmount
from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.table import Choices, ColumnRole, Doubt, DoubtCause, FileColumn, Inclusion
from netmile_desktop.domain.texts.tables import (
    AS_IT_IS,
    SEPARATORS,
    doubt_words,
    inclusion_words,
    separator_words,
    why_words,
)
from netmile_desktop.views.batch.importing.choice_card import ChoiceCard
from netmile_desktop.views.batch.importing.table.deciding import (
    with_marked,
    with_rows_above,
    with_separator,
    with_unshifted_cells,
)
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.sources.looks import Candidate, SourceLook

_SAMPLES = 4
_NARROWEST_COLUMN = 232
_NARROWEST_ANSWER = 168
_FEW = 2


class DoubtBand(QFrame):
    """Asks the first open question that is not about hidden rows; takes no room if there is none."""

    column_chosen = Signal(int, object)
    """The number of a column and the `ColumnRole` that it is to have."""
    answered = Signal(object)
    """What makes of `Choices` those with the answer."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._doubt: Doubt | None = None
        self.setObjectName("doubtBand")
        self._icon = QLabel(self)
        self.question = text_label("", "question", wrap=True)
        self.why = text_label("", "", wrap=True)
        self.cards: list[ChoiceCard] = []
        self._row = QWidget()
        self._row.setObjectName("scrolled")
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._row)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)
        self._scroll = _Row(self)
        self._scroll.setWidget(self._row)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.question, 1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        self.why.setIndent(26)
        column.addWidget(self.why)
        column.addWidget(self._scroll)
        toolbox.theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def set_low(self, is_low: bool) -> None:
        """Take less height."""
        self._column.setContentsMargins(16, 6 if is_low else 10, 16, 8 if is_low else 12)
        self._column.setSpacing(3 if is_low else 6)

    def clear(self) -> None:
        """Ask nothing."""
        self._doubt = None
        self.hide()

    def show_look(self, look: SourceLook, amount: Amount | None) -> None:
        """Ask what is open about a file; `amount` is the rule of the chosen campaign."""
        doubt = open_question(look)
        self.setVisible(doubt is not None)
        if doubt is None:
            self._doubt = None
            return
        has_focus = any(card.hasFocus() for card in self.cards)
        words = self._toolbox.words
        self._doubt = doubt
        self.question.setText(words.say(doubt_words(doubt, look.table)))
        self.why.setText(words.say(why_words(doubt, look.table)))
        self.setAccessibleName(self.question.text())
        clear_layout(self._cards)
        if doubt.cause is DoubtCause.SEPARATOR:
            self.cards = self._separators()
        elif doubt.cause is DoubtCause.ROWS_ABOVE:
            self.cards = self._rows_above(doubt.record)
        elif doubt.cause is DoubtCause.MARKED_ROWS:
            self.cards = self._marked_rows(look)
        elif doubt.cause is DoubtCause.SHIFTED_CELLS:
            self.cards = [self._as_it_is(look)]
        else:
            self.cards = self._columns(look, doubt, amount)
        for card in self.cards:
            card.show_open(True)
            narrowest = self._toolbox.theme.pixels(_NARROWEST_COLUMN if doubt.role is not None else _NARROWEST_ANSWER)
            card.setMinimumWidth(max(narrowest, card.minimumSizeHint().width()))
            self._cards.addWidget(card, 1)
        self._turn()
        self._scroll.setVisible(bool(self.cards))
        if has_focus and self.cards:
            self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Put one of two answers below the other where they do not fit side by side; more of them scroll."""
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        wanted = sum(card.minimumWidth() + self._cards.spacing() for card in self.cards) - self._cards.spacing()
        directions = QBoxLayout.Direction
        self._cards.setDirection(
            directions.TopToBottom if len(self.cards) <= _FEW and wanted > room else directions.LeftToRight
        )

    def _columns(self, look: SourceLook, doubt: Doubt, amount: Amount | None) -> list[ChoiceCard]:
        found = {each.column: each for each in look.candidates if each.role is doubt.role}
        columns = [column for column in look.table.columns if column.number in doubt.candidates]
        return [self._card(column, doubt.role, found.get(column.number), amount) for column in columns if doubt.role]

    def _card(
        self, column: FileColumn, role: ColumnRole | None, candidate: Candidate | None, amount: Amount | None
    ) -> ChoiceCard:
        card = ChoiceCard(self._toolbox.theme, self._row)
        letter = column_letters(column.number)
        title = column.heading or self.tr("(no heading)")
        card.show_texts(title, self.tr("column {}").format(letter))
        samples = "   ".join(column.samples[:_SAMPLES])
        card.add_line(f"{samples}   …" if samples else self.tr("empty"), "")
        if role is ColumnRole.MILES and candidate is not None:
            self._add_outcome(card, candidate, amount)
        elif candidate is not None:
            rows = formats.counted(candidate.sums.rows, self.tr("{} row"), self.tr("{} rows"))
            card.add_line(self.tr("If chosen"), "help", rows)
        card.clicked.connect(lambda: self.column_chosen.emit(column.number, role))
        return card

    def _add_outcome(self, card: ChoiceCard, candidate: Candidate, amount: Amount | None) -> None:
        miles = candidate.sums.miles
        card.add_line(self.tr("Issued if chosen"), "help", formats.miles(miles) if miles is not None else "—")
        if candidate.outside is None:
            card.add_line(self.tr("Limits are checked once the campaign is chosen."), "help", wrap=True)
            return
        rule = _limits(amount)
        if isinstance(amount, FixedAmount) and candidate.outside:
            told = formats.counted(
                candidate.outside,
                self.tr("{} row is not {}, as the campaign issues"),
                self.tr("{} rows are not {}, as the campaign issues"),
                rule,
            )
            card.add_line(told, "helpError", wrap=True)
        elif isinstance(amount, FixedAmount):
            card.add_line(self.tr("All rows are {}, as the campaign issues").format(rule), "help", wrap=True)
        elif candidate.outside:
            told = formats.counted(
                candidate.outside,
                self.tr("{} row is outside the campaign's amount ({})"),
                self.tr("{} rows are outside the campaign's amount ({})"),
                rule,
            )
            card.add_line(told, "helpError", wrap=True)
        else:
            card.add_line(self.tr("All rows are within the campaign's amount ({})").format(rule), "help", wrap=True)

    def _rows_above(self, heading: int) -> list[ChoiceCard]:
        """Return the two answers about what stands above the heading."""
        cards = []
        span = f"1–{heading - 1}" if heading > 2 else "1"
        for hidden, record in ((Inclusion.LEAVE_OUT, heading), (Inclusion.INCLUDE, 0)):
            card = ChoiceCard(self._toolbox.theme, self._row)
            card.show_texts(self._toolbox.words.say(inclusion_words(hidden)), self.tr("rows {}").format(span))
            self._answers(card, partial(with_rows_above, heading=record, last=heading - 1))
            cards.append(card)
        return cards

    def _marked_rows(self, look: SourceLook) -> list[ChoiceCard]:
        """Return the two answers about rows that say that they are not to be issued."""
        cards = []
        for choice, sums in ((Inclusion.LEAVE_OUT, look.without_marked), (Inclusion.INCLUDE, look.with_marked)):
            card = ChoiceCard(self._toolbox.theme, self._row)
            rows = formats.counted(sums.rows, self.tr("{} row"), self.tr("{} rows"))
            card.show_texts(self._toolbox.words.say(inclusion_words(choice)), figure=rows)
            card.add_line(
                self.tr("Issued if chosen"), "help", formats.miles(sums.miles) if sums.miles is not None else "—"
            )
            self._answers(card, partial(with_marked, marked=choice))
            cards.append(card)
        return cards

    def _answers(self, card: ChoiceCard, change: Callable[[Choices], Choices]) -> None:
        card.clicked.connect(lambda: self.answered.emit(change))

    def _as_it_is(self, look: SourceLook) -> ChoiceCard:
        card = ChoiceCard(self._toolbox.theme, self._row)
        card.show_texts(self._toolbox.words.say(AS_IT_IS))
        miles = look.sums.miles
        card.add_line(self.tr("Issued if chosen"), "help", formats.miles(miles) if miles is not None else "—")
        self._answers(card, with_unshifted_cells)
        return card

    def _separators(self) -> list[ChoiceCard]:
        cards = []
        for delimiter in SEPARATORS:
            card = ChoiceCard(self._toolbox.theme, self._row)
            card.show_texts(self._toolbox.words.say(separator_words(delimiter)))
            self._answers(card, partial(with_separator, delimiter=delimiter))
            cards.append(card)
        return cards

    @Slot()
    def _on_theme_changed(self) -> None:
        theme = self._toolbox.theme
        pixmap = theme.pixmap("help", theme.pixels(18), "warning", self.devicePixelRatioF())
        self._icon.setPixmap(pixmap)


class _Row(QScrollArea):
    """A row of cards that scrolls sideways if it is too wide, and is as high as its content."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Qt orders tabs only between widgets that take the focus

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        content = self.widget()
        if content is None:
            return super().sizeHint()
        layout = content.layout()
        wide = max(self.viewport().width(), content.minimumSizeHint().width())
        high = layout.heightForWidth(wide) if layout is not None and layout.hasHeightForWidth() else -1
        high = max(high, content.sizeHint().height())
        bar = self.horizontalScrollBar().sizeHint().height() if content.minimumSizeHint().width() > self.width() else 0
        return QSize(content.sizeHint().width(), high + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def _limits(amount: Amount | None) -> str:
    """Return the miles that a campaign allows for an issue."""
    if isinstance(amount, FixedAmount):
        return formats.miles(amount.miles)
    return f"{formats.number(amount.min)}–{formats.miles(amount.max)}" if amount is not None else ""


def open_question(look: SourceLook) -> Doubt | None:
    """Return the first doubt that the band asks about: any but that about hidden rows."""
    return next((doubt for doubt in look.table.doubts if doubt.cause is not DoubtCause.HIDDEN_ROWS), None)
