"""Rows whose cells a comma without quotes has moved to the right: `1,000` becomes 1 and 000, `34,673` makes 673 the miles.

A row with more cells than its table is seen by the reader itself. Programs that leave out empty cells at the end of a
row leave room for one more, and then only what the other columns are tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from netmile_desktop.domain.rows.rows import Limits, Recipe
from netmile_desktop.domain.tables.cells import looks_like_address, looks_like_miles
from netmile_desktop.domain.tables.headings import is_money, meaning_of, plain
from netmile_desktop.domain.tables.sample import Cells, Sample
from netmile_desktop.domain.tables.table import ColumnRole

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}").fullmatch
_REST = re.compile(r"[0-9]{3}").fullmatch
_COUNTS = re.compile(r"数|額|円|点|番|コード|率|年|月|日|回|code|no|id|price|count|rate|date").search
_MOSTLY = 0.8
_ALWAYS = 0.9
_FEW = 4


def first_shifted(
    sample: Sample,
    body: Sequence[Cells],
    headings: Sequence[str],
    recipe: Recipe,
    columns: Mapping[ColumnRole, int],
    first: int,
    apart: Collection[int],
) -> int:
    """Return the first record whose cells a comma seems to have moved unseen; 0 if there is none.

    Args:
        body: Some rows, which tell what the columns hold.
        headings: Of every column.
        recipe: How the rows are read; those with more cells than it allows are errors anyway.
        columns: The column of each role, the miles among them.
        first: The first record that can be a row.
        apart: Records that are none.
    """
    limits, miles = recipe.limits, columns[ColumnRole.MILES]
    if recipe.columns is None or recipe.delimiter != "," or not body:
        return 0
    is_moved = _moved_in(body, limits, columns)
    if is_moved is None and _are_all_split(body, headings[miles] if miles < len(headings) else "", miles):
        is_moved = _split_at(miles)
    if is_moved is None:
        return 0
    longer = re.compile(rb"(?:\A|(?<=[\r\n]))(?:[^,\r\n]*+,){%d}" % max(columns.values()))
    for record, cells in sample.records_with(longer):
        if record >= first and record not in apart and not _is_seen(cells, limits) and is_moved(cells):
            return record
    return 0


def has_split_numbers(body: Sequence[Cells]) -> bool:
    """Return whether two cells beside each other could be one number with a comma, in any of some rows."""
    pairs = ((one, other) for cells in body for one, other in pairwise(cells))
    return any(_THOUSANDS(one) and _REST(other) for one, other in pairs)


def _split_at(miles: int) -> Callable[[Cells], bool]:
    return lambda cells: len(cells) > miles and bool(_THOUSANDS(cells[miles - 1]) and _REST(cells[miles]))


def _is_seen(cells: Cells, limits: Limits) -> bool:
    """Whether a record has more cells than its table."""
    return any(cells[limits.filled :] if limits.filled else ()) or len(cells) > limits.cells > 0


def _are_all_split(body: Sequence[Cells], heading: str, miles: int) -> bool:
    """Whether all miles are in thousands: round ones, as miles are, beside a column that is not said to hold numbers."""
    if is_money(heading) or meaning_of(heading) is not None or _COUNTS(plain(heading)):
        return False
    split = [cells[miles] for cells in body if _split_at(miles)(cells)]
    are_round = sum(rest.endswith("0") for rest in split) >= _MOSTLY * len(split)
    return len(split) >= _MOSTLY * len(body) and (are_round or len(body) <= _FEW)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a column holds in nearly all rows."""

    is_number: bool
    is_always_filled: bool

    def allows(self, cell: str) -> bool:
        if not cell:
            return not self.is_always_filled
        return not self.is_number or looks_like_miles(cell)


def _moved_in(
    body: Sequence[Cells], limits: Limits, columns: Mapping[ColumnRole, int]
) -> Callable[[Cells], bool] | None:
    """What tells whether cells were moved in a row; None if every row has all cells, so that one more is seen."""
    width = max(limits.filled, limits.cells)
    last = max(columns.values())
    if not width or not any(last <= len(cells) < width for cells in body):
        return None
    unmoved = [cells for cells in body if not _is_seen(cells, limits)]
    kinds = [_kind([cells[at] if at < len(cells) else "" for cells in unmoved]) for at in range(width)]
    address, miles = columns.get(ColumnRole.ADDRESS, 0) - 1, columns[ColumnRole.MILES] - 1
    sent = set(columns.values()) - {miles + 1}
    places = [at for at in range(last) if at + 1 not in sent]

    def is_moved(cells: Cells) -> bool:
        return len(cells) > last and any(fits(cells, at) for at in places)

    def fits(cells: Cells, at: int) -> bool:
        """Whether the row is like the others once a comma is put back at a place."""
        if (kinds[at].is_number or at == miles) and not (_THOUSANDS(cells[at]) and _REST(cells[at + 1])):
            return False
        if not cells[at] or not cells[at + 1]:
            return False
        behind = cells[at + 2 :]
        if address > at and not (address < len(cells) - 1 and looks_like_address(cells[address + 1])):
            return False
        if miles > at and not (miles < len(cells) - 1 and looks_like_miles(cells[miles + 1])):
            return False
        moved = [*behind, *[""] * (width - at - 1 - len(behind))]
        return all(kind.allows(cell) for kind, cell in zip(kinds[at + 1 :], moved, strict=False))

    return is_moved


def _kind(cells: Sequence[str]) -> _Kind:
    filled = [cell for cell in cells if cell]
    is_number = sum(map(looks_like_miles, filled)) >= _MOSTLY * len(filled) > 0
    return _Kind(is_number, len(filled) >= _ALWAYS * len(cells))
