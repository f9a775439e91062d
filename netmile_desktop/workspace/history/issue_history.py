"""マイル発行履歴 from the portal, remembered for work without a network and joined with addresses kept here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.history import IssueType
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.records.batch_records import BatchRecords
from netmile_desktop.workspace.records.edits import UndoStack
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable
from netmile_desktop.workspace.store.store import Store, Transaction

_KIND = "history"
_LAST = "last"

_AT_A_TIME = 10_000
"""Issue IDs per query of the store."""


class FoundIssues(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the history; `page.as_of` says how old it is."""

    query: wire.HistorySearch
    page: wire.HistoryPage
    is_remembered: bool = False
    """Whether it comes from memory instead of the portal."""


class IssueHistory:
    """The issues of the signed-in site, as of the last midnight in Japan."""

    def __init__(self, client: PortalClient, store: Store) -> None:
        self._client = client
        self._store = store
        self._records = BatchRecords(store)

    def search(self, query: wire.HistorySearch, progress: Progress = SILENT) -> FoundIssues:
        """Return a fresh page; without a network, the one remembered for the same query.

        Raises:
            Refused: `P-RANGE` and the like.
            Unreachable, Broken, Cancelled.
        """
        if self._client.is_offline:
            remembered = self.remembered(query)
            if remembered is None:
                raise Unreachable("offline")
            return remembered
        found = FoundIssues(query=query, page=self._client.history.search(query, progress))
        kept = msgspec.structs.replace(found, is_remembered=True)
        self._store.remember_all(_KIND, {_view(query): kept, _LAST: kept})
        return found

    def remembered(self, query: wire.HistorySearch) -> FoundIssues | None:
        """Return what this very page showed last, or None."""
        found = self._store.recall(_KIND, _view(query), FoundIssues)
        return found if found is not None and found.query == query else None

    def last(self) -> FoundIssues | None:
        """Return the page shown last, whatever its query, or None."""
        return self._store.recall(_KIND, _LAST, FoundIssues)

    def found_ids(self, conditions: wire.HistoryConditions, progress: Progress = SILENT) -> list[str]:
        """Return the IDs of all issues that meet conditions, the oldest first, to tick all that was found."""
        return [record.issue_id for record in self._client.history.all(conditions, progress)]

    def export(self, query: wire.HistoryExport, to: Path, progress: Progress = SILENT) -> Path:
        """Save all issues found as CSV, byte for byte as the portal wrote it; the whole file or nothing.

        Raises:
            FileUnwritable: the file cannot be written there.
        """
        content = self._client.history.export(query, progress)
        try:
            replace_file(to, content)
        except OSError as error:
            raise unwritable(error, to) from error
        return to

    def addresses(self, records: Iterable[wire.IssueRecord], progress: Progress = SILENT) -> dict[str, str]:
        """Return the addresses, by issue ID, of issues sent from here and still kept; the portal reports none."""
        wanted = list(records)
        found = self._addresses_in_batches([each.issue_id for each in wanted], progress)
        if any(each.type is IssueType.SINGLE for each in wanted):
            by_registration = self._addresses_of_singles()
            for each in wanted:
                if each.type is IssueType.SINGLE and each.registration_id in by_registration:
                    found[each.issue_id] = by_registration[each.registration_id]
        return found

    def _addresses_in_batches(self, issue_ids: list[str], progress: Progress) -> dict[str, str]:
        rows: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        with self._store.read() as transaction:
            for at in range(0, len(issue_ids), _AT_A_TIME):
                some = issue_ids[at : at + _AT_A_TIME]
                gaps = ",".join("?" * len(some))
                # Without the second condition SQLite cannot use the partial index of issued rows.
                sql = f"SELECT batch_id, row_id, issue_id FROM verdict WHERE issue_id IN ({gaps}) AND issue_id <> ''"
                for batch_id, row_id, issue_id in transaction.all(sql, *some):
                    rows[batch_id].append((issue_id, row_id))
        found: dict[str, str] = {}
        for n, (batch_id, wanted) in enumerate(rows.items()):
            progress.report(n, len(rows), "reading")
            edited = self._edited(batch_id)
            found |= {issue_id: edited.row(row_id).address for issue_id, row_id in wanted}
        return found

    def _edited(self, batch_id: str) -> EditedRows:
        """Return the rows of a batch as they were sent."""
        record = self._records.one(batch_id)
        edited = EditedRows(self._records.source(batch_id).read(record.recipe).rows)
        UndoStack(edited, self._records.steps(batch_id), record.step)
        return edited

    def _addresses_of_singles(self) -> dict[str, str]:
        with self._store.read() as transaction:
            rows = transaction.all("SELECT registration_id, request FROM single WHERE registration_id <> ''")
        return {id_: codec.decode_json(request, wire.SingleIssue).address for id_, request in rows}


def _view(query: wire.HistorySearch) -> str:
    """Return the id shared by all pages of a campaign, so that one page of each campaign is remembered."""
    return f"in {query.campaign_id}"


def old_pages(transaction: Transaction, before: datetime) -> list[str]:
    """Return the ids of remembered pages that were shown before an instant."""
    old = []
    for id_, value in transaction.all("SELECT id, value FROM memory WHERE kind = ?", _KIND):
        try:
            is_old = codec.decode_json(value, FoundIssues).page.as_of < before
        except msgspec.MsgspecError:
            is_old = True
        if is_old:
            old.append(id_)
    return old


def forget_pages(transaction: Transaction, ids: Iterable[str]) -> None:
    """Delete these remembered pages."""
    for id_ in ids:
        transaction.run("DELETE FROM memory WHERE kind = ? AND id = ?", _KIND, id_)
