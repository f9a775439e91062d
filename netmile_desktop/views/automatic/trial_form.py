"""What a trial says: key and secret, campaign, address, 指定キー, miles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QRegularExpression, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.workspace.automatic.flaws import NEEDING_CAMPAIGN, TagFlaw
from netmile_desktop.workspace.automatic.trials import TrialCampaigns, TrialCells

_ID_LENGTH, _CELL_LENGTH, _SECRET_LENGTH = 32, 200, 64


class TrialForm(QWidget):
    """Filled in with what is known; the secret is asked for only where this computer does not have it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secrets: Mapping[str, str] = {}
        self._own: TrialCells | None = None
        self._campaigns = TrialCampaigns()
        self._typed: dict[TagFlaw, str] = {}
        self._flaw = TagFlaw.NONE
        self.key_id = ChoiceBox(self)
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(_SECRET_LENGTH)
        self.campaign, self.address, self.key, self.miles = (QLineEdit(self) for _ in range(4))
        self.campaign.setMaxLength(_ID_LENGTH)
        for field in (self.address, self.key):
            field.setMaxLength(_CELL_LENGTH)
        self.miles.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,9}"), self))
        self.form = Form(self)
        self.form.add(self.tr("Key ID"), self.key_id)
        self.secret.setPlaceholderText(self.tr("For this test only; it is kept nowhere"))
        self.form.add(self.tr("Secret"), self.secret)
        self.form.add(self.tr("Campaign ID"), self.campaign)
        self.form.add(self.tr("Member's address"), self.address)
        self.form.add(self.tr("Specified key"), self.key)
        self.form.add(self.tr("Miles"), self.miles)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addStretch()
        self.key_id.currentIndexChanged.connect(self._on_key)
        for field in (self.secret, self.address, self.key, self.miles):
            field.textChanged.connect(self._on_typed)
        self.campaign.textEdited.connect(self._on_campaign)
        self._on_key()

    def show_keys(self, secrets: Mapping[str, str]) -> None:
        """Offer the valid keys, each with its secret if this computer has it."""
        self._secrets = secrets
        before = self.key_id.currentText()
        self.key_id.blockSignals(True)
        self.key_id.clear()
        self.key_id.addItems(list(secrets))
        self.key_id.setCurrentIndex(max(0, self.key_id.findText(before)))
        self.key_id.blockSignals(False)
        self._on_key()

    def show_usual(self, usual: TrialCells, campaigns: TrialCampaigns) -> None:
        """Fill in a valid trial, where nothing was typed yet, and know the campaigns of the others."""
        self._campaigns = campaigns
        if self._own is None:
            self.address.setText(usual.address)
            self.key.setText(usual.key)
            self.miles.setText(str(usual.miles))
        self._own = usual
        self.show_flaw(self._flaw)

    def show_flaw(self, flaw: TagFlaw) -> None:
        """Show the campaign that a trial names."""
        self._flaw = flaw
        self.campaign.setText(self.campaign_of(flaw))
        self.changed.emit()

    def campaign_of(self, flaw: TagFlaw) -> str:
        """Return the ID of the campaign that a trial names; empty if none is known."""
        if flaw in self._typed:
            return self._typed[flaw]
        if flaw in NEEDING_CAMPAIGN:
            return self._campaigns.ids.get(flaw, "")
        return self._own.campaign_id if self._own is not None else ""

    @property
    def chosen_key(self) -> tuple[str, str]:
        """The key ID and its secret; either is empty if it is missing."""
        key_id = self.key_id.currentText()
        return key_id, self._secrets.get(key_id, "") or self.secret.text().strip()

    def cells(self, flaw: TagFlaw) -> TrialCells | None:
        """Return what is filled in for a trial; None if a field is empty."""
        if self._own is None or not (self.address.text().strip() and self.key.text().strip() and self.miles.text()):
            return None
        return replace(
            self._own,
            campaign_id=self.campaign_of(flaw).strip(),
            address=self.address.text().strip(),
            key=self.key.text().strip(),
            miles=int(self.miles.text()),
        )

    @Slot()
    def _on_typed(self) -> None:
        self.form.clear_faults()
        self.changed.emit()

    @Slot()
    def _on_key(self) -> None:
        key_id = self.key_id.currentText()
        self.form.show_row(self.secret, bool(key_id) and not self._secrets.get(key_id))
        self.changed.emit()

    @Slot(str)
    def _on_campaign(self, text: str) -> None:
        self._typed[self._flaw] = text
        self.changed.emit()
