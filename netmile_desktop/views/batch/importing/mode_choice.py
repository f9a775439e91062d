"""マイル発行方法: by PC address or by mobile address, chosen before the rows are judged."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.messages import Texts


class ModeChoice(QWidget):
    """The choice between the two modes, in the portal's own words; in a narrow place in short ones."""

    changed = Signal()

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text_label(self.tr("Mode of issue"), "strong"))
        self.buttons = {mode: QRadioButton(self) for mode in Mode}
        group = QButtonGroup(self)
        row = FlowLayout(gap=8, line_gap=2)
        for mode, button in self.buttons.items():
            button.setAccessibleName(words.mode(mode))
            button.setToolTip(words.mode(mode))
            group.addButton(button)
            row.addWidget(button)
        column.addLayout(row)
        self.hint = text_label("", "help", wrap=True)
        column.addWidget(self.hint)
        group.buttonClicked.connect(self._on_clicked)
        self.set_compact(False)
        self.choose(Mode.PC)

    @property
    def mode(self) -> Mode:
        """The chosen mode."""
        return next(mode for mode, button in self.buttons.items() if button.isChecked())

    def choose(self, mode: Mode) -> None:
        """Choose a mode, for example when another file is opened."""
        self.buttons[mode].setChecked(True)
        self._show_hint()

    def set_compact(self, is_compact: bool) -> None:
        """Show short words; the full ones are the accessible names in either case."""
        self.buttons[Mode.PC].setText(self.tr("E-mail address"))
        self.buttons[Mode.MOBILE].setText(self.tr("Mobile") if is_compact else self.tr("Mobile address"))

    @Slot()
    def _on_clicked(self) -> None:
        self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        is_mobile = self.mode is Mode.MOBILE
        self.hint.setText(self.tr("Members get no mail when the miles are transferred.") if is_mobile else "")
        self.hint.setVisible(is_mobile)
