"""The sums of a report above its chart, and where all miles stand now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.reports.figures import Figure
from netmile_desktop.domain.wire.reports import Standing
from netmile_desktop.views.common.charts.changes import change_words
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import Badge, MetricLabel, text_label
from netmile_desktop.views.common.layout.lengths import APART, NEAR, SECTION
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.legend import figure_text
from netmile_desktop.workspace.reports.reporting import Figures


class FigureTile(QWidget):
    """A sum, and how it compares with that of the period before: beside a figure that leads, else below it."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        value: str,
        change: str = "",
        below: str = "",
        parent: QWidget | None = None,
        *,
        leads: bool = False,
    ) -> None:
        super().__init__(parent)
        self.sum = MetricLabel(name, value, self)
        self.sum.show_value(value, "lead" if leads else "figure")
        self.change = Badge(theme, change, parent=self)
        self.change.setVisible(bool(change))
        self.below = text_label(below, "help", self)
        self.below.setVisible(bool(below))
        line = QHBoxLayout()
        line.setSpacing(NEAR)
        line.addWidget(self.sum)
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.below)


class Tiles(Card):
    """The sums that lead, then those of the other columns that add up, then three that are asked for on their own."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._toolbox = toolbox
        sums, standing = QWidget(self), QWidget(self)
        self._sums = FlowLayout(sums, gap=SECTION, line_gap=APART)
        self._standing = FlowLayout(standing, gap=SECTION, line_gap=APART)
        for widget in (sums, standing):
            policy = widget.sizePolicy()
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
        row = QHBoxLayout()
        row.setSpacing(SECTION)
        row.addWidget(sums, 5)
        row.addWidget(standing, 3)
        self.body.addLayout(row)
        self._standing_box = standing
        standing.hide()

    def show_figures(self, figures: Figures) -> None:
        """Show the sums of a report."""
        clear_layout(self._sums)
        leads = figures.report.leads
        summed = [column for column in figures.columns if column.adds_up]
        summed.sort(key=lambda column: leads.index(column.id) if column.id in leads else len(leads))
        for column in summed:
            total = figures.answer.totals.get(column.id)
            before = figures.previous.totals.get(column.id) if figures.previous is not None else None
            change, below = self._compared(total, before)
            tile = FigureTile(
                self._toolbox.theme,
                self._toolbox.words.say(column.heading),
                figure_text(total, column.unit),
                change,
                below,
                self,
                leads=column.id in leads,
            )
            self._sums.addWidget(tile)
            tile.show()
        self.updateGeometry()

    def show_standing(self, standing: Standing | None) -> None:
        """Show where miles stand now."""
        clear_layout(self._standing)
        self._standing_box.setVisible(standing is not None)
        if standing is None:
            return
        for name, value in (
            (self.tr("Pending now"), formats.miles(standing.pending)),
            (self.tr("Valid now"), formats.miles(standing.valid)),
            (self.tr("Members in the period"), formats.number(standing.members)),
        ):
            tile = FigureTile(self._toolbox.theme, name, value, parent=self)
            self._standing.addWidget(tile)
            tile.show()

    def _compared(self, total: Figure, before: Figure) -> tuple[str, str]:
        """Return the change against the period before, and what is said below the figure."""
        if before is None or total is None:
            return "", ""
        said = self.tr("Previous period: {}").format(formats.number(before))
        return (change_words(total, before), said) if before > 0 else ("", said)
