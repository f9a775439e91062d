"""How far a site's staff have come on the way to their first issue on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.workspace.batches.batches import BatchSummary

SAMPLE = "issuance-pc.csv"
"""The sample file that is tried."""


@dataclass(frozen=True, slots=True)
class StepsTaken:
    """Which steps are done: the sample was sent, a file of their own was imported, one was sent."""

    done: tuple[bool, bool, bool] = (False, False, False)

    @property
    def count(self) -> int:
        return sum(self.done)

    @property
    def next_at(self) -> int:
        """The step that is next: the first that is not done, and before which none is left out."""
        last = max((at for at, is_done in enumerate(self.done) if is_done), default=-1)
        return last + 1

    @property
    def are_over(self) -> bool:
        """Whether a file of their own was sent, after which nobody needs the others."""
        return self.done[-1]


def first_steps(batches: Sequence[BatchSummary]) -> StepsTaken:
    """Return the steps that the batches of a computer show to be done."""
    sent = [each for each in batches if each.state is not BatchState.DRAFT]
    own = [each for each in batches if each.name != SAMPLE]
    return StepsTaken((any(each.name == SAMPLE for each in sent), bool(own), any(each in own for each in sent)))
