"""取消理由: one choice for a whole selection (guide L675)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.wire import CancelReasonOffer
from netmile_desktop.views.common.toolbox import Toolbox


class ReasonBox(QComboBox):
    """The reasons that the portal offers; at first none is chosen."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._japanese = toolbox.words.language is Language.JAPANESE
        self.setAccessibleName(self.tr("Reason"))
        self.addItem(self.tr("Choose a reason"), "")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @property
    def reason(self) -> str:
        """Code of the reason that is chosen, or ""."""
        return str(self.currentData() or "")

    def offer(self, reasons: Sequence[CancelReasonOffer]) -> None:
        """Offer these; what is chosen stays chosen where it is among them."""
        chosen = self.reason
        while self.count() > 1:
            self.removeItem(1)
        for reason in reasons:
            self.addItem(reason.ja if self._japanese else reason.en, reason.code)
        self.choose(chosen)

    def choose(self, reason: str) -> None:
        """Choose a reason by its code, or none with ""."""
        self.setCurrentIndex(max(0, self.findData(reason)))
