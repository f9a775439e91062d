"""The column beside the people of a file: deadline, checks, and the figures of the month."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.rewards.result_drafts import DraftChecks
from netmile_desktop.domain.wire import RewardFile, RewardHandOver
from netmile_desktop.views.common.panels import Card, divider
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reward.results.checks_card import ChecksPart
from netmile_desktop.views.reward.results.deadline_card import DeadlinePart


class SideColumn(Card):
    """Parts one below the other, with lines between; a part without anything to show takes no room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.deadline = DeadlinePart(theme, self)
        self.checks = ChecksPart(theme, self)
        self.month = QVBoxLayout()
        """Where the figures of the month are put; empty until somebody has them."""
        self._line = divider(parent=self)
        self.body.setSpacing(14)
        self.body.addWidget(self.deadline)
        self.body.addWidget(self._line)
        self.body.addWidget(self.checks)
        self.body.addLayout(self.month)
        self.body.addStretch()

    def show_file(self, file: RewardFile | None, checks: DraftChecks | None, now: datetime) -> None:
        """Show how the file in front stands; None if there is none."""
        self.deadline.show_file(file, checks.unanswered if checks is not None else 0, now)
        self.checks.show_checks(checks)

    def show_pending(self, checks: DraftChecks | None) -> None:
        """Show how registrations without a file and without a deadline stand."""
        self.deadline.hide()
        self._line.hide()
        self.checks.show_checks(checks)

    def show_terms(self, terms: RewardHandOver | None) -> None:
        """Show what holds for all files of the site."""
        self.deadline.show_terms(terms)
