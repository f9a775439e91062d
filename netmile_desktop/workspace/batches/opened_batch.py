"""All that is read of a batch when it is opened, in the background."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.progress import Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.batches.corrections import Lineage
from netmile_desktop.workspace.drafts.draft import Draft


@dataclass(frozen=True, slots=True)
class OpenedBatch:
    """A draft and where it stands among its corrections."""

    draft: Draft
    lineage: Lineage
    correctable: int
    """So many of its rows could be put into a correction now."""

    @property
    def child_id(self) -> str:
        """The newest correction of the batch, or nothing."""
        children = [each.batch_id for each in self.lineage.rounds if each.parent_id == self.draft.batch_id]
        return children[-1] if children else ""


def open_batch(batches: Batches, batch_id: str, progress: Progress) -> OpenedBatch:
    """Read a batch and its family."""
    return opening_of(batches, batches.open(batch_id, progress))


def opening_of(batches: Batches, draft: Draft) -> OpenedBatch:
    """A draft that is open already, and its family."""
    return OpenedBatch(draft, batches.lineage(draft.batch_id), batches.correctable(draft))
