"""Conditions of the log of calls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netmile_desktop.domain.rewards import CallOutcome
from netmile_desktop.domain.texts.rewards import outcome_words
from netmile_desktop.domain.wire import RewardCallSearch
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.search.conditions import SearchConditions

_FAILED = [each for each in CallOutcome if not each.is_delivered]


class CallConditions(SearchConditions[RewardCallSearch]):
    """Calls by the registration and by how they ended."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        without = self.tr("Without conditions every call of the last 90 days is shown.")
        super().__init__(toolbox, "reward-calls", RewardCallSearch(), without, parent)
        self.name.hide()  # calls have none
        self.id.setMinimumWidth(toolbox.theme.pixels(190))
        self.outcome = ChoiceBox(self)
        self.outcome.setAccessibleName(self.tr("Outcome"))
        self.outcome.addItem(self.tr("All"), [])
        self.outcome.addItem(self.tr("All that were not taken"), _FAILED)
        for outcome in CallOutcome:
            self.outcome.addItem(toolbox.words.say(outcome_words(outcome)), [outcome])
        self.lay_field(0, 0, self.tr("&Registration ID"), self.id)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.outcome)
        row.addStretch()
        self.lay_field(0, 1, self.tr("&Outcome"), holder, self.outcome)
        self.lay_out()
        self.connect_fields([])
        self.outcome.currentIndexChanged.connect(self.on_changed)
        self.on_changed()

    @property
    def days(self) -> tuple[DayField, ...]:
        return ()

    def query(self) -> RewardCallSearch:
        outcomes = [CallOutcome(each) for each in self.outcome.currentData()]
        return RewardCallSearch(code=self.id.text().strip().upper(), outcomes=outcomes)

    def show_query(self, query: RewardCallSearch) -> None:
        self.id.setText(query.code)
        choices = [list(self.outcome.itemData(at)) for at in range(self.outcome.count())]
        wanted = list(query.outcomes)
        self.outcome.setCurrentIndex(choices.index(wanted) if wanted in choices else 0)

    def parts(self) -> Sequence[tuple[str, str]]:
        return (
            (self.tr("Registration ID"), self.id.text().strip()),
            (self.tr("Outcome"), self.outcome.currentText() if self.outcome.currentIndex() else ""),
        )
