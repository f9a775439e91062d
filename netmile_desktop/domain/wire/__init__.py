"""The wire format: every struct that crosses HTTP, spelt once for both ends.

Instants are ISO 8601 in UTC, days `YYYY-MM-DD` in Japan, miles and counts whole numbers. Unknown
fields in a request are refused, in an answer ignored, so that an older client can talk to a newer portal.
"""

from msgspec import UNSET

from netmile_desktop.domain.wire.access import (
    Info,
    LoginId,
    Password,
    Session,
    SignIn,
    Site,
    User,
)
from netmile_desktop.domain.wire.applications import ApplicationSearch, ApplicationSummary
from netmile_desktop.domain.wire.campaigns import (
    CampaignDetail,
    CampaignSearch,
    CampaignSummary,
    Home,
)
from netmile_desktop.domain.wire.issuances import (
    MAX_REPEATS,
    CodeCount,
    DelayDays,
    EarlierIssue,
    EarlierRegistration,
    IdempotencyKey,
    IssuanceForecast,
    IssuanceQuery,
    ListQuery,
    ListsDeleted,
    Message,
    Registration,
    RegistrationDetail,
    RegistrationId,
    RegistrationSearch,
)
from netmile_desktop.domain.wire.operator import (
    CampaignAtOperator,
    Decision,
    EndSessions,
    Member,
    MemberFlags,
    SessionsEnded,
)
from netmile_desktop.domain.wire.shape import (
    PAGE_SIZES,
    Answer,
    CampaignId,
    Nothing,
    Page,
    PageNumber,
    PageSize,
    ProblemDocument,
    Request,
    Text,
)
from netmile_desktop.domain.wire.singles import (
    MailQuery,
    MailSample,
    SampleFile,
    SingleForecast,
    SingleIssue,
    StarterKit,
)

__all__ = [
    "MAX_REPEATS",
    "PAGE_SIZES",
    "UNSET",
    "Answer",
    "ApplicationSearch",
    "ApplicationSummary",
    "CampaignAtOperator",
    "CampaignDetail",
    "CampaignId",
    "CampaignSearch",
    "CampaignSummary",
    "CodeCount",
    "Decision",
    "DelayDays",
    "EarlierIssue",
    "EarlierRegistration",
    "EndSessions",
    "Home",
    "IdempotencyKey",
    "Info",
    "IssuanceForecast",
    "IssuanceQuery",
    "ListQuery",
    "ListsDeleted",
    "LoginId",
    "MailQuery",
    "MailSample",
    "Member",
    "MemberFlags",
    "Message",
    "Nothing",
    "Page",
    "PageNumber",
    "PageSize",
    "Password",
    "ProblemDocument",
    "Registration",
    "RegistrationDetail",
    "RegistrationId",
    "RegistrationSearch",
    "Request",
    "SampleFile",
    "Session",
    "SessionsEnded",
    "SignIn",
    "SingleForecast",
    "SingleIssue",
    "Site",
    "StarterKit",
    "Text",
    "User",
]
