"""The columns of the campaigns now running (guide L81, L175)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.wire import CampaignSummary
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import due_badge
from netmile_desktop.views.messages import Texts


def running_columns(toolbox: Toolbox, today: Callable[[], date]) -> list[TableColumn[CampaignSummary]]:
    """ID, name, both periods with days left, amount rule, miles so far; here as a whole, so sorted here."""
    translate = QCoreApplication.translate
    words = toolbox.words
    campaign = translate("RunningCampaigns", "Campaign period")
    issuance = translate("RunningCampaigns", "Issuance period")
    return [
        TableColumn(
            "id", translate("RunningCampaigns", "Campaign ID"), lambda c: c.id, 110, Cell.LINK, order=lambda c: c.id
        ),
        TableColumn(
            "name",
            translate("RunningCampaigns", "Campaign"),
            lambda c: c.name,
            180,
            stretch=True,
            order=lambda c: c.name,
        ),
        *_period_columns("campaign", campaign, lambda c: c.campaign_period, words, today),
        *_period_columns("issuance", issuance, lambda c: c.issuance_period, words, today),
        TableColumn("amount", translate("RunningCampaigns", "Amount"), lambda c: words.amount(c.amount), 150),
        TableColumn(
            "issued",
            translate("RunningCampaigns", "Miles issued"),
            lambda c: formats.number(c.miles_issued),
            110,
            right=True,
            order=lambda c: c.miles_issued,
        ),
    ]


def _period_columns(
    key: str,
    title: str,
    period: Callable[[CampaignSummary], Period],
    words: Texts,
    today: Callable[[], date],
) -> list[TableColumn[CampaignSummary]]:
    """A period, and how long it still goes."""

    def days(campaign: CampaignSummary) -> int:
        return period(campaign).days_left(today())

    return [
        TableColumn(key, title, lambda c: formats.span(period(c)), 176, order=lambda c: period(c).last),
        TableColumn(
            f"{key}_left",
            QCoreApplication.translate("RunningCampaigns", "Left"),
            lambda c: words.days_left(days(c)),
            104,
            Cell.BADGE,
            badge=lambda c: due_badge(days(c)),
            order=lambda c: period(c).last,
        ),
    ]
