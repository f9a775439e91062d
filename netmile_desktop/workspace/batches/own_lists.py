"""The lists of a registration that was sent from here, by the rows and with the columns of the clerk's own sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.language import Language
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.batches.result_sheets import WORKBOOK, ResultSheet, Rows, save_rows
from netmile_desktop.workspace.records.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.store.store import Store


class OwnLists:
    """The lists that can be made on this machine. The portal is not asked."""

    def __init__(self, store: Store, batches: Batches) -> None:
        self._parts = PartRecords(store)
        self._batches = batches

    def holds(self, registration_id: str) -> bool:
        """Return whether the rows of a registration and what became of them are here."""
        return self._part(registration_id) is not None

    def save(
        self,
        registration_id: str,
        which: Rows,
        to: Path,
        language: Language,
        progress: Progress = SILENT,
        *,
        encoding: str = "utf-8-sig",
        copy: Path | None = None,
    ) -> Path:
        """Save those rows of a registration as CSV that were issued, or that the portal refused.

        Args:
            copy: Also save them there, as a workbook.

        Raises:
            NotAllowed: the registration was not sent from here, or its rows are not judged yet.
            FileUnwritable, WorkspaceUnusable: as `save_rows` does.
        """
        part = self._part(registration_id)
        if part is None:
            raise NotAllowed(Obstacle.GONE, registration_id)
        table = ResultSheet(self._batches.open(part.batch_id, progress).snapshot(), language)
        row_ids = self._chosen(part, table.row_ids(which, progress))
        save_rows(table, row_ids, to, progress, encoding=encoding)
        if copy is not None:
            save_rows(table, row_ids, copy, progress, ending=WORKBOOK)
        return to

    def _chosen(self, part: PartRecord, row_ids: Sequence[int]) -> list[int]:
        """Return those of some rows that the part has."""
        of_part = set(self._parts.row_ids(part))
        return [row_id for row_id in map(int, row_ids) if row_id in of_part]

    def _part(self, registration_id: str) -> PartRecord | None:
        part = self._parts.registered_as(registration_id)
        is_known = part is not None and part.state is PartState.JUDGED and not part.lists_gone
        return part if is_known else None
