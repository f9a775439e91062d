"""Taking issued miles back."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Cancellations:
    """The cancellations of the site that is signed in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def reasons(self, progress: Progress = SILENT) -> wire.CancelReasons:
        """取消理由 to choose from."""
        return self._transport.call(operations.CANCEL_REASONS, progress=progress)

    def check(self, selection: wire.CancelSelection, progress: Progress = SILENT) -> wire.CancelForecast:
        """How each issue could be cancelled now, or why it could not; nothing is written."""
        return self._transport.call(operations.CHECK_CANCELLATION, body=selection, progress=progress)

    def order(self, key: str, order: wire.CancelOrder, progress: Progress = SILENT) -> wire.CancelResult:
        """Cancel at once, or request it, under a key: the same order under it again gets the same answer.

        Never repeated by itself once a byte may have arrived.
        """
        return self._transport.call(operations.CANCEL, body=order, key=key, repeatable=False, progress=progress)

    def search(self, query: wire.CancellationSearch, progress: Progress = SILENT) -> wire.Page[wire.CancellationRecord]:
        """What was cancelled or requested under conditions, a page of it."""
        return self._transport.call(operations.SEARCH_CANCELLATIONS, query=query, progress=progress)

    def deadlines(self, query: wire.DeadlineQuery, progress: Progress = SILENT) -> wire.Deadlines:
        """What can soon no longer be cancelled."""
        return self._transport.call(operations.DEADLINES, query=query, progress=progress)
