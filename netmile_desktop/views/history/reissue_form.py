"""How issues should have been: the right miles, the campaign, the reason, and the address where it is not known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.conditions import miles_in
from netmile_desktop.views.history.reason_box import ReasonBox
from netmile_desktop.workspace.cancelling.reissues import Right


class ReissueForm(QWidget):
    """One right amount for all that is selected; the address only where a single issue is."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, is_single: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.miles = QLineEdit(self, maxLength=12)
        self.campaign = ChoiceBox(self)
        self.campaign.addItem(self.tr("The same campaign"), "")
        self.address = QLineEdit(self, maxLength=254)
        self.reason = ReasonBox(toolbox, self)
        self.form = Form(self)
        self.form.add(self.tr("Right miles"), self.miles)
        self.form.add(self.tr("Campaign"), self.campaign)
        self.form.add(
            self.tr("Mail address"),
            self.address,
            self.tr("Left empty, the address with which it was issued from this computer is taken."),
        )
        self.form.add(self.tr("Reason"), self.reason, self.tr("The reason cannot be changed later."))
        self.form.show_row(self.address, is_single)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.miles.textChanged.connect(self._on_changed)
        self.address.textChanged.connect(self._on_changed)
        self.campaign.activated.connect(self._on_changed)
        self.reason.activated.connect(self._on_changed)

    def offer(self, campaigns: Sequence[wire.CampaignSummary], reasons: Sequence[wire.CancelReasonOffer]) -> None:
        """Offer the campaigns in which miles can be issued now, and the reasons."""
        for each in campaigns:
            self.campaign.addItem(f"{each.id} {each.name}", each.id)
        self.reason.offer(reasons)

    @property
    def right(self) -> Right | None:
        """What is filled in; None as long as the miles are no number."""
        miles = miles_in(self.miles.text())
        if not miles:
            return None
        return Right(miles, str(self.campaign.currentData() or ""), self.address.text().strip())

    @Slot()
    def _on_changed(self) -> None:
        wrong = bool(self.miles.text().strip()) and not miles_in(self.miles.text())
        self.form.fault(self.miles, self.tr("A whole number of at least 1.") if wrong else "")
        self.changed.emit()
