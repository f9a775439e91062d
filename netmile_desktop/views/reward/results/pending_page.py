"""Registrations that were handed over in real time and wait: answered with the same grid as those of a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.failures import Refused, Unreachable
from netmile_desktop.domain.rewards.result_drafts import ResultDraft
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.people.judging import JudgingCard
from netmile_desktop.views.reward.results.bench_page import BenchPage
from netmile_desktop.views.reward.results.side_column import SideColumn
from netmile_desktop.views.reward.results.upload_row import AnswersStanding, UploadRow
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.rewards.pending import PendingOutcome

RESULT = "reward-pending"
"""Key of the notice about answers that were sent."""


class PendingPage(QWidget):
    """Each answer stands by itself: those that are given can be sent, the others go on waiting."""

    counted = Signal(int)
    """So many registrations wait."""

    def __init__(self, screen: Screen, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, self._desk = screen, desk
        toolbox = screen.toolbox
        self._loader = Loader(screen, RESULT)
        self.back_link = LinkButton(self.tr("Back to the list"), toolbox.theme, "chevron-left", self)
        self.people = JudgingCard(screen, self)
        self.people.grid.layout_of_columns.hide_names()
        self.side = SideColumn(toolbox.theme, self)
        self.row = UploadRow(toolbox, self)
        self.row.download_button.hide()
        self.row.draft_button.hide()
        self._split = BenchPage(toolbox.theme, self._head(), self.people, self.side, self.row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self.people.answered.connect(self._show_standing)
        self.side.checks.next_button.clicked.connect(self.people.go_to_next_open)
        self.row.upload_button.clicked.connect(self._on_upload)
        toolbox.connection.changed.connect(self._show_standing)

    def load(self) -> None:
        """Ask who waits."""
        files = self._desk.reward_files

        def job(progress: Progress) -> tuple[ResultDraft, Sequence[str]]:
            draft = files.pending.open(progress)
            try:
                return draft, files.drafts.reasons(None, progress)
            except (Unreachable, Refused):
                return draft, ()

        self._loader.load(job, self._show)

    def summary(self) -> str:
        """For the status line."""
        words, heading = (self.tr("{1} · {0} person"), self.tr("{1} · {0} people")), self.tr("Handed over in real time")
        return formats.counted(len(self.people.draft.rows), *words, heading)

    def back(self) -> bool:
        """Leave what covers the people; return whether something did."""
        if not self.people.is_reviewing:
            return False
        self.people.review.leave()
        return True

    def _show(self, loaded: tuple[ResultDraft, Sequence[str]]) -> None:
        draft, self.people.former_reasons = loaded
        heading = self.tr("Handed over in real time")
        if draft.rows:
            self.people.show_draft(heading, draft, is_open=True)
        else:
            self.people.show_nothing(
                self.tr("Nobody waits"), self.tr("Every registration handed over in real time is answered."), heading
            )
        self.counted.emit(len(draft.rows))
        self._show_standing()
        self._screen.status_changed.emit()

    @Slot()
    def _show_standing(self) -> None:
        draft = self.people.draft
        checks = draft.checks() if draft.rows else None
        self.side.show_pending(checks)
        is_online = self._screen.toolbox.connection.is_online and not self._desk.is_offline
        self.row.show_standing(
            AnswersStanding(checks=checks, is_open=bool(draft.rows), is_online=is_online, once=False)
        )

    @Slot()
    def _on_upload(self) -> None:
        pending, toolbox = self._desk.reward_files.pending, self._screen.toolbox
        self.people.grid.end_typing()
        if not (self.people.is_open and self.row.upload_button.isEnabled()):
            return  # what was being typed leaves something open, or is being kept just now
        question = self.tr("Send these answers?")
        text = self.tr("{}. An answer cannot be changed afterwards.").format(self.row.reason.text())
        if not toolbox.dialogs.confirm(self, question, text, self.row.upload_button.text()):
            return
        self.people.close_answers()
        self.row.upload_button.setEnabled(False)
        agreed = self.people.draft.answers()
        title, subject = self.tr("Send answers"), self.tr("Handed over in real time")
        task = toolbox.tasks.start(
            lambda progress: pending.upload(progress, agreed=agreed),
            owner=self,
            done=self._on_sent,
            failed=self._on_failed,
            cancelled=self._on_stopped,
            title=title,
            subject=subject,
        )
        self.row.follow(task)

    def _on_sent(self, outcome: PendingOutcome) -> None:
        self._on_stopped()
        counts = formats.number(outcome.approved), formats.number(outcome.refused)
        said = [self.tr("Approved {}, refused {}.").format(*counts)]
        if outcome.others:
            one, many = self.tr("{} was answered otherwise before."), self.tr("{} were answered otherwise before.")
            said.append(formats.counted(len(outcome.others), one, many))
        if outcome.faults:
            one, many = self.tr("{} was not taken."), self.tr("{} were not taken.")
            said.append(formats.counted(len(outcome.faults), one, many))
        kind = "warning" if outcome.others or outcome.faults else "success"
        self._screen.tell(Notice(" ".join(said), kind, RESULT))
        self._screen.toolbox.navigation.reward_files_asked.emit()

    def _on_failed(self, error: Exception) -> None:
        self._on_stopped()
        self._loader.note(error)
        self._loader.tell(error)

    def _on_stopped(self) -> None:
        """Ask again who waits: some answers may have arrived."""
        self.row.follow(None)
        self.load()

    def _head(self) -> QWidget:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.back_link, 0, Qt.AlignmentFlag.AlignLeft)
        text = self.tr(
            "Your own system has these registrations already; what members typed is not kept here. There is no deadline."
        )
        column.addWidget(text_label(text, "muted", wrap=True))
        return head
