"""The rows of a batch that the grid lists, and their order: one vector of positions, without copies of rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.row_sources.interface import Positions, positions_of
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.drafts.row_queries import NO_POSITIONS, SortOrder
from netmile_desktop.workspace.drafts.snapshots import Snapshot

_PLACES = {code.value: n for n, code in enumerate(Code)}


@dataclass(frozen=True, slots=True)
class Filter:
    """The rows asked for."""

    show: Show = Show.ALL
    text: str = ""
    code: str = ""

    def narrows(self, other: Filter) -> bool:
        """Return whether every row that this filter accepts is accepted by `other` too."""
        if (self.show, self.code) != (other.show, other.code) or self.text.isdigit():
            return False  # a whole number may be the number of a row that does not contain a part of it
        return bool(other.text) and other.text.casefold() in self.text.casefold()


@dataclass(frozen=True, slots=True)
class Sorting:
    """The column by which the rows are sorted."""

    order: SortOrder
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the grid is asked to list."""

    filter: Filter = Filter()
    sorting: Sorting | None = None
    """None means file order."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The positions of the listed rows, in the order shown."""

    positions: Positions = NO_POSITIONS
    wanted: Wanted = Wanted()
    in_file_order: bool = True

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def is_whole(self) -> bool:
        """Whether every row of the batch is listed, in file order."""
        return self.in_file_order and self.wanted.filter == Filter()

    def find(self, position: int) -> int | None:
        """Return the row of the grid that lists a row of the batch, or None."""
        if not self.in_file_order:
            return _found(self.positions, position)
        row = bisect_left(self.positions, position)
        return row if row < len(self) and self.positions[row] == position else None

    def of(self, rows: Sequence[range]) -> Positions:
        """Return the positions of some rows of the grid."""
        slices = [self.positions[each.start : each.stop] for each in rows]
        return slices[0] if len(slices) == 1 else memoryview(b"".join(slices)).cast("i") if slices else NO_POSITIONS

    def below(self, rows: int) -> Listing:
        """Return the listing without positions that a batch of `rows` rows does not have."""
        return replace(self, positions=positions_of(at for at in self.positions if at < rows))


def is_correction(snapshot: Snapshot) -> bool:
    """Return whether the batch corrects rows of another batch."""
    return len(snapshot) > 0 and snapshot.origin(snapshot.row_id(0)) is not None


def is_found_at_once(snapshot: Snapshot, wanted: Wanted, at_once: int) -> bool:
    """Return whether the rows can be listed without a noticeable delay."""
    return len(snapshot) <= at_once or (wanted == Wanted() and not is_correction(snapshot))


def list_rows(
    snapshot: Snapshot, wanted: Wanted, before: Listing | None = None, progress: Progress = SILENT
) -> Listing:
    """Find the rows; `before`, a listing of the same snapshot in file order, is narrowed further if possible."""
    asked, sorting = wanted.filter, wanted.sorting
    if before is not None and before.in_file_order and asked.narrows(before.wanted.filter):
        positions = snapshot.narrowed(before.positions, asked.text, progress)
    else:
        positions = snapshot.select(asked.show, asked.text, asked.code, progress)
    if sorting is not None:
        return Listing(snapshot.sorted(positions, sorting.order, sorting.descending, progress), wanted, False)
    if is_correction(snapshot):
        return Listing(_by_code_before(snapshot, positions, progress), wanted, False)
    return Listing(positions, wanted)


def _by_code_before(snapshot: Snapshot, positions: Positions, progress: Progress) -> Positions:
    """Return the rows of a correction by the code for which they were not issued, in file order within each."""
    piles: list[list[int]] = [[] for _ in range(len(_PLACES) + 1)]
    for n, position in enumerate(positions):
        if n % 1_000 == 0:
            progress.report(n, len(positions))
        origin = snapshot.origin(snapshot.row_id(position))
        piles[_PLACES.get(origin.code, len(_PLACES)) if origin else len(_PLACES)].append(position)
    return positions_of(position for pile in piles for position in pile)


def _found(positions: Positions, position: int) -> int | None:
    """Return the row of a position by searching bytes, which avoids a million Python numbers."""
    whole, wanted = positions.tobytes(), memoryview(positions_of([position])).tobytes()
    at = whole.find(wanted)
    while at >= 0 and at % len(wanted):
        at = whole.find(wanted, at + 1)
    return at // len(wanted) if at >= 0 else None
