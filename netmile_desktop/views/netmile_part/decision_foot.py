"""The row below what is decided about: the reason, to refuse, to approve."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import DangerButton, PrimaryButton
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox

LONGEST_REASON = 500


class DecisionFoot(QWidget):
    """Nothing is refused without a reason, because the merchant reads it."""

    decided = Signal(bool, str)
    """Whether it is approved, and the reason."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = QLineEdit(self, maxLength=LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("The merchant reads it; needed to refuse"))
        self.reason.setMinimumWidth(toolbox.theme.pixels(160))
        self.fault = text_label("", "error", wrap=True)
        self.fault.hide()
        self.refuse = DangerButton(self.tr("Refuse"), toolbox.theme, "close", self)
        self.approve = PrimaryButton(self.tr("Approve"), toolbox.theme, "check", self)
        label = text_label(self.tr("Reason"), "label")
        label.setBuddy(self.reason)
        self.reason.setAccessibleName(label.text())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label)
        row.addWidget(self.reason, 1)
        row.addWidget(self.refuse)
        row.addWidget(self.approve)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.fault)
        column.addLayout(row)
        self.reason.textChanged.connect(self._on_typed)
        self.refuse.clicked.connect(self._on_refused)
        self.approve.clicked.connect(self._on_approved)

    def begin_anew(self) -> None:
        """Forget the reason: something else is decided about."""
        self.reason.clear()
        self._say("")

    def allow(self, may_decide: bool) -> None:
        """Whether there is something to be decided, and nothing under way."""
        for control in (self.reason, self.refuse, self.approve):
            control.setEnabled(may_decide)

    @Slot()
    def _on_typed(self) -> None:
        self._say("")

    @Slot()
    def _on_refused(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._say(self.tr("Write why it is refused. The merchant reads it."))
            self.reason.setFocus()
            return
        self.decided.emit(False, reason)

    @Slot()
    def _on_approved(self) -> None:
        self.decided.emit(True, self.reason.text().strip())

    def _say(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        set_role(self.reason, "bad", bool(text))
