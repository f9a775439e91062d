"""マイル発行履歴 as the portal tells it."""

from __future__ import annotations

import msgspec

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress

ALL_AT_ONCE = 1_000
"""Issues per answer if all of them are wanted."""


class History:
    """The issues of the site that is signed in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def search(self, query: wire.HistorySearch, progress: Progress = SILENT) -> wire.HistoryPage:
        """Issues under conditions, a page of them."""
        return self._transport.call(operations.SEARCH_HISTORY, query=query, progress=progress)

    def all(self, conditions: wire.HistoryConditions, progress: Progress = SILENT) -> list[wire.IssueRecord]:
        """Every issue under conditions, the oldest first. Progress tells how many are here."""
        wanted = {**msgspec.structs.asdict(conditions), "sort": "issued_at", "size": ALL_AT_ONCE}
        found: dict[str, wire.IssueRecord] = {}
        number = 0
        while True:
            number += 1
            page = self.search(wire.HistorySearch(**{**wanted, "page": number}), progress)
            found |= {item.issue_id: item for item in page.items}
            progress.report(len(found), max(page.total, len(found)))
            if len(page.items) < ALL_AT_ONCE:
                return list(found.values())

    def export(self, query: wire.HistoryExport, progress: Progress = SILENT) -> bytes:
        """Every issue under conditions as CSV, byte by byte as the portal wrote it."""
        return self._transport.download(operations.EXPORT_HISTORY, query=query, progress=progress)

    def match(self, request: wire.MatchRequest, progress: Progress = SILENT) -> wire.Matches:
        """Which live issues the lines of a file mean."""
        return self._transport.call(operations.MATCH_ISSUES, body=request, progress=progress)
