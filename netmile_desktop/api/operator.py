"""NetMile's own side, for a session of an operator; in a sandbox anybody may play that part."""

from __future__ import annotations

from datetime import date

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Operator:
    """What NetMile's staff decides."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def cancellations(
        self, query: wire.OperatorCancellationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.CancellationAtOperator]:
        """Cancellation requests of all sites, a page of them."""
        return self._transport.call(operations.OPERATOR_CANCELLATIONS, query=query, progress=progress)

    def decide(
        self, key: str, decision: wire.CancellationDecision, progress: Progress = SILENT
    ) -> wire.CancellationsDecided:
        """Approve or refuse a request under a key; the same decision under it again changes nothing."""
        return self._transport.call(operations.DECIDE_CANCELLATIONS, body=decision, key=key, progress=progress)

    def applications(
        self, query: wire.OperatorApplicationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.ApplicationAtOperator]:
        """Applications of all sites, a page of them."""
        return self._transport.call(operations.OPERATOR_APPLICATIONS, query=query, progress=progress)

    def clock(self, progress: Progress = SILENT) -> wire.BusinessClock:
        """What day it is for campaigns and miles."""
        return self._transport.call(operations.CLOCK, progress=progress)

    def move_clock(self, to: date, progress: Progress = SILENT) -> wire.BusinessClock:
        """Let a sandbox go on in a later day."""
        return self._transport.call(operations.MOVE_CLOCK, body=wire.MoveClock(to=to), progress=progress)
