"""The top page: the bill, the trend, what waits for the clerk, and the campaigns now running (guide L48-52, L175-179)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.wire import Home, RegistrationSearch
from netmile_desktop.paths import resources
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PrimaryButton
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.lengths import APART
from netmile_desktop.views.common.layout.page_head import PageHead
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.bill_card import BillCard
from netmile_desktop.views.home.campaigns import RunningCard
from netmile_desktop.views.home.deadlines_card import DAYS, DeadlinesCard
from netmile_desktop.views.home.duties import Duties, Duty
from netmile_desktop.views.home.duties_card import DutiesCard
from netmile_desktop.views.home.first_steps_card import FirstStepsCard
from netmile_desktop.views.home.month import Month
from netmile_desktop.views.home.trend_card import TrendCard
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.first_steps import SAMPLE, StepsTaken, first_steps

ERROR_DAYS = 7
"""Days for which registrations with errors are reported, as counted by the portal."""
_NARROW = 700
"""Width at which the two cards of figures stand one below the other, at the usual text size."""
_BILL = 352
_PUT_AWAY = "first_steps/put_away"


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What one visit to the portal and to our own store brought."""

    home: Home
    half_sent: tuple[BatchSummary, ...]
    steps: StepsTaken


class HomeView(Screen):
    """How business goes, what waits, what runs."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._loaded: _Loaded | None = None
        self._undeleted_count: int | None = None
        self._deadlines: wire.Deadlines | None = None
        self._loader, self._deadlines_loader = Loader(self), Loader(self, "deadlines")
        self._undeleted = Loader(self, "undeleted")
        self._primary = PrimaryButton(self.tr("Import a file"), toolbox.theme, "import", self)
        self.first_steps = FirstStepsCard(toolbox.theme, is_sandbox=desk.is_sandbox, parent=self)
        self.bill = BillCard(toolbox.theme, self)
        self.trend = TrendCard(toolbox, self)
        self._duties = Duties(toolbox, self)
        self.duties = DutiesCard(toolbox.theme, self._duties, self)
        self.running = RunningCard(self, desk.today)
        self.radar = DeadlinesCard(toolbox, self)
        self._month = Month(desk, self, self.bill, self.trend, self.running)
        self.table, self.tools = self.running.table, self.running.tools
        self.first_steps.hide()
        self._lay_out()
        self._connect()

    # --- what the window asks ---------------------------------------------------------------

    def summary(self) -> str:
        return self.tr("Campaigns running: {}").format(len(self._loaded.home.running)) if self._loaded else ""

    def as_of(self) -> datetime | None:
        return self._loaded.home.as_of if self._loaded else None

    def primary(self) -> QPushButton | None:
        return self._primary if self.first_steps.isHidden() else self.first_steps.primary()

    def first_control(self) -> QWidget | None:
        if self._pages.currentWidget() is self._list:
            return self.radar.table
        return self.duties.first_button() or self.primary()

    def topic(self) -> str:
        return "home"

    def entered(self) -> None:
        self.refresh()

    def back(self) -> bool:
        if self._pages.currentWidget() is self._whole:
            return False
        self._pages.setCurrentWidget(self._whole)
        self.begin()
        return True

    @Slot()
    def refresh(self) -> None:
        desk = self._desk

        def job(progress: Progress) -> _Loaded:
            return _loaded(desk, desk.catalogue.home(progress))

        self._loader.load(job, self._show, self._on_failed)
        cancellations = desk.cancellations
        self._deadlines_loader.load(
            lambda progress: cancellations.deadlines(DAYS, progress), self._show_deadlines, self._on_deadlines_failed
        )
        self._month.refresh()

    def show_first_steps(self) -> None:
        """Bring the steps to the first issue back."""
        self.toolbox.memory.put(_PUT_AWAY, "")
        self.refresh()

    # --- what happens -----------------------------------------------------------------------

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        home = loaded.home
        self._count_undeleted(home)
        self._show_duties()
        self._show_steps(loaded.steps)
        self.running.show_campaigns(home.running)
        rewards = home.rewards
        if rewards is not None:
            self.toolbox.navigation.waiting_counted.emit("reward", rewards.open_files + rewards.pending)
        self.status_changed.emit()

    def _show_steps(self, steps: StepsTaken) -> None:
        is_shown = not steps.are_over and not self.toolbox.memory.text(_PUT_AWAY)
        self.first_steps.show_steps(steps)
        self.first_steps.setVisible(is_shown)
        self._primary.setVisible(not is_shown)

    def _show_duties(self) -> None:
        """Put together what is known by now; what could not be asked is told, not left out."""
        loaded, deadlines = self._loaded, self._deadlines
        if loaded is None:
            return
        home, today = loaded.home, self._desk.today()
        found: list[Duty] = []
        if deadlines is not None:
            found += self._duties.cancellations(self.radar.dues, today, self._show_list)
        found += self._duties.half_sent(loaded.half_sent, home.running, today)
        found += self._duties.rewards(home.rewards, home.as_of)
        searches: dict[str, Callable[[date], RegistrationSearch]] = {
            "errors": _with_errors,
            "lists": partial(_with_old_lists, self._reminder_days),
            "in_process": _open_ones,
        }
        found += self._duties.at_portal(home, self._undeleted_count, self._reminder_days, self._ask, searches)
        waits = deadlines is None and not self._deadlines_loader.is_loading
        unsure = self.tr("Last days for cancelling could not be looked up yet.") if waits else ""
        self.duties.show_duties(found, unsure)
        self.duties.show_deadlines(len(self.radar.dues))

    def _show_deadlines(self, deadlines: wire.Deadlines) -> None:
        self._deadlines = deadlines
        self.radar.show_deadlines(deadlines)
        self._show_duties()

    def _on_deadlines_failed(self, error: Exception) -> None:
        self._deadlines_loader.note(error)
        self._show_duties()

    def _count_undeleted(self, home: Home) -> None:
        """Lists older than the days chosen here; the portal itself counts those older than its own (guide L613)."""
        retention = self._desk.retention

        def show(count: int) -> None:
            self._undeleted_count = count
            self._show_duties()

        if self._reminder_days == home.reminder_days:
            self._undeleted_count = home.lists_not_deleted
        else:
            self._undeleted.load(lambda progress: len(retention.undeleted(progress)), show, self._undeleted.note)

    @property
    def _reminder_days(self) -> int:
        return self._desk.retention.settings.remind_after_days

    def _on_failed(self, error: Exception) -> None:
        if self._loaded is None and isinstance(error, Unreachable):
            remembered = self._desk.catalogue.remembered_home()
            if remembered is not None:
                self._show(_loaded(self._desk, remembered))
                text = self.tr("The portal does not answer. This is what it said at {} JST.")
                again = ((self.tr("Try again"), self.refresh),)
                self.tell(Notice(text.format(formats.moment(remembered.as_of)), "warning", "loading-HomeView", again))
                return
        self._loader.tell(error, self.refresh)

    def _ask(self, query: Callable[[date], RegistrationSearch]) -> None:
        self.toolbox.navigation.status_asked.emit(query(self._desk.today()))

    @Slot()
    def _show_list(self) -> None:
        self._pages.setCurrentWidget(self._list)
        self.begin()

    @Slot()
    def _on_sample_asked(self) -> None:
        """Take the sample in at a sandbox; at a real portal it is only saved, because its rows would be issued."""
        navigation = self.toolbox.navigation
        if self._desk.is_sandbox:
            navigation.import_asked.emit(resources() / "samples" / SAMPLE, "")
        else:
            navigation.starter_kit_asked.emit()

    @Slot()
    def _on_put_away(self) -> None:
        self.toolbox.memory.put(_PUT_AWAY, "yes")
        self.first_steps.hide()
        self._primary.show()
        self.status_changed.emit()

    @Slot()
    def _on_batches_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        navigation = self.toolbox.navigation
        self._primary.clicked.connect(lambda: navigation.import_asked.emit(None, ""))
        for signal in (self.table.chosen, self.table.linked):
            signal.connect(lambda campaign: navigation.campaign_chosen.emit(campaign.id))
        self.running.empty.asked.connect(navigation.search_chosen)
        self.duties.deadlines_button.clicked.connect(self._show_list)
        self.first_steps.sample_asked.connect(self._on_sample_asked)
        self.first_steps.import_asked.connect(lambda: navigation.import_asked.emit(None, ""))
        self.first_steps.send_asked.connect(navigation.batches_chosen)
        self.first_steps.close_button.clicked.connect(self._on_put_away)
        navigation.batches_changed.connect(self._on_batches_changed)

    def _lay_out(self) -> None:
        theme = self.toolbox.theme
        self._whole, self._list = Body(theme, self), Body(theme, self)
        head = PageHead(theme, self.tr("Home"), self)
        head.add_actions(self._primary)
        self._figures = _Figures(self.bill, self.trend, self.toolbox)
        for widget in (head, self.first_steps, self._figures, self.duties, self.running):
            self._whole.body.addWidget(widget)
        self._whole.body.addStretch()
        way_back = PageHead(theme, self.radar.title.text(), self, back=self.tr("Back to home"))
        way_back.back_button.clicked.connect(self.back)
        self._list.body.addWidget(way_back)
        self._list.body.addWidget(self.radar)
        self._list.body.addStretch()
        self._pages = QStackedWidget(self)
        for page in (self._whole, self._list):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)


class _Figures(QWidget):
    """The bill beside the trend, or above it where there is no room beside."""

    def __init__(self, bill: BillCard, trend: TrendCard, toolbox: Toolbox) -> None:
        super().__init__()
        self._bill, self._trend, self._theme = bill, trend, toolbox.theme
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(APART)
        self._box.addWidget(bill)
        self._box.addWidget(trend, 1)
        self._theme.changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        width = max(card.minimumSizeHint().width() for card in (self._bill, self._trend))
        return QSize(width, super().minimumSizeHint().height())

    @Slot()
    def _arrange(self) -> None:
        width, directions = self.width(), QBoxLayout.Direction
        is_narrow = width < self._theme.pixels(_NARROW)
        wanted = directions.TopToBottom if is_narrow else directions.LeftToRight
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
        self._bill.setMinimumWidth(0 if is_narrow else min(self._theme.pixels(_BILL), width * 2 // 5))


def _loaded(desk: Desk, home: Home) -> _Loaded:
    batches = desk.batches.all()
    waiting = set(desk.sending.waiting())
    return _Loaded(home, tuple(each for each in batches if each.id in waiting), first_steps(batches))


def _open_ones(_today: date) -> RegistrationSearch:
    return RegistrationSearch(states=[ProcessingState.RECEIVED, ProcessingState.RUNNING])


def _with_old_lists(days: int, today: date) -> RegistrationSearch:
    return RegistrationSearch(type="csv", accepted_to=today - timedelta(days=days))


def _with_errors(today: date) -> RegistrationSearch:
    return RegistrationSearch(only_errors=True, accepted_from=today - timedelta(days=ERROR_DAYS))
