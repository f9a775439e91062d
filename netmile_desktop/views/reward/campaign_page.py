"""The list of reward campaigns with its conditions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.wire import CampaignSearch, CampaignSummary
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.reward.columns import campaign_columns
from netmile_desktop.views.reward.conditions import RewardCampaignConditions
from netmile_desktop.views.search.page import SearchPage
from netmile_desktop.workspace.desk import Desk

CampaignPage = SearchPage[RewardCampaignConditions, CampaignSearch, CampaignSummary]


def campaign_page(screen: Screen, desk: Desk) -> CampaignPage:
    """Return the list as a part of a screen."""
    toolbox, catalogue, translate = screen.toolbox, desk.catalogue, QCoreApplication.translate
    table: RecordTable[CampaignSummary] = RecordTable(
        campaign_columns(toolbox.words),
        toolbox.theme,
        name="reward-campaigns",
        memory=toolbox.memory,
        identity=lambda campaign: campaign.id,
        parent=screen,
    )
    table.setAccessibleName(translate("RewardCampaigns", "Reward campaigns found"))
    nothing = EmptyState(
        toolbox.theme,
        "gift",
        translate("RewardCampaigns", "0 results"),
        translate(
            "RewardCampaigns",
            "Leave out a condition and show again. Campaigns that are not approved yet are under “Application state”.",
        ),
        translate("RewardCampaigns", "Show all reward campaigns"),
        primary=False,
    )
    form = RewardCampaignConditions(toolbox, desk.today(), screen)
    file_name = translate("RewardCampaigns", "reward campaigns")
    return SearchPage(screen, form, table, catalogue.search, nothing, file_name, catalogue.remembered_search)
