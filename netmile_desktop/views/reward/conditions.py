"""Conditions of both lists of the tab リワード."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from netmile_desktop.domain.campaigns import CampaignKind, CampaignState
from netmile_desktop.domain.rewards import HandOverState, RewardResult
from netmile_desktop.domain.texts.rewards import result_words, state_words
from netmile_desktop.domain.wire import CampaignSearch, RewardRegistrationSearch
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.search.conditions import SearchConditions, day_pair, day_range

STATES = tuple(state for state in CampaignState if state is not CampaignState.ISSUING)
"""Members register while a campaign runs, so nothing is issued after it."""


class RewardCampaignConditions(SearchConditions[CampaignSearch]):
    """Approved reward campaigns by ID, name, period and state."""

    def __init__(self, toolbox: Toolbox, today: date, parent: QWidget | None = None) -> None:
        without = self.tr("Without conditions every approved reward campaign is shown.")
        super().__init__(toolbox, "reward-campaigns", CampaignSearch(kind=CampaignKind.REWARD), without, parent)
        self.id.setPlaceholderText("W-2002")
        self.first = DayField(toolbox.theme, self.tr("Campaign period from"), today, self)
        self.last = DayField(toolbox.theme, self.tr("Campaign period to"), today, self)
        self.states = {state: QCheckBox(toolbox.words.state(state), self) for state in STATES}
        boxes = list(self.states.values())
        self.lay_field(0, 0, self.tr("Campaign &ID"), self.id)
        self.lay_field(0, 1, self.tr("Campaign &name"), self.name)
        self.lay_field(1, 0, self.tr("Campaign period"), day_pair(*self.days), self.first.edit)
        self.lay_boxes(2, self.tr("Campaign state"), boxes)
        self.lay_out()
        self.connect_fields(boxes)
        self.on_changed()

    @property
    def days(self) -> tuple[DayField, ...]:
        return self.first, self.last

    def query(self) -> CampaignSearch:
        return CampaignSearch(
            kind=CampaignKind.REWARD,
            id=self.id.text().strip(),
            name=self.name.text().strip(),
            states=[state for state, box in self.states.items() if box.isChecked()],
            campaign_from=self.first.day(),
            campaign_to=self.last.day(),
        )

    def show_query(self, query: CampaignSearch) -> None:
        self.id.setText(query.id)
        self.name.setText(query.name)
        for state, box in self.states.items():
            box.setChecked(state in query.states)
        self.first.show_day(query.campaign_from)
        self.last.show_day(query.campaign_to)

    def parts(self) -> Sequence[tuple[str, str]]:
        query, words = self.query(), self.toolbox.words
        return (
            (self.tr("Campaign ID"), query.id),
            (self.tr("Campaign name"), query.name),
            (self.tr("Campaign state"), self.tr(" or ").join(words.state(state) for state in query.states)),
            (self.tr("Campaign period"), day_range(query.campaign_from, query.campaign_to)),
        )


class RegistrationConditions(SearchConditions[RewardRegistrationSearch]):
    """Registrations by their own ID, campaign, day, hand-over and result."""

    def __init__(self, toolbox: Toolbox, today: date, parent: QWidget | None = None) -> None:
        without = self.tr("Without conditions every registration is shown.")
        super().__init__(toolbox, "reward-registrations", RewardRegistrationSearch(), without, parent)
        say = toolbox.words.say
        self.name.setPlaceholderText("W-2002")  # here the ID of a campaign
        self.first = DayField(toolbox.theme, self.tr("Registered from"), today, self)
        self.last = DayField(toolbox.theme, self.tr("Registered to"), today, self)
        self.states = {state: QCheckBox(say(state_words(state)), self) for state in HandOverState}
        self.result = ChoiceBox(self)
        self.result.addItem(self.tr("All"), ([], False))
        self.result.addItem(say(result_words(None)), ([], True))
        for result in RewardResult:
            self.result.addItem(say(result_words(result)), ([result], False))
        states = list(self.states.values())
        self.lay_field(0, 0, self.tr("&Registration ID"), self.id)
        self.lay_field(0, 1, self.tr("&Campaign ID"), self.name)
        self.lay_field(1, 0, self.tr("Registered on"), day_pair(*self.days), self.first.edit)
        self.lay_field(1, 1, self.tr("Result"), self.result)
        self.result.setAccessibleName(self.tr("Result"))
        self.lay_boxes(2, self.tr("Hand-over"), states)
        self.lay_out()
        self.connect_fields(states)
        self.result.currentIndexChanged.connect(self.on_changed)
        self.on_changed()

    @property
    def days(self) -> tuple[DayField, ...]:
        return self.first, self.last

    def query(self) -> RewardRegistrationSearch:
        results, only_unanswered = self.result.currentData()
        return RewardRegistrationSearch(
            code=self.id.text().strip(),
            campaign_id=self.name.text().strip(),
            states=[state for state, box in self.states.items() if box.isChecked()],
            results=[RewardResult(result) for result in results],
            only_unanswered=only_unanswered,
            registered_from=self.first.day(),
            registered_to=self.last.day(),
        )

    def show_query(self, query: RewardRegistrationSearch) -> None:
        self.id.setText(query.code)
        self.name.setText(query.campaign_id)
        for state, box in self.states.items():
            box.setChecked(state in query.states)
        choices = [self.result.itemData(at) for at in range(self.result.count())]
        wanted = (list(query.results), query.only_unanswered)
        self.result.setCurrentIndex(choices.index(wanted) if wanted in choices else 0)
        self.first.show_day(query.registered_from)
        self.last.show_day(query.registered_to)

    def parts(self) -> Sequence[tuple[str, str]]:
        query, say = self.query(), self.toolbox.words.say
        either = self.tr(" or ")
        return (
            (self.tr("Registration ID"), query.code),
            (self.tr("Campaign ID"), query.campaign_id),
            (self.tr("Hand-over"), either.join(say(state_words(state)) for state in query.states)),
            (self.tr("Registered on"), day_range(query.registered_from, query.registered_to)),
            (self.tr("Result"), self.result.currentText() if self.result.currentIndex() else ""),
        )
