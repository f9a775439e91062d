"""Parts shared by the conditions of lists: fields that start a search, and saved combinations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from netmile_desktop.domain import codec
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.tables.saved_filters import SavedFilters
from netmile_desktop.views.common.toolbox import Toolbox

Query = TypeVar("Query", bound=msgspec.Struct)


class ConditionFields(QWidget):
    """Emits when to search; each list adds its own fields."""

    asked = Signal()
    """Search with the conditions entered."""

    def __init__(self, toolbox: Toolbox, name: str, campaign_id: str, parent: QWidget | None) -> None:
        """`name` is that of the list; with `campaign_id` it shows only that campaign and hides the campaign field."""
        super().__init__(parent)
        self._toolbox = toolbox
        self._fixed_campaign = campaign_id
        self._name = f"campaign-{name}" if campaign_id else name

    def _line(self, name: str, width: int) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setFixedWidth(width)
        return line

    def _saved_filters(
        self, kind: type[Query], query: Callable[[], Query], show: Callable[[Query], None]
    ) -> SavedFilters:
        """Return the button of the saved combinations, as an icon only. One that is chosen is shown and searched."""

        def as_text() -> str:
            return msgspec.json.encode(query()).decode()

        def show_text(text: str) -> None:
            try:
                kept = codec.decode_json(text, kind)
            except msgspec.DecodeError:  # kept by another version
                return
            show(kept)
            self.asked.emit()

        saved = SavedFilters(self._toolbox, self._name, as_text, show_text, self)
        saved.setAccessibleName(saved.text())
        saved.setToolTip(saved.text())
        saved.setText("")
        return saved

    def _ask_after(self, lines: Iterable[QLineEdit], days: Iterable[DayField], choices: Iterable[QComboBox]) -> None:
        """Search when a line is finished, a day accepted or a choice made."""
        for line in lines:
            line.returnPressed.connect(self.asked)
        for day in days:
            day.accepted.connect(self.asked)
        for choice in choices:
            choice.activated.connect(self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        self.asked.emit()
