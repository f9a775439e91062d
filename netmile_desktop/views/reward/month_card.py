"""The month's figures in a few lines: steps as bars, then what the approved cost."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.domain.reports.declarations import REWARD_FUNNEL
from netmile_desktop.domain.reports.figures import UNKNOWN, Figure
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import divider
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.rewards.months import MonthOutcome

_BAR_HEIGHT, _BAR_WIDTH = 12, 48


class MonthCard(QWidget):
    """Takes no room until the figures are known, or if they cannot be had; a line is above it."""

    def __init__(self, screen: Screen, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        toolbox = screen.toolbox
        self._desk, self._words = desk, toolbox.words
        self._loader = Loader(screen, "reward-month")
        self.outcome: MonthOutcome | None = None
        self.title = text_label("", "strong", self)
        self.report_link = LinkButton(self.tr("Reports"), parent=self)
        self.report_asked = self.report_link.clicked
        """Show the reports."""
        self.steps = [_Step(toolbox.theme, self._words.say(each.heading), self) for each in REWARD_FUNNEL.columns]
        self.formula = text_label("", "muted", self, wrap=True)
        self.yen = text_label("", "heading", self)
        self.note = text_label("", "help", self, wrap=True)
        self._lay_out()
        self.hide()

    def show_month(self, month: date, campaign_id: str = "") -> None:
        """Ask for the month of a day, of one campaign or with "" of all; what is shown stays until it is there."""
        months = self._desk.rewards.months

        def job(progress: Progress) -> MonthOutcome:
            return months.month_outcome(month, campaign_id, progress)

        self._loader.load(job, self.show_outcome, lambda _error: self._on_failed(month, campaign_id))

    def show_outcome(self, outcome: MonthOutcome | None) -> None:
        """Show figures, or nothing."""
        self.outcome = outcome
        self.setVisible(outcome is not None)
        if outcome is None:
            return
        self.title.setText(self.tr("Outcome of {0}/{1:02d}").format(outcome.month.year, outcome.month.month))
        figures = outcome.steps()
        most = max(figure or 0 for figure in figures)
        for step, figure, share in zip(self.steps, figures, (None, *outcome.shares()), strict=True):
            step.show_figure(figure, share, most)
        self.formula.setText(self._formula(outcome))
        self.yen.setText(formats.yen(outcome.yen))
        note = self.tr("Refused members cost nothing, and keep the miles they were given.")
        if outcome.is_final:
            note = "\n".join((note, self.tr("The fee of this month is final.")))
        self.note.setText(note)

    def _on_failed(self, month: date, campaign_id: str) -> None:
        """Keep the figures of the same month, which are told with their time; others would mislead."""
        shown = self.outcome
        if shown is not None and (shown.month, shown.campaign_id) != (month.replace(day=1), campaign_id):
            self.show_outcome(None)

    def _formula(self, outcome: MonthOutcome) -> str:
        listing = self.tr("listing {}").format(formats.yen(outcome.listing_yen))
        if not outcome.prices:
            return self.tr("Approved {} · {}").format(formats.number(outcome.approved), listing)
        parts = " + ".join(
            # Breaks between the parts only.
            self.tr("{} × {}")
            .format(formats.number(each.approved), formats.yen(each.unit_price))
            .replace(" ", "\u00a0")
            for each in outcome.prices
        )
        return self.tr("Approved {} · {}").format(parts, listing)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.report_link)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, step in enumerate(self.steps):
            for at, widget in enumerate((step.name, step, step.figure, step.share)):
                grid.addWidget(widget, row, at)
        fee = QHBoxLayout()
        fee.setSpacing(8)
        fee.addWidget(self.formula, 1)
        fee.addWidget(self.yen, alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(divider(parent=self))
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(divider(parent=self))
        column.addLayout(fee)
        column.addWidget(self.note)


class _Step(QWidget):
    """The bar of one step. Its name, its number and its share of the step before stand beside it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part = 0.0
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.name = text_label(name, "", parent)
        self.figure: QLabel = text_label("", "", parent)
        self.share: QLabel = text_label("", "help", parent)
        self.figure.setAlignment(right)
        self.share.setAlignment(right)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_figure(self, figure: Figure, share: int | None, most: int) -> None:
        """Show a number, and its share in percent of the step before; the longest bar stands for `most`."""
        self._part = (figure or 0) / most if most else 0.0
        self.figure.setText(UNKNOWN if figure is None else formats.number(figure))
        self.share.setText("" if share is None else self.tr("{} %").format(share))
        said = [self.name.text(), self.figure.text()]
        if share is not None:
            said.append(self.tr("{} % of the step before").format(share))
        self.setAccessibleName(" ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(_BAR_WIDTH), self._theme.pixels(_BAR_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        if self._part:
            painter.drawRoundedRect(QRectF(0, 0, max(self.width() * self._part, 2), self.height()), 2, 2)
        painter.end()
