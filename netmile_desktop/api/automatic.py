"""Automatic issuance: keys of the site, and its log of refused calls."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class AutomaticIssuance:
    """What a merchant needs around automatic issuance."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def keys(self, progress: Progress = SILENT) -> wire.AutomaticKeys:
        """Keys of the site, the newest first, without their secrets."""
        return self._transport.call(operations.AUTOMATIC_KEYS, progress=progress)

    def make_key(self, key: str, progress: Progress = SILENT) -> wire.NewAutomaticKey:
        """Make a key; `P-STATE` where two are valid already. `key` is the idempotency key."""
        return self._transport.call(operations.MAKE_AUTOMATIC_KEY, key=key, progress=progress)

    def rotate_keys(self, key: str, progress: Progress = SILENT) -> wire.NewAutomaticKey:
        """Make a key beside the newest one and revoke any older; `P-STATE` where there is none yet."""
        return self._transport.call(operations.ROTATE_AUTOMATIC_KEYS, key=key, progress=progress)

    def revoke_key(self, key_id: str, progress: Progress = SILENT) -> wire.AutomaticKey:
        """Accept nothing under a key any more; repeating it changes nothing."""
        return self._transport.call(operations.REVOKE_AUTOMATIC_KEY, path={"key_id": key_id}, progress=progress)

    def send(self, merchant_id: str, parameter: str, progress: Progress = SILENT) -> wire.AutomaticAnswer:
        """Send a parameter as a shop's server would."""
        return self._transport.call(
            operations.ISSUE_AUTOMATICALLY,
            path={"merchant_id": merchant_id},
            body=wire.AutomaticCall(parameter=parameter),
            progress=progress,
        )

    def errors(self, query: wire.AutomaticErrorSearch, progress: Progress = SILENT) -> wire.Page[wire.AutomaticError]:
        """Refused calls under conditions, a page of them."""
        return self._transport.call(operations.AUTOMATIC_ERRORS, query=query, progress=progress)

    def error_sums(self, query: wire.AutomaticErrorRange, progress: Progress = SILENT) -> wire.AutomaticErrorSums:
        """Refused calls by day and code."""
        return self._transport.call(operations.AUTOMATIC_ERROR_SUMS, query=query, progress=progress)

    def take_errors(self, taking: wire.AutomaticErrorTaking, progress: Progress = SILENT) -> wire.AutomaticErrorsTaken:
        """Take refused calls into a manual batch; safe to repeat."""
        return self._transport.call(operations.TAKE_AUTOMATIC_ERRORS, body=taking, progress=progress)

    def release_errors(self, batch: str, progress: Progress = SILENT) -> wire.AutomaticErrorsReleased:
        """Open the refused calls of a batch again that was given up before it was sent."""
        body = wire.AutomaticErrorRelease(batch=batch)
        return self._transport.call(operations.RELEASE_AUTOMATIC_ERRORS, body=body, progress=progress)

    def delete_errors(
        self, deletion: wire.AutomaticErrorDeletion, progress: Progress = SILENT
    ) -> wire.AutomaticErrorsDeleted:
        """Delete personal data of refused calls for good; safe to repeat."""
        return self._transport.call(operations.DELETE_AUTOMATIC_ERRORS, body=deletion, progress=progress)
