"""The one table of operations.

The portal makes its routes, its decoding and the OpenAPI document from it; the client makes its typed
calls from it; contract tests run over it. What is not in the table does not exist.
"""

from __future__ import annotations

from netmile_desktop.domain.operations.access import (
    CHANGE_PASSWORD,
    CHANGE_SITE_DETAILS,
    INFO,
    SESSION,
    SIGN_IN,
    SIGN_OUT,
    SITE_DETAILS,
)
from netmile_desktop.domain.operations.campaigns import (
    APPLICATION,
    APPLY,
    CAMPAIGN,
    CAMPAIGN_CONTENT,
    CHECK_APPLICATION,
    HOME,
    SEARCH_APPLICATIONS,
    SEARCH_CAMPAIGNS,
    WITHDRAW,
)
from netmile_desktop.domain.operations.history import (
    CANCEL,
    CANCEL_REASONS,
    CHECK_CANCELLATION,
    DEADLINES,
    EXPORT_HISTORY,
    INQUIRE,
    MATCH_ISSUES,
    SEARCH_CANCELLATIONS,
    SEARCH_HISTORY,
)
from netmile_desktop.domain.operations.issuances import (
    CHECK_ISSUANCE,
    CHECK_ONE,
    COMPLETED_LIST,
    DELETE_LISTS,
    ERROR_LIST,
    FIND_ISSUANCE,
    ISSUE,
    ISSUE_ONE,
    REGISTRATION,
    SAMPLE_MAIL,
    SEARCH_REGISTRATIONS,
    STARTER_KIT,
)
from netmile_desktop.domain.operations.operator import (
    CLOCK,
    DECIDE_APPLICATION,
    DECIDE_CAMPAIGN,
    DECIDE_CANCELLATIONS,
    END_SESSIONS,
    FLAG_MEMBER,
    MOVE_CLOCK,
    OPERATOR_APPLICATIONS,
    OPERATOR_CANCELLATIONS,
    RESUME_REGISTRATION,
)
from netmile_desktop.domain.operations.reports import (
    BILL_FORECAST,
    ENTRIES_LIST,
    ERROR_STATISTICS,
    ODD_AMOUNTS,
    REPORT,
    REPORT_ENTRIES,
    REPORT_STANDING,
)
from netmile_desktop.domain.operations.shape import STATUS, Access, Operation, Raw

ALL: tuple[Operation[object, object, object], ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Operation)
)
"""Every operation, in the order in which they are imported."""

__all__ = [
    "ALL",
    "APPLICATION",
    "APPLY",
    "BILL_FORECAST",
    "CAMPAIGN",
    "CAMPAIGN_CONTENT",
    "CANCEL",
    "CANCEL_REASONS",
    "CHANGE_PASSWORD",
    "CHANGE_SITE_DETAILS",
    "CHECK_APPLICATION",
    "CHECK_CANCELLATION",
    "CHECK_ISSUANCE",
    "CHECK_ONE",
    "CLOCK",
    "COMPLETED_LIST",
    "DEADLINES",
    "DECIDE_APPLICATION",
    "DECIDE_CAMPAIGN",
    "DECIDE_CANCELLATIONS",
    "DELETE_LISTS",
    "END_SESSIONS",
    "ENTRIES_LIST",
    "ERROR_LIST",
    "ERROR_STATISTICS",
    "EXPORT_HISTORY",
    "FIND_ISSUANCE",
    "FLAG_MEMBER",
    "HOME",
    "INFO",
    "INQUIRE",
    "ISSUE",
    "ISSUE_ONE",
    "MATCH_ISSUES",
    "MOVE_CLOCK",
    "ODD_AMOUNTS",
    "OPERATOR_APPLICATIONS",
    "OPERATOR_CANCELLATIONS",
    "REGISTRATION",
    "REPORT",
    "REPORT_ENTRIES",
    "REPORT_STANDING",
    "RESUME_REGISTRATION",
    "SAMPLE_MAIL",
    "SEARCH_APPLICATIONS",
    "SEARCH_CAMPAIGNS",
    "SEARCH_CANCELLATIONS",
    "SEARCH_HISTORY",
    "SEARCH_REGISTRATIONS",
    "SESSION",
    "SIGN_IN",
    "SIGN_OUT",
    "SITE_DETAILS",
    "STARTER_KIT",
    "STATUS",
    "WITHDRAW",
    "Access",
    "Operation",
    "Raw",
]
