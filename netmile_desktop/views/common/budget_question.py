"""The monthly limits: how one is set, and a second confirmation before a send that would exceed it."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.issuing.budgets import WHOLE_SITE, BudgetAnswer, Budgets

_LONGEST_LIMIT = 12
"""Digits of a limit: more yen than there are miles to issue."""


class BudgetQuestion(QWidget):
    """The question about the limit; an invisible widget, which gives its texts their own translation context."""

    agreed = Signal()
    """There is no limit, it is not exceeded, or the user accepts that it is."""
    failed = Signal(object)
    """The budget could not be looked up: the exception."""

    def __init__(self, budgets: Budgets, toolbox: Toolbox, parent: QWidget) -> None:
        super().__init__(parent)
        self._budgets, self._toolbox, self._page = budgets, toolbox, parent
        self._asked = 0
        """Number of questions asked; only the answer to the newest one counts."""
        self.hide()

    def ask(self, campaign_id: str, miles: int) -> None:
        """Check the limits of a campaign and of the site against `miles` more; agree at once if there is none."""
        self._asked += 1
        if not self._budgets.is_limited(campaign_id):
            self.agreed.emit()
            return
        budgets, number = self._budgets, self._asked

        def job(progress: Progress) -> BudgetAnswer:
            return budgets.guard(campaign_id, miles, progress)

        def on_answer(answer: BudgetAnswer) -> None:
            # A user who has left the page no longer expects anything to be sent.
            if number == self._asked and self._page.isVisible():
                self._on_answer(answer)

        self._toolbox.tasks.start(job, owner=self, done=on_answer, failed=self.failed.emit)

    def _on_answer(self, answer: BudgetAnswer) -> None:
        if not answer.exceeds or answer.limit is None:
            self.agreed.emit()
            return
        text = self.tr("Limit {} a month. Issued less cancelled so far {}, after this {}.").format(
            formats.yen(answer.limit), formats.yen(answer.spent), formats.yen(answer.after)
        )
        over = self.tr("Issue anyway ({} over the limit)").format(formats.yen(answer.after - answer.limit))
        title = (
            self.tr("The monthly limit of {} would be passed").format(answer.campaign_id)
            if answer.campaign_id
            else self.tr("The monthly limit of the site would be passed")
        )
        if self._toolbox.dialogs.confirm(self, title, text, over, danger=True):
            self.agreed.emit()


def ask_limit(screen: Screen, budgets: Budgets, campaign_id: str = WHOLE_SITE) -> bool:
    """Ask for the limit of a campaign, or of the site, and keep it; 0 takes it away. Return whether it was kept."""
    translate = QCoreApplication.translate
    whole = translate("BudgetQuestion", "Monthly limit of the site")
    given = screen.toolbox.dialogs.ask_text(
        screen,
        translate("BudgetQuestion", "Monthly limit of {}").format(campaign_id) if campaign_id else whole,
        translate("BudgetQuestion", "Yen a month without tax; 0 for no limit"),
        translate("BudgetQuestion", "Set the limit"),
    )
    if given is None:
        return False
    digits = unicodedata.normalize("NFKC", given).replace(",", "").removeprefix("¥").strip()
    if not digits.isdecimal() or len(digits) > _LONGEST_LIMIT:
        text = translate("BudgetQuestion", "The limit is a number of yen, such as 100,000. It was not changed.")
        screen.tell(Notice(text, "error", "budget"))
        return False
    budgets.set_limit(campaign_id, int(digits) or None)
    screen.tell(Notice(translate("BudgetQuestion", "The limit was set."), "success", "budget"))
    return True
