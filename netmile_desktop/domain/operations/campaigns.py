"""Finding campaigns and what was applied for."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Operation, Table

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
CAMPAIGN_CONTENT = Operation(
    "campaign_content",
    "GET",
    "/v1/campaigns/{campaign_id}/content",
    "What a form to change a campaign, or to use it again, begins with",
    wire.Nothing,
    wire.Nothing,
    wire.ContentOfCampaign,
    problems=(Problem.NOT_FOUND,),
)
CHECK_APPLICATION = Operation(
    "check_application",
    "POST",
    "/v1/applications/check",
    "What would come of an application; nothing is written",
    wire.Nothing,
    wire.ApplicationForm,
    wire.ApplicationForecast,
    problems=(Problem.NOT_FOUND,),
)
APPLY = Operation(
    "apply",
    "POST",
    "/v1/applications",
    "Apply for a new campaign, a change, or one to be used again",
    wire.Nothing,
    wire.ApplicationForm,
    wire.ApplicationDetail,
    status=201,
    keyed=True,
    problems=(
        Problem.NOT_FOUND,
        Problem.FORM,
        Problem.LOCKED,
        Problem.ENDED,
        Problem.PENDING,
        Problem.STATE,
        Problem.VERSION,
        Problem.OPTION,
    ),
)
APPLICATION = Operation(
    "application",
    "GET",
    "/v1/applications/{application_id}",
    "One application in full",
    wire.Nothing,
    wire.Nothing,
    wire.ApplicationDetail,
    problems=(Problem.NOT_FOUND,),
)
WITHDRAW = Operation(
    "withdraw",
    "POST",
    "/v1/applications/{application_id}/withdrawal",
    "Take back an application that NetMile has not decided",
    wire.Nothing,
    wire.Nothing,
    wire.ApplicationDetail,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)

ALL: Table = (
    HOME,
    SEARCH_CAMPAIGNS,
    CAMPAIGN,
    SEARCH_APPLICATIONS,
    CAMPAIGN_CONTENT,
    CHECK_APPLICATION,
    APPLY,
    APPLICATION,
    WITHDRAW,
)
