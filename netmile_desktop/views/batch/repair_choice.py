"""Mends to choose from: bundles that are ticked together, and single cells that can be left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netmile_desktop.domain.repairs import Proposal, Repair, grouped


@dataclass(frozen=True, slots=True)
class Bundle:
    """Proposals of one code and kind that are alike in how far they may be trusted."""

    code: str
    repair: Repair
    certain: bool
    changes_key: bool
    members: tuple[int, ...]
    """Places of its proposals in `RepairChoice.proposals`."""

    @property
    def may_go_unseen(self) -> bool:
        """Whether it is ticked before anybody looked at it: no guess, and no key becomes another."""
        return self.certain and not self.changes_key


class RepairChoice:
    """Which of some proposals are to be applied; guesses and other keys only once they are ticked."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        self.proposals: list[Proposal] = []
        """Bundle after bundle."""
        self.bundles = self._bundled(proposals)
        self.chosen: set[int] = set()
        """Places of those that are ticked."""
        for bundle in self.bundles:
            if bundle.may_go_unseen:
                self.chosen.update(bundle.members)

    def tick(self, places: Sequence[int], ticked: bool) -> None:
        """Tick proposals, or leave them out."""
        self.chosen = self.chosen.union(places) if ticked else self.chosen.difference(places)

    def ticked_of(self, bundle: Bundle) -> int:
        """How many of a bundle are ticked."""
        return len(self.chosen.intersection(bundle.members))

    def ticked(self) -> list[Proposal]:
        """The proposals to apply."""
        return [self.proposals[at] for at in sorted(self.chosen)]

    def rows(self) -> int:
        """How many rows they touch."""
        return len({self.proposals[at].row_id for at in self.chosen})

    def _bundled(self, proposals: Iterable[Proposal]) -> list[Bundle]:
        bundles = []
        for group in grouped(proposals):
            alike: defaultdict[tuple[bool, bool], list[Proposal]] = defaultdict(list)
            for each in group.proposals:
                alike[not each.certain, each.changes_key].append(each)
            for (uncertain, changes_key), members in sorted(alike.items()):
                first = len(self.proposals)
                self.proposals += members
                places = tuple(range(first, len(self.proposals)))
                bundles.append(Bundle(str(group.code), group.repair, not uncertain, changes_key, places))
        return bundles
