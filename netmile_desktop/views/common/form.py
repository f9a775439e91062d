"""Forms in two columns: labels on the left, fields on the right, help and faults below the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.layouts import discard

_MARGIN = 24
"""Pixels that stay free above and below a field that was scrolled to."""
_BETWEEN_GROUPS = 12


class Form(QWidget):
    """Rows of label and field. A fault is shown below its field until `clear_faults`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._faults: dict[QWidget, QLabel] = {}
        self._labels: dict[QWidget, QLabel] = {}
        self._marks: dict[QWidget, QLabel] = {}
        self._cells: dict[QWidget, QVBoxLayout] = {}
        self._offers: dict[QWidget, LinkButton] = {}
        self._rows: dict[QWidget, list[QWidget]] = {}
        self._hidden: set[QWidget] = set()
        self._below: dict[QWidget, QHBoxLayout] = {}
        self._groups: list[tuple[QLabel, list[QWidget]]] = []

    def group(self, title: str) -> None:
        """Begin a group of rows under a heading, which is hidden as long as all of its rows are."""
        heading = text_label(title, "strong")
        row = self._grid.rowCount()
        if self._groups:
            self._grid.setRowMinimumHeight(row, _BETWEEN_GROUPS)
        self._grid.addWidget(heading, row + 1, 0, 1, 2)
        self._groups.append((heading, []))

    def add_below(self, widget: QWidget) -> None:
        """Add what has no label of its own below the fields."""
        self._grid.addWidget(widget, self._grid.rowCount(), 1)

    def beside(self, *fields: QWidget) -> QWidget:
        """Return fields that keep their own widths, side by side."""
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in fields:
            row.addWidget(field)
        row.addStretch()
        return whole

    def count(self, control: QLineEdit | QPlainTextEdit, most: int) -> None:
        """Show below a field how many characters of those allowed it has."""
        counter = text_label("", "help")
        self._below[control].addWidget(counter, 0, Qt.AlignmentFlag.AlignTop)
        self._rows[control].append(counter)

        def show() -> None:
            length = len(control.text() if isinstance(control, QLineEdit) else control.toPlainText())
            counter.setText(f"{length:,} / {most:,}")
            set_role(counter, "role", "helpError" if length > most else "help")

        control.textChanged.connect(show)
        show()

    def add(self, label: str, field: QWidget, help_text: str = "", *, name: QWidget | None = None) -> None:
        """Add a row. `name` is the control that the label belongs to, if `field` is only its container."""
        control = name or field
        row = self._grid.rowCount()
        words = text_label(label, "label")
        words.setTextFormat(Qt.TextFormat.AutoText)
        words.setBuddy(control)
        control.setAccessibleName(label.replace("&", ""))
        mark = text_label("", "help")
        mark.hide()
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(words)
        head.addWidget(mark)
        head.addStretch()
        self._grid.addLayout(head, row, 0)
        usual = QLineEdit()
        usual.ensurePolished()  # without the style sheet it is lower, and its label would stand too high beside it
        field.ensurePolished()
        words.setMinimumHeight(min(field.sizeHint().height(), usual.sizeHint().height()))
        cell = QVBoxLayout()
        cell.setSpacing(4)
        cell.addWidget(field)
        fault = text_label("", "error", wrap=True)
        fault.hide()
        cell.addWidget(fault)
        self._rows[control] = [words, field]
        if self._groups:
            self._groups[-1][1].append(control)
        below = self._below[control] = QHBoxLayout()
        below.setSpacing(16)
        cell.addLayout(below)
        if help_text:
            hint = text_label(help_text, "help", wrap=True)
            below.addWidget(hint, 1)
            self._rows[control].append(hint)
            control.setAccessibleDescription(help_text)
        else:
            below.addStretch(1)
        self._grid.addLayout(cell, row, 1)
        self._faults[control] = fault
        self._labels[control] = words
        self._marks[control] = mark
        self._cells[control] = cell

    def offer(self, control: QWidget, text: str, accept: Callable[[], None] | None = None) -> None:
        """Offer a value for a field, below its fault; "" removes the offer."""
        if (before := self._offers.pop(control, None)) is not None:
            discard(before)
        if not text or accept is None:
            return
        button = LinkButton(text, parent=self)
        button.clicked.connect(lambda: accept())
        cell = self._cells[control]
        cell.insertWidget(cell.indexOf(self._faults[control]) + 1, button, 0, Qt.AlignmentFlag.AlignLeft)
        self._offers[control] = button

    def offered(self, control: QWidget) -> LinkButton | None:
        """Return the button that accepts the offered value of a field, or None."""
        return self._offers.get(control)

    def fault(self, control: QWidget, text: str) -> None:
        """Show below a field what is wrong with it; "" clears it."""
        label = self._faults[control]
        set_role(label, "role", "error")
        label.setText(text)
        label.setVisible(bool(text) and control not in self._hidden)
        set_role(control, "bad", bool(text))

    def faulty(self) -> list[QWidget]:
        """Return the controls with a fault, from top to bottom; warnings are none."""
        return [control for control in self._faults if control.property("bad")]

    def go_to_fault(self, page: QScrollArea, say: Callable[[str], None]) -> None:
        """Put the cursor into the first field with a fault and scroll to all that is said of it.

        `say` is given a sentence that names every field with a fault: the form may be longer than what is in sight.
        """
        faulty = self.faulty()
        names = [self._labels[control].text().replace("&", "") for control in faulty]
        say(self.tr("Please correct: {}").format(self.tr(", ").join(names)))
        first = faulty[0]
        first.setFocus()

        def scroll() -> None:
            for label, at_end in ((self._faults[first], True), (self._labels[first], False)):
                y = label.mapTo(page, QPoint(0, label.height() if at_end else 0)).y()
                page.ensureVisible(0, y + page.verticalScrollBar().value(), 0, _MARGIN)

        QTimer.singleShot(0, self, scroll)  # once the faults, and what was said, have their room

    def warn(self, control: QWidget, text: str) -> None:
        """Show below a field what the user should check again; the value is accepted."""
        self.fault(control, text)
        set_role(self._faults[control], "role", "warning")
        set_role(control, "bad", False)

    def said(self, control: QWidget) -> str:
        """Return the text shown below a field."""
        return self._faults[control].text()

    def mark(self, control: QWidget, text: str, role: str = "help") -> None:
        """Show below a label what is special about its field; "" clears it."""
        mark = self._marks[control]
        set_role(mark, "role", role)
        mark.setText(text)
        mark.setVisible(bool(text) and control not in self._hidden)

    def clear_faults(self) -> None:
        """Clear all faults."""
        for control in self._faults:
            self.fault(control, "")

    def show_row(self, control: QWidget, visible: bool) -> None:
        """Show or hide a row with all that is said in it; a row without an offer."""
        (self._hidden.discard if visible else self._hidden.add)(control)
        for widget in self._rows[control]:
            widget.setVisible(visible)
        for said in (self._faults[control], self._marks[control]):
            said.setVisible(visible and bool(said.text()))
        for heading, controls in self._groups:
            heading.setVisible(any(each not in self._hidden for each in controls))
