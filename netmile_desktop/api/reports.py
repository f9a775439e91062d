"""Figures of reports and what lies behind them."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Reports:
    """The reports of the site that is signed in; each is named by its ID."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def report(self, report: str, query: wire.ReportQuery, progress: Progress = SILENT) -> wire.ReportAnswer:
        """A report's figures over a period, zeros included."""
        return self._transport.call(operations.REPORT, path={"report": report}, query=query, progress=progress)

    def entries(self, report: str, query: wire.EntryQuery, progress: Progress = SILENT) -> wire.EntryPage:
        """The issues or cancellations behind a figure, a page of them."""
        return self._transport.call(operations.REPORT_ENTRIES, path={"report": report}, query=query, progress=progress)

    def entries_list(self, report: str, query: wire.EntryListQuery, progress: Progress = SILENT) -> bytes:
        """All of them as CSV, byte by byte as the portal wrote it."""
        return self._transport.download(
            operations.ENTRIES_LIST, path={"report": report}, query=query, progress=progress
        )

    def standing(self, report: str, query: wire.StandingQuery, progress: Progress = SILENT) -> wire.Standing:
        """Pending and valid miles now, and the members of a period."""
        return self._transport.call(operations.REPORT_STANDING, path={"report": report}, query=query, progress=progress)

    def error_statistics(self, query: wire.RangeQuery, progress: Progress = SILENT) -> wire.ErrorStatistics:
        """Refused rows by code, day and file."""
        return self._transport.call(operations.ERROR_STATISTICS, query=query, progress=progress)

    def odd_amounts(self, query: wire.RangeQuery, progress: Progress = SILENT) -> wire.OddAmounts:
        """Issues whose miles look like a slip."""
        return self._transport.call(operations.ODD_AMOUNTS, query=query, progress=progress)

    def forecast(self, progress: Progress = SILENT) -> wire.BillForecast:
        """What the running month comes to so far."""
        return self._transport.call(operations.BILL_FORECAST, progress=progress)
