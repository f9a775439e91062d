"""The bar at the foot of a batch: the totals that would be sent, and the buttons for the next step."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from netmile_desktop.views.common.labels import MetricLabel
from netmile_desktop.views.common.layout.turning_line import figures_and_buttons
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.issuing.sending import SendPlan


class TotalsBar(QWidget):
    """Rows, miles, cost and uploads as they would be sent now."""

    def __init__(self, *buttons: QAbstractButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = MetricLabel(self.tr("Rows to send"))
        self.miles = MetricLabel(self.tr("Total"))
        self.yen = MetricLabel(self.tr("Predicted cost (without tax)"))
        self.parts = MetricLabel(self.tr("Uploads"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(figures_and_buttons((self.rows, self.miles, self.yen, self.parts), buttons, self))

    def show_plan(self, plan: SendPlan) -> None:
        """Show what would be sent now."""
        self.rows.show_value(formats.number(plan.rows))
        self.miles.show_value(formats.miles(plan.miles))
        self.yen.show_value(formats.yen(plan.yen))
        self.parts.show_value(self.tr("{}", "number of uploads").format(formats.number(plan.parts)))
