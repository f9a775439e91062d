"""Conditions of マイル発行状況; those filled in are joined by AND."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.conditions import ConditionFields, day_span, labelled
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.layout.lengths import INSET, NEAR
from netmile_desktop.views.common.toolbox import Toolbox

_OPEN = (ProcessingState.RECEIVED, ProcessingState.RUNNING)


class StatusFilters(ConditionFields):
    """A bar of conditions over the fields behind them."""

    def __init__(self, toolbox: Toolbox, today: date, campaign_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(toolbox, "status", campaign_id, parent)
        theme, words = toolbox.theme, toolbox.words
        self.registration = self._line(self.tr("Registration ID"), theme.pixels(170))
        self.campaign = self._line(self.tr("Campaign ID"), theme.pixels(120))
        self.accepted_from = DayField(theme, self.tr("Accepted from"), today, self)
        self.accepted_to = DayField(theme, self.tr("Accepted to"), today, self)
        self.state = ChoiceBox(self)
        self.state.setAccessibleName(self.tr("Processing state"))
        self.state.addItem(self.tr("All"), ())
        self.state.addItem(self.tr("Not completed"), _OPEN)
        for state in ProcessingState:
            self.state.addItem(words.state(state), (state,))
        self.type = ChoiceBox(self)
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
        self.registration.setPlaceholderText(self.registration.accessibleName())
        fields = QWidget(self)
        flow = FlowLayout(fields, gap=INSET, line_gap=NEAR)
        if self._fixed_campaign:
            self.campaign.hide()
        else:
            flow.addWidget(labelled(self.campaign.accessibleName(), self.campaign))
        flow.addWidget(day_span(self.tr("Accepted"), self.accepted_from, self.accepted_to))
        flow.addWidget(labelled(self.type.accessibleName(), self.type))
        flow.addWidget(labelled(self.state.accessibleName(), self.state))
        flow.addWidget(labelled(" ", self.only_errors))
        self.bar = self._bar(
            (
                *([] if self._fixed_campaign else [self._line_condition(self.campaign)]),
                self._days_condition(self.tr("Accepted"), self.accepted_from, self.accepted_to),
                self._choice_condition(self.type),
                self._choice_condition(self.state),
                self._tick_condition(self.only_errors),
            ),
            fields,
            (self.registration, self.saved, self.clear_button, self.search_button),
        )

    @Slot()
    def _on_clear(self) -> None:
        self.show_query(wire.RegistrationSearch())
        self.asked.emit()
