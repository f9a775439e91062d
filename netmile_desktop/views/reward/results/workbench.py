"""受渡ファイル: the files of a day, the people of one of them, and the upload of what is answered about them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.rewards.day_strips import CellState, StripCell
from netmile_desktop.domain.wire import RewardFile
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.reward.people.judging import JudgingCard
from netmile_desktop.views.reward.results.bench_page import BenchPage
from netmile_desktop.views.reward.results.day_card import DayCard
from netmile_desktop.views.reward.results.file_in_front import (
    FileInFront,
    LoadedDay,
    has_waiting,
    load_day,
    load_file,
    most_urgent,
)
from netmile_desktop.views.reward.results.file_words import FileWords
from netmile_desktop.views.reward.results.passed_times import PassedTimes
from netmile_desktop.views.reward.results.saving import FileSaving
from netmile_desktop.views.reward.results.side_column import SideColumn
from netmile_desktop.views.reward.results.upload_row import UploadRow, standing_of
from netmile_desktop.views.reward.results.uploading import Uploading
from netmile_desktop.views.reward.results.words import file_words
from netmile_desktop.workspace.desk import Desk

TICK_MS = 1_000
"""Interval at which the time that is left is shown anew, while the page is in front."""


class Workbench(QWidget):
    """Answers are kept as they are given; a file's result is uploaded once, when everybody is answered."""

    def __init__(self, screen: Screen, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, self._desk = screen, desk
        toolbox = self._toolbox = screen.toolbox
        self._day: LoadedDay | None = None
        self._front: FileInFront | None = None
        self._today: date | None = None
        self._passed = PassedTimes()
        self._preferred = ""
        """The file to show if none waits."""
        self._is_chosen = False
        """Whether the preferred file is wanted, even if others wait."""
        self._goes_on = False
        """Whether the next file that waits is wanted, instead of the one in front."""
        self._days = Loader(screen, "reward-day")
        self._opening = Loader(screen, "reward-file")
        self._words = FileWords(self)
        self.uploading = Uploading(screen, desk.reward_files)
        self._saving = FileSaving(screen, desk.reward_files)
        self.day = DayCard(toolbox, self)
        self.people = JudgingCard(screen, self)
        self.side = SideColumn(toolbox.theme, self)
        self.row = UploadRow(toolbox, self)
        self._split = BenchPage(toolbox.theme, self.day, self.people, self.side, self.row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self._timer = QTimer(self, interval=TICK_MS)
        self._connect()

    # --- what the tab asks ----------------------------------------------------------------------

    def summary(self) -> str:
        """For the status line."""
        return self._words.summary(self._front)

    def as_of(self) -> datetime | None:
        """When what is shown was true at the portal."""
        return self._day.as_of if self._day is not None else None

    def entered(self) -> None:
        """The page has come to the front: what waits is received at once, not only at the next set time."""
        self._toolbox.navigation.reward_files_asked.emit()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask again for the day in front; whoever looks at today goes on to the next day, once nobody is being judged."""
        today, before, shown, front = self._desk.reward_files.today(), self._today, self.day.day, self._front
        stays = front is not None and front.is_open and shown == before
        self._today = before if stays else today
        self.show_day(shown if shown is not None and (stays or shown != before) else today)

    def primary(self) -> QPushButton:
        """Return the button of the next step."""
        return self.people.review.apply_button if self.people.is_reviewing else self.row.upload_button

    def back(self) -> bool:
        """Leave what covers the people; return whether something did."""
        if not self.people.is_reviewing:
            return False
        self.people.review.leave()
        return True

    @property
    def front_file(self) -> str:
        """The file whose people are shown, or "" without one."""
        return self._front.facts.file if self._front is not None else ""

    def show_file_of(self, file: RewardFile) -> None:
        """Show a file, and its day."""
        self._preferred, self._front = file.file, None
        self._is_chosen = True
        self.show_day(day_of(file.due_at))

    # --- a day ----------------------------------------------------------------------------------

    @Slot(object)
    def show_day(self, day: date) -> None:
        """Show the set times of a day."""
        files = self._desk.reward_files

        def job(progress: Progress) -> LoadedDay:
            return load_day(files, day, progress)

        self._days.load(job, self._show_day, self._on_day_failed)

    def _show_day(self, day: LoadedDay) -> None:
        is_other = self._day is None or self._day.strip.day != day.strip.day
        cells = day.strip.cells
        is_free = (self._day is None or self._goes_on) and not self._is_chosen
        if is_free and day.other_days and not has_waiting(cells):
            self._day = day
            self.show_day(day.other_days[0])
            return
        self._day = day
        self._show_strip()
        self.day.show_terms(day.terms)
        self.side.show_terms(day.terms)
        self._screen.status_changed.emit()
        front = self.front_file or self._preferred
        cell = next((each for each in cells if each.file and each.file == front), None)
        if cell is not None and self._is_chosen:
            self._is_chosen = False
            self._open_cell(cell)
        elif is_other or cell is None or self._goes_on:
            self._goes_on = False
            self._open_cell(most_urgent(cells, self._preferred))
        elif self._front is None or (self._front.facts.answered_at is not None) != (cell.state is CellState.ANSWERED):
            self._open_cell(cell)

    def _show_strip(self) -> None:
        if self._day is not None:
            now = self._desk.reward_files.now()
            self.day.show_day(
                self._day.strip, now, day_of(now), self.front_file, self._day.unopened - {self.front_file}
            )
            self.day.show_other_days(self._day.other_days)

    def _on_day_failed(self, error: Exception) -> None:
        self._days.tell(error, self.refresh)
        if self._day is None:
            self.people.show_nothing(
                self.tr("Nothing is known of this day"), self.tr("Files are shown once the portal answers.")
            )

    # --- a file ---------------------------------------------------------------------------------

    @Slot(object)
    def _open_cell(self, cell: StripCell | None) -> None:
        """Show the people of a set time's file, or say why there are none."""
        if cell is None or not cell.file:
            self._show_none(cell)
            return
        files = self._desk.reward_files

        def job(progress: Progress) -> FileInFront:
            return load_file(files, cell, progress)

        self._opening.load(job, self._show_file)

    def _show_file(self, front: FileInFront) -> None:
        self._front, heading = front, file_words(front.facts.due_at)
        self.people.former_reasons = front.reasons
        if front.draft is not None:
            self.people.show_draft(heading, front.draft, is_open=front.is_open)
        else:
            title, hint = self._words.nobody(front)
            self.people.show_nothing(title, hint, heading)
        self._show_standing()
        self._show_strip()

    def _show_none(self, cell: StripCell | None) -> None:
        self._front = None
        title, hint = self._words.no_file(cell)
        self.people.show_nothing(title, hint, file_words(cell.due_at) if cell is not None else "")
        self._show_standing()
        self._show_strip()

    @Slot()
    def _show_standing(self) -> None:
        """Show how the answers stand, beside and below the people."""
        front = self._front
        is_online = self._toolbox.connection.is_online and not self._desk.is_offline
        standing = standing_of(front, is_online=is_online, done=self._words.done(front))
        now = self._desk.reward_files.now()
        self.side.show_file(front.facts if front is not None else None, standing.checks, now)
        self.row.download_button.setEnabled(standing.checks is not None)
        self.row.show_standing(standing)
        self._screen.status_changed.emit()

    # --- what happens ---------------------------------------------------------------------------

    @Slot()
    def _on_tick(self) -> None:
        """Let the time go on; a deadline or a set time that has passed is asked about."""
        now = self._desk.reward_files.now()
        self.day.strip.show_time(now)
        self.side.deadline.show_time(now)
        today = self.day.day if self.day.day == self._today else None
        is_free = not self._days.is_loading and self._toolbox.connection.is_online
        if is_free and self._passed.has_new(self.day.strip.cells, now, today):
            self.refresh()

    @Slot()
    def _on_files_came(self) -> None:
        """Show what was received; somebody who judges is not taken to another file."""
        if self.isVisible():
            self._goes_on = self._front is None or not self._front.is_open
            self.refresh()

    @Slot()
    def _on_upload(self) -> None:
        front = self._front
        self.people.grid.end_typing()
        # What was being typed may leave something open, or is being kept just now.
        is_whole = self.people.is_open and self.people.draft.checks().may_be_uploaded
        if front is not None and front.draft is not None and (front.is_unsettled or is_whole):
            self.people.close_answers()
            self.uploading.upload(front.facts, front.draft, self.row, is_unsettled=front.is_unsettled)

    @Slot(str, bool)
    def _on_upload_ended(self, file: str, accepted: bool) -> None:
        """Show what became of the file; after a result was accepted, go on to the next one that waits.

        Whoever has opened another file meanwhile stays there: the next key may be an answer.
        """
        if self.front_file == file:
            self._preferred, self._front = file, None
            self._goes_on = accepted
        self._toolbox.navigation.reward_files_asked.emit()
        self.refresh()

    @Slot()
    def _on_upload_left(self) -> None:
        if self._front is not None and self._front.is_open:
            self.people.open_answers()
        self._show_standing()

    # --- building -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._on_tick)
        self.day.day_asked.connect(self.show_day)
        self.day.strip.opened.connect(self._open_cell)
        self.people.answered.connect(self._show_standing)
        self.side.checks.next_button.clicked.connect(self.people.go_to_next_open)
        self.row.download_button.clicked.connect(lambda: self._saving.save_people(self.front_file))
        self.row.draft_button.clicked.connect(lambda: self._saving.save_draft(self.front_file))
        self.row.upload_button.clicked.connect(self._on_upload)
        self.uploading.ended.connect(self._on_upload_ended)
        self.uploading.left.connect(self._on_upload_left)
        self._toolbox.connection.changed.connect(self._show_standing)
        self._toolbox.navigation.reward_files_came.connect(self._on_files_came)
