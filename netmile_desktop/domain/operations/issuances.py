"""Issuing by hand, and what became of it."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Operation, Raw, Table

_FILE_PROBLEMS = (Problem.ROWS, Problem.EMPTY, Problem.CSV, Problem.OPTION, Problem.NOT_FOUND)

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
    problems=(
        *(*_FILE_PROBLEMS, Problem.IDEMPOTENCY, Problem.RESUMED),
        *(Problem.CAMPAIGN_NOT_VALID, Problem.OUTSIDE_PERIOD),
    ),
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

ALL: Table = (
    CHECK_ISSUANCE,
    ISSUE,
    CHECK_ONE,
    ISSUE_ONE,
    SAMPLE_MAIL,
    STARTER_KIT,
    FIND_ISSUANCE,
    SEARCH_REGISTRATIONS,
    REGISTRATION,
    COMPLETED_LIST,
    ERROR_LIST,
    DELETE_LISTS,
)
