"""Which of several issues a line of a file means: the clerk says it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.issue_table import IssueTable
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.cancelling.file_matching import LineMatch


class Candidates(Card):
    """The issues a line may mean, the newest first. Without a choice the line is left out."""

    chosen = Signal(int, str)
    """Line and ID of the chosen issue, which is empty for none."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self._match: LineMatch | None = None
        self.take_button = PlainButton(self.tr("Take this one"), toolbox.theme, "check", self)
        self.none_button = PlainButton(self.tr("Take none"), parent=self)
        self.table = IssueTable(toolbox, "cancel-candidates", parent=self)
        self.table.setAccessibleName(self.tr("Issues that may be meant"))
        self.table.setMinimumHeight(toolbox.theme.pixels(LEAST_TABLE))
        self.more = text_label("", "help", wrap=True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.more, 1)
        buttons.addWidget(self.none_button)
        buttons.addWidget(self.take_button)
        self.body.addWidget(self.table)
        self.body.addLayout(buttons)
        self.take_button.clicked.connect(self._on_take)
        self.none_button.clicked.connect(self._on_none)
        self.table.chosen.connect(self._on_take)

    def show_match(self, match: LineMatch) -> None:
        """Offer what a line may mean; what was chosen is selected, else the newest."""
        self._match = match
        self.title.setText(self.tr("Line {}: which issue is meant?").format(formats.number(match.asked.line)))
        self.table.show_records(match.candidates)
        self.table.select(match.chosen or match.candidates[0].issue_id)
        more = self.tr("{} more are not shown. The issue date, the miles or the issue ID in the file tell which.")
        self.more.setText(more.format(formats.number(match.more)) if match.more else "")
        self.none_button.setEnabled(bool(match.chosen))

    @Slot()
    def _on_take(self) -> None:
        issue: wire.IssueRecord | None = self.table.current()
        if self._match is not None and issue is not None:
            self.chosen.emit(self._match.asked.line, issue.issue_id)

    @Slot()
    def _on_none(self) -> None:
        if self._match is not None:
            self.chosen.emit(self._match.asked.line, "")
