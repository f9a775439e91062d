"""Conditions of マイル発行履歴; those filled in are joined by AND (guide L655-659)."""

from __future__ import annotations

import unicodedata
from datetime import date

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.texts.cancellations import issue_type_words
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.conditions import ConditionFields, day_span, labelled
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import set_role
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.layout.condition_bar import Condition
from netmile_desktop.views.common.layout.lengths import INSET, NEAR
from netmile_desktop.views.common.toolbox import Toolbox

_MOST_DIGITS = 8


class HistoryFilters(ConditionFields):
    """Fields that flow over as many lines as they need, the search button at their end."""

    def __init__(self, toolbox: Toolbox, today: date, campaign_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(toolbox, "history", campaign_id, parent)
        theme, words = toolbox.theme, toolbox.words
        self.key = self._line(self.tr("Specified key"), theme.pixels(150))
        self.prefix = QCheckBox(self.tr("Begins with"), self)
        self.campaign = self._line(self.tr("Campaign ID"), theme.pixels(100))
        self.registration = self._line(self.tr("Registration ID"), theme.pixels(160))
        self.issued_from = DayField(theme, self.tr("Issued from"), today, self)
        self.issued_to = DayField(theme, self.tr("Issued to"), today, self)
        self.transfer_from = DayField(theme, self.tr("Transfer from"), today, self)
        self.transfer_to = DayField(theme, self.tr("Transfer to"), today, self)
        self.miles_from = self._line(self.tr("Miles from"), theme.pixels(84))
        self.miles_to = self._line(self.tr("Miles to"), theme.pixels(84))
        self.state = self._choice(self.tr("State"))
        for state in IssueState:
            self.state.addItem(words.state(state), state.value)
        self.type = self._choice(self.tr("Issue type"))
        for type_ in IssueType:
            self.type.addItem(words.say(issue_type_words(type_)), type_.value)
        self.search_button = PrimaryButton(self.tr("Search"), theme, "search", self)
        self.clear_button = PlainButton(self.tr("Clear"), parent=self)
        self.saved = self._saved_filters(wire.HistoryConditions, self._to_keep, self.show_conditions)
        self._lay_out()
        self._connect()

    def conditions(self) -> wire.HistoryConditions:
        """What is filled in."""
        state, type_ = self.state.currentData(), self.type.currentData()
        return wire.HistoryConditions(
            key=self.key.text().strip(),
            prefix=self.prefix.isChecked(),
            campaign_id=self._fixed_campaign,
            campaign_part="" if self._fixed_campaign else self.campaign.text().strip(),
            registration_part=self.registration.text().strip(),
            issued_from=self.issued_from.day(),
            issued_to=self.issued_to.day(),
            transfer_from=self.transfer_from.day(),
            transfer_to=self.transfer_to.day(),
            states=[IssueState(state)] if state else [],
            types=[IssueType(type_)] if type_ else [],
            miles_from=miles_in(self.miles_from.text()),
            miles_to=miles_in(self.miles_to.text()),
        )

    def show_conditions(self, conditions: wire.HistoryConditions) -> None:
        """Fill in conditions; several states or types at once mean all here."""
        self.key.setText(conditions.key)
        self.prefix.setChecked(conditions.prefix)
        self.campaign.setText("" if self._fixed_campaign else conditions.campaign_part or conditions.campaign_id)
        self.registration.setText(conditions.registration_part or conditions.registration_id)
        self.issued_from.show_day(conditions.issued_from)
        self.issued_to.show_day(conditions.issued_to)
        self.transfer_from.show_day(conditions.transfer_from)
        self.transfer_to.show_day(conditions.transfer_to)
        for choice, given in ((self.state, conditions.states), (self.type, conditions.types)):
            choice.setCurrentIndex(max(0, choice.findData(given[0].value)) if len(given) == 1 else 0)
        for line, miles in ((self.miles_from, conditions.miles_from), (self.miles_to, conditions.miles_to)):
            line.setText("" if miles is None else str(miles))

    def _line(self, name: str, width: int) -> QLineEdit:
        line = super()._line(name, width)
        line.setMaxLength(200)
        return line

    def _choice(self, name: str) -> QComboBox:
        choice = ChoiceBox(self)
        choice.setAccessibleName(name)
        choice.addItem(self.tr("All"), "")
        return choice

    def _lay_out(self) -> None:
        self.key.setPlaceholderText(self.key.accessibleName())
        fields = QWidget(self)
        flow = FlowLayout(fields, gap=INSET, line_gap=NEAR)
        if self._fixed_campaign:
            self.campaign.hide()
        else:
            flow.addWidget(labelled(self.campaign.accessibleName(), self.campaign))
        flow.addWidget(day_span(self.tr("Issued on"), self.issued_from, self.issued_to))
        flow.addWidget(day_span(self.tr("Transfer on"), self.transfer_from, self.transfer_to))
        flow.addWidget(labelled(self.state.accessibleName(), self.state))
        flow.addWidget(day_span(self.tr("Miles"), self.miles_from, self.miles_to))
        flow.addWidget(labelled(self.registration.accessibleName(), self.registration))
        flow.addWidget(labelled(self.type.accessibleName(), self.type))
        self.bar = self._bar(
            (
                *([] if self._fixed_campaign else [self._line_condition(self.campaign)]),
                self._days_condition(self.tr("Issued on"), self.issued_from, self.issued_to),
                self._days_condition(self.tr("Transfer on"), self.transfer_from, self.transfer_to),
                self._choice_condition(self.state),
                Condition(self.tr("Miles"), self.miles_from, self._miles_words, self._on_miles_lifted),
                self._line_condition(self.registration),
                self._choice_condition(self.type),
            ),
            fields,
            (self.key, self.prefix, self.saved, self.clear_button, self.search_button),
        )

    def _miles_words(self) -> str:
        first, last = self.miles_from.text().strip(), self.miles_to.text().strip()
        return f"{first} – {last}".strip() if first or last else ""

    def _on_miles_lifted(self) -> None:
        self.miles_from.clear()
        self.miles_to.clear()

    def _connect(self) -> None:
        self._ask_after(
            (self.key, self.campaign, self.registration, self.miles_from, self.miles_to),
            (self.issued_from, self.issued_to, self.transfer_from, self.transfer_to),
            (self.state, self.type),
        )
        for line in (self.miles_from, self.miles_to):
            line.textChanged.connect(self._on_miles)
        self.search_button.clicked.connect(self.asked)
        self.clear_button.clicked.connect(self._on_clear)

    def _to_keep(self) -> wire.HistoryConditions:
        """What is filled in but for the key, which is about a person and is not written down."""
        return msgspec.structs.replace(self.conditions(), key="", prefix=False)

    @Slot()
    def _on_miles(self) -> None:
        for line in (self.miles_from, self.miles_to):
            set_role(line, "bad", bool(line.text().strip()) and miles_in(line.text()) is None)

    @Slot()
    def _on_clear(self) -> None:
        self.show_conditions(wire.HistoryConditions())
        self.asked.emit()


def miles_in(text: str) -> int | None:
    """Miles as staff type them, `1,000` too; None where it is empty or no number."""
    digits = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None
