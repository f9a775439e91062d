"""Cancel from a file: what each line means is shown first, and only what is shown goes on to the review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.tables.table import NO_CHOICES, Choices
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton, SegmentedFilter
from netmile_desktop.views.common.drops import DropTarget
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.foot_bar import FootBar
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE
from netmile_desktop.views.common.layout.page_head import PageHead
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.history.candidates import Candidates
from netmile_desktop.views.history.file_columns import FileColumns
from netmile_desktop.views.history.line_table import Fate, LineTable, fate_of, issue_of
from netmile_desktop.views.history.reason_box import ReasonBox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.cancelling.file_matching import FileMatching, LineMatch, LineResult
from netmile_desktop.workspace.cancelling.files import CancelFile, read_cancel_file
from netmile_desktop.workspace.cancelling.outcomes import miles_of
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import Source, load_source, pasted

_ALL = "all"
_LEAST_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was understood, and the issues it means."""

    source: Source
    file: CancelFile
    matching: FileMatching


def _is_asked(read: _Read | None) -> bool:
    """Whether the file leaves something open, so that no line of it is known."""
    return read is not None and bool(read.file.table.doubts)


class FilePage(QWidget):
    """Takes a CSV file, a workbook or pasted cells; nothing is cancelled here."""

    back_asked = Signal()
    review_asked = Signal(object, str, str)
    """IDs of issues, the code of the reason, the name of the file."""
    status_changed = Signal()

    def __init__(self, desk: Desk, screen: Screen, campaign_id: str = "") -> None:
        super().__init__(screen)
        self._desk, self._screen, self._campaign_id = desk, screen, campaign_id
        self._read: _Read | None = None
        toolbox, theme = screen.toolbox, screen.toolbox.theme
        self._loader = Loader(screen, "cancel-file")
        self._reasons = Loader(screen, "cancel-file-reasons")
        self.subject = text_label("", "muted")
        self.paste_button = PlainButton(self.tr("Paste"), theme, "copy", self)
        self.choose_button = PlainButton(self.tr("Choose another file"), theme, "folder", self)
        self.columns = FileColumns(toolbox, campaign_id, self)
        self.progress = TaskProgress(toolbox.words, self)
        self.filter = SegmentedFilter(
            [
                (_ALL, self.tr("All")),
                (Fate.AT_ONCE.value, self.tr("At once")),
                (Fate.REQUEST.value, self.tr("By request")),
                (Fate.TO_CHOOSE.value, self.tr("To choose")),
                (Fate.IMPOSSIBLE.value, self.tr("Not possible")),
                (Fate.NOTHING.value, self.tr("Not found")),
            ],
            self,
        )
        self.table = LineTable(toolbox, self)
        self.tools = ListTools(theme, self.table, self)
        self._export = ListExport(screen, self.table)
        self.candidates = Candidates(toolbox, self)
        self.empty = EmptyState(
            theme,
            "file",
            self.tr("Cancel from a list"),
            self.tr(
                "One issue a line: the issue ID, or the specified key; the issue date or the miles beside it tell"
                " which one. Choose a CSV file or a workbook, drop it here, or paste cells."
            ),
            self.tr("Choose a file"),
        )
        self.total = text_label("", "strong")
        self.left_out = text_label("", "warning")
        self.reason = ReasonBox(toolbox, self)
        self.review_button = PrimaryButton("", theme, "list", self)
        self.drops = DropTarget(self, self.tr("Drop here to see what it cancels. The file itself is not moved."))
        self._lay_out()
        self._connect()
        self._show()

    # --- what the screen asks ---------------------------------------------------------------------

    @property
    def primary(self) -> QPushButton:
        """The one next step."""
        return self.review_button if self._read is not None else self.empty.button

    @property
    def matching(self) -> FileMatching | None:
        """What the lines mean, once that is known."""
        return self._read.matching if self._read is not None else None

    def summary(self) -> str:
        if self._read is None or _is_asked(self._read):
            return ""
        return formats.counted(len(self._read.matching.lines), self.tr("{} line"), self.tr("{} lines"))

    def entered(self) -> None:
        """The page has come to the front: look again at what the file means, states may be others by now."""
        if self.reason.count() == 1:
            self._reasons.load(self._desk.cancellations.reasons, self.reason.offer)
        self.refresh()

    def refresh(self) -> None:
        """Match the same lines again; what was chosen stays chosen where it still can be."""
        if (read := self._read) is not None:
            self._match(lambda: read.source, read.file.table.choices, again=True)

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Read a file or a sheet of it, and ask what its lines mean."""
        self._match(lambda: load_source(path, sheet))

    def paste(self) -> None:
        """Take cells from the clipboard as a file."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            source = pasted(text, self.tr("Pasted cells"))
            self._match(lambda: source)
        else:
            self._screen.tell(Notice(self.tr("There is no text on the clipboard."), "info", self._loader.key))

    # --- reading and matching ---------------------------------------------------------------------

    def _match(self, load: Callable[[], Source], choices: Choices = NO_CHOICES, *, again: bool = False) -> None:
        cancellations, campaign_id = self._desk.cancellations, self.columns.campaign_id
        chosen = self._decisions() if again else {}

        def job(progress: Progress) -> _Read:
            source = load()
            file = read_cancel_file(source, choices)
            return _Read(source, file, cancellations.match(file, campaign_id, progress))

        task = self._loader.load(job, lambda read: self._on_matched(read, chosen), self._on_failed)
        self.progress.follow(task)
        self.progress.show()

    def _decisions(self) -> dict[int, str]:
        """What the clerk chose among several."""
        matching = self.matching
        lines = matching.lines if matching is not None else []
        return {each.asked.line: each.chosen for each in lines if each.found is LineResult.SEVERAL and each.chosen}

    def _on_matched(self, read: _Read, chosen: dict[int, str]) -> None:
        self.progress.hide()
        if self._read is None or read.source is not self._read.source:
            self.filter.choose(_ALL)
            self.table.setFocus()
        self._read = read
        offered = {each.asked.line: {one.issue_id for one in each.candidates} for each in read.matching.lines}
        taken = set(read.matching.chosen)
        for line, issue_id in chosen.items():
            if issue_id in offered.get(line, ()) and issue_id not in taken:
                read.matching.choose(line, issue_id)
                taken.add(issue_id)
        self.columns.show_file(read.source, read.file.table)
        self._show()
        self._show_candidates()

    def _on_failed(self, error: Exception) -> None:
        self.progress.hide()
        self._loader.tell(error)

    # --- what is shown ----------------------------------------------------------------------------

    def _show(self) -> None:
        read = self._read
        self._pages.setCurrentWidget(self._lines if read is not None else self.empty)
        self.foot.setVisible(read is not None)
        for widget in (self.columns, self.choose_button):
            widget.setVisible(read is not None)
        self.subject.setText(read.file.name if read is not None else "")
        lines = read.matching.lines if read is not None else []
        fates = [fate_of(each) for each in lines]
        self.filter.show_count(_ALL, len(lines))
        for fate in Fate:
            self.filter.show_count(fate.value, fates.count(fate))
        self.filter.setVisible(not _is_asked(self._read))  # nothing is counted yet
        self._show_lines()
        self._show_foot(lines, fates)
        self.status_changed.emit()

    @Slot()
    def _show_lines(self) -> None:
        lines = list(self._read.matching.lines) if self._read is not None else []
        if self.filter.key != _ALL:
            lines = [each for each in lines if fate_of(each).value == self.filter.key]
        self.table.show_records(lines)
        if lines and self.table.current() is None:
            self.table.select(lines[0].asked.line)
        self._show_candidates()

    def _show_foot(self, lines: Sequence[LineMatch], fates: list[Fate]) -> None:
        issues = [each for each in map(issue_of, lines) if each is not None and each.action is not None]
        count = formats.counted(len(issues), self.tr("{} issue"), self.tr("{} issues"))
        self.total.setText("—" if _is_asked(self._read) else f"{count} · {formats.miles(miles_of(issues))}")
        undecided = fates.count(Fate.TO_CHOOSE)
        self.left_out.setText(self.tr("Left out until you choose: {}").format(formats.number(undecided)))
        self.left_out.setVisible(bool(undecided))
        self._show_button()

    @Slot()
    def _show_button(self) -> None:
        count = len(self.matching.chosen) if self.matching is not None else 0
        said = self.tr("Review cancelling")
        self.review_button.setText(f"{said} ({formats.number(count)})" if count else said)
        missing = "" if self.reason.reason else self.tr("Choose a reason.")
        if not count:
            missing = self.tr("No line means an issue yet.")
        if _is_asked(self._read):
            missing = self.tr("Answer first which columns are meant.")
        self.review_button.setEnabled(not missing)
        self.review_button.setToolTip(missing)
        self.status_changed.emit()

    @Slot()
    def _show_candidates(self) -> None:
        match = self.table.current()
        several = match is not None and match.found is LineResult.SEVERAL
        self.candidates.setVisible(several)
        if match is not None and several:
            self.candidates.show_match(match)

    # --- events -----------------------------------------------------------------------------------

    @Slot(int, str)
    def _on_chosen(self, line: int, issue_id: str) -> None:
        """Take the clerk's word for a line and go on to the next that waits for one."""
        matching = self.matching
        if matching is None:
            return
        other = next((each for each in matching.lines if issue_id and each.chosen == issue_id), None)
        if other is not None and other.asked.line != line:
            text = self.tr("Line {} means this issue already.").format(formats.number(other.asked.line))
            self._screen.tell(Notice(text, "warning", self._loader.key))
            return
        self._screen.untell(self._loader.key)
        matching.choose(line, issue_id)
        waiting = [each.asked.line for each in matching.undecided]
        self._show()
        if issue_id and waiting:
            self.table.select(next((each for each in waiting if each > line), waiting[0]))
        self._show_candidates()

    @Slot()
    def _on_choose_file(self) -> None:
        path = self._screen.toolbox.dialogs.choose_open_file(
            self,
            self.tr("Choose the file that says what is to be cancelled"),
            self.tr("CSV and Excel (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods);;All files (*)"),
            "cancel",
        )
        if path is not None:
            self.open_file(path)

    @Slot()
    def _on_paste(self) -> None:
        self.paste()

    @Slot()
    def _on_columns(self) -> None:
        if (read := self._read) is not None:
            self._match(lambda: read.source, self.columns.choices)

    @Slot(str)
    def _on_sheet(self, sheet: str) -> None:
        if self._read is not None:
            self.open_file(self._read.source.path, sheet)

    @Slot()
    def _on_review(self) -> None:
        if self._read is not None:
            self.review_asked.emit(self._read.matching.chosen, self.reason.reason, self._read.file.name)

    @Slot()
    def _on_save(self) -> None:
        self._export.save_shown(self.tr("Lines to cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    @Slot(list)
    def _on_dropped(self, paths: list[Path]) -> None:
        self.open_file(paths[0])
        if rest := self.drops.rest_words(paths):
            self._screen.tell(Notice(rest, "warning", "files"))

    # --- building ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self._on_choose_file)
        self.empty.asked.connect(self._on_choose_file)
        self.paste_button.clicked.connect(self._on_paste)
        self.columns.changed.connect(self._on_columns)
        self.columns.sheet_chosen.connect(self._on_sheet)
        self.filter.chosen.connect(self._show_lines)
        self.table.current_changed.connect(self._show_candidates)
        self.tools.save_asked.connect(self._on_save)
        self.candidates.chosen.connect(self._on_chosen)
        self.progress.cancelled.connect(self.progress.hide)
        self.reason.activated.connect(self._show_button)
        self.review_button.clicked.connect(self._on_review)
        self.drops.dropped.connect(self._on_dropped)

    def _lay_out(self) -> None:
        head = PageHead(
            self._screen.toolbox.theme, self.tr("Cancel from a file"), self, back=self.tr("Back to the list")
        )
        head.back_button.clicked.connect(self.back_asked)
        head.add_fact(self.subject)
        head.add_actions(self.paste_button, self.choose_button)
        self._lines = QWidget(self)
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._table_card(), 1)
        column.addWidget(self.candidates)
        self.foot = self._foot()
        self.foot.hide()
        if self._campaign_id:
            column.addWidget(self.foot)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._lines)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(head)
        whole.addWidget(self.columns)
        whole.addWidget(self.progress)
        whole.addWidget(self._pages, 1)
        self.progress.hide()
        self.candidates.hide()

    def _table_card(self) -> Card:
        card = Card(parent=self)
        top = QHBoxLayout()
        top.addWidget(self.filter)
        top.addStretch()
        top.addWidget(self.tools)
        card.body.addLayout(top)
        card.body.addWidget(self.table, 1)
        self.table.setMinimumHeight(self._screen.toolbox.theme.pixels(LEAST_TABLE))
        return card

    def _foot(self) -> FootBar:
        return FootBar(
            (self.total, self.left_out),
            (text_label(self.tr("Reason"), "label"), self.reason, self.review_button),
            self,
            is_card=bool(self._campaign_id),
        )
