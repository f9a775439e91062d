"""Forms in two columns: labels left, fields right, help and faults under the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import set_role, text_label


class Form(QWidget):
    """Rows of label and field. A fault stands under its field and goes away with `clear_faults`."""

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

    def add(self, label: str, field: QWidget, help_text: str = "", *, name: QWidget | None = None) -> None:
        """Add a row. `name` is the control the label belongs to where `field` only holds it."""
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
        words.setMinimumHeight(min(field.sizeHint().height(), QLineEdit().sizeHint().height()))
        cell = QVBoxLayout()
        cell.setSpacing(4)
        cell.addWidget(field)
        fault = text_label("", "error", wrap=True)
        fault.hide()
        cell.addWidget(fault)
        if help_text:
            cell.addWidget(text_label(help_text, "help", wrap=True))
            control.setAccessibleDescription(help_text)
        self._grid.addLayout(cell, row, 1)
        self._faults[control] = fault
        self._labels[control] = words
        self._marks[control] = mark
        self._cells[control] = cell

    def offer(self, control: QWidget, text: str, accept: Callable[[], None] | None = None) -> None:
        """Offer below what is wrong with a field what could stand there instead; "" for nothing."""
        if (before := self._offers.pop(control, None)) is not None:
            before.hide()
            before.deleteLater()
        if not text or accept is None:
            return
        button = LinkButton(text, parent=self)
        button.clicked.connect(lambda: accept())
        cell = self._cells[control]
        cell.insertWidget(cell.indexOf(self._faults[control]) + 1, button, 0, Qt.AlignmentFlag.AlignLeft)
        self._offers[control] = button

    def offered(self, control: QWidget) -> LinkButton | None:
        """The button that writes what is offered into a field; None where nothing is."""
        return self._offers.get(control)

    def fault(self, control: QWidget, text: str) -> None:
        """Say under a field what is wrong with it; "" for nothing."""
        label = self._faults[control]
        set_role(label, "role", "error")
        label.setText(text)
        label.setVisible(bool(text))
        set_role(control, "bad", bool(text))

    def warn(self, control: QWidget, text: str) -> None:
        """Say under a field what one should look at again; what is entered is accepted."""
        self.fault(control, text)
        set_role(self._faults[control], "role", "warning")
        set_role(control, "bad", False)

    def said(self, control: QWidget) -> str:
        """What stands under a field."""
        return self._faults[control].text()

    def mark(self, control: QWidget, text: str, role: str = "help") -> None:
        """Say below a label what is special about its field; "" for nothing."""
        mark = self._marks[control]
        set_role(mark, "role", role)
        mark.setText(text)
        mark.setVisible(bool(text))

    def clear_faults(self) -> None:
        """Take all faults away."""
        for control in self._faults:
            self.fault(control, "")

    def show_row(self, control: QWidget, visible: bool) -> None:
        """Show or hide a row that holds nothing but its field."""
        control.setVisible(visible)
        self._labels[control].setVisible(visible)
        if not visible:
            self._faults[control].hide()
