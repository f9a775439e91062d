"""Fields of the form that stand for one decision but have several controls."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import IssuanceMethod
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox


class PeriodField(QWidget):
    """Two days."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = DayField(toolbox.theme, self.tr("{}: first day").format(name), today, self)
        self.last = DayField(toolbox.theme, self.tr("{}: last day").format(name), today, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(text_label("–", "muted"))
        row.addWidget(self.last)
        row.addStretch()
        for day in (self.first, self.last):
            day.changed.connect(self.changed)
        self.setFocusProxy(self.first)

    def typed(self) -> tuple[str, str]:
        """Both days in ISO, or as they were typed."""
        return _typed_day(self.first), _typed_day(self.last)

    def fill(self, first: str, last: str) -> None:
        """Put days back."""
        for field, text in ((self.first, first), (self.last, last)):
            try:
                field.show_day(date.fromisoformat(text))
            except ValueError:
                field.edit.setText(text)

    def lock_first(self, why: str) -> None:
        """Only the end may still be moved: the cursor goes there."""
        self.first.lock(why)
        self.setFocusProxy(self.last)


class AmountField(QWidget):
    """定額: one number. 従量: from one through another (guide L761-762)."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fixed = QRadioButton(self.tr("Fixed amount"), self)
        self.variable = QRadioButton(self.tr("Variable amount"), self)
        self.fixed.setChecked(True)
        self.miles, self.low, self.high = (_number(toolbox, self) for _ in range(3))
        for edit, name in (
            (self.miles, self.tr("Miles per issue")),
            (self.low, self.tr("Fewest miles per issue")),
            (self.high, self.tr("Most miles per issue")),
        ):
            edit.setAccessibleName(name)
            edit.textChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(_row(self.fixed, self.miles, text_label("mile")))
        between, unit = text_label("–"), text_label("mile")
        self._of_ranges = (self.fixed, self.variable, self.low, between, self.high, unit)
        column.addLayout(_row(self.variable, self.low, between, self.high, unit))
        width = max(self.fixed.sizeHint().width(), self.variable.sizeHint().width()) + 8
        self.fixed.setMinimumWidth(width)
        self.variable.setMinimumWidth(width)
        self.fixed.toggled.connect(self._on_kind)
        self._on_kind()
        self.setFocusProxy(self.fixed)

    def offer_ranges(self, offered: bool) -> None:
        """Let choose between one number and a range, or ask for one number."""
        for widget in self._of_ranges:
            widget.setVisible(offered)
        if not offered:
            self.fixed.setChecked(True)
        self.setFocusProxy(self.fixed if offered else self.miles)

    @Slot()
    def _on_kind(self) -> None:
        variable = self.variable.isChecked()
        self.miles.setEnabled(not variable)
        self.low.setEnabled(variable)
        self.high.setEnabled(variable)
        self.changed.emit()

    def lock(self, why: str) -> None:
        """Show, do not let change."""
        for widget in (self.fixed, self.variable):
            widget.setEnabled(False)
            widget.setToolTip(why)
        for edit in (self.miles, self.low, self.high):
            lock(edit, why)


class MethodField(QWidget):
    """自動 or 手動 (guide L306)."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.manual = QRadioButton(toolbox.words.method(IssuanceMethod.MANUAL), self)
        self.automatic = QRadioButton(toolbox.words.method(IssuanceMethod.AUTOMATIC), self)
        self.manual.setChecked(True)
        row = _row(self.manual, self.automatic)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.manual.toggled.connect(self.changed)
        self.setFocusProxy(self.manual)

    @property
    def method(self) -> IssuanceMethod:
        return IssuanceMethod.MANUAL if self.manual.isChecked() else IssuanceMethod.AUTOMATIC

    def fill(self, method: IssuanceMethod) -> None:
        """Choose."""
        self.manual.setChecked(method is IssuanceMethod.MANUAL)
        self.automatic.setChecked(method is IssuanceMethod.AUTOMATIC)

    def lock(self, why: str) -> None:
        """Show, do not let change."""
        for button in (self.manual, self.automatic):
            button.setEnabled(False)
            button.setToolTip(why)


class LimitsField(QWidget):
    """Two counts that may be left empty (guide L113)."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.per_member, self.per_day = _number(toolbox, self), _number(toolbox, self)
        self.per_member.setAccessibleName(self.tr("Issues per member in the campaign"))
        self.per_day.setAccessibleName(self.tr("Issues per member and day"))
        names = (text_label(self.tr("Per member")), text_label(self.tr("Per member and day")))
        row = _row(names[0], self.per_member, text_label(self.tr("times")))
        for widget in (names[1], self.per_day, text_label(self.tr("times"))):
            row.insertWidget(row.count() - 1, widget)
        row.insertSpacing(3, 16)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        for edit in (self.per_member, self.per_day):
            edit.textChanged.connect(self.changed)
        self.setFocusProxy(self.per_member)

    def lock(self, why: str) -> None:
        """Show, do not let change."""
        lock(self.per_member, why)
        lock(self.per_day, why)


def lock(edit: QLineEdit, why: str) -> None:
    """Show, do not let change; say why."""
    edit.setReadOnly(True)
    edit.setToolTip(why)


def _typed_day(field: DayField) -> str:
    day = field.day()
    return day.isoformat() if day is not None else field.edit.text().strip()


def _number(toolbox: Toolbox, parent: QWidget) -> QLineEdit:
    edit = QLineEdit(parent, maxLength=12)
    edit.setFixedWidth(toolbox.theme.pixels(96))
    edit.setAlignment(Qt.AlignmentFlag.AlignRight)
    return edit


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row
