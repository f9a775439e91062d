"""Everything that is read in the background when a batch is opened."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.batches.corrections import Correctable, Lineage
from netmile_desktop.workspace.drafts.draft import Draft


@dataclass(frozen=True, slots=True)
class OpenedBatch:
    """A draft with its place among its corrections."""

    draft: Draft
    lineage: Lineage
    correctable: Correctable
    """The rows that could be put into a correction now: its own or, of a correction that has none, its family's."""

    @property
    def child_id(self) -> str:
        """Id of the newest correction: of one that is still a draft, else of the batch itself; empty if there is none."""
        after = {self.draft.batch_id}
        drafts, children = [], []
        for each in self.lineage.rounds:
            if each.parent_id in after:
                after.add(each.batch_id)
                drafts += [each.batch_id] if each.state is BatchState.DRAFT else []
                children += [each.batch_id] if each.parent_id == self.draft.batch_id else []
        return next((found[-1] for found in (drafts, children) if found), "")


def open_batch(batches: Batches, batch_id: str, progress: Progress) -> OpenedBatch:
    """Open a batch, and read its lineage."""
    return opening_of(batches, batches.open(batch_id, progress), progress)


def opening_of(batches: Batches, draft: Draft, progress: Progress = SILENT) -> OpenedBatch:
    """Return an open draft with its lineage."""
    return OpenedBatch(draft, batches.lineage(draft.batch_id), batches.correctable(draft, progress))
