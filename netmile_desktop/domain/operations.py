"""The one table of operations.

The portal makes its routes, its decoding and the OpenAPI document from it; the client makes its typed
calls from it; contract tests run over it. What is not in the table does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem

Q = TypeVar("Q")
B = TypeVar("B")
A = TypeVar("A")


class Access(StrEnum):
    """Who may call an operation."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    MERCHANT = "merchant"
    OPERATOR = "operator"


class Raw(StrEnum):
    """Bodies that are not JSON."""

    CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class Operation(Generic[Q, B, A]):
    """One call. `path` may hold `{name}` parameters, all text.

    `query`, `body` and `answer` are structs of `wire` (`Nothing` where there is none). `raw_body` and
    `raw_answer` stand in for `body` and `answer` where bytes travel as they are.
    """

    name: str
    method: str
    path: str
    summary: str
    query: type[Q]
    body: type[B]
    answer: type[A]
    access: Access = Access.MERCHANT
    status: int = 200
    problems: tuple[Problem, ...] = ()
    raw_body: Raw | None = None
    raw_answer: Raw | None = None
    keyed: bool = False
    """Takes an `Idempotency-Key` header: the same key and content again answers the same and changes nothing."""

    def all_problems(self) -> tuple[Problem, ...]:
        """Its own problems and those every operation of its kind can answer."""
        general: tuple[Problem, ...] = (Problem.INVALID, Problem.METHOD, Problem.BROKEN)
        if self.access is not Access.ANYONE:
            general += (Problem.SESSION,)
        if self.access in {Access.MERCHANT, Access.OPERATOR}:
            general += (Problem.FORBIDDEN,)
        if self.raw_body or self.body is not wire.Nothing:
            general += (Problem.SIZE,)
        if self.keyed:
            general += (Problem.KEY_MISSING, Problem.IDEMPOTENCY)
        return tuple(dict.fromkeys(self.problems + general))


STATUS: dict[Problem, int] = {
    Problem.AUTH: 401,
    Problem.LOCK: 423,
    Problem.SESSION: 401,
    Problem.FORBIDDEN: 403,
    Problem.NOT_FOUND: 404,
    Problem.METHOD: 405,
    Problem.INVALID: 400,
    Problem.RANGE: 422,
    Problem.SIZE: 413,
    Problem.ROWS: 422,
    Problem.EMPTY: 422,
    Problem.CSV: 422,
    Problem.IDEMPOTENCY: 409,
    Problem.KEY_MISSING: 400,
    Problem.OPTION: 422,
    Problem.TYPE: 409,
    Problem.GONE: 410,
    Problem.BUSY: 409,
    Problem.STATE: 409,
    Problem.CAMPAIGN_NOT_VALID: 422,
    Problem.OUTSIDE_PERIOD: 422,
    Problem.ADDRESS: 422,
    Problem.KEY: 422,
    Problem.MILES: 422,
    Problem.BROKEN: 500,
}
"""HTTP status of each problem."""

_FILE_PROBLEMS = (Problem.ROWS, Problem.EMPTY, Problem.CSV, Problem.OPTION, Problem.NOT_FOUND)

INFO = Operation(
    "info",
    "GET",
    "/v1/info",
    "Versions and clocks of the portal",
    wire.Nothing,
    wire.Nothing,
    wire.Info,
    access=Access.ANYONE,
)
SIGN_IN = Operation(
    "sign_in",
    "POST",
    "/v1/sessions",
    "Start a session with ID and password",
    wire.Nothing,
    wire.SignIn,
    wire.Session,
    access=Access.ANYONE,
    status=201,
    problems=(Problem.AUTH, Problem.LOCK),
)
SESSION = Operation(
    "session",
    "GET",
    "/v1/sessions/current",
    "Who is signed in, and until when",
    wire.Nothing,
    wire.Nothing,
    wire.Session,
    access=Access.SIGNED_IN,
)
SIGN_OUT = Operation(
    "sign_out",
    "DELETE",
    "/v1/sessions/current",
    "End the session at once",
    wire.Nothing,
    wire.Nothing,
    wire.Nothing,
    access=Access.SIGNED_IN,
    status=204,
)
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
CHECK_ISSUANCE = Operation(
    "check_issuance",
    "POST",
    "/v1/issuances/check",
    "Judge a file without writing anything",
    wire.IssuanceQuery,
    wire.Nothing,
    wire.IssuanceForecast,
    raw_body=Raw.CSV,
    problems=_FILE_PROBLEMS,
)
ISSUE = Operation(
    "issue",
    "PUT",
    "/v1/issuances/by-key/{key}",
    "Hand a file over under a key; safe to repeat",
    wire.IssuanceQuery,
    wire.Nothing,
    wire.Registration,
    raw_body=Raw.CSV,
    status=202,
    problems=(*_FILE_PROBLEMS, Problem.IDEMPOTENCY, Problem.CAMPAIGN_NOT_VALID, Problem.OUTSIDE_PERIOD),
)
CHECK_ONE = Operation(
    "check_one",
    "POST",
    "/v1/issuances/single/check",
    "Judge a single issue without writing anything",
    wire.Nothing,
    wire.SingleIssue,
    wire.SingleForecast,
    problems=(Problem.OPTION, Problem.NOT_FOUND),
)
ISSUE_ONE = Operation(
    "issue_one",
    "PUT",
    "/v1/issuances/single/by-key/{key}",
    "Hand a single issue over under a key; safe to repeat",
    wire.Nothing,
    wire.SingleIssue,
    wire.Registration,
    status=202,
    problems=(
        *(Problem.OPTION, Problem.NOT_FOUND, Problem.IDEMPOTENCY),
        *(Problem.CAMPAIGN_NOT_VALID, Problem.OUTSIDE_PERIOD, Problem.ADDRESS, Problem.KEY, Problem.MILES),
    ),
)
SAMPLE_MAIL = Operation(
    "sample_mail",
    "POST",
    "/v1/issuances/mail-sample",
    "The transfer-completed mail as a member would get it",
    wire.Nothing,
    wire.MailQuery,
    wire.MailSample,
    problems=(Problem.OPTION, Problem.NOT_FOUND),
)
STARTER_KIT = Operation(
    "starter_kit",
    "GET",
    "/v1/starter-kit",
    "Sample files for both modes",
    wire.Nothing,
    wire.Nothing,
    wire.StarterKit,
)
FIND_ISSUANCE = Operation(
    "find_issuance",
    "GET",
    "/v1/issuances/by-key/{key}",
    "What was accepted under a key",
    wire.Nothing,
    wire.Nothing,
    wire.Registration,
    problems=(Problem.NOT_FOUND,),
)
SEARCH_REGISTRATIONS = Operation(
    "search_registrations",
    "GET",
    "/v1/issuances",
    "Registrations of manual issues",
    wire.RegistrationSearch,
    wire.Nothing,
    wire.Page[wire.Registration],
    problems=(Problem.RANGE,),
)
REGISTRATION = Operation(
    "registration",
    "GET",
    "/v1/issuances/{registration_id}",
    "One registration in full",
    wire.Nothing,
    wire.Nothing,
    wire.RegistrationDetail,
    problems=(Problem.NOT_FOUND,),
)
COMPLETED_LIST = Operation(
    "completed_list",
    "GET",
    "/v1/issuances/{registration_id}/completed",
    "登録完了リスト as CSV",
    wire.ListQuery,
    wire.Nothing,
    wire.Nothing,
    raw_answer=Raw.CSV,
    problems=(Problem.NOT_FOUND, Problem.GONE, Problem.TYPE, Problem.BUSY),
)
ERROR_LIST = Operation(
    "error_list",
    "GET",
    "/v1/issuances/{registration_id}/errors",
    "エラーリスト as CSV",
    wire.ListQuery,
    wire.Nothing,
    wire.Nothing,
    raw_answer=Raw.CSV,
    problems=(Problem.NOT_FOUND, Problem.GONE, Problem.TYPE, Problem.BUSY),
)
DELETE_LISTS = Operation(
    "delete_lists",
    "DELETE",
    "/v1/issuances/{registration_id}/lists",
    "Delete both lists for good",
    wire.Nothing,
    wire.Nothing,
    wire.ListsDeleted,
    problems=(Problem.NOT_FOUND, Problem.BUSY, Problem.TYPE),
)
SEARCH_HISTORY = Operation(
    "search_history",
    "GET",
    "/v1/history",
    "Issues as of the last midnight, with what was cancelled since laid over them",
    wire.HistorySearch,
    wire.Nothing,
    wire.HistoryPage,
    problems=(Problem.RANGE,),
)
EXPORT_HISTORY = Operation(
    "export_history",
    "GET",
    "/v1/history/export",
    "The same as CSV, all of it",
    wire.HistoryExport,
    wire.Nothing,
    wire.Nothing,
    raw_answer=Raw.CSV,
    problems=(Problem.RANGE,),
)
MATCH_ISSUES = Operation(
    "match_issues",
    "POST",
    "/v1/history/matches",
    "Which live issues the lines of a file mean",
    wire.Nothing,
    wire.MatchRequest,
    wire.Matches,
)
_SELECTION_PROBLEMS = (Problem.OPTION, Problem.NOT_FOUND, Problem.BUSY, Problem.ROWS, Problem.RANGE)

CANCEL_REASONS = Operation(
    "cancel_reasons",
    "GET",
    "/v1/cancellations/reasons",
    "取消理由 to choose from",
    wire.Nothing,
    wire.Nothing,
    wire.CancelReasons,
)
CHECK_CANCELLATION = Operation(
    "check_cancellation",
    "POST",
    "/v1/cancellations/check",
    "Sort issues into at once, by request and impossible, without writing anything",
    wire.Nothing,
    wire.CancelSelection,
    wire.CancelForecast,
    problems=_SELECTION_PROBLEMS,
)
CANCEL = Operation(
    "cancel",
    "POST",
    "/v1/cancellations",
    "Cancel pending issues at once, or request it for valid ones; a result for each",
    wire.Nothing,
    wire.CancelOrder,
    wire.CancelResult,
    keyed=True,
    problems=(Problem.OPTION, Problem.NOT_FOUND, Problem.BUSY, Problem.ROWS),
)
SEARCH_CANCELLATIONS = Operation(
    "search_cancellations",
    "GET",
    "/v1/cancellations",
    "What was cancelled or requested, and what became of it",
    wire.CancellationSearch,
    wire.Nothing,
    wire.Page[wire.CancellationRecord],
    problems=(Problem.RANGE,),
)
DEADLINES = Operation(
    "deadlines",
    "GET",
    "/v1/cancellations/deadlines",
    "What can soon no longer be cancelled",
    wire.DeadlineQuery,
    wire.Nothing,
    wire.Deadlines,
)
DECIDE_CAMPAIGN = Operation(
    "decide_campaign",
    "POST",
    "/v1/operator/campaigns/decisions",
    "Approve, reject, suspend or resume a campaign",
    wire.Nothing,
    wire.Decision,
    wire.CampaignAtOperator,
    access=Access.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)
FLAG_MEMBER = Operation(
    "flag_member",
    "POST",
    "/v1/operator/members/flags",
    "Change a member's status or test flag",
    wire.Nothing,
    wire.MemberFlags,
    wire.Member,
    access=Access.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND,),
)
END_SESSIONS = Operation(
    "end_sessions",
    "POST",
    "/v1/operator/sessions/endings",
    "End all sessions of a user at once",
    wire.Nothing,
    wire.EndSessions,
    wire.SessionsEnded,
    access=Access.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND,),
)

OPERATOR_CANCELLATIONS = Operation(
    "operator_cancellations",
    "GET",
    "/v1/operator/cancellations",
    "Cancellation requests of all sites",
    wire.OperatorCancellationSearch,
    wire.Nothing,
    wire.Page[wire.CancellationAtOperator],
    access=Access.OPERATOR,
)
DECIDE_CANCELLATIONS = Operation(
    "decide_cancellations",
    "POST",
    "/v1/operator/cancellations/decisions",
    "Approve or refuse a cancellation request, or some of its issues",
    wire.Nothing,
    wire.CancellationDecision,
    wire.CancellationsDecided,
    access=Access.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)

ALL: tuple[Operation[object, object, object], ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Operation)
)
"""Every operation, in the order above."""
