"""Looking back at issues, and taking them back."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Operation, Raw, Table

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
INQUIRE = Operation(
    "inquire",
    "POST",
    "/v1/inquiries",
    "What was issued, refused or waits under a key or to an address, in all campaigns",
    wire.Nothing,
    wire.Inquiry,
    wire.InquiryAnswer,
    problems=(Problem.OPTION,),
)

ALL: Table = (
    SEARCH_HISTORY,
    EXPORT_HISTORY,
    MATCH_ISSUES,
    CANCEL_REASONS,
    CHECK_CANCELLATION,
    CANCEL,
    SEARCH_CANCELLATIONS,
    DEADLINES,
    INQUIRE,
)
