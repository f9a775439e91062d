"""Figures, what lies behind them, and the running bill."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Operation, Raw, Table

_REPORT_PROBLEMS = (Problem.NOT_FOUND, Problem.RANGE, Problem.SPAN)
REPORT = Operation(
    "report",
    "GET",
    "/v1/reports/{report}",
    "Figures of a report, cut by month, day or hour",
    wire.ReportQuery,
    wire.Nothing,
    wire.ReportAnswer,
    problems=(*_REPORT_PROBLEMS, Problem.GRAIN),
)
REPORT_ENTRIES = Operation(
    "report_entries",
    "GET",
    "/v1/reports/{report}/entries",
    "The issues, cancellations or registrations behind a figure",
    wire.EntryQuery,
    wire.Nothing,
    wire.EntryPage,
    problems=(*_REPORT_PROBLEMS, Problem.GRAIN),
)
ENTRIES_LIST = Operation(
    "entries_list",
    "GET",
    "/v1/reports/{report}/entries/list",
    "The issues, cancellations or registrations behind a figure as CSV",
    wire.EntryListQuery,
    wire.Nothing,
    wire.Nothing,
    raw_answer=Raw.CSV,
    problems=(*_REPORT_PROBLEMS, Problem.GRAIN),
)
REPORT_STANDING = Operation(
    "report_standing",
    "GET",
    "/v1/reports/{report}/standing",
    "Pending and valid miles, and how many members were given any",
    wire.StandingQuery,
    wire.Nothing,
    wire.Standing,
    problems=_REPORT_PROBLEMS,
)
ERROR_STATISTICS = Operation(
    "error_statistics",
    "GET",
    "/v1/error-statistics",
    "Refused rows by code, day and file",
    wire.RangeQuery,
    wire.Nothing,
    wire.ErrorStatistics,
    problems=_REPORT_PROBLEMS,
)
ODD_AMOUNTS = Operation(
    "odd_amounts",
    "GET",
    "/v1/odd-amounts",
    "Issues whose miles look like a slip",
    wire.RangeQuery,
    wire.Nothing,
    wire.OddAmounts,
    problems=_REPORT_PROBLEMS,
)
BILL_FORECAST = Operation(
    "bill_forecast",
    "GET",
    "/v1/bill-forecast",
    "What the running month comes to so far",
    wire.Nothing,
    wire.Nothing,
    wire.BillForecast,
)

ALL: Table = (
    REPORT,
    REPORT_ENTRIES,
    ENTRIES_LIST,
    REPORT_STANDING,
    ERROR_STATISTICS,
    ODD_AMOUNTS,
    BILL_FORECAST,
)
