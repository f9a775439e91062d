"""A second confirmation before a send that would exceed the monthly limit of its campaign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.issuing.budgets import BudgetAnswer, Budgets


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
        """Check the limit of a campaign against `miles` more; agree at once if it has none."""
        self._asked += 1
        if campaign_id not in self._budgets.limits():
            self.agreed.emit()
            return
        budgets, number = self._budgets, self._asked

        def job(progress: Progress) -> BudgetAnswer:
            return budgets.guard(campaign_id, miles, progress)

        def on_answer(answer: BudgetAnswer) -> None:
            # A user who has left the page no longer expects anything to be sent.
            if number == self._asked and self._page.isVisible():
                self._on_answer(campaign_id, answer)

        self._toolbox.tasks.start(job, owner=self, done=on_answer, failed=self.failed.emit)

    def _on_answer(self, campaign_id: str, answer: BudgetAnswer) -> None:
        if not answer.exceeds or answer.limit is None:
            self.agreed.emit()
            return
        text = self.tr("Limit {} a month. Issued less cancelled so far {}, after this {}.").format(
            formats.yen(answer.limit), formats.yen(answer.spent), formats.yen(answer.after)
        )
        over = self.tr("Issue all the same ({} over the limit)").format(formats.yen(answer.after - answer.limit))
        title = self.tr("The monthly limit of {} would be passed").format(campaign_id)
        if self._toolbox.dialogs.confirm(self, title, text, over, danger=True):
            self.agreed.emit()
