"""自動審査: the switch 「n 分後に自動で承認する」."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from netmile_desktop.domain.wire import LONGEST_REVIEW_MINUTES, ReviewPolicy
from netmile_desktop.views.common.flow import FlowLayout, side_by_side
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look.theme import Theme

USUAL_MINUTES = 5


class PolicyRow(QWidget):
    """Off unless somebody switches it on. The portal keeps it, so it also holds while the window is closed."""

    chosen = Signal(object)
    """Minutes after which applications are approved, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy: ReviewPolicy | None = None
        self.switch = QCheckBox(self.tr("Approve applications automatically"), self)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(1, LONGEST_REVIEW_MINUTES)
        self.minutes.setValue(USUAL_MINUTES)
        self.minutes.setFixedWidth(theme.pixels(88))
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignRight)
        name = self.tr("Minutes until an application is approved automatically")
        for control in (self.minutes, self.minutes.lineEdit()):
            control.setAccessibleName(name)
        told = self.tr("By the sandbox's own clock. What was suspended or changed meanwhile still waits for you.")
        self.switch.setAccessibleDescription(told)
        self.switch.setToolTip(told)
        self.minutes.setToolTip(told)
        row = FlowLayout(self, gap=12, centred=True)
        row.addWidget(self.switch)
        row.addWidget(side_by_side(self.minutes, text_label(self.tr("minutes after they were made"))))
        self.switch.clicked.connect(self._on_changed)
        self.minutes.editingFinished.connect(self._on_minutes)
        self.setEnabled(False)

    def show_policy(self, policy: ReviewPolicy) -> None:
        """Show what holds at the portal."""
        self._policy = policy
        self.setEnabled(True)
        self.switch.setChecked(policy.approve_after_minutes is not None)
        if policy.approve_after_minutes is not None and not self.minutes.hasFocus():
            self.minutes.setValue(policy.approve_after_minutes)

    def show_again(self) -> None:
        """Show what held before: another choice was not taken."""
        if self._policy is not None:
            self.show_policy(self._policy)

    @Slot()
    def _on_changed(self) -> None:
        self.chosen.emit(self.minutes.value() if self.switch.isChecked() else None)

    @Slot()
    def _on_minutes(self) -> None:
        held = self._policy.approve_after_minutes if self._policy is not None else None
        if held is not None and held != self.minutes.value():
            self._on_changed()
