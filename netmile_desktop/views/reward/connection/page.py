"""接続設定: the settings, and the log of calls."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.wire import RewardCall, RewardCallSearch
from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import EmptyState, ScrollPage
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.reward.connection.call_columns import call_columns
from netmile_desktop.views.reward.connection.call_conditions import CallConditions
from netmile_desktop.views.reward.connection.contract_cards import ContractCard, SentCard
from netmile_desktop.views.reward.connection.endpoint_card import EndpointCard
from netmile_desktop.views.reward.connection.schedule_card import ScheduleCard
from netmile_desktop.views.search.page import SearchPage
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.rewards.connection import Connected

SETTINGS, CALLS = "settings", "calls"


class RewardConnectionPage(QWidget):
    """Two pages: what is set, and what was called."""

    def __init__(self, screen: Screen, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, self._connection = screen, desk.reward_connection
        self._loader = Loader(screen, "reward-connection")
        self.choice = SegmentedFilter([(SETTINGS, self.tr("Settings")), (CALLS, self.tr("Log of calls"))], self)
        self.schedule = ScheduleCard(self._connection, screen)
        self.endpoint = EndpointCard(self._connection, screen)
        self.sent = SentCard(screen.toolbox.theme, self)
        self.contract = ContractCard(self)
        self.settings = ScrollPage(self)
        self.settings.body.setContentsMargins(0, 0, 0, 0)
        for card in (self.schedule, self.endpoint, self.sent, self.contract):
            self.settings.body.addWidget(card)
        self.settings.body.addStretch()
        self.calls = self._call_page(screen)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.settings)
        self._stack.addWidget(self.calls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.choice)
        column.addWidget(self._stack, 1)
        self._share_room()
        self.choice.chosen.connect(self._on_chosen)
        self.calls.status_changed.connect(screen.status_changed)

    # --- what the tab asks ------------------------------------------------------------------

    def as_of(self) -> datetime | None:
        """When what is shown was true at the portal."""
        return self.calls.as_of() if self.choice.key == CALLS else None

    def primary(self) -> QPushButton:
        """The button of the next step."""
        return self.calls.form.show_button if self.choice.key == CALLS else self.schedule.save_button

    def first_control(self) -> QWidget:
        """Return the field that is searched by, or else the first one."""
        return self.calls.form.id if self.choice.key == CALLS else self.schedule.interval

    def seek(self) -> None:
        """Go to the field that is searched by, or else to the first one."""
        if self.choice.key == CALLS:
            write_anew(self.calls.form.id)
        else:
            self.schedule.interval.setFocus()

    def place(self) -> str:
        """Which of both pages is in front, and its conditions."""
        return CALLS + self.calls.form.place() if self.choice.key == CALLS else SETTINGS

    def restore(self, place: str) -> None:
        """Return to a place."""
        if place.startswith(CALLS):
            self.show_page(CALLS)
            self.calls.form.restore(place.removeprefix(CALLS))

    def entered(self) -> None:
        """The page has come to the front."""
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask again; what is typed stays."""
        if self.choice.key == CALLS:
            self.calls.entered()
        else:
            self._loader.load(self._connection.look, self._on_known)

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.choice.choose(key)
        self._on_chosen()

    # --- what happens -----------------------------------------------------------------------

    def _on_known(self, known: Connected) -> None:
        self.schedule.show_settings(known.settings)
        self.endpoint.show_connected(known)
        self.contract.show_settings(known.settings)
        self._screen.status_changed.emit()

    @Slot()
    def _on_chosen(self) -> None:
        self._stack.setCurrentWidget(self.calls if self.choice.key == CALLS else self.settings)
        self._share_room()
        self.refresh()
        self._screen.status_changed.emit()

    def _share_room(self) -> None:
        """Only the page in front says how much room it takes."""
        for page in (self.settings, self.calls):
            policy = QSizePolicy.Policy.Preferred if page is self._stack.currentWidget() else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)

    def _call_page(self, screen: Screen) -> SearchPage[CallConditions, RewardCallSearch, RewardCall]:
        toolbox = screen.toolbox
        table: RecordTable[RewardCall] = RecordTable(
            call_columns(toolbox.words), toolbox.theme, name="reward-calls", memory=toolbox.memory, parent=self
        )
        table.setAccessibleName(self.tr("Calls found"))
        nothing = EmptyState(
            toolbox.theme,
            "list",
            self.tr("0 results"),
            self.tr("Calls appear here once your API is called, by a campaign in real time or for a test."),
            self.tr("Show all calls"),
            primary=False,
        )
        form = CallConditions(toolbox, self)
        return SearchPage(screen, form, table, self._connection.calls, nothing, self.tr("calls of the API"))
