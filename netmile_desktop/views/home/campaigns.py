"""The columns of the campaigns now running (guide L81, L175)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.wire import CampaignSummary
from netmile_desktop.views import formats
from netmile_desktop.views.common.table import Cell, TableColumn
from netmile_desktop.views.palette import Tone
from netmile_desktop.views.toolbox import Toolbox

LAST_DAYS = 7
"""So near its end a period is shown as one to mind."""


def running_columns(toolbox: Toolbox, today: Callable[[], date]) -> list[TableColumn[CampaignSummary]]:
    """ID, name, both periods with days left, amount rule, miles so far; here as a whole, so sorted here."""
    translate = QCoreApplication.translate
    words = toolbox.words

    def left(period: Period) -> str:
        return words.days_left(period.days_left(today()))

    def badge(period: Period) -> tuple[Tone, str]:
        days = period.days_left(today())
        return (Tone.WARNING, "clock") if 0 <= days < LAST_DAYS else (Tone.NEUTRAL, "")

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
        TableColumn(
            "campaign",
            translate("RunningCampaigns", "Campaign period"),
            lambda c: formats.span(c.campaign_period),
            176,
            order=lambda c: c.campaign_period.last,
        ),
        TableColumn(
            "campaign_left",
            translate("RunningCampaigns", "Left"),
            lambda c: left(c.campaign_period),
            104,
            Cell.BADGE,
            badge=lambda c: badge(c.campaign_period),
            order=lambda c: c.campaign_period.last,
        ),
        TableColumn(
            "issuance",
            translate("RunningCampaigns", "Issuance period"),
            lambda c: formats.span(c.issuance_period),
            176,
            order=lambda c: c.issuance_period.last,
        ),
        TableColumn(
            "issuance_left",
            translate("RunningCampaigns", "Left"),
            lambda c: left(c.issuance_period),
            104,
            Cell.BADGE,
            badge=lambda c: badge(c.issuance_period),
            order=lambda c: c.issuance_period.last,
        ),
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
