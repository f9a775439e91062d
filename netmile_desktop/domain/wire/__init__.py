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
from netmile_desktop.domain.wire.campaigns import (
    CampaignDetail,
    CampaignSearch,
    CampaignSummary,
    Home,
)
from netmile_desktop.domain.wire.issuances import (
    CodeCount,
    EarlierRegistration,
    IdempotencyKey,
    IssuanceForecast,
    IssuanceQuery,
    ListQuery,
    ListsDeleted,
    Registration,
    RegistrationDetail,
    RegistrationId,
    RegistrationSearch,
)
from netmile_desktop.domain.wire.operator import (
    CampaignAtOperator,
    Decision,
    Member,
    MemberFlags,
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

__all__ = [
    "PAGE_SIZES",
    "UNSET",
    "Answer",
    "CampaignAtOperator",
    "CampaignDetail",
    "CampaignId",
    "CampaignSearch",
    "CampaignSummary",
    "CodeCount",
    "Decision",
    "EarlierRegistration",
    "Home",
    "IdempotencyKey",
    "Info",
    "IssuanceForecast",
    "IssuanceQuery",
    "ListQuery",
    "ListsDeleted",
    "LoginId",
    "Member",
    "MemberFlags",
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
    "Session",
    "SignIn",
    "Site",
    "Text",
    "User",
]
