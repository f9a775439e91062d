"""The sums of a report above its chart, and where all miles stand now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.reports.figures import Figure
from netmile_desktop.domain.wire.reports import Standing
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import MetricLabel, text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reports.legend import figure_text
from netmile_desktop.workspace.reports.reporting import Figures


class FigureTile(QWidget):
    """A sum, and below it how it stands against the period before."""

    def __init__(self, name: str, value: str, below: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self.sum = MetricLabel(name, value, self)
        column.addWidget(self.sum)
        self.below = text_label(below, "help", self)
        self.below.setVisible(bool(below))
        column.addWidget(self.below)


class Tiles(Card):
    """One tile for each column that adds up, then three that are asked for on their own."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=14)
        self._toolbox = toolbox
        sums, standing = QWidget(self), QWidget(self)
        self._sums = FlowLayout(sums, gap=36, line_gap=10)
        self._standing = FlowLayout(standing, gap=36, line_gap=10)
        for widget in (sums, standing):
            policy = widget.sizePolicy()
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
        row = QHBoxLayout()
        row.setSpacing(36)
        row.addWidget(sums, 5)
        row.addWidget(standing, 3)
        self.body.addLayout(row)
        self._standing_box = standing
        standing.hide()

    def show_figures(self, figures: Figures) -> None:
        """Show the sums of a report."""
        clear_layout(self._sums)
        for column in figures.columns:
            if not column.adds_up:
                continue
            total = figures.answer.totals.get(column.id)
            before = figures.previous.totals.get(column.id) if figures.previous is not None else None
            tile = FigureTile(
                self._toolbox.words.say(column.heading),
                figure_text(total, column.unit),
                self._compared(total, before),
                self,
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
        for name, value, below in (
            (self.tr("Pending now"), formats.miles(standing.pending), ""),
            (self.tr("Valid now"), formats.miles(standing.valid), ""),
            (self.tr("Members in the period"), formats.number(standing.members), ""),
        ):
            tile = FigureTile(name, value, below, self)
            self._standing.addWidget(tile)
            tile.show()

    def _compared(self, total: Figure, before: Figure) -> str:
        if before is None or total is None:
            return ""
        if before <= 0:
            return self.tr("Previous period: {}").format(formats.number(before))
        return self.tr("Previous period {:+.0f} %").format((total - before) * 100 / before)
