"""Rows whose cells a comma without quotes has moved to the right: `1,000` becomes 1 and 000, `34,673` makes 673 the miles.

A row with more cells than its table is seen by the reader itself. Programs that leave out empty cells at the end of a
row leave room for one more, and then only what the other columns are tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from netmile_desktop.domain.rows.rows import Limits, Recipe
from netmile_desktop.domain.tables.cells import looks_like_address, looks_like_miles, plain_cell, without_unit
from netmile_desktop.domain.tables.headings import is_money, meaning_of, plain
from netmile_desktop.domain.tables.sample import Cells, Sample
from netmile_desktop.domain.tables.table import ColumnRole

_THOUSANDS = re.compile(r"[¥\\$]?[1-9][0-9]{0,2}").fullmatch
_REST = re.compile(r"[0-9]{3}").fullmatch
_ONE_NUMBER = re.compile(
    rb'(?:\A|[,\r\n])[^,0-9\r\n]{0,8}[1-9][0-9]{0,2}[ \t"]*,[ \t"]*[0-9]{3}(?:[^,0-9\r\n][^,\r\n]*+)?(?=[,\r\n]|\Z)'
)
_COUNTS = re.compile(
    r"数|額|円|点|番|コード|率|年|月|回|区分|ランク|レベル|店|性別|代$|\b(?:code|no|id|price|count|rate|age|qty|number|level)\b"
).search
_NOTES = re.compile(
    r"備考|メモ|摘要|コメント|連絡|特記|氏名|名前|住所|状態|ステータス|日$|\b(?:note|memo|remark|comment|name|status|date)s?\b"
).search
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
    if recipe.columns is None or recipe.delimiter != "," or not body:
        return 0
    limits = recipe.limits
    moves = _Moves(body, headings, limits, columns)
    tests = moves.tests()
    if not tests:
        return 0
    for record, cells in sample.records_with(moves.wanted()):
        if record < first or record in apart or _is_seen(cells, limits):
            continue
        if any(is_moved(cells) for is_moved in tests):
            return record
    return 0


def _is_seen(cells: Cells, limits: Limits) -> bool:
    """Whether a record has more cells than its table."""
    return any(cells[limits.filled :] if limits.filled else ()) or len(cells) > limits.cells > 0


def _may_be_one(cells: Cells, at: int) -> bool:
    """Whether a cell and the next one could be one number with a comma."""
    if len(cells) <= at + 1:
        return False
    return bool(_THOUSANDS(plain_cell(cells[at])) and _REST(without_unit(cells[at + 1])))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a column holds in nearly all rows."""

    is_number: bool
    is_text: bool
    is_always_filled: bool

    def is_against(self, cell: str) -> bool:
        if not cell:
            return self.is_always_filled
        return self.is_text if looks_like_miles(cell) else self.is_number


class _Moves:
    """What the rows of a table tell about cells that were moved."""

    def __init__(
        self, body: Sequence[Cells], headings: Sequence[str], limits: Limits, columns: Mapping[ColumnRole, int]
    ) -> None:
        self._body = [cells for cells in body if not _is_seen(cells, limits)]
        self._headings = headings
        self._width = max(limits.filled, limits.cells)
        self._last = max(columns.values())
        self._address, self._miles = columns.get(ColumnRole.ADDRESS, 0) - 1, columns[ColumnRole.MILES] - 1
        sent = set(columns.values()) - {self._miles + 1}
        self._places = [at for at in range(self._last) if at + 1 not in sent]
        # A text can be parted unseen only where a row may be shorter; of a number, its rest tells.
        self._is_ragged = any(len(cells) < self._width for cells in self._body)

    def wanted(self) -> re.Pattern[bytes]:
        """Return a pattern that all rows have which may be moved."""
        if self._is_ragged and self._places != [self._miles]:
            return re.compile(rb"(?:\A|(?<=[\r\n]))(?:[^,\r\n]*+,){%d}" % self._last)
        return _ONE_NUMBER

    def tests(self) -> Sequence[Callable[[Cells], bool]]:
        """Return what tells whether a row was moved."""
        if not self._width:
            return []
        if self._width > len(self._headings) > 0:
            # There is one column more than names: whatever could be one number may be it.
            return [lambda cells: any(_may_be_one(cells, at) for at in self._places)]
        unmoved = [cells for cells in self._body if not any(_may_be_one(cells, at) for at in self._places)]
        if len(unmoved) > (1 - _ALWAYS) * len(self._body) / 2:
            self._kinds = [_kind([_cell(cells, at) for cells in unmoved]) for at in range(self._width)]
            return [self._is_moved]
        return [self._split_at(at) for at in self._places if self._are_all_split(at)]

    @staticmethod
    def _split_at(at: int) -> Callable[[Cells], bool]:
        return lambda cells: _may_be_one(cells, at)

    def _are_all_split(self, at: int) -> bool:
        """Whether nearly all rows have such a number at a place, and none of the columns behind is as its heading says."""
        split = [cells for cells in self._body if _may_be_one(cells, at)]
        if len(split) < _MOSTLY * len(self._body):
            return False
        behind = range(max(at + 1, self._miles if at < self._miles else at + 1), self._width)
        odd = [n for n in behind if n >= at + 1 and self._holds_what_it_is_not_for(n)]
        if not odd:
            return False
        rests = [without_unit(cells[at + 1]) for cells in split]
        are_round = sum(rest.endswith("0") for rest in rests) >= _MOSTLY * len(rests)
        is_note = any(_NOTES(plain(_cell(self._headings, n))) for n in odd)
        return are_round or is_note or len(self._body) <= _FEW

    def _holds_what_it_is_not_for(self, at: int) -> bool:
        """Whether a column holds numbers although nothing in its heading speaks of numbers."""
        heading = _cell(self._headings, at)
        is_for_numbers = is_money(heading) or meaning_of(heading) is not None or bool(_COUNTS(plain(heading)))
        if is_for_numbers and not _NOTES(plain(heading)):
            return False
        cells = [cell for each in self._body if (cell := _cell(each, at))]
        return sum(map(looks_like_miles, cells)) >= _MOSTLY * len(cells) > 0

    def _is_moved(self, cells: Cells) -> bool:
        return len(cells) > self._last and any(self._fits_better(cells, at) for at in self._places)

    def _fits_better(self, cells: Cells, at: int) -> bool:
        """Whether the row is as much like the others once a comma is put back at a place."""
        if not _cell(cells, at) or not _cell(cells, at + 1):
            return False
        if not self._is_ragged and not _may_be_one(cells, at):
            return False
        if (self._kinds[at].is_number or at == self._miles) and not _may_be_one(cells, at):
            return False
        if self._address > at and not looks_like_address(_cell(cells, self._address + 1)):
            return False
        if self._miles > at and not looks_like_miles(_cell(cells, self._miles + 1)):
            return False
        moved = [*cells[: at + 1], *cells[at + 2 :]]
        return self._against(moved, at + 1) <= self._against(cells, at + 1)

    def _against(self, cells: Cells, first: int) -> int:
        """How many cells are none of their column's kind, from one on."""
        return sum(kind.is_against(_cell(cells, at)) for at, kind in enumerate(self._kinds) if at >= first)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _kind(cells: Sequence[str]) -> _Kind:
    filled = [cell for cell in cells if cell]
    numbers = sum(map(looks_like_miles, filled))
    return _Kind(
        is_number=numbers >= _MOSTLY * len(filled) > 0,
        is_text=len(filled) - numbers >= _MOSTLY * len(filled) > 0,
        is_always_filled=len(filled) >= _ALWAYS * len(cells),
    )
