"""Conditions of the log of refused calls; those filled in are joined by AND."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Automatic
from netmile_desktop.views.automatic.error_table import EntryWords
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.conditions import ConditionFields
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox


class RefusedFilters(ConditionFields):
    """In a campaign only its own calls are shown, unless all of the site are asked for: an ID may be misspelt."""

    def __init__(
        self, toolbox: Toolbox, words: EntryWords, today: date, campaign_id: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(toolbox, "refused-calls", campaign_id, parent)
        theme = toolbox.theme
        self._campaign_id = campaign_id
        self.code = ChoiceBox(self)
        self.code.setAccessibleName(self.tr("Code"))
        self.code.addItem(self.tr("All"), "")
        for code in Automatic:
            self.code.addItem(f"{code.value}  {words.code(code)}", code.value)
        self.code.setMaximumWidth(theme.pixels(150))

        self.code.view().setMinimumWidth(theme.pixels(420))
        self.state = ChoiceBox(self)
        self.state.setAccessibleName(self.tr("State"))
        self.state.addItem(self.tr("All"), "")
        for state in wire.AutomaticErrorState:
            self.state.addItem(words.state(state), state.value)
        self.state.setMaximumWidth(theme.pixels(150))
        self.state.view().setMinimumWidth(theme.pixels(220))
        self.first = DayField(theme, self.tr("Refused from"), today, self)
        self.last = DayField(theme, self.tr("Refused to"), today, self)
        self.unique_id = self._line(self.tr("Unique ID"), theme.pixels(124))
        self.key = self._line(self.tr("Specified key"), theme.pixels(96))
        self.whole_site = QCheckBox(self.tr("All calls of the site"), self)
        self.whole_site.setToolTip(
            self.tr("Also those that named another campaign, or could not be read, so that it is not known which.")
        )
        self.whole_site.setVisible(bool(campaign_id))
        self.search_button = PlainButton(self.tr("Search"), theme, "search", self)
        self.clear_button = PlainButton(self.tr("Clear"), parent=self)
        self.saved = self._saved_filters(wire.AutomaticErrorSearch, self.query, self.show_query)
        self._lay_out()
        self._ask_after((self.unique_id, self.key), (self.first, self.last), (self.code, self.state))
        self.whole_site.clicked.connect(self._on_chosen)
        self.search_button.clicked.connect(self.asked)
        self.clear_button.clicked.connect(self._on_clear)

    def query(self) -> wire.AutomaticErrorSearch:
        """Return what is filled in, from the first page on."""
        code, state = self.code.currentData(), self.state.currentData()
        return wire.AutomaticErrorSearch(
            codes=[code] if code else [],
            states=[wire.AutomaticErrorState(state)] if state else [],
            first=self.first.day(),
            last=self.last.day(),
            campaign_id="" if self.whole_site.isChecked() else self._campaign_id,
            unique_id=self.unique_id.text().strip(),
            key=self.key.text().strip(),
        )

    def show_query(self, query: wire.AutomaticErrorSearch) -> None:
        """Fill in the conditions of a query."""
        self.code.setCurrentIndex(max(0, self.code.findData(query.codes[0] if query.codes else "")))
        self.state.setCurrentIndex(max(0, self.state.findData(query.states[0].value if query.states else "")))
        self.first.show_day(query.first)
        self.last.show_day(query.last)
        self.unique_id.setText(query.unique_id)
        self.key.setText(query.key)
        self.whole_site.setChecked(bool(self._campaign_id) and not query.campaign_id)

    def _lay_out(self) -> None:
        flow = FlowLayout(self, gap=12)
        span = QWidget(self)
        days = QHBoxLayout(span)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(4)
        days.addWidget(self.first)
        days.addWidget(text_label("–", "muted"))
        days.addWidget(self.last)
        for name, field in (
            (self.tr("Code"), self.code),
            (self.tr("State"), self.state),
            (self.tr("Refused on"), span),
            (self.tr("Unique ID"), self.unique_id),
            (self.tr("Specified key"), self.key),
        ):
            flow.addWidget(_field(name, field, self))
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.whole_site, self.saved, self.clear_button, self.search_button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        flow.addWidget(_field("", foot, self))

    @Slot()
    def _on_clear(self) -> None:
        self.show_query(wire.AutomaticErrorSearch(campaign_id=self._campaign_id))
        self.asked.emit()


def _field(name: str, field: QWidget, parent: QWidget) -> QWidget:
    whole = QWidget(parent)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = text_label(name, "help")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return whole
