"""Whose figures a report of the site shows: all campaigns together, or one of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.look import formats

_LONGEST = 24
_CHARACTERS = 16
"""Minimum width in characters; longer names are cut."""


class CampaignFilter(QComboBox):
    """By ID, which can be typed while the list is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Campaign"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_CHARACTERS)
        self.addItem(self.tr("All campaigns"), "")

    @property
    def campaign_id(self) -> str:
        """The one that is chosen, "" for all."""
        return str(self.currentData())

    def show_campaigns(self, campaigns: Sequence[wire.CampaignSummary]) -> None:
        """Offer these; the chosen one stays."""
        chosen = self.campaign_id
        while self.count() > 1:
            self.removeItem(1)
        for each in campaigns:
            self.addItem(formats.shorten(f"{each.id} {each.name}", _LONGEST), each.id)
        self.choose(chosen)

    def choose(self, campaign_id: str) -> None:
        """Choose one, known or not; "" for all."""
        if self.findData(campaign_id) < 0:
            self.addItem(campaign_id, campaign_id)
        self.setCurrentIndex(self.findData(campaign_id))
