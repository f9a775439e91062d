"""Finding campaigns and what was applied for."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Operation

HOME = Operation(
    "home",
    "GET",
    "/v1/home",
    "Campaigns now running and what waits",
    wire.Nothing,
    wire.Nothing,
    wire.Home,
)
SEARCH_CAMPAIGNS = Operation(
    "search_campaigns",
    "GET",
    "/v1/campaigns",
    "Approved campaigns of the site",
    wire.CampaignSearch,
    wire.Nothing,
    wire.Page[wire.CampaignSummary],
    problems=(Problem.RANGE,),
)
CAMPAIGN = Operation(
    "campaign",
    "GET",
    "/v1/campaigns/{campaign_id}",
    "One campaign in full",
    wire.Nothing,
    wire.Nothing,
    wire.CampaignDetail,
    problems=(Problem.NOT_FOUND,),
)
SEARCH_APPLICATIONS = Operation(
    "search_applications",
    "GET",
    "/v1/applications",
    "What the site applied for, in any state",
    wire.ApplicationSearch,
    wire.Nothing,
    wire.Page[wire.ApplicationSummary],
    problems=(Problem.RANGE,),
)
