"""Conditions of マイル発行状況; those filled in are joined by AND."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.conditions import ConditionFields
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox

_OPEN = (ProcessingState.RECEIVED, ProcessingState.RUNNING)


class StatusFilters(ConditionFields):
    """Two lines of fields with the search button at their end."""

    def __init__(self, toolbox: Toolbox, today: date, campaign_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(toolbox, "status", campaign_id, parent)
        theme, words = toolbox.theme, toolbox.words
        self.registration = self._line(self.tr("Registration ID"), theme.pixels(170))
        self.campaign = self._line(self.tr("Campaign ID"), theme.pixels(120))
        self.accepted_from = DayField(theme, self.tr("Accepted from"), today, self)
        self.accepted_to = DayField(theme, self.tr("Accepted to"), today, self)
        self.state = QComboBox(self)
        self.state.setAccessibleName(self.tr("Processing state"))
        self.state.addItem(self.tr("All"), ())
        self.state.addItem(self.tr("Not completed"), _OPEN)
        for state in ProcessingState:
            self.state.addItem(words.state(state), (state,))
        self.type = QComboBox(self)
        self.type.setAccessibleName(self.tr("Issue type"))
        self.type.addItem(self.tr("All"), "")
        for type_ in ("single", "csv"):
            self.type.addItem(words.type(type_), type_)
        self.only_errors = QCheckBox(self.tr("Only with errors"), self)
        self.search_button = PrimaryButton(self.tr("Search"), theme, "search", self)
        self.clear_button = PlainButton(self.tr("Clear"), parent=self)
        self.saved = self._saved_filters(wire.RegistrationSearch, self.query, self.show_query)
        self._lay_out()
        self._ask_after(
            (self.registration, self.campaign), (self.accepted_from, self.accepted_to), (self.type, self.state)
        )
        self.only_errors.clicked.connect(self._on_chosen)
        self.search_button.clicked.connect(self.asked)
        self.clear_button.clicked.connect(self._on_clear)

    def query(self) -> wire.RegistrationSearch:
        """What is filled in, from the first page on."""
        return wire.RegistrationSearch(
            registration_part=self.registration.text().strip(),
            campaign_id=self._fixed_campaign,
            campaign_part="" if self._fixed_campaign else self.campaign.text().strip(),
            accepted_from=self.accepted_from.day(),
            accepted_to=self.accepted_to.day(),
            type=self.type.currentData(),
            states=list(self.state.currentData()),
            only_errors=self.only_errors.isChecked(),
        )

    def show_query(self, query: wire.RegistrationSearch) -> None:
        """Fill in the conditions of a query; states that are no choice of ours mean all."""
        self.registration.setText(query.registration_part or query.registration_id)
        self.campaign.setText(query.campaign_part or query.campaign_id)
        self.accepted_from.show_day(query.accepted_from)
        self.accepted_to.show_day(query.accepted_to)
        self.type.setCurrentIndex(self.type.findData(query.type))
        wanted = set(query.states)
        choices = [set(self.state.itemData(at)) for at in range(self.state.count())]
        self.state.setCurrentIndex(choices.index(wanted) if wanted in choices else 0)
        self.only_errors.setChecked(query.only_errors)

    def _line(self, name: str, width: int) -> QLineEdit:
        line = super()._line(name, width)
        line.setClearButtonEnabled(True)
        return line

    def _lay_out(self) -> None:
        self._what = QWidget(self)
        what = _row(self._what)
        what.addLayout(_field(self.registration.accessibleName(), self.registration))
        if self._fixed_campaign:
            self.campaign.hide()
        else:
            what.addLayout(_field(self.campaign.accessibleName(), self.campaign))
        span = QHBoxLayout()
        span.setSpacing(4)
        span.addWidget(self.accepted_from)
        span.addWidget(text_label("–", "muted"))
        span.addWidget(self.accepted_to)
        days = QVBoxLayout()
        days.setSpacing(4)
        days.addWidget(text_label(self.tr("Accepted"), "help"))
        days.addLayout(span)
        what.addLayout(days)
        self._how = QWidget(self)
        how = _row(self._how)
        how.addLayout(_field(self.type.accessibleName(), self.type))
        how.addLayout(_field(self.state.accessibleName(), self.state))
        how.addWidget(self.only_errors, 0, Qt.AlignmentFlag.AlignBottom)
        how.addStretch()
        how.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignBottom)
        how.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignBottom)
        how.addWidget(self.search_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(14)
        self._grid.addWidget(self._what, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._how, 1, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(
            max(self._what.sizeHint().width(), self._how.sizeHint().width()), super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self._what.sizeHint().width() + self._grid.spacing() + self._how.sizeHint().width()
        row, column = (0, 1) if self.width() >= wanted else (1, 0)
        at = self._grid.getItemPosition(self._grid.indexOf(self._how))
        if tuple(at[:2]) != (row, column):  # type: ignore[index]
            self._grid.removeWidget(self._how)
            self._grid.addWidget(self._how, row, column)
            self._grid.setColumnStretch(1, column)

    @Slot()
    def _on_clear(self) -> None:
        self.show_query(wire.RegistrationSearch())
        self.asked.emit()


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    return row


def _field(name: str, field: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    label = text_label(name, "help")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return column
