"""Everything that is read in the background when a batch is opened."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.progress import Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.batches.corrections import Lineage
from netmile_desktop.workspace.drafts.draft import Draft


@dataclass(frozen=True, slots=True)
class OpenedBatch:
    """A draft with its place among its corrections."""

    draft: Draft
    lineage: Lineage
    correctable: int
    """Number of its rows that could be put into a correction now."""

    @property
    def child_id(self) -> str:
        """Id of the newest correction of the batch; empty if there is none."""
        children = [each.batch_id for each in self.lineage.rounds if each.parent_id == self.draft.batch_id]
        return children[-1] if children else ""


def open_batch(batches: Batches, batch_id: str, progress: Progress) -> OpenedBatch:
    """Open a batch, and read its lineage."""
    return opening_of(batches, batches.open(batch_id, progress))


def opening_of(batches: Batches, draft: Draft) -> OpenedBatch:
    """Return an open draft with its lineage."""
    return OpenedBatch(draft, batches.lineage(draft.batch_id), batches.correctable(draft))
