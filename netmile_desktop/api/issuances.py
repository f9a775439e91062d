"""Handing miles over to be issued, and what became of them."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.progress import SILENT, Progress


class Issuances:
    """The issues of the site that is signed in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def check(self, query: wire.IssuanceQuery, body: bytes, progress: Progress = SILENT) -> wire.IssuanceForecast:
        """What would become of a file now; nothing is written."""
        return self._transport.call(operations.CHECK_ISSUANCE, query=query, raw=body, progress=progress)

    def issue(self, key: str, query: wire.IssuanceQuery, body: bytes, progress: Progress = SILENT) -> wire.Registration:
        """Hand a file over under a key. Progress tells the bytes on their way.

        Never repeated by itself once a byte may have arrived: after `Unreachable` or `Broken` ask `find`
        first, then hand the same file over under the same key.
        """
        return self._transport.call(
            operations.ISSUE, path={"key": key}, query=query, raw=body, repeatable=False, progress=progress
        )

    def check_one(self, request: wire.SingleIssue, progress: Progress = SILENT) -> wire.SingleForecast:
        """What would become of a single issue now; nothing is written."""
        return self._transport.call(operations.CHECK_ONE, body=request, progress=progress)

    def issue_one(self, key: str, request: wire.SingleIssue, progress: Progress = SILENT) -> wire.Registration:
        """Hand a single issue over under a key; never repeated by itself, like `issue`."""
        return self._transport.call(
            operations.ISSUE_ONE, path={"key": key}, body=request, repeatable=False, progress=progress
        )

    def starter_kit(self, progress: Progress = SILENT) -> wire.StarterKit:
        """The sample files that the portal offers."""
        return self._transport.call(operations.STARTER_KIT, progress=progress)

    def find(self, key: str, progress: Progress = SILENT) -> wire.Registration | None:
        """What was accepted under a key, or None where nothing was."""
        try:
            return self._transport.call(operations.FIND_ISSUANCE, path={"key": key}, progress=progress)
        except Refused as refused:
            if refused.code == Problem.NOT_FOUND:
                return None
            raise

    def search(self, query: wire.RegistrationSearch, progress: Progress = SILENT) -> wire.Page[wire.Registration]:
        """Registrations under conditions, a page of them."""
        return self._transport.call(operations.SEARCH_REGISTRATIONS, query=query, progress=progress)

    def detail(self, registration_id: str, progress: Progress = SILENT) -> wire.RegistrationDetail:
        """One registration in full."""
        return self._transport.call(
            operations.REGISTRATION, path={"registration_id": registration_id}, progress=progress
        )

    def completed_list(self, registration_id: str, encoding: str = "utf-8-sig", progress: Progress = SILENT) -> bytes:
        """登録完了リスト as CSV, byte by byte as the portal wrote it."""
        return self._transport.download(
            operations.COMPLETED_LIST,
            path={"registration_id": registration_id},
            query=wire.ListQuery(encoding=encoding),
            progress=progress,
        )

    def error_list(self, registration_id: str, encoding: str = "utf-8-sig", progress: Progress = SILENT) -> bytes:
        """エラーリスト as CSV, byte by byte as the portal wrote it."""
        return self._transport.download(
            operations.ERROR_LIST,
            path={"registration_id": registration_id},
            query=wire.ListQuery(encoding=encoding),
            progress=progress,
        )

    def delete_lists(self, registration_id: str, progress: Progress = SILENT) -> wire.ListsDeleted:
        """Delete both lists for good; doing it twice changes nothing."""
        return self._transport.call(
            operations.DELETE_LISTS, path={"registration_id": registration_id}, progress=progress
        )
