"""The tab 「サイト管理」 (guide L214-236): サイトレポート first, the other pages beside it."""

from __future__ import annotations

from datetime import datetime

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import codec
from netmile_desktop.domain.reports.declarations import SITE
from netmile_desktop.views.automatic.error_log import RefusedCallsView
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.views.site.checks import ChecksView
from netmile_desktop.views.site.details import DetailsView
from netmile_desktop.views.site.password import PasswordView
from netmile_desktop.views.site.usage import UsageView
from netmile_desktop.workspace.desk import Desk


class SitePlace(msgspec.Struct, frozen=True):
    """Which page is in front, and where one is in each."""

    front: int
    pages: list[str]


class SiteView(Screen):
    """A row of pages; each is asked when it first comes to the front."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self.report = ReportView(desk, toolbox, SITE, parent=self)
        self.usage = UsageView(desk, toolbox, self)
        self.checks = ChecksView(desk, toolbox, self)
        self.password = PasswordView(desk, toolbox, self)
        self.details = DetailsView(desk, toolbox, self)
        self.refused_calls = RefusedCallsView(desk, toolbox, parent=self)
        self.pages: list[Screen] = [
            *(self.report, self.usage, self.checks, self.password, self.details, self.refused_calls)
        ]
        self.tabs = FittingTabBar(toolbox.theme, self.tr("Pages of the site"), self)
        self._stack = QStackedWidget(self)
        titles = (
            self.tr("Site report"),
            self.tr("Usage"),
            self.tr("Errors and odd amounts"),
            self.tr("Password"),
            self.tr("Registered details"),
            self.tr("Automatic issuance errors"),
        )
        for title, page in zip(titles, self.pages, strict=True):
            self.tabs.addTab(title)
            self._stack.addWidget(page)
            page.status_changed.connect(self.status_changed)
            page.noticed.connect(self.noticed)
            page.unnoticed.connect(self.unnoticed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.tabs)
        self._scrolled = ScrollPage(self)
        self._scrolled.body.setContentsMargins(0, 0, 0, 0)
        self._scrolled.body.addWidget(self._stack, 1)
        column.addWidget(self._scrolled, 1)
        self._share_room()
        self.tabs.currentChanged.connect(self._on_tab)

    @property
    def page(self) -> Screen:
        """The page in front."""
        return self.pages[self.tabs.currentIndex()]

    def topic(self) -> str:
        return self.page.topic()

    def summary(self) -> str:
        return self.page.summary()

    def as_of(self) -> datetime | None:
        return self.page.as_of()

    def primary(self) -> QPushButton | None:
        return self.page.primary()

    def first_control(self) -> QWidget | None:
        return self.page.first_control()

    def seek(self) -> None:
        self.page.seek()

    def entered(self) -> None:
        self.page.entered()

    def refresh(self) -> None:
        self.page.refresh()

    def back(self) -> bool:
        return self.page.back()

    def place(self) -> str:
        return msgspec.json.encode(SitePlace(self.tabs.currentIndex(), [each.place() for each in self.pages])).decode()

    def restore(self, place: str) -> None:
        try:
            kept = codec.decode_json(place, SitePlace)
        except msgspec.MsgspecError:
            return
        for page, where in zip(self.pages, kept.pages, strict=False):
            page.restore(where)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(min(max(kept.front, 0), len(self.pages) - 1))
        self.tabs.blockSignals(False)
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self._share_room()

    def show_refused_calls(self) -> None:
        """Bring the log of automatic issuance to the front, with what should be deleted."""
        self.tabs.setCurrentIndex(self.pages.index(self.refused_calls))
        self.refused_calls.show_old()

    def _share_room(self) -> None:
        """Only the page in front says how much room it takes."""
        for page in self.pages:
            policy = QSizePolicy.Policy.Preferred if page is self.page else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)

    def typed(self) -> object:
        typed = {at: each for at, page in enumerate(self.pages) if (each := page.typed()) is not None}
        return typed or None

    def type_again(self, typed: object) -> None:
        if isinstance(typed, dict):
            for at, each in typed.items():
                self.pages[at].type_again(each)

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self._share_room()
        self._scrolled.verticalScrollBar().setValue(0)
        self.page.entered()
        self.status_changed.emit()
