"""The card in which people are judged: whose file it is, chips that count and filter, the grid, answers from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.rewards.result_drafts import Match, ResultDraft
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton, SegmentedFilter
from netmile_desktop.views.common.drops import DropTarget
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.layout.turning_line import figures_and_buttons
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card, EmptyState, bring_into_sight
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reward.people.grid import ResultGrid
from netmile_desktop.views.reward.people.match_review import MatchReview
from netmile_desktop.views.reward.people.model import Listed
from netmile_desktop.workspace.sources.source import bytes_of

_NARROW = 720
"""Width below which the tools show their icons only, before scaling."""
_LEAST_HEIGHT, _LEAST_REVIEW = 180, 300
"""Height of the tools, the headings and some rows, before scaling."""
_ANY_HEIGHT = (1 << 24) - 1


class JudgingCard(Card):
    """People and what is answered about them. Whoever owns it keeps the answers, and uploads them."""

    answered = Signal(list)
    """The answers about the registrations with these IDs have changed."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=0)
        self._screen = screen
        toolbox = screen.toolbox
        self._reader = Loader(screen, "reward-answers", is_local=True)
        self.former_reasons: Sequence[str] = ()
        """Reasons of former refusals, offered after those of the draft in front."""
        self.heading = text_label("", "strong", self)
        self.chips = SegmentedFilter(
            [
                (Listed.ALL.value, self.tr("All")),
                (Listed.OPEN.value, self.tr("Unanswered")),
                (Listed.APPROVED.value, self.tr("Approved")),
                (Listed.REFUSED.value, self.tr("Refused")),
            ],
            self,
        )
        self.paste_button = PlainButton(self.tr("Paste"), toolbox.theme, "copy", self)
        self.import_button = PlainButton(self.tr("Import a CSV…"), toolbox.theme, "import", self)
        self._tools = tuple((each, each.text()) for each in (self.paste_button, self.import_button))
        self.grid = ResultGrid(toolbox.theme, toolbox.words, toolbox.memory, self._reasons, self)
        self.nothing = EmptyState(toolbox.theme, "file", "", "", parent=self)
        self.review = MatchReview(screen)
        self._drops = DropTarget(self, self.tr("Import answers from this file"))
        self._lay_out()
        self._connect()
        self.show_nothing("", "")

    # --- what is shown --------------------------------------------------------------------------

    @property
    def draft(self) -> ResultDraft:
        return self.grid.results.draft

    def show_draft(self, heading: str, draft: ResultDraft, *, is_open: bool) -> None:
        """Show the people of a file, and whether they can be judged; who is in front stays so, if listed again."""
        before = self.grid.current()
        self.heading.setText(heading)
        self.grid.show_draft(draft, is_open=is_open)
        if self.grid.results.spans_days:
            self.grid.layout_of_columns.show_days()
        self.chips.choose(Listed.ALL.value)
        if before is None or not self.grid.go_to(draft.find(before.code)):
            self.grid.go_to_first()
        self._pages.setCurrentWidget(self._rows)
        self._show_counts()

    def show_nothing(self, title: str, hint: str, heading: str = "") -> None:
        """Say why nobody is listed, and what comes next."""
        self.heading.setText(heading)
        self.grid.show_draft(ResultDraft(()), is_open=False)
        self.nothing.show_text(title, hint)
        self._pages.setCurrentWidget(self.nothing)
        self._show_counts()

    @property
    def is_open(self) -> bool:
        """Whether answers can be given now."""
        return self.grid.results.is_open

    def close_answers(self) -> None:
        """Keep the answers from being changed, as while they are uploaded; the one that is being typed counts."""
        self.grid.end_typing()
        self.grid.results.is_open = False
        self._show_counts()

    def open_answers(self) -> None:
        """Let the answers be changed again."""
        self.grid.results.is_open = True
        self._show_counts()

    @property
    def is_reviewing(self) -> bool:
        """Whether answers from elsewhere are being looked at."""
        return self._pages.currentWidget() is self.review

    @Slot()
    def go_to_next_open(self) -> None:
        """Put the next person without an answer in front, whatever is filtered."""
        if not self.grid.go_to_next_open():
            self.chips.choose(Listed.ALL.value)
            self.grid.list_rows(Listed.ALL)
            self.grid.go_to_next_open()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reasons(self) -> list[str]:
        return list(dict.fromkeys((*self.draft.reasons(), *self.former_reasons)))

    @Slot()
    def _show_counts(self) -> None:
        counts, is_open = self.draft.counts(), self.grid.results.is_open
        for listed, count in zip(Listed, (counts.all, counts.unanswered, counts.approved, counts.refused), strict=True):
            self.chips.show_count(listed.value, count)
        set_role(self.chips.button(Listed.OPEN.value), "waits", bool(counts.unanswered))
        for button in (self.paste_button, self.import_button):
            button.setEnabled(is_open)
        self.grid.undo_action.setEnabled(is_open and self.draft.can_undo)
        self.grid.redo_action.setEnabled(is_open and self.draft.can_redo)

    # --- what happens ---------------------------------------------------------------------------

    @Slot(list)
    def _on_changed(self, codes: list[str]) -> None:
        self._show_counts()
        self.answered.emit(codes)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Say why an answer was not taken; what is shown is as before."""
        self._reader.tell(error)

    @Slot(object)
    def _on_lasting(self, step: Callable[[], list[str]]) -> None:
        self._show_counts()
        results, draft = self.grid.results, self.draft

        def failed(error: Exception) -> None:
            if draft is self.draft:
                results.end_step([])
                self._show_counts()
            self._reader.tell(error)

        def done(codes: list[str]) -> None:
            if draft is self.draft:  # else another file is in front by now
                results.end_step(codes)
                self.go_to_next_open()

        self._screen.toolbox.tasks.start(lambda _progress: step(), owner=self, done=done, failed=failed)

    @Slot(str)
    def _on_chip(self, key: str) -> None:
        self.grid.list_rows(Listed(key))

    @Slot()
    def paste(self) -> None:
        """Look at what the clipboard would change."""
        text = QGuiApplication.clipboard().text()
        if not self.grid.results.is_open:
            return
        if not text.strip():
            self._screen.tell(Notice(self.tr("Nothing is copied. Copy registration IDs and results first."), "info"))
            return
        self._look_at(text, self.tr("Pasted answers"))

    @Slot()
    def choose_file(self) -> None:
        """Look at what a CSV would change."""
        filters = self.tr("CSV files (*.csv *.tsv *.txt)")
        path = self._screen.toolbox.dialogs.choose_open_file(self, self.tr("Import answers"), filters, "reward")
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Look at what a file would change."""
        if not self.grid.results.is_open:
            return

        def job(_progress: Progress) -> bytes:
            return bytes_of(path)

        self._reader.load(job, lambda raw: self._look_at(raw, path.name))

    @Slot(list)
    def _on_dropped(self, paths: list[Path]) -> None:
        if said := self._drops.rest_words(paths):
            self._screen.tell(Notice(said, "info"))
        self.take_in(paths[0])

    def _look_at(self, raw: bytes | str, name: str) -> None:
        self._pages.setCurrentWidget(self.review)
        self.review.look_at(raw, name, self.draft)
        bring_into_sight(self.review)

    @Slot(object)
    def _on_agreed(self, match: Match) -> None:
        self._pages.setCurrentWidget(self._rows)
        self.grid.results.take_over(match)
        self.go_to_next_open()

    @Slot()
    def _on_left(self) -> None:
        self._pages.setCurrentWidget(self._rows)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tools()

    def _show_tools(self) -> None:
        """Leave the buttons their icons only where their words would need another line."""
        is_narrow = self.width() < self._screen.toolbox.theme.pixels(_NARROW)
        for button, words in self._tools:
            button.setText("" if is_narrow else words)
            button.setAccessibleName(words)
            button.setToolTip(words if is_narrow else "")

    # --- building -------------------------------------------------------------------------------

    def _connect(self) -> None:
        results = self.grid.results
        results.changed.connect(self._on_changed)
        results.failed.connect(self._on_failed)
        results.lasting.connect(self._on_lasting)
        self.chips.chosen.connect(self._on_chip)
        self.paste_button.clicked.connect(self.paste)
        self.import_button.clicked.connect(self.choose_file)
        self._drops.dropped.connect(self._on_dropped)
        self.review.agreed.connect(self._on_agreed)
        self.review.left.connect(self._on_left)
        keys = QKeySequence.StandardKey
        for words, key, deed in (
            (self.tr("Paste"), keys.Paste, self.paste),
            (self.tr("Copy with headings"), keys.Copy, self.grid.copy),
        ):
            action = self.grid.addAction(words, QKeySequence(key), deed)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        head = QWidget(self)
        row = QVBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(figures_and_buttons((self.heading, self.chips), (self.paste_button, self.import_button), head))
        self._rows = QWidget(self)
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.grid, 1)
        self._pages = _Pages(self._screen.toolbox.theme, self.review, self)
        for page in (self._rows, self.nothing, self.review):
            self._pages.addWidget(page)
        self.fit_into = self._pages.fit_into
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._pages)


class _Pages(QStackedWidget):
    """People or what covers them; hints for an empty list and wrapped summaries must not claim the room of the rows."""

    def __init__(self, theme: Theme, review: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._review = theme, review
        self._room = _ANY_HEIGHT
        theme.changed.connect(self._arrange)
        self.currentChanged.connect(self._arrange)

    @Slot(int)
    def fit_into(self, height: int) -> None:
        """Take no more than the height of the page around, so that people and their heading are in sight together."""
        self._room = height
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        if self.currentWidget() is self._review:
            self.setMinimumHeight(self._theme.pixels(_LEAST_REVIEW))
        else:
            self.setMinimumHeight(min(self._theme.pixels(_LEAST_HEIGHT), self._room))
