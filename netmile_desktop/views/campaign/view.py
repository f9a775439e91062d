"""One campaign in its own tab, with the portal's own sub-tabs (guide L139, L357, L555)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.applications import change_obstacle
from netmile_desktop.domain.campaigns import ApplicationKind, IssuanceMethod
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused, Unreachable
from netmile_desktop.domain.reports.declarations import CAMPAIGN
from netmile_desktop.domain.wire import CampaignDetail
from netmile_desktop.progress import Progress
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.automatic.view import AutomaticView
from netmile_desktop.views.campaign.detail_page import CampaignDetailPage
from netmile_desktop.views.campaign.issuance_page import IssuancePage
from netmile_desktop.views.campaign.rule_card import RuleCard
from netmile_desktop.views.campaign.single_form import Filled
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import EmptyState, ScrollPage
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.view import HistoryView
from netmile_desktop.views.look.formats import moment
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.views.status.view import StatusView
from netmile_desktop.workspace.desk import Desk

S = TypeVar("S", bound=Screen)

STALE_AFTER = timedelta(hours=24)


class SubTab(IntEnum):
    """The sub-tabs of a campaign, by their places."""

    DETAIL = 0
    ISSUANCE = 1
    STATUS = 2
    HISTORY = 3
    REPORT = 4
    CHANGE = 5
    REUSE = 6
    AUTOMATIC = 7


_LEAST_PAGE = 200
"""Height in pixels of a page that scrolls by itself; in a low window the whole campaign is scrolled instead."""


class CampaignView(Screen):
    """The rule card stays on top; below it, one of the sub-tabs."""

    named = Signal(str)
    """ID and name, for the window's tab."""

    def __init__(self, desk: Desk, toolbox: Toolbox, campaign_id: str, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk, self.campaign_id = desk, campaign_id
        self._campaign: CampaignDetail | None = None
        self._loader = Loader(self)
        self.card = RuleCard(toolbox, self)
        self.tabs = FittingTabBar(toolbox.theme, self.tr("Pages of the campaign"), self)
        for words in (
            self.tr("Campaign details"),
            self.tr("Issue miles / register members"),
            self.tr("Issuance registrations"),
            self.tr("Issue history / cancel"),
            self.tr("Campaign report"),
            self.tr("Apply for a change"),
            self.tr("Apply by reuse"),
            self.tr("Automatic issuance"),
        ):
            self.tabs.addTab(words)
        self.tabs.setTabVisible(SubTab.AUTOMATIC, False)
        self._why_unchangeable = ""
        self.detail = CampaignDetailPage(desk, toolbox, self)
        self.issuance = IssuancePage(desk, toolbox, self)
        self.status: StatusView | None = None
        self.history: HistoryView | None = None
        self.report: ReportView | None = None
        self.change: ApplicationView | None = None
        self.reuse: ApplicationView | None = None
        self.automatic: AutomaticView | None = None
        self._empty = EmptyState(
            toolbox.theme, "flag", self.tr("The campaign is being fetched"), button=self.tr("Try again"), primary=False
        )
        self._empty.button.hide()
        self._lay_out()
        self.tabs.currentChanged.connect(self._on_tab)
        self.issuance.import_asked.connect(self._on_import_asked)
        self.issuance.mobile_import_asked.connect(self._on_mobile_import_asked)
        self.issuance.status_changed.connect(self.status_changed)
        self._empty.asked.connect(self.refresh)

    @property
    def campaign(self) -> CampaignDetail | None:
        """What is shown, or None before anything was."""
        return self._campaign

    def summary(self) -> str:
        return self._inner.summary() if self._inner is not None else ""

    def as_of(self) -> datetime | None:
        if (inner := self._inner) is not None:
            return inner.as_of()
        return self._campaign.as_of if self._campaign else None

    def primary(self) -> QPushButton | None:
        if (inner := self._inner) is not None:
            return inner.primary()
        return self.issuance.primary() if self.tabs.currentIndex() == SubTab.ISSUANCE else None

    def first_control(self) -> QWidget:
        inner = self._inner
        return (inner.first_control() if inner is not None else None) or self.tabs

    def seek(self) -> None:
        if (inner := self._inner) is not None:
            inner.seek()

    def back(self) -> bool:
        if self.tabs.currentIndex() == SubTab.ISSUANCE:
            return self.issuance.back()
        return (inner := self._inner) is not None and inner.back()

    def place(self) -> str:
        for form in (self.change, self.reuse):
            if form is not None:
                form.save_now()
        inner = self._inner
        return f"{self.tabs.currentIndex()} {inner.place() if inner is not None else ''}".strip()

    def restore(self, place: str) -> None:
        at, _, where = place.partition(" ")
        if not at.isdigit() or int(at) >= self.tabs.count():
            return
        self.tabs.setCurrentIndex(int(at))
        inner = self._inner
        if inner is not None and where:
            inner.restore(where)
            inner.refresh()

    def typed(self) -> Filled | None:
        return self.issuance.single.filled() if self.issuance.is_single_open else None

    def type_again(self, typed: object) -> None:
        if isinstance(typed, Filled):
            self.issuance.single.form.fill(typed)
            self.issuance.open_single()

    def topic(self) -> str:
        if (inner := self._inner) is not None:
            return inner.topic()
        if self.tabs.currentIndex() == SubTab.DETAIL:
            return "campaign"
        return "single" if self.issuance.is_single_open else "issuance"

    def entered(self) -> None:
        if self._campaign is None:
            remembered = self._desk.catalogue.remembered(self.campaign_id)
            if remembered is not None:
                self._show(remembered)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        catalogue, campaign_id = self._desk.catalogue, self.campaign_id

        def job(progress: Progress) -> CampaignDetail:
            return catalogue.detail(campaign_id, progress)

        self._loader.load(job, self._show, self._on_failed)
        if (inner := self._inner) is not None:
            inner.refresh()

    def _show(self, campaign: CampaignDetail) -> None:
        self._campaign = campaign
        today = self._desk.today()
        self.card.show_campaign(campaign, today)
        self.detail.show_campaign(campaign)
        self.issuance.show_campaign(campaign, today)
        has_tag = campaign.method is IssuanceMethod.AUTOMATIC and campaign.reward is None
        self.tabs.setTabVisible(SubTab.AUTOMATIC, has_tag)
        for at in (SubTab.ISSUANCE, SubTab.STATUS):  # NetMile itself grants the miles of a reward
            self.tabs.setTabVisible(at, campaign.reward is None)
        self._say_whether_it_may_change(campaign)
        self.named.emit(f"{campaign.id} {campaign.name}")
        self._whole.setCurrentIndex(0)
        self.status_changed.emit()

    def _say_whether_it_may_change(self, campaign: CampaignDetail) -> None:
        """Where no change can be applied for, the sub-tab says why, and no other page does (guide L97)."""
        obstacle = change_obstacle(campaign.application_state, campaign.campaign_period, self._desk.today())
        why = self.toolbox.words.failure(Refused(obstacle)) if obstacle is not None else ""
        if obstacle is Problem.STATE:
            why = self.tr("Only an approved campaign can be changed. Apply by reuse instead.")
        self._why_unchangeable = why
        if why and self.change is not None:
            self.change.refuse(why)
        self.tabs.setTabToolTip(SubTab.CHANGE, why)

    def _on_failed(self, error: Exception) -> None:
        if self._campaign is None:
            self._empty.show_text(
                self.tr("Campaign {} cannot be shown").format(self.campaign_id),
                self.toolbox.words.failure(error),
                self.tr("Try again"),
            )
        elif isinstance(error, Unreachable):
            self.tell(self._offline_notice(self._campaign))
        else:
            self._loader.tell(error, self.refresh)

    def _offline_notice(self, campaign: CampaignDetail) -> Notice:
        text = self.tr("The portal does not answer. This is the campaign as of {} JST.").format(moment(campaign.as_of))
        if datetime.now(UTC) - campaign.as_of > STALE_AFTER:
            text += " " + self.tr("That is more than a day ago; it may have changed.")
        return Notice(text, "warning", "loading-CampaignView", ((self.tr("Try again"), self.refresh),))

    @Slot()
    def _on_import_asked(self) -> None:
        self.toolbox.navigation.import_asked.emit(None, self.campaign_id)

    @Slot()
    def _on_mobile_import_asked(self) -> None:
        self.toolbox.navigation.mobile_import_asked.emit(self.campaign_id)

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        inner = self._build(at)
        self._pages.setCurrentIndex(self._pages.indexOf(inner) if inner is not None else at)
        self._share_room()
        if self.change is not None and inner is self.change and self._why_unchangeable:
            self.change.refuse(self._why_unchangeable)
        elif inner is not None:
            inner.entered()
        self.status_changed.emit()

    def _build(self, at: int) -> Screen | None:
        """The screen of a sub-tab that is one of its own, made when it is first shown."""
        if at == SubTab.STATUS and self.status is None:
            self.status = self._take_in(StatusView(self._desk, self.toolbox, self.campaign_id, self))
        elif at == SubTab.HISTORY and self.history is None:
            self.history = self._take_in(HistoryView(self._desk, self.toolbox, self.campaign_id, self))
        elif at == SubTab.REPORT and self.report is None:
            self.report = self._take_in(ReportView(self._desk, self.toolbox, CAMPAIGN, self.campaign_id, self))
        elif at == SubTab.CHANGE and self.change is None:
            self.change = self._take_in(self._application(ApplicationKind.CHANGE))
            self.change.reuse_asked.connect(lambda: self.tabs.setCurrentIndex(SubTab.REUSE))
        elif at == SubTab.REUSE and self.reuse is None:
            self.reuse = self._take_in(self._application(ApplicationKind.REUSE))
        elif at == SubTab.AUTOMATIC and self.automatic is None:
            self.automatic = self._take_in(AutomaticView(self._desk, self.toolbox, self.campaign_id, self))
        return self._inner

    def _application(self, kind: ApplicationKind) -> ApplicationView:
        return ApplicationView(self._desk, self.toolbox, kind, self.campaign_id, self)

    def _take_in(self, screen: S) -> S:
        screen.status_changed.connect(self.status_changed)
        screen.noticed.connect(self.noticed)
        screen.unnoticed.connect(self.unnoticed)
        self._pages.addWidget(screen)
        return screen

    @property
    def _inner(self) -> Screen | None:
        """The screen in front where the sub-tab is a screen of its own."""
        inner: dict[int, Screen | None] = {
            SubTab.STATUS: self.status,
            SubTab.HISTORY: self.history,
            SubTab.REPORT: self.report,
            SubTab.CHANGE: self.change,
            SubTab.REUSE: self.reuse,
            SubTab.AUTOMATIC: self.automatic,
        }
        return inner.get(self.tabs.currentIndex())

    def _share_room(self) -> None:
        """Only the lists claim room; the other pages scroll by themselves."""
        kept, given_up = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        for page in self._pages.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            is_list = page is self._inner and page not in (self.change, self.reuse)
            policy = kept if is_list else given_up
            page.setSizePolicy(policy, policy)
            page.setMinimumHeight(0 if is_list else self.toolbox.theme.pixels(_LEAST_PAGE))

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.detail)
        self._pages.addWidget(self.issuance)
        content = ScrollPage(self)
        inner = content.body
        inner.addWidget(self.card)
        inner.addWidget(self.tabs)
        inner.addSpacing(4)
        inner.addWidget(self._pages, 1)
        self._whole = QStackedWidget(self)
        self._whole.addWidget(content)
        self._whole.addWidget(self._empty)
        self._whole.setCurrentWidget(self._empty)
        self._share_room()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
