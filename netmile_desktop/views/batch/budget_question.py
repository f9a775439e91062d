"""Asks a second time before a send that would pass the monthly limit of its campaign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.views import formats
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.budgets import BudgetAnswer
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.draft import Draft


class BudgetQuestion(QWidget):
    """Never shown; a widget only to have words of its own."""

    agreed = Signal()
    """There is no limit, it is kept, or it may be passed."""
    failed = Signal(object)
    """What was spent could not be found out."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._asking: Draft | None = None
        self.hide()

    def ask(self, draft: Draft | None) -> None:
        """Agree at once where the campaign has no limit."""
        if draft is None or draft.campaign.id not in self._desk.budgets.limits():
            self.agreed.emit()
            return
        budgets, campaign_id, miles = self._desk.budgets, draft.campaign.id, draft.counts().miles
        self._asking = draft

        def job(progress: Progress) -> BudgetAnswer:
            return budgets.guard(campaign_id, miles, progress)

        self._toolbox.tasks.start(
            job, owner=self, done=lambda answer: self._on_answer(draft, answer), failed=self.failed.emit
        )

    def _on_answer(self, draft: Draft, answer: BudgetAnswer) -> None:
        if self._asking is not draft:
            return
        self._asking = None
        if not answer.exceeds or answer.limit is None:
            self.agreed.emit()
            return
        text = self.tr("Limit {} a month. Issued less cancelled so far {}, with this batch {}.").format(
            formats.yen(answer.limit), formats.yen(answer.spent), formats.yen(answer.after)
        )
        over = self.tr("Issue all the same ({} over the limit)").format(formats.yen(answer.after - answer.limit))
        title = self.tr("The monthly limit of {} would be passed").format(draft.campaign.id)
        if self._toolbox.dialogs.confirm(self, title, text, over, danger=True):
            self.agreed.emit()
