"""登録一覧: the list, and those of its registrations that wait for an answer outside of files."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from netmile_desktop.domain.wire import RewardDeadlines, RewardRegistration, RewardRegistrationSearch
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import EmptyState, FittingPage
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.columns import registration_columns
from netmile_desktop.views.reward.conditions import RegistrationConditions
from netmile_desktop.views.reward.results.pending_page import PendingPage
from netmile_desktop.views.search.page import SearchPage
from netmile_desktop.workspace.desk import Desk

RegistrationPage = SearchPage[RegistrationConditions, RewardRegistrationSearch, RewardRegistration]


class RegistrationPart(QStackedWidget):
    """Above the list stands how many wait; a link leads to the grid in which they are answered."""

    def __init__(self, screen: Screen, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, self._desk = screen, desk
        self.search = self._search_page()
        self._deadlines = Loader(screen, "reward-deadlines")
        self.waiting = NoticeSpot(screen.toolbox.theme)
        self.pending = PendingPage(screen, desk)
        self._list = FittingPage(self)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.waiting)
        column.addWidget(self.search, 1)
        self.addWidget(self._list)
        self.addWidget(self.pending)
        self.search.table.linked.connect(self._on_linked)
        self.pending.back_link.clicked.connect(self.back)
        self.pending.counted.connect(self._show_count)

    @property
    def is_pending(self) -> bool:
        """Whether those who wait are in front."""
        return self.currentWidget() is self.pending

    def entered(self) -> None:
        """Ask how many wait."""
        files = self._desk.reward_files

        def job(progress: Progress) -> RewardDeadlines:
            return files.deadlines(progress)

        self._deadlines.load(job, lambda told: self._show_count(told.pending), self._deadlines.note)

    @Slot()
    def show_pending(self) -> None:
        """Show those who wait."""
        self.setCurrentWidget(self.pending)
        self.pending.load()
        self.pending.people.grid.setFocus()
        self._screen.status_changed.emit()

    @Slot()
    def back(self) -> bool:
        """Return to the list; False where it is shown."""
        if not self.is_pending:
            return False
        if not self.pending.back():
            self.setCurrentWidget(self._list)
            self.search.setFocus()
            self.search.refresh()
            self._screen.status_changed.emit()
        return True

    @Slot(object, str)
    def _on_linked(self, registration: RewardRegistration, _column: str) -> None:
        self._screen.toolbox.navigation.campaign_chosen.emit(registration.campaign_id)

    @Slot(int)
    def _show_count(self, count: int) -> None:
        if not count:
            self.waiting.clear()
            return
        text = formats.counted(
            count,
            self.tr("{} registration handed over in real time waits for an answer."),
            self.tr("{} registrations handed over in real time wait for an answer."),
        )
        answer = ((self.tr("Answer them"), self.show_pending),)
        self.waiting.show_notice(Notice(text, "warning", actions=answer))

    def _search_page(
        self,
    ) -> RegistrationPage:
        toolbox = self._screen.toolbox
        table: RecordTable[RewardRegistration] = RecordTable(
            registration_columns(toolbox.words),
            toolbox.theme,
            name="reward-registrations",
            memory=toolbox.memory,
            identity=lambda registration: registration.code,
            parent=self,
        )
        table.setAccessibleName(self.tr("Registrations found"))
        nothing = EmptyState(
            toolbox.theme,
            "gift",
            self.tr("0 results"),
            self.tr("Leave out a condition and show again."),
            self.tr("Show all registrations"),
            primary=False,
        )
        form = RegistrationConditions(toolbox, self._desk.today(), self)
        registrations = self._desk.rewards.registrations
        return SearchPage(self._screen, form, table, registrations, nothing, self.tr("registrations"))
