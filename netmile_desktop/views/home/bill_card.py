"""今月の請求見込み: what the running month's bill comes to, and how much of the site's limit that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.charts.meter import Meter, Swatch
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.layout.lengths import NEAR, TIGHT
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme

if TYPE_CHECKING:
    from netmile_desktop.domain.wire.reports import BillForecast
    from netmile_desktop.workspace.issuing.budgets import Forecast
else:
    Forecast = import_lazily("netmile_desktop.workspace.issuing.budgets", "Forecast")

NEAR_LIMIT = 90
"""Percent of the limit from which on the bill is near it."""
_UNKNOWN = "–"


class BillCard(Card):
    """The estimate with its two parts, as a figure and as a bar; without a limit the bar is the estimate itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bill: BillForecast | None = None
        self._forecast: Forecast | None = None
        self._limit: int | None = None
        self.sum = text_label(_UNKNOWN, "lead")
        self.share = text_label("", "muted")
        self.limit_button = LinkButton("", theme, parent=self)
        self.meter = Meter(theme, self)
        self.to_date, self.coming = text_label(_UNKNOWN), text_label(_UNKNOWN)
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Bill expected this month (without tax)"), "muted"), 1)
        head.addWidget(self.share)
        lead = QHBoxLayout()
        lead.addWidget(self.sum, 1)
        lead.addWidget(self.limit_button)
        parts = QGridLayout()
        parts.setHorizontalSpacing(NEAR)
        parts.setVerticalSpacing(TIGHT)
        parts.setColumnStretch(1, 1)
        for at, (colour, words, figure) in enumerate(
            (
                ("accent", self.tr("So far (without cancellations under review)"), self.to_date),
                ("accent_light", self.tr("Batches not sent or in process"), self.coming),
            )
        ):
            parts.addWidget(Swatch(theme, colour, self), at, 0)
            parts.addWidget(text_label(words, "help", wrap=True), at, 1)
            parts.addWidget(figure, at, 2)
        self.body.setSpacing(TIGHT)
        self.body.addLayout(head)
        self.body.addLayout(lead)
        self.body.addWidget(self.meter)
        self.body.addSpacing(TIGHT)
        self.body.addLayout(parts)
        self.body.addStretch()
        self._show()

    def show_bill(self, bill: BillForecast, limit: int | None) -> None:
        """Show what the portal says; what is open on this computer is counted meanwhile."""
        self._bill, self._limit = bill, limit
        self._forecast = None if self._forecast is None else Forecast(bill, *_open(self._forecast))
        self._show()

    def show_open(self, open_miles: dict[str, int]) -> None:
        """Show the whole estimate."""
        if self._bill is not None:
            self._forecast = Forecast(self._bill, sum(open_miles.values()), open_miles)
            self._show()

    def show_limit(self, limit: int | None) -> None:
        """Show another limit of the site."""
        self._limit = limit
        self._show()

    @property
    def forecast(self) -> Forecast | None:
        """The estimate, or None as long as it is not complete."""
        return self._forecast

    def _show(self) -> None:
        bill, forecast = self._bill, self._forecast
        self.to_date.setText(formats.yen(bill.yen_with_waiting) if bill else _UNKNOWN)
        self.coming.setText(formats.yen(forecast.open_yen) if forecast else self.tr("counting") if bill else _UNKNOWN)
        self.sum.setText(formats.yen(forecast.yen) if forecast else _UNKNOWN)
        has_limit = self._limit is not None
        self.limit_button.setText(
            self.tr("Limit {}").format(formats.yen(self._limit)) if self._limit is not None else self.tr("Set a limit")
        )
        self.limit_button.setAccessibleDescription(self.tr("Changes the monthly limit of the site"))
        self.share.setVisible(has_limit and forecast is not None)
        colour = "accent"
        if forecast is not None and self._limit is not None:
            percent = 100 * forecast.yen // max(self._limit, 1)
            said, colour = self.tr("{} % of the limit").format(formats.number(percent)), "accent"
            if forecast.yen > self._limit:
                said, colour = self.tr("Limit exceeded · {} %").format(formats.number(percent)), "error"
            elif percent >= NEAR_LIMIT:
                said, colour = self.tr("Near the limit · {} %").format(formats.number(percent)), "warning"
            self.share.setText(said)
            set_role(self.share, "role", {"accent": "muted"}.get(colour, colour))
        self.meter.show_shares(self._shares(), (colour, "accent_light"))

    def _shares(self) -> Sequence[float]:
        forecast = self._forecast
        if forecast is None:
            return ()
        whole = self._limit if self._limit is not None else forecast.yen
        return (forecast.bill.yen_with_waiting / max(whole, 1), forecast.open_yen / max(whole, 1))


def _open(forecast: Forecast) -> tuple[int, dict[str, int]]:
    return forecast.open_miles, forecast.open_by_campaign
