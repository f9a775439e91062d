"""Asking what became of one member."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Inquiries:
    """Inquiries at the site that is signed in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def ask(self, inquiry: wire.Inquiry, progress: Progress = SILENT) -> wire.InquiryAnswer:
        """Everything known under a key, or about an address, in all campaigns."""
        return self._transport.call(operations.INQUIRE, body=inquiry, progress=progress)
