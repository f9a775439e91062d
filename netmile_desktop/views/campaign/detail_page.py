"""キャンペーン詳細: every field of a campaign (guide L135)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from netmile_desktop.domain.wire import CampaignDetail
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card, ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats


class CampaignDetailPage(ScrollPage):
    """Names left, what holds right."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = toolbox.words
        self.body.setContentsMargins(0, 0, 0, 0)
        self._card = Card(parent=self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._card.body.addLayout(self._grid)
        self.body.addWidget(self._card)
        self.body.addStretch()
        self._values: dict[str, QLabel] = {}

    def show_campaign(self, campaign: CampaignDetail) -> None:
        """Show a campaign."""
        for name, value in self._facts(campaign):
            if name not in self._values:
                self._add(name)
            self._values[name].setText(value or "–")

    def _add(self, name: str) -> None:
        row = self._grid.rowCount()
        value = text_label("", wrap=True)
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label = text_label(name, "label")
        label.setMinimumWidth(180)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        value.setAccessibleName(name)
        self._values[name] = value

    def _facts(self, campaign: CampaignDetail) -> list[tuple[str, str]]:
        words = self._words
        state = words.state(campaign.state) if campaign.state else "–"
        return [
            (self.tr("Campaign name"), campaign.name),
            (self.tr("Description"), campaign.description),
            (self.tr("Application state"), words.state(campaign.application_state)),
            (self.tr("Campaign state"), state),
            (self.tr("Campaign period"), formats.span(campaign.campaign_period)),
            (self.tr("Issuance period"), formats.span(campaign.issuance_period)),
            (self.tr("Amount"), words.amount(campaign.amount)),
            (self.tr("Method of issuance"), words.method(campaign.method)),
            (self.tr("Issuance limits"), words.limits(campaign.per_member, campaign.per_member_per_day)),
            (self.tr("Transfer"), words.transfer(campaign.transfer_after_days)),
            (self.tr("Link"), campaign.link_url),
            (self.tr("Listed at NetMile"), self.tr("Yes") if campaign.listed else self.tr("No")),
            (self.tr("Listing text"), campaign.listing_text),
            (self.tr("Miles issued so far"), formats.miles(campaign.miles_issued)),
            (self.tr("Version"), str(campaign.version)),
        ]
