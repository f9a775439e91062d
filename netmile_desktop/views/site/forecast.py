"""Where the running month's bill is heading, and a limit for each campaign that no send passes unasked."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.issuing.budgets import Budgets, Forecast


class ForecastCard(Card):
    """One line: month to date, waiting cancellations, open batches, and what it comes to."""

    def __init__(self, budgets: Budgets, screen: Screen) -> None:
        super().__init__(parent=screen, margin=12)
        self._budgets, self._screen = budgets, screen
        self._forecast: Forecast | None = None
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

    def _show(self, forecast: Forecast) -> None:
        bill = forecast.bill
        self._forecast = forecast
        self.sum.setText(
            self.tr("This month is heading for {} without tax (expected)").format(formats.yen(forecast.yen))
        )
        self.parts.setText(
            self.tr("To date {} · waiting cancellations {} · open batches {} · as of {} JST").format(
                formats.yen(bill.yen),
                formats.yen(bill.yen_with_waiting - bill.yen),
                formats.yen(forecast.open_yen),
                formats.moment(bill.as_of),
            )
        )
        self.show()

    def menu(self) -> QMenu:
        """The campaigns of the month with their limits."""
        menu = QMenu(self.limits_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        limits = self._budgets.limits()
        bill = self._forecast.bill.by_campaign if self._forecast is not None else []
        names = {each.campaign_id: each.campaign_name for each in bill}
        coming = self._forecast.open_by_campaign if self._forecast is not None else {}
        for id_ in sorted({*names, *limits, *coming}):
            limit = formats.yen(limits[id_]) if id_ in limits else self.tr("no limit")
            text = f"{id_} {names.get(id_, '')}  {limit}".replace("&", "&&")
            menu.addAction(text).triggered.connect(lambda _on=False, id_=id_: self.ask_limit(id_))
        return menu

    def ask_limit(self, campaign_id: str) -> None:
        """Ask for the limit of a campaign and keep it; 0 takes it away."""
        given = self._screen.toolbox.dialogs.ask_text(
            self,
            self.tr("Monthly limit of {}").format(campaign_id),
            self.tr("Yen a month without tax; 0 for no limit"),
            self.tr("Set the limit"),
        )
        if given is None:
            return
        digits = unicodedata.normalize("NFKC", given).replace(",", "").removeprefix("¥").strip()
        if not digits.isdecimal():
            text = self.tr("The limit is a number of yen, such as 100,000. It was not changed.")
            self._screen.tell(Notice(text, "error", "budget"))
            return
        self._budgets.set_limit(campaign_id, int(digits) or None)
        self._screen.tell(Notice(self.tr("The limit was set."), "success", "budget"))

    @Slot()
    def _on_limits_clicked(self) -> None:
        self.menu().popup(self.limits_button.mapToGlobal(QPoint(0, self.limits_button.height() + 2)))
