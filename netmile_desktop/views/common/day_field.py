"""A field for an optional day: typed in a usual form, or picked from a calendar."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.views.common.labels import set_role
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme

_SHAPES = (
    re.compile(r"(\d{4})[/\-.年](\d{1,2})[/\-.月](\d{1,2})日?").fullmatch,
    re.compile(r"(\d{4})(\d{2})(\d{2})").fullmatch,
)
_NO_YEAR = re.compile(r"(\d{1,2})[/\-.月](\d{1,2})日?").fullmatch


def read_day(text: str, today: date) -> date | None:
    """Return the day typed (`2026/11/21`, `2026-11-21`, `20261121`, `11/21` of this year, full-width too) or None.

    Raises:
        ValueError: the text is neither a day nor empty.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return None
    for shape in _SHAPES:
        if match := shape(text):
            return date(*map(int, match.groups()))
    if match := _NO_YEAR(text):
        return date(today.year, *map(int, match.groups()))
    raise ValueError(text)


class DayField(QWidget):
    """A field for a day; its icon, Alt+Down or F4 opens a calendar."""

    changed = Signal()
    accepted = Signal()
    """Enter was pressed while the field was valid."""

    def __init__(self, theme: Theme, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._today = theme, today
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(self.tr("yyyy/mm/dd"))
        self.edit.setAccessibleName(name)
        self.edit.setMaxLength(16)
        self.edit.setFixedWidth(theme.pixels(96) + 30)
        self._pick = QAction(self.tr("Choose from a calendar"), self)
        self._pick.setShortcuts([QKeySequence("Alt+Down"), QKeySequence("F4")])
        self._pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._pick.triggered.connect(self._on_pick_asked)
        self.edit.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._popup: QFrame | None = None
        self.edit.textChanged.connect(self._on_text)
        self.edit.editingFinished.connect(self._on_finished)
        self.edit.returnPressed.connect(self._on_return)
        self.setFocusProxy(self.edit)

    @property
    def is_valid(self) -> bool:
        """Whether the field holds a day or is empty."""
        try:
            read_day(self.edit.text(), self._today)
        except ValueError:
            return False
        return True

    def day(self) -> date | None:
        """Return the day, or None if the field is empty or unreadable."""
        return read_day(self.edit.text(), self._today) if self.is_valid else None

    def show_day(self, day: date | None) -> None:
        """Fill in a day; None clears the field."""
        self.edit.setText(formats.day(day) if day else "")

    def lock(self, why: str) -> None:
        """Make the field read-only; the tooltip says why."""
        self.edit.setReadOnly(True)
        self.edit.setToolTip(why)
        self._pick.setEnabled(False)

    @Slot()
    def _on_text(self) -> None:
        set_role(self.edit, "bad", False)
        self.changed.emit()

    @Slot()
    def _on_finished(self) -> None:
        set_role(self.edit, "bad", not self.is_valid)
        day = self.day()
        if day is not None:
            self.show_day(day)

    @Slot()
    def _on_return(self) -> None:
        if self.is_valid:
            self.accepted.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._pick.setIcon(self._theme.icon("calendar", "muted"))

    @Slot()
    def _on_pick_asked(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("card")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._dress(calendar)
        day = self.day() or self._today
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)
        calendar.clicked.connect(self._on_picked)
        calendar.activated.connect(self._on_picked)
        self._popup = popup
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _dress(self, calendar: QCalendarWidget) -> None:
        """Colour Sundays and Saturdays as on a Japanese wall calendar; keep the headings muted."""
        quiet, sunday, saturday = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(self._theme.colour("muted"))
        quiet.setBackground(self._theme.colour("panel"))
        sunday.setForeground(self._theme.colour("error"))
        saturday.setForeground(self._theme.colour("accent"))
        calendar.setHeaderTextFormat(quiet)
        calendar.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, sunday)
        calendar.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, saturday)
        for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(self._theme.icon(icon))

    @Slot(QDate)
    def _on_picked(self, picked: QDate) -> None:
        if self._popup is not None:
            popup, self._popup = self._popup, None
            popup.close()
            self.show_day(date(picked.year(), picked.month(), picked.day()))
            self.edit.setFocus()
