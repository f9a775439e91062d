"""Mends to choose from: bundles that are ticked together, and single cells that can be left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from netmile_desktop.domain.repairs.kinds import Repair
from netmile_desktop.domain.repairs.proposals import Proposal, grouped


@dataclass(frozen=True, slots=True)
class Bundle:
    """Proposals of one code and kind that are alike in how far they may be trusted."""

    code: str
    repair: Repair
    certain: bool
    changes_key: bool
    members: range
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
        self._flags = bytearray(len(self.proposals))
        for bundle in self.bundles:
            if bundle.may_go_unseen:
                self.tick([bundle.members], True)

    def is_ticked(self, place: int) -> bool:
        return bool(self._flags[place])

    def are_ticked(self, places: Sequence[range]) -> bool:
        """Whether all of some proposals are ticked."""
        return all(self._flags.count(1, each.start, each.stop) == len(each) for each in places)

    def tick(self, places: Sequence[range], ticked: bool) -> None:
        """Tick proposals, or leave them out."""
        for each in places:
            self._flags[each.start : each.stop] = (b"\1" if ticked else b"\0") * len(each)

    def ticked_of(self, bundle: Bundle) -> int:
        """How many of a bundle are ticked."""
        return self._flags.count(1, bundle.members.start, bundle.members.stop)

    def ticked(self) -> list[Proposal]:
        """The proposals to apply."""
        return list(compress(self.proposals, self._flags))

    def cells(self) -> int:
        """How many cells they change."""
        return self._flags.count(1)

    def rows(self) -> int:
        """How many rows they touch."""
        return len({each.row_id for each in compress(self.proposals, self._flags)})

    def _bundled(self, proposals: Iterable[Proposal]) -> list[Bundle]:
        bundles = []
        for group in grouped(proposals):
            alike: defaultdict[tuple[bool, bool], list[Proposal]] = defaultdict(list)
            for each in group.proposals:
                alike[not each.certain, each.changes_key].append(each)
            for (uncertain, changes_key), members in sorted(alike.items()):
                first = len(self.proposals)
                self.proposals += members
                places = range(first, len(self.proposals))
                bundles.append(Bundle(str(group.code), group.repair, not uncertain, changes_key, places))
        return bundles
