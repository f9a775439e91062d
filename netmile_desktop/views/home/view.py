"""The top page: campaigns now running, what waits for the clerk, and the next step (guide L48-52, L175-179)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.wire import CampaignSummary, Home, RegistrationSearch
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card, EmptyState, ScrollPage
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.campaigns import running_columns
from netmile_desktop.views.home.deadlines_card import DAYS, DeadlinesCard
from netmile_desktop.views.home.tile import HomeTile
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.workspace.desk import Desk

ERROR_DAYS = 7
"""Days for which registrations with errors are reported, as counted by the portal."""


_LEAST_HEIGHT = 120
"""Height of the heading and three campaigns."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What one visit to the portal and to our own store brought."""

    home: Home
    waiting: tuple[str, ...]


class HomeView(Screen):
    """What runs, what waits."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._loaded: _Loaded | None = None
        self._deadlines = Loader(self, "deadlines")
        self._undeleted = Loader(self, "undeleted")
        self._loader = Loader(self)
        self._primary = PrimaryButton(self.tr("Import a file"), toolbox.theme, "import", self)
        self._primary.clicked.connect(lambda: toolbox.navigation.import_asked.emit(None, ""))
        self.half_sent = HomeTile(toolbox.theme, "send", self.tr("Half-sent batches"), Tone.WARNING, self)
        self.in_process = HomeTile(toolbox.theme, "clock", self.tr("In process at the portal"), Tone.ACCENT, self)
        self.with_errors = HomeTile(toolbox.theme, "warning", self.tr("With errors, last 7 days"), Tone.WARNING, self)
        self.not_deleted = HomeTile(toolbox.theme, "trash", self.tr("Lists not deleted yet"), Tone.NEUTRAL, self)
        self.refused_calls = NoticeSpot(toolbox.theme)
        self.reward_files = NoticeSpot(toolbox.theme)
        self.radar = DeadlinesCard(toolbox, self)
        self.table: RecordTable[CampaignSummary] = RecordTable(
            running_columns(toolbox, desk.today),
            toolbox.theme,
            name="home",
            memory=toolbox.memory,
            identity=lambda campaign: campaign.id,
            parent=self,
        )
        self.table.setAccessibleName(self.tr("Campaigns now running"))
        self.tools = ListTools(toolbox.theme, self.table, self)
        self._export = ListExport(self, self.table)
        self._empty = EmptyState(
            toolbox.theme,
            "flag",
            self.tr("No campaign is running"),
            self.tr("Campaigns that have not begun or are over are found by the campaign search."),
            self.tr("Search campaigns"),
            primary=False,
        )
        self._lay_out()
        self._connect()

    # --- what the window asks ---------------------------------------------------------------

    def summary(self) -> str:
        return self.tr("Campaigns running: {}").format(len(self._loaded.home.running)) if self._loaded else ""

    def as_of(self) -> datetime | None:
        return self._loaded.home.as_of if self._loaded else None

    def primary(self) -> QPushButton | None:
        return self._primary

    def topic(self) -> str:
        return "home"

    def entered(self) -> None:
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        desk = self._desk

        def job(progress: Progress) -> _Loaded:
            return _Loaded(desk.catalogue.home(progress), tuple(desk.sending.waiting()))

        self._loader.load(job, self._show, self._on_failed)
        cancellations = desk.cancellations
        self._deadlines.load(
            lambda progress: cancellations.deadlines(DAYS, progress), self.radar.show_deadlines, self._deadlines.note
        )

    # --- what happens -----------------------------------------------------------------------

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        home = loaded.home
        self.half_sent.show_count(len(loaded.waiting), self.tr("Go on sending"))
        self.in_process.show_count(home.registrations_open, self.tr("See the status"))
        self.with_errors.show_count(home.errors_last_days, self.tr("See the errors"))
        self._show_undeleted(home)
        self._remind_of_refused_calls(home)
        _remind_of_rewards(home, self.reward_files, self.toolbox.navigation)
        self.table.show_records(home.running)
        self._stack.setCurrentWidget(self.table if home.running else self._empty)
        self.status_changed.emit()

    def _show_undeleted(self, home: Home) -> None:
        """Lists older than the days chosen here; the portal itself counts those older than its own (guide L613)."""
        retention, days = self._desk.retention, self._reminder_days

        def show(count: int) -> None:
            self.not_deleted.show_count(count, self.tr("Older than {} days").format(days))

        if days == home.reminder_days:
            show(home.lists_not_deleted)
        else:
            self._undeleted.load(lambda progress: len(retention.undeleted(progress)), show, self._undeleted.note)

    def _remind_of_refused_calls(self, home: Home) -> None:
        """Few sites issue automatically, so a tile for it would mostly be empty."""
        count = home.automatic_errors_not_deleted
        if not count:
            self.refused_calls.clear()
            return
        text = formats.counted(
            count,
            self.tr("Data of {0} refused call of automatic issuance are older than {1} days and not deleted yet."),
            self.tr("Data of {0} refused calls of automatic issuance are older than {1} days and not deleted yet."),
            home.reminder_days,
        )
        show = (self.tr("Show them"), self.toolbox.navigation.refused_calls_chosen.emit)
        self.refused_calls.show_notice(Notice(text, "warning", actions=(show,)))

    @property
    def _reminder_days(self) -> int:
        return self._desk.retention.settings.remind_after_days

    def _on_failed(self, error: Exception) -> None:
        if self._loaded is None and isinstance(error, Unreachable):
            remembered = self._desk.catalogue.remembered_home()
            if remembered is not None:
                self._show(_Loaded(remembered, tuple(self._desk.sending.waiting())))
                text = self.tr("The portal does not answer. This is what it said at {} JST.")
                again = ((self.tr("Try again"), self.refresh),)
                self.tell(Notice(text.format(formats.moment(remembered.as_of)), "warning", "loading-HomeView", again))
                return
        self._loader.tell(error, self.refresh)

    @Slot()
    def _on_half_sent(self) -> None:
        waiting = self._loaded.waiting if self._loaded else ()
        if len(waiting) == 1:
            self.toolbox.navigation.batch_chosen.emit(waiting[0])
        else:
            self.toolbox.navigation.batches_chosen.emit()

    def _with_old_lists(self, _home: Home, today: date) -> RegistrationSearch:
        return RegistrationSearch(type="csv", accepted_to=today - timedelta(days=self._reminder_days))

    def _ask(self, query: Callable[[Home, date], RegistrationSearch]) -> None:
        if self._loaded is not None:
            self.toolbox.navigation.status_asked.emit(query(self._loaded.home, self._desk.today()))

    @Slot(object)
    def _on_chosen(self, campaign: CampaignSummary) -> None:
        self.toolbox.navigation.campaign_chosen.emit(campaign.id)

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.linked.connect(self._on_chosen)
        self.tools.save_asked.connect(self._on_save_asked)
        self._empty.asked.connect(self.toolbox.navigation.search_chosen)
        self.half_sent.clicked.connect(self._on_half_sent)
        self.in_process.clicked.connect(lambda: self._ask(_open_ones))
        self.with_errors.clicked.connect(lambda: self._ask(_with_errors))
        self.not_deleted.clicked.connect(lambda: self._ask(self._with_old_lists))
        self.toolbox.navigation.batches_changed.connect(self._on_batches_changed)

    @Slot()
    def _on_save_asked(self) -> None:
        self._export.save_shown(self.tr("Campaigns now running"))

    @Slot()
    def _on_batches_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Home"), "title"))
        head.addStretch()
        head.addWidget(self._primary)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in (self.half_sent, self.in_process, self.with_errors, self.not_deleted):
            tiles.addWidget(tile, 1)
        card = Card(self.tr("Campaigns now running"), self)
        self._stack = QStackedWidget(card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        card.head.addWidget(self.tools)
        card.body.addWidget(self._stack, 1)
        # In a small window with large text the page scrolls rather than press the tiles together.
        self._stack.setMinimumHeight(self.toolbox.theme.pixels(_LEAST_HEIGHT))
        page = ScrollPage(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        column = page.body
        column.addLayout(head)
        column.addLayout(tiles)
        column.addLayout(self.reward_files)
        column.addLayout(self.refused_calls)
        column.addWidget(card, 3)
        column.addWidget(self.radar, 2)


def _remind_of_rewards(home: Home, spot: NoticeSpot, navigation: Navigation) -> None:
    """Say how many reward files wait for a result, and until when; count them at the tab. Few sites have such files."""
    translate, rewards = QCoreApplication.translate, home.rewards
    if rewards is None:
        spot.clear()
        return
    navigation.waiting_counted.emit("reward", rewards.open_files + rewards.pending)
    if not rewards.open_files:
        spot.clear()
        return
    one = translate("HomeView", "{} reward file waits for its result.")
    many = translate("HomeView", "{} reward files wait for their results.")
    said = [formats.counted(rewards.open_files, one, many)]
    if rewards.overdue:
        said.append(translate("HomeView", "Overdue: {}.").format(formats.number(rewards.overdue)))
    if rewards.answer_until is not None:
        said.append(translate("HomeView", "Answer until {}.").format(formats.moment(rewards.answer_until)))
    open_them = ((translate("HomeView", "Answer them"), navigation.reward_files_chosen.emit),)
    kind = "error" if rewards.overdue else "warning"
    spot.show_notice(Notice(" ".join(said), kind, actions=open_them))


def _open_ones(_home: Home, _today: date) -> RegistrationSearch:
    return RegistrationSearch(states=[ProcessingState.RECEIVED, ProcessingState.RUNNING])


def _with_errors(_home: Home, today: date) -> RegistrationSearch:
    return RegistrationSearch(only_errors=True, accepted_from=today - timedelta(days=ERROR_DAYS))
