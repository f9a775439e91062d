"""マイル発行方法: by PC address or by mobile address, chosen before the rows are judged."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.messages import Texts


class ModeChoice(Card):
    """The choice between the two modes, in the portal's own words."""

    changed = Signal()

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(4)
        self.body.addWidget(text_label(self.tr("Mode of issue"), "strong"))
        self.buttons = {mode: QRadioButton(words.mode(mode), self) for mode in Mode}
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for button in self.buttons.values():
            group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        self.body.addLayout(row)
        self.hint = text_label("", "help", wrap=True)
        self.body.addWidget(self.hint)
        group.buttonClicked.connect(self._on_clicked)
        self.choose(Mode.PC)

    @property
    def mode(self) -> Mode:
        """The chosen mode."""
        return next(mode for mode, button in self.buttons.items() if button.isChecked())

    def choose(self, mode: Mode) -> None:
        """Choose a mode, for example when another file is opened."""
        self.buttons[mode].setChecked(True)
        self._show_hint()

    @Slot()
    def _on_clicked(self) -> None:
        self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        hint = self.tr("Column A holds mobile addresses. Members get no mail when the miles are transferred.")
        self.hint.setText(hint if self.mode is Mode.MOBILE else self.tr("Column A holds the members' PC addresses."))
