"""キャンペーン申請状態検索: its conditions, and three quick filters (guide L77, L85-91)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignKind
from netmile_desktop.domain.wire import ApplicationSearch
from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.search.conditions import SearchConditions, day_pair, day_range


class ApplicationConditions(SearchConditions[ApplicationSearch]):
    """Every application of the site by campaign, kind, state and period."""

    def __init__(
        self,
        toolbox: Toolbox,
        today: date,
        parent: QWidget | None = None,
        kind: CampaignKind = CampaignKind.MILE,
    ) -> None:
        """`kind`: of the campaigns applied for."""
        without = self.tr("Without conditions every application is shown.")
        name = "applications" if kind is CampaignKind.MILE else f"applications-{kind}"
        super().__init__(toolbox, name, ApplicationSearch(campaign_kind=kind), without, parent)
        self._kind = kind
        self.id.setPlaceholderText("W-2002" if kind is CampaignKind.REWARD else "C-1024")
        words = toolbox.words
        self.campaign_from = DayField(toolbox.theme, self.tr("Campaign period from"), today, self)
        self.campaign_to = DayField(toolbox.theme, self.tr("Campaign period to"), today, self)
        self.kinds = {kind: QCheckBox(words.kind(kind), self) for kind in ApplicationKind}
        self.states = {state: QCheckBox(words.state(state), self) for state in ApplicationState}
        self._quick_words = {
            "": self.tr("All"),
            "applied": self.tr("Applied for"),
            "ended": self.tr("Period is over"),
            "rejected": self.tr("Not approved"),
        }
        self.quick = SegmentedFilter(list(self._quick_words.items()), self)
        quick = QHBoxLayout()
        quick.addWidget(self.quick)
        quick.addStretch()
        self.grid.addLayout(quick, 0, 0, 1, 5)
        self.lay_field(1, 0, self.tr("Campaign &ID"), self.id)
        self.lay_field(1, 1, self.tr("Campaign &name"), self.name)
        self.lay_boxes(2, self.tr("Kind of application"), list(self.kinds.values()), half=True)
        self.lay_field(2, 1, self.tr("Campaign period"), day_pair(*self.days), self.campaign_from.edit)
        self.lay_boxes(3, self.tr("Application state"), list(self.states.values()))
        self.lay_out()
        self.connect_fields([*self.kinds.values(), *self.states.values()])
        self.quick.chosen.connect(self._on_quick)
        self.on_changed()

    @property
    def days(self) -> tuple[DayField, ...]:
        return self.campaign_from, self.campaign_to

    def query(self) -> ApplicationSearch:
        return ApplicationSearch(
            campaign_kind=self._kind,
            id=self.id.text().strip(),
            name=self.name.text().strip(),
            kinds=[kind for kind, box in self.kinds.items() if box.isChecked()],
            states=[state for state, box in self.states.items() if box.isChecked()],
            campaign_from=self.campaign_from.day(),
            campaign_to=self.campaign_to.day(),
            only=self.quick.key,
        )

    def show_query(self, query: ApplicationSearch) -> None:
        self.id.setText(query.id)
        self.name.setText(query.name)
        for kind, box in self.kinds.items():
            box.setChecked(kind in query.kinds)
        for state, box in self.states.items():
            box.setChecked(state in query.states)
        self.campaign_from.show_day(query.campaign_from)
        self.campaign_to.show_day(query.campaign_to)
        self.quick.choose(query.only)
        self.on_changed()

    def parts(self) -> Sequence[tuple[str, str]]:
        query, words = self.query(), self.toolbox.words
        either = self.tr(" or ")
        return (
            (self.tr("Show"), self._quick_words[query.only] if query.only else ""),
            (self.tr("Campaign ID"), query.id),
            (self.tr("Campaign name"), query.name),
            (self.tr("Kind of application"), either.join(words.kind(kind) for kind in query.kinds)),
            (self.tr("Application state"), either.join(words.state(state) for state in query.states)),
            (self.tr("Campaign period"), day_range(query.campaign_from, query.campaign_to)),
        )

    @Slot(str)
    def _on_quick(self, _key: str) -> None:
        self.on_changed()
        self.ask()
