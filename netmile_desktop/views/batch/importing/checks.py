"""取り込む前の確認: the list of what is to be looked at, with the question about hidden rows in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.tables.table import Inclusion
from netmile_desktop.domain.texts.tables import SEPARATORS, inclusion_words, separator_words
from netmile_desktop.views.batch.importing.check_facts import (
    ASKED,
    DASH,
    GOOD,
    TOLD,
    UNKNOWN,
    WARNING,
    Check,
    CheckFacts,
)
from netmile_desktop.views.batch.importing.choice_card import ChoiceCard
from netmile_desktop.views.batch.importing.table.lines import hidden_rows
from netmile_desktop.views.batch.importing.table.preview_model import has_hidden_question
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import Badge, set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.sources.looks import SourceLook

_ICONS = {
    GOOD: ("check-circle", "success"),
    ASKED: ("help", "warning"),
    UNKNOWN: ("minus", "muted"),
    WARNING: ("warning", "warning"),
    TOLD: ("info", "muted"),
}
_ICON = 16
_INSET = 8
_BEFORE_HIDDEN = ("rows", "separator", "miles")


class CheckLine(QFrame):
    """One point: icon, name, figure at the right, evidence beneath."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._state = theme, GOOD
        self.setObjectName("check")
        self._icon = QLabel(self)
        self.name = text_label("", "")
        self.figure = text_label("", "strong")
        self.evidence = text_label("", "help", wrap=True)
        self.link = LinkButton("", parent=self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.figure)
        head.addWidget(self.link)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addLayout(head)
        texts.addWidget(self.evidence)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.name.setWordWrap(True)
        theme.changed.connect(self._on_theme_changed)

    def show_check(self, check: Check) -> None:
        """Show a point."""
        self._state = check.state
        self.name.setText(check.name)
        self.figure.setText(check.figure)
        self.evidence.setText(check.evidence)
        self.evidence.setVisible(bool(check.evidence))
        self.link.setText(check.link)
        self.link.setVisible(bool(check.link))
        self.link.setAccessibleName(f"{check.name} {check.link}")
        is_asked = check.state == ASKED
        set_role(self, "asked", is_asked)
        set_role(self.name, "role", "question" if is_asked else "")
        set_role(self.figure, "role", "warning" if is_asked else "muted" if check.state == UNKNOWN else "strong")
        evidence = {GOOD: "help", WARNING: "helpWarning"}.get(check.state, "help")
        set_role(self.evidence, "role", evidence)
        self.setAccessibleName(f"{check.name} {check.figure} {check.evidence}")
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        icon, colour = _ICONS[self._state]
        size = self._theme.pixels(_ICON)
        self._icon.setPixmap(self._theme.pixmap(icon, size, colour, self.devicePixelRatioF()))


class HiddenQuestion(QFrame):
    """Rows that the sheet does not show: leave them out or include them, two choices of equal weight."""

    chosen = Signal(object)
    """The `Inclusion` that was chosen."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.setObjectName("check")
        self._icon = QLabel(self)
        self._is_open = self._is_compact = self._wants_compact = False
        self._has_short_lines = True
        """Whether rows and miles fit beside the name of a choice; else the miles stand below."""
        self._sums: dict[Inclusion, tuple[str, str]] = {}
        self.name = text_label("", "strong", wrap=True)
        self.figure = text_label("", "strong")
        self.cards = {
            choice: ChoiceCard(toolbox.theme, self, is_low=True) for choice in (Inclusion.LEAVE_OUT, Inclusion.INCLUDE)
        }
        self._outcomes = {choice: text_label("", "help") for choice in self.cards}
        self._group = QButtonGroup(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.name, 1)
        head.addWidget(self.figure)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(8)
        for choice, card in self.cards.items():
            self._group.addButton(card)
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._outcomes[choice].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            card.lines.addWidget(self._outcomes[choice])
            card.clicked.connect(lambda _on=False, choice=choice: self.chosen.emit(choice))
            row.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_INSET, 6, _INSET, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(row)
        toolbox.theme.changed.connect(self._on_theme_changed)

    def set_compact(self, is_compact: bool) -> None:
        """Show one choice below the other, each in one line; otherwise only if they do not fit side by side."""
        self._wants_compact = is_compact
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2 * _INSET - self._row.spacing()
        rows = {choice: self._sums.get(choice, ("", ""))[0] for choice in self.cards}
        widest = max(card.width_with(rows[choice]) for choice, card in self.cards.items())
        is_compact = self._wants_compact or (bool(self._sums) and 2 * widest > room)
        longest = max(card.width_with(" · ".join(self._sums.get(choice, ()))) for choice, card in self.cards.items())
        has_short_lines = longest <= room + self._row.spacing()
        if (is_compact, has_short_lines) != (self._is_compact, self._has_short_lines):
            self._is_compact, self._has_short_lines = is_compact, has_short_lines
            directions = QBoxLayout.Direction
            self._row.setDirection(directions.TopToBottom if is_compact else directions.LeftToRight)
            for choice in self.cards:
                self._show_outcome(choice)

    def _show_outcome(self, choice: Inclusion) -> None:
        rows, miles = self._sums.get(choice, ("", ""))
        name = self._toolbox.words.say(inclusion_words(choice))
        card, label = self.cards[choice], self._outcomes[choice]
        is_short = self._is_compact and self._has_short_lines
        card.show_texts(name, figure=f"{rows} · {miles}" if is_short else rows)
        label.setText(miles)
        label.setVisible(not is_short)
        card.setAccessibleName(f"{self.name.text()} {name} {rows} {miles}")

    def show_look(self, look: SourceLook, hidden: int) -> None:
        """Show the question, or the choice that was made."""
        self._is_open = has_hidden_question(look)
        self.name.setText(self.tr("Hidden rows (filter)") if look.table.is_filtered else self.tr("Hidden rows"))
        self.figure.setText(formats.counted(hidden, self.tr("{} row"), self.tr("{} rows")))
        set_role(self, "asked", self._is_open)
        for label in (self.name, self.figure):
            set_role(label, "role", "question" if self._is_open else "strong")
        sums = {Inclusion.LEAVE_OUT: look.without_hidden, Inclusion.INCLUDE: look.with_hidden}
        self._group.setExclusive(False)
        for choice, card in self.cards.items():
            rows = formats.counted(sums[choice].rows, self.tr("{} row"), self.tr("{} rows"))
            miles = sums[choice].miles
            self._sums[choice] = rows, formats.miles(miles) if miles is not None else DASH
            self._show_outcome(choice)
            card.show_open(self._is_open)
            card.setChecked(look.table.choices.hidden is choice)
        self._group.setExclusive(True)
        for card in self.cards.values():
            # Of an exclusive group only the chosen button is a tab stop, for Qt also after it is chosen no more.
            if look.table.choices.hidden is None:
                card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._turn()
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        theme = self._toolbox.theme
        colour = "warning" if self._is_open else "text"
        self._icon.setPixmap(theme.pixmap("eye-off", theme.pixels(_ICON), colour, self.devicePixelRatioF()))


class CheckList(QWidget):
    """All points of a file; what waits for an answer is framed where it belongs, and counted in the badge."""

    encoding_chosen = Signal(str)
    separator_chosen = Signal(str)
    marked_chosen = Signal(object)
    """The other `Inclusion` of the rows that are marked as not to be issued."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.facts = CheckFacts(toolbox.words, self)
        self.badge = Badge(toolbox.theme)
        self.hidden = HiddenQuestion(toolbox, self)
        self.hidden.hide()
        self._look: SourceLook | None = None
        self.lines: dict[str, CheckLine] = {}
        self.nothing = text_label(self.tr("Shown once the file is read."), "help", wrap=True)
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Checks before the import"), "strong", wrap=True), 1)
        head.addWidget(self.badge)
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        for part in (self._above, self._below):
            part.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.nothing)
        column.addLayout(self._above)
        column.addWidget(self.hidden)
        column.addLayout(self._below)
        self.clear()

    def clear(self) -> None:
        """Show nothing of any file."""
        self._look = None
        self.badge.hide()
        self.hidden.hide()
        self.nothing.show()
        for line in self.lines.values():
            line.hide()

    def show_look(self, look: SourceLook, earlier: Sequence[BatchSummary] = ()) -> None:
        """Show what is known of a file."""
        self._look = look
        checks = {check.key: check for check in self.facts.of(look, earlier)}
        for key, line in self.lines.items():
            line.setVisible(key in checks)
        for key, check in checks.items():
            line = self.lines.get(key) or self._add_line(key)
            line.show_check(check)
            line.show()
        self._put_in_order([self.lines[key] for key in checks])
        hidden = hidden_rows(look.table)
        self.hidden.setVisible(bool(hidden))
        if hidden:
            self.hidden.show_look(look, hidden)
        self.nothing.hide()
        self._show_badge(len(look.table.doubts))

    def _show_badge(self, open_: int) -> None:
        if open_:
            text = formats.counted(open_, self.tr("{} to answer"), self.tr("{} to answer"))
            self.badge.show_state(text, Tone.WARNING, "help")
        else:
            self.badge.show_state(self.tr("All checked"), Tone.SUCCESS, "check")
        self.badge.show()

    def _add_line(self, key: str) -> CheckLine:
        line = self.lines[key] = CheckLine(self._toolbox.theme, self)
        is_above = key in _BEFORE_HIDDEN or key.startswith("column")
        (self._above if is_above else self._below).addWidget(line)
        if key == "encoding":
            line.link.clicked.connect(self._on_encoding_asked)
        elif key == "marked":
            line.link.clicked.connect(self._on_marked_asked)
        return line

    def _put_in_order(self, lines: Sequence[CheckLine]) -> None:
        """Show lines in this order, whatever files were looked at before."""
        for line in lines:
            (self._below if self._below.indexOf(line) >= 0 else self._above).addWidget(line)

    def text_menu(self) -> QMenu:
        """Return the menu of encodings and separators."""
        menu, look, words = QMenu(self), self._look, self._toolbox.words
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = look.table.choices if look is not None else None
        encoding, delimiter = (choices.encoding, choices.delimiter) if choices is not None else ("", "")
        menu.addSection(self.tr("Encoding"))
        _add(menu, self.tr("Detect it"), not encoding, lambda: self.encoding_chosen.emit(""))
        for each in ENCODINGS:
            _add(menu, words.encoding(each), each == encoding, partial(self.encoding_chosen.emit, each))
        menu.addSection(self.tr("Separator"))
        _add(menu, self.tr("Detect it"), not delimiter, lambda: self.separator_chosen.emit(""))
        for each in SEPARATORS:
            name = words.say(separator_words(each))
            _add(menu, name, each == delimiter, partial(self.separator_chosen.emit, each))
        return menu

    @Slot()
    def _on_marked_asked(self) -> None:
        if self._look is not None and (chosen := self._look.table.choices.marked) is not None:
            self.marked_chosen.emit(chosen.other)

    @Slot()
    def _on_encoding_asked(self) -> None:
        link = self.lines["encoding"].link
        self.text_menu().popup(link.mapToGlobal(QPoint(0, link.height())))


def _add(menu: QMenu, text: str, is_on: bool, deed: Callable[[], None]) -> None:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(is_on)
    action.triggered.connect(lambda: deed())
