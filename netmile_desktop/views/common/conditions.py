"""Parts shared by the conditions of lists: fields that start a search, and saved combinations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain import codec
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.condition_bar import Condition, ConditionBar
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

    def _bar(self, conditions: Sequence[Condition], fields: QWidget, tools: Sequence[QWidget]) -> ConditionBar:
        """Fill this widget with the bar of its conditions; the campaign is none if only one is shown."""
        bar = ConditionBar(self._toolbox.theme, conditions, fields, tools, self)
        bar.changed.connect(self._on_chosen)
        for field in self.findChildren(QWidget):
            if isinstance(field, QLineEdit):
                field.textChanged.connect(bar.show_conditions)
            elif isinstance(field, QComboBox):
                field.currentIndexChanged.connect(bar.show_conditions)
            elif isinstance(field, QCheckBox):
                field.toggled.connect(bar.show_conditions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(bar)
        return bar

    def _line_condition(self, line: QLineEdit) -> Condition:
        return Condition(line.accessibleName(), line, lambda: line.text().strip(), line.clear)

    def _choice_condition(self, choice: QComboBox) -> Condition:
        """Return the condition of a choice whose first entry means all."""
        return Condition(
            choice.accessibleName(),
            choice,
            lambda: choice.currentText() if choice.currentIndex() > 0 else "",
            lambda: choice.setCurrentIndex(0),
        )

    def _tick_condition(self, box: QCheckBox) -> Condition:
        return Condition(
            box.text(), box, lambda: self.tr("yes") if box.isChecked() else "", lambda: box.setChecked(False)
        )

    def _days_condition(self, name: str, first: DayField, last: DayField) -> Condition:
        def value() -> str:
            begin, end = first.edit.text().strip(), last.edit.text().strip()
            return f"{begin} – {end}".strip() if begin or end else ""

        def clear() -> None:
            first.show_day(None)
            last.show_day(None)

        return Condition(name, first.edit, value, clear)

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


def labelled(name: str, *fields: QWidget, gap: int = 8) -> QWidget:
    """Fields side by side under their name."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = text_label(name, "help")
    label.setBuddy(fields[0])
    column.addWidget(label)
    row = QHBoxLayout()
    row.setSpacing(gap)
    for field in fields:
        row.addWidget(field, 0, Qt.AlignmentFlag.AlignVCenter)
    column.addLayout(row)
    return whole


def day_span(name: str, first: QWidget, last: QWidget) -> QWidget:
    """Two ends of a range under their name."""
    return labelled(name, first, text_label("–", "muted"), last, gap=4)
