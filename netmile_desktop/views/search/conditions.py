"""What the forms of both campaign searches have in common: conditions joined by AND, checked before they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain import codec
from netmile_desktop.views.common.buttons import LinkButton, PrimaryButton
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import take_out
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.tables.saved_filters import SavedFilters
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats

Q = TypeVar("Q", bound=msgspec.Struct)


_BETWEEN = 16
"""Pixels between both halves of a row."""


class _Half(NamedTuple):
    """One condition in the left or right half of a row."""

    row: int
    label: QWidget
    field: QWidget


class SearchConditions(Card, Generic[Q]):
    """Asks for a search; refuses a range that ends before it begins (guide L81-91)."""

    asked = Signal()
    """「表示する」 or Enter was pressed, and the conditions are valid."""

    def __init__(self, toolbox: Toolbox, name: str, empty: Q, without: str, parent: QWidget | None = None) -> None:
        """`empty` is the query without conditions, `without` says what it finds."""
        super().__init__(parent=parent)
        self.toolbox = toolbox
        self._empty, self._without = empty, without
        self.id = QLineEdit(self, maxLength=32)
        self.name = QLineEdit(self, maxLength=100)
        self.name.setPlaceholderText(self.tr("Part of the name"))
        self.show_button = PrimaryButton(self.tr("&Show"), toolbox.theme, "search", self)
        self.clear_button = LinkButton(self.tr("Clear the conditions"), parent=self)
        self.saved = SavedFilters(toolbox, name, self.place, self._show_place, self)
        self._sentence = text_label("", "help", wrap=True)
        self._fault = text_label("", "error", wrap=True)
        self._fault.hide()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(10)
        self._halves: tuple[list[_Half], list[_Half]] = [], []
        self._is_stacked = False

    # --- what each form has of its own ------------------------------------------------------

    @property
    def days(self) -> tuple[DayField, ...]:
        """Pairs of a first and a last day."""
        raise NotImplementedError

    def query(self) -> Q:
        """The conditions, first page."""
        raise NotImplementedError

    def show_query(self, query: Q) -> None:
        """Fill the conditions in."""
        raise NotImplementedError

    def parts(self) -> Sequence[tuple[str, str]]:
        """Each condition's name and what it asks for, "" where it is not filled in."""
        raise NotImplementedError

    # --- asking -----------------------------------------------------------------------------

    def is_empty(self) -> bool:
        """Whether no condition is filled in, which finds everything."""
        return self.query() == self._empty and not any(field.edit.text() for field in self.days)

    def place(self) -> str:
        """The conditions as one line of text."""
        return msgspec.json.encode(self.query()).decode()

    def restore(self, place: str) -> bool:
        """Fill in what `place` answered and search; False where it is no longer understood."""
        try:
            query = codec.decode_json(place, type(self._empty))
        except msgspec.DecodeError:
            return False
        self.show_query(query)
        self.ask()
        return True

    @Slot()
    def ask(self) -> None:
        """Check what was entered and ask for the search."""
        fault = self._what_is_wrong()
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if not fault:
            self.asked.emit()

    @Slot()
    def clear(self) -> None:
        """Empty every condition and search anew."""
        self.show_query(self._empty)
        self.ask()

    def _show_place(self, place: str) -> None:
        self.restore(place)

    def _what_is_wrong(self) -> str:
        for field in self.days:
            if not field.is_valid:
                field.setFocus()
                return self.tr("“{}” is not a date. Write it like 2026/11/21.").format(field.edit.text())
        for first, last in zip(self.days[::2], self.days[1::2], strict=True):
            begin, end = first.day(), last.day()
            if begin and end and begin > end:
                first.setFocus()
                return self.tr("The first day {} is after the last day {}. Correct the dates.").format(
                    formats.day(begin), formats.day(end)
                )
        return ""

    @Slot()
    def on_changed(self) -> None:
        """Another condition was filled in or emptied."""
        self._fault.hide()
        parts = [self.tr("{} = {}").format(name, value) for name, value in self.parts() if value]
        self._sentence.setText(self.tr("Conditions: {}").format(" AND ".join(parts)) if parts else self._without)
        self.clear_button.setVisible(bool(parts))

    # --- building ---------------------------------------------------------------------------

    def connect_fields(self, boxes: Sequence[QCheckBox]) -> None:
        """Listen to every field; call it once all are made."""
        for edit in (self.id, self.name):
            edit.textChanged.connect(self.on_changed)
            # Not a key event: Enter that ends a conversion of the IME must not search.
            edit.returnPressed.connect(self.ask)
        for field in self.days:
            field.changed.connect(self.on_changed)
            field.accepted.connect(self.ask)
        for box in boxes:
            box.toggled.connect(self.on_changed)
        self.show_button.clicked.connect(self.ask)
        self.clear_button.clicked.connect(self.clear)

    def lay_field(self, row: int, side: int, words: str, field: QWidget, control: QWidget | None = None) -> None:
        """Put a label and its field into the left (0) or right (1) half of a row."""
        label = text_label(words, "label")
        label.setBuddy(control or field)
        if isinstance(field, QLineEdit):
            field.setAccessibleName(words.replace("&", ""))
        self._halves[side].append(_Half(row, label, field))
        self.grid.addWidget(label, 2 * row, side * 3)
        self.grid.addWidget(field, 2 * row, side * 3 + 1)

    def lay_boxes(self, row: int, words: str, boxes: Sequence[QCheckBox], *, half: bool = False) -> None:
        """Put choices of which any may hold into a row, or into its left half."""
        line = FlowLayout(gap=14)
        for box in boxes:
            line.addWidget(box)
            box.setAccessibleDescription(words)
        self.grid.addWidget(text_label(words, "label"), 2 * row, 0)
        self.grid.addLayout(line, 2 * row, 1, 1, 1 if half else 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_stacked = self._width_of_both() > self.width()
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            for each in self._halves[1]:
                for at, widget in enumerate((each.label, each.field)):
                    take_out(widget)
                    self.grid.addWidget(widget, 2 * each.row + is_stacked, at + 3 * (not is_stacked))
            self._stretch()

    def _width_of_both(self) -> int:
        """Return the width at which nothing is cut while two conditions stand in a row."""
        margins, parts = self.body.contentsMargins(), 0
        for half in self._halves:
            parts += max((each.label.sizeHint().width() for each in half), default=0)
            parts += max((each.field.sizeHint().width() for each in half), default=0)
        return parts + 4 * self.grid.horizontalSpacing() + _BETWEEN + margins.left() + margins.right()

    def _stretch(self) -> None:
        """Let the last fields take what is left."""
        self.grid.setColumnMinimumWidth(2, 0 if self._is_stacked else _BETWEEN)
        self.grid.setColumnStretch(1, int(self._is_stacked))
        self.grid.setColumnStretch(4, int(not self._is_stacked))

    def lay_out(self) -> None:
        """Put rows and foot together."""
        self._stretch()
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self._sentence)
        left.addWidget(self._fault)
        foot = QHBoxLayout()
        foot.addLayout(left, 1)
        foot.addWidget(self.clear_button)
        foot.addWidget(self.saved)
        foot.addWidget(self.show_button)
        self.body.addLayout(self.grid)
        self.body.addSpacing(4)
        self.body.addLayout(foot)


def day_pair(first: DayField, last: DayField) -> QWidget:
    """Two days of a range side by side."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first)
    row.addWidget(text_label("–", "muted"))
    row.addWidget(last)
    row.addStretch()
    return holder


def day_range(first: date | None, last: date | None) -> str:
    """A range of which either end may be open; "" where both are."""
    if first is None and last is None:
        return ""
    return f"{formats.day(first) if first else ''} – {formats.day(last) if last else ''}".strip()
