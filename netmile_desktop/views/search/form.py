"""キャンペーン情報検索: its conditions (guide L67, L81)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.search.conditions import SearchConditions, day_pair, day_range


class SearchForm(SearchConditions[CampaignSearch]):
    """Approved campaigns by ID, name, state and both periods."""

    def __init__(self, toolbox: Toolbox, today: date, parent: QWidget | None = None) -> None:
        without = self.tr("Without conditions every approved campaign is shown.")
        super().__init__(toolbox, "search", CampaignSearch(), without, parent)
        self.id.setPlaceholderText("C-1024")
        theme = toolbox.theme
        self.campaign_from = DayField(theme, self.tr("Campaign period from"), today, self)
        self.campaign_to = DayField(theme, self.tr("Campaign period to"), today, self)
        self.issuance_from = DayField(theme, self.tr("Issuance period from"), today, self)
        self.issuance_to = DayField(theme, self.tr("Issuance period to"), today, self)
        self.states = {state: QCheckBox(toolbox.words.state(state), self) for state in CampaignState}
        self.lay_field(0, 0, self.tr("Campaign &ID"), self.id)
        self.lay_field(0, 1, self.tr("Campaign &name"), self.name)
        campaign, issuance = self.days[:2], self.days[2:]
        self.lay_field(1, 0, self.tr("Campaign period"), day_pair(*campaign), self.campaign_from.edit)
        self.lay_field(1, 1, self.tr("Issuance period"), day_pair(*issuance), self.issuance_from.edit)
        boxes = list(self.states.values())
        self.lay_boxes(2, self.tr("Campaign state"), boxes)
        self.lay_out()
        self.connect_fields(boxes)
        self.on_changed()

    @property
    def days(self) -> tuple[DayField, ...]:
        return self.campaign_from, self.campaign_to, self.issuance_from, self.issuance_to

    def query(self) -> CampaignSearch:
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
        self.id.setText(query.id)
        self.name.setText(query.name)
        for state, box in self.states.items():
            box.setChecked(state in query.states)
        days = (query.campaign_from, query.campaign_to, query.issuance_from, query.issuance_to)
        for field, day in zip(self.days, days, strict=True):
            field.show_day(day)

    def parts(self) -> Sequence[tuple[str, str]]:
        query, words = self.query(), self.toolbox.words
        return (
            (self.tr("Campaign ID"), query.id),
            (self.tr("Campaign name"), query.name),
            (self.tr("Campaign state"), self.tr(" or ").join(words.state(state) for state in query.states)),
            (self.tr("Campaign period"), day_range(query.campaign_from, query.campaign_to)),
            (self.tr("Issuance period"), day_range(query.issuance_from, query.issuance_to)),
        )
