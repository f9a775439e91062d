"""The figures of the month on the home tab: bill and trend, each asked for by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.home.bill_card import BillCard
from netmile_desktop.views.home.campaigns import RunningCard
from netmile_desktop.views.home.trend_card import TrendCard
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.views.common.budget_question import ask_limit
    from netmile_desktop.workspace.reports.reporting import DailyMiles
else:
    ask_limit = import_lazily("netmile_desktop.views.common.budget_question", "ask_limit")


class Month(QObject):
    """What the portal has not answered stays as it was, at first a dash."""

    def __init__(self, desk: Desk, screen: Screen, bill: BillCard, trend: TrendCard, running: RunningCard) -> None:
        super().__init__(screen)
        self._desk, self._screen = desk, screen
        self._bill_card, self._trend_card, self._running = bill, trend, running
        self._daily: DailyMiles | None = None
        self._bill: wire.BillForecast | None = None
        self._bills, self._trends = Loader(screen, "bill"), Loader(screen, "trend")
        self._open = Loader(screen, "open", is_local=True)
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self._ask)
        bill.limit_button.clicked.connect(self._on_limit_asked)

    def refresh(self) -> None:
        """Ask once the screen has asked for the rest: what these figures need is imported meanwhile."""
        self._due.start()

    @Slot()
    def _ask(self) -> None:
        desk, today = self._desk, self._desk.today()
        reporting = desk.reporting
        self._bills.load(desk.budgets.bill, self._show_bill, self._bills.note)
        self._trends.load(
            lambda progress: reporting.daily_issued(today, progress=progress), self._show_trend, self._trends.note
        )

    def _show_bill(self, bill: wire.BillForecast) -> None:
        budgets, today = self._desk.budgets, day_of(bill.as_of)
        self._bill = bill
        self._bill_card.show_bill(bill, budgets.site_limit())
        self._running.show_this_month({each.campaign_id: each.issued for each in bill.by_campaign})
        self._put_trend()
        self._open.load(
            lambda progress: budgets.open_miles(today, progress), self._bill_card.show_open, self._open.note
        )

    def _show_trend(self, daily: DailyMiles) -> None:
        self._daily = daily
        self._put_trend()

    def _put_trend(self) -> None:
        """Show the days; the bill knows of what was issued since the last full hour."""
        daily, bill = self._daily, self._bill
        if daily is not None:
            is_same = bill is not None and bill.month == daily.today.replace(day=1)
            self._trend_card.show_days(daily, bill.issued if bill is not None and is_same else None)

    @Slot()
    def _on_limit_asked(self) -> None:
        if ask_limit(self._screen, self._desk.budgets):
            self._bill_card.show_limit(self._desk.budgets.site_limit())
