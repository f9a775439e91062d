"""The conditions of the campaign search; those filled in are joined by AND (guide L81, L89)."""

from __future__ import annotations

from datetime import date

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.views import formats
from netmile_desktop.views.common.buttons import LinkButton, PrimaryButton
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.toolbox import Toolbox


class SearchForm(Card):
    """Asks for a search; refuses a range that ends before it begins (guide L81)."""

    asked = Signal()
    """「表示する」 or Enter, with conditions that make sense."""

    def __init__(self, toolbox: Toolbox, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = toolbox.words
        theme = toolbox.theme
        self.id = QLineEdit(self, maxLength=32)
        self.id.setPlaceholderText("C-1024")
        self.name = QLineEdit(self, maxLength=100)
        self.name.setPlaceholderText(self.tr("Part of the name"))
        self.campaign_from = DayField(theme, self.tr("Campaign period from"), today, self)
        self.campaign_to = DayField(theme, self.tr("Campaign period to"), today, self)
        self.issuance_from = DayField(theme, self.tr("Issuance period from"), today, self)
        self.issuance_to = DayField(theme, self.tr("Issuance period to"), today, self)
        self.states = {state: QCheckBox(toolbox.words.state(state), self) for state in CampaignState}
        self.show_button = PrimaryButton(self.tr("&Show"), theme, "search", self)
        self.clear_button = LinkButton(self.tr("Clear the conditions"), parent=self)
        self._sentence = text_label("", "help", wrap=True)
        self._fault = text_label("", "error", wrap=True)
        self._fault.hide()
        self._lay_out()
        self._connect()
        self._on_changed()

    @property
    def days(self) -> tuple[DayField, ...]:
        return self.campaign_from, self.campaign_to, self.issuance_from, self.issuance_to

    def query(self) -> CampaignSearch:
        """The conditions, first page."""
        return CampaignSearch(
            id=self.id.text().strip(),
            name=self.name.text().strip(),
            states=[state for state, box in self.states.items() if box.isChecked()],
            campaign_from=self.campaign_from.day(),
            campaign_to=self.campaign_to.day(),
            issuance_from=self.issuance_from.day(),
            issuance_to=self.issuance_to.day(),
        )

    def show_query(self, query: CampaignSearch) -> None:
        """Fill the conditions in."""
        self.id.setText(query.id)
        self.name.setText(query.name)
        for state, box in self.states.items():
            box.setChecked(state in query.states)
        days = (query.campaign_from, query.campaign_to, query.issuance_from, query.issuance_to)
        for field, day in zip(self.days, days, strict=True):
            field.show_day(day)

    def is_empty(self) -> bool:
        """Whether no condition is filled in, which finds every approved campaign."""
        return self.query() == CampaignSearch() and not any(field.edit.text() for field in self.days)

    @Slot()
    def ask(self) -> None:
        """Check what was entered and ask for the search."""
        fault = self._what_is_wrong()
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if not fault:
            self.asked.emit()

    def _what_is_wrong(self) -> str:
        for field in self.days:
            if not field.is_valid:
                field.setFocus()
                return self.tr("“{}” is not a date. Write it like 2026/11/21.").format(field.edit.text())
        for first, last in ((self.campaign_from, self.campaign_to), (self.issuance_from, self.issuance_to)):
            begin, end = first.day(), last.day()
            if begin and end and begin > end:
                first.setFocus()
                return self.tr("The first day {} is after the last day {}. Correct the dates.").format(
                    formats.day(begin), formats.day(end)
                )
        return ""

    @Slot()
    def clear(self) -> None:
        """Empty every condition and search anew."""
        self.show_query(CampaignSearch())
        self.ask()

    @Slot()
    def _on_changed(self) -> None:
        self._fault.hide()
        parts = self._parts()
        self._sentence.setText(
            self.tr("Conditions: {}").format(" AND ".join(parts))
            if parts
            else self.tr("Without conditions every approved campaign is shown.")
        )
        self.clear_button.setVisible(bool(parts))

    def _parts(self) -> list[str]:
        query = self.query()
        states = self.tr(" or ").join(self._words.state(state) for state in query.states)
        pairs = (
            (self.tr("Campaign ID"), query.id),
            (self.tr("Campaign name"), query.name),
            (self.tr("State"), states),
            (self.tr("Campaign period"), _range(query.campaign_from, query.campaign_to)),
            (self.tr("Issuance period"), _range(query.issuance_from, query.issuance_to)),
        )
        return [self.tr("{} = {}").format(name, value) for name, value in pairs if value]

    def _connect(self) -> None:
        for edit in (self.id, self.name):
            edit.textChanged.connect(self._on_changed)
            # Not a key event: Enter that ends a conversion of the IME must not search.
            edit.returnPressed.connect(self.ask)
        for field in self.days:
            field.changed.connect(self._on_changed)
            field.accepted.connect(self.ask)
        for box in self.states.values():
            box.toggled.connect(self._on_changed)
        self.show_button.clicked.connect(self.ask)
        self.clear_button.clicked.connect(self.clear)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        rows = (
            ((self.tr("Campaign &ID"), self.id, self.id), (self.tr("Campaign &name"), self.name, self.name)),
            (
                (self.tr("Campaign period"), _pair(self.campaign_from, self.campaign_to), self.campaign_from.edit),
                (self.tr("Issuance period"), _pair(self.issuance_from, self.issuance_to), self.issuance_from.edit),
            ),
        )
        for row, pairs in enumerate(rows):
            for side, (words, field, control) in enumerate(pairs):
                label = text_label(words, "label")
                label.setBuddy(control)
                if isinstance(field, QLineEdit):
                    field.setAccessibleName(words.replace("&", ""))
                grid.addWidget(label, row, side * 3)
                grid.addWidget(field, row, side * 3 + 1)
        grid.setColumnMinimumWidth(2, 16)
        grid.setColumnStretch(4, 1)
        boxes = QHBoxLayout()
        boxes.setSpacing(14)
        for box in self.states.values():
            boxes.addWidget(box)
        boxes.addStretch()
        grid.addWidget(text_label(self.tr("State"), "label"), 2, 0)
        grid.addLayout(boxes, 2, 1, 1, 4)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self._sentence)
        left.addWidget(self._fault)
        foot = QHBoxLayout()
        foot.addLayout(left, 1)
        foot.addWidget(self.clear_button)
        foot.addWidget(self.show_button)
        self.body.addLayout(grid)
        self.body.addSpacing(4)
        self.body.addLayout(foot)

    def place(self) -> str:
        """The conditions as text."""
        return msgspec.json.encode(self.query()).decode()


def _pair(first: DayField, last: DayField) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first)
    row.addWidget(text_label("–", "muted"))
    row.addWidget(last)
    row.addStretch()
    return holder


def _range(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return ""
    return f"{formats.day(first) if first else ''} – {formats.day(last) if last else ''}".strip()
