"""Where the running month's bill is heading, and a limit for each campaign that no send passes unasked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from netmile_desktop.domain.wire.reports import BillForecast
from netmile_desktop.views.common.budget_question import ask_limit
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.issuing.budgets import WHOLE_SITE, Budgets, Forecast
from netmile_desktop.workspace.reports.reporting import Figures


class ForecastCard(Card):
    """The month's bill with its parts: to date, waiting cancellations, open batches.

    The table below counts completed hours and nothing that is still to come; where it has the month, its amount is
    the first part, so that the two agree.
    """

    def __init__(self, budgets: Budgets, screen: Screen) -> None:
        super().__init__(parent=screen)
        self._budgets, self._screen = budgets, screen
        self._forecast: Forecast | None = None
        self._table: Figures | None = None
        self._loader = Loader(screen, "forecast")
        self.sum = text_label("", "strong", self, wrap=True)
        self.parts = text_label("", "help", self, wrap=True)
        self.limits_button = PlainButton(self.tr("Monthly limits"), parent=self)
        self.limits_button.setToolTip(self.tr("A send that would pass a campaign's limit is asked about twice"))
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.sum)
        said.addWidget(self.parts)
        row = QHBoxLayout()
        row.addLayout(said, 1)
        row.addWidget(self.limits_button)
        self.body.addLayout(row)
        self.limits_button.clicked.connect(self._on_limits_clicked)
        self.hide()

    def refresh(self) -> None:
        """Ask for the running month."""
        budgets = self._budgets
        self._loader.load(lambda progress: budgets.forecast(progress), self._show)

    def show_table(self, figures: Figures) -> None:
        """Say how the forecast comes from what the table below shows."""
        self._table = figures
        if self._forecast is not None:
            self._show(self._forecast)

    def _show(self, forecast: Forecast) -> None:
        bill = forecast.bill
        self._forecast = forecast
        self.sum.setText(self.tr("Expected this month: {} without tax").format(formats.yen(forecast.yen)))
        said = [
            self._to_date(bill),
            self.tr("waiting cancellations {}").format(formats.yen(bill.yen_with_waiting - bill.yen)),
            self.tr("open batches {}").format(formats.yen(forecast.open_yen)),
            self.tr("as of {} JST").format(formats.moment(bill.as_of)),
        ]
        self.parts.setText(" · ".join(said))
        self.show()

    def _to_date(self, bill: BillForecast) -> str:
        table = self._table.amount_of(bill.month) if self._table is not None else None
        if self._table is None or table is None:
            return self.tr("To date {}").format(formats.yen(bill.yen))
        until = formats.moment(self._table.answer.as_of)
        said = self.tr("In the table {} until {}").format(formats.yen(table), until)
        return said + " · " + self.tr("since then {}").format(formats.yen(bill.yen - table))

    def menu(self) -> QMenu:
        """The campaigns of the month with their limits."""
        menu = QMenu(self.limits_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        limits = self._budgets.limits()
        bill = self._forecast.bill.by_campaign if self._forecast is not None else []
        names = {each.campaign_id: each.campaign_name for each in bill}
        coming = self._forecast.open_by_campaign if self._forecast is not None else {}
        for id_ in sorted({WHOLE_SITE, *names, *limits, *coming}):
            limit = formats.yen(limits[id_]) if id_ in limits else self.tr("no limit")
            whose = f"{id_} {names.get(id_, '')}" if id_ else self.tr("Whole site")
            text = f"{whose}  {limit}".replace("&", "&&")
            menu.addAction(text).triggered.connect(lambda _on=False, id_=id_: self.ask_limit(id_))
        return menu

    def ask_limit(self, campaign_id: str) -> None:
        """Ask for the limit of a campaign, or of the whole site, and keep it; 0 takes it away."""
        ask_limit(self._screen, self._budgets, campaign_id)

    @Slot()
    def _on_limits_clicked(self) -> None:
        self.menu().popup(self.limits_button.mapToGlobal(QPoint(0, self.limits_button.height() + 2)))
