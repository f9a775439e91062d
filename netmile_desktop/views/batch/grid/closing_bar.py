"""この行は発行しない: the bar above the grid that asks why rows are closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from netmile_desktop.domain.batches import LONGEST_REASON
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import IconButton, text_label
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme


class ClosingBar(QWidget):
    """A line for the reason; rows cannot be closed without one."""

    agreed = Signal(object, str)
    """Close the rows with these IDs, for this reason."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_ids: Sequence[int] = ()
        self.ask = text_label("", "strong")
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Reason, for example: the member has left"))
        self.reason.setAccessibleName(self.tr("Why these rows are not issued"))
        self.close_rows_button = PlainButton("", parent=self)
        self.cancel_button = IconButton(theme, "close", self.tr("Close"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.ask)
        row.addWidget(self.reason, 1)
        row.addWidget(self.close_rows_button)
        row.addWidget(self.cancel_button)
        self.reason.textChanged.connect(self._on_text_changed)
        self.reason.returnPressed.connect(self.close_rows_button.click)
        self.close_rows_button.clicked.connect(self._on_agreed)
        self.cancel_button.clicked.connect(self.leave)
        self.hide()

    def start(self, row_ids: Sequence[int]) -> None:
        """Ask why these rows are not issued."""
        self._row_ids = row_ids
        count = len(row_ids)
        ask = formats.counted(count, self.tr("Why is {} row not issued?"), self.tr("Why are {} rows not issued?"))
        self.ask.setText(ask)
        self.close_rows_button.setText(formats.counted(count, self.tr("Close {} row"), self.tr("Close {} rows")))
        self.reason.clear()
        self._on_text_changed("")
        self.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> bool:
        """Close the bar; return False if it is not open."""
        if not self.isVisible():
            return False
        self.leave()
        return True

    @Slot()
    def leave(self) -> None:
        """Hide the bar without closing any row."""
        self.hide()
        self.left.emit()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self.close_rows_button.setEnabled(bool(text.strip()))

    @Slot()
    def _on_agreed(self) -> None:
        if self.reason.text().strip():
            self.agreed.emit(self._row_ids, self.reason.text().strip())
            self.leave()
