"""The choice of repairs: bundles that are ticked together, and single cells that can be left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from netmile_desktop.domain.repairs.kinds import Repair
from netmile_desktop.domain.repairs.proposals import Proposal, grouped


@dataclass(frozen=True, slots=True)
class Bundle:
    """Proposals of one code and kind that can be trusted equally."""

    code: str
    repair: Repair
    certain: bool
    changes_key: bool
    members: range
    """Positions of its proposals in `RepairChoice.proposals`."""

    @property
    def may_go_unseen(self) -> bool:
        """Whether the bundle is ticked by default: it is no guess and changes no specified key."""
        return self.certain and not self.changes_key


class RepairChoice:
    """The proposals to apply; guesses and changes of keys only if the user ticks them."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        self.proposals: list[Proposal] = []
        """Sorted by bundle."""
        self.bundles = self._bundled(proposals)
        self._flags = bytearray(len(self.proposals))
        for bundle in self.bundles:
            if bundle.may_go_unseen:
                self.tick([bundle.members], True)

    def is_ticked(self, place: int) -> bool:
        return bool(self._flags[place])

    def are_ticked(self, places: Sequence[range]) -> bool:
        """Return whether all of these proposals are ticked."""
        return all(self._flags.count(1, each.start, each.stop) == len(each) for each in places)

    def tick(self, places: Sequence[range], ticked: bool) -> None:
        """Tick or untick proposals."""
        for each in places:
            self._flags[each.start : each.stop] = (b"\1" if ticked else b"\0") * len(each)

    def ticked_of(self, bundle: Bundle) -> int:
        """Return how many proposals of a bundle are ticked."""
        return self._flags.count(1, bundle.members.start, bundle.members.stop)

    def ticked(self) -> list[Proposal]:
        """Return the proposals to apply."""
        return list(compress(self.proposals, self._flags))

    def cells(self) -> int:
        """Return how many cells they change."""
        return self._flags.count(1)

    def rows(self) -> int:
        """Return how many rows they change."""
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
