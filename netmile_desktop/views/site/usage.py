"""利用状況: the bill of each month, and where the running one is heading."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.reports.declarations import USAGE
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.views.site.forecast import ForecastCard
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.reports.reporting import Figures


class UsageView(ReportView):
    """The report with the forecast above it."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(desk, toolbox, USAGE, parent=parent)
        self.forecast = ForecastCard(desk.budgets, self)
        self.add_above(self.forecast)

    def _show(self, figures: Figures) -> None:
        super()._show(figures)
        self.forecast.show_table(figures)

    @Slot()
    def refresh(self) -> None:
        super().refresh()
        self.forecast.refresh()
