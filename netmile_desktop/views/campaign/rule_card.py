"""The card that stays on top of a campaign: staff must see that it is the right one (guide L376)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.wire import CampaignDetail
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import Badge, CopyableId, FactLabel, LongLabel, text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats


class RuleCard(Card):
    """ID, name, state, both periods with days left, amount, limits, transfer."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=16)
        self._words = toolbox.words
        self.name = LongLabel("", "heading", prefers_one_line=True)
        self.badge = Badge(toolbox.theme, parent=self)
        self.id = CopyableId(toolbox.theme, self.tr("Copy the campaign ID"), parent=self)
        self.campaign = FactLabel(self.tr("Campaign period"))
        self.issuance = FactLabel(self.tr("Issuance period"))
        self.amount = FactLabel(self.tr("Amount"))
        self.limits = FactLabel(self.tr("Issuance limits"))
        self.transfer = FactLabel(self.tr("Transfer"))
        self.issued = text_label("", "strong")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.badge)
        head.addStretch()
        head.addWidget(text_label(self.tr("Miles issued"), "help"))
        head.addWidget(self.issued)
        facts = FlowLayout(gap=28)
        facts.addWidget(FactLabel(self.tr("Campaign ID"), self.id))
        for fact in (self.campaign, self.issuance, self.amount, self.limits, self.transfer):
            facts.addWidget(fact)
        self.body.addLayout(head)
        self.body.addLayout(facts)

    def show_campaign(self, campaign: CampaignDetail, today: date) -> None:
        """Show a campaign as of a day."""
        words = self._words
        state = campaign.state or campaign.application_state
        self.name.setText(campaign.name)
        self.badge.show_state(words.state(state), words.tone(state), words.icon(state))
        self.id.show_id(campaign.id)
        self.campaign.show_fact(self._period(campaign.campaign_period, today))
        self.issuance.show_fact(self._period(campaign.issuance_period, today))
        self.amount.show_fact(words.amount(campaign.amount))
        self.limits.show_fact(words.limits(campaign.per_member, campaign.per_member_per_day))
        self.transfer.show_fact(words.transfer(campaign.transfer_after_days))
        self.issued.setText(formats.miles(campaign.miles_issued))

    def _period(self, period: Period, today: date) -> str:
        return f"{formats.span(period)}\n{self._words.days_left(period.days_left(today))}"
