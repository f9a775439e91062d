"""What all rows of a table say of decisions that were taken from some of them.

A row that is read wrongly and has a code is seen by everybody. What is looked for here has none: keys and miles that
change places, and a second heading with another order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.row_sources.interface import Lengths, RowSource
from netmile_desktop.domain.rows.issuances import Findings
from netmile_desktop.domain.tables.headings import roles_of
from netmile_desktop.domain.tables.marks import says_not_meant
from netmile_desktop.domain.tables.surroundings import names_columns
from netmile_desktop.domain.tables.table import ColumnRole, Doubt, DoubtCause, Purpose, TableReading, Witness

MOST_ROWS_EACH = 1_000
LEAST_ROWS_EACH = 50
"""Rows whose cells are looked at together; in a short list fewer."""

_BLOCKS = 30
_BEGINNING = 3
"""Blocks of rows that the others are compared with."""

_LENGTHS_APART = 1.0
"""Digits by which keys and miles must differ on average, to be told apart."""

_HEADINGS_LOOKED_FOR = 5_000
"""Rows without an address among which another heading is looked for."""

_CODES = {Code.ADDRESS: ColumnRole.ADDRESS, Code.KEY: ColumnRole.KEY, Code.MILES: ColumnRole.MILES}

_MOSTLY = 0.9
_HARDLY = 0.5


@dataclass(frozen=True, slots=True)
class Turn:
    """A column most of whose cells are no longer what they were; its rows have codes."""

    role: ColumnRole
    record: int
    """About where it begins: the first of some rows in which it is so."""


def proved(table: TableReading, rows: RowSource, findings: Mapping[int, Findings]) -> TableReading:
    """Return a table with the doubts that only reading all of its rows brings up.

    Args:
        findings: What the rules say of the rows, by row id.
    """
    doubts = list(table.doubts)
    if record := _other_heading(table, rows, findings):
        doubts.append(Doubt(DoubtCause.OTHER_TABLE, record=record))
    if not any(doubt.cause is DoubtCause.OTHER_PART for doubt in doubts) and (record := _other_part(rows, findings)):
        doubts.append(Doubt(DoubtCause.OTHER_PART, record=record))
    chosen = {column.role for column in table.columns if column.witness is Witness.CHOSEN}
    if not {ColumnRole.KEY, ColumnRole.MILES} <= chosen and (record := _changed_places(rows)):
        doubts.append(Doubt(DoubtCause.CHANGED_PLACES, record=record))
    return replace(table, doubts=tuple(doubts)) if len(doubts) > len(table.doubts) else table


def turns(rows: RowSource, findings: Mapping[int, Findings]) -> list[Turn]:
    """Return where columns begin to hold something else, each once; these rows have codes, and the cause is theirs."""
    each_rows = rows_each(len(rows))
    if len(rows) <= _BEGINNING * each_rows or len(findings) < _HARDLY * each_rows:
        return []
    bad: dict[ColumnRole, Counter[int]] = {role: Counter() for role in _CODES.values()}
    for row_id, each in findings.items():
        for code in {finding.code for finding in each.errors} & _CODES.keys():
            bad[_CODES[Code(code)]][row_id // each_rows] += 1
    return [
        Turn(role, rows[min(at * each_rows, len(rows) - 1)].record)
        for role, counts in bad.items()
        if (at := _first_bad(counts, len(rows) // each_rows, each_rows))
    ]


def rows_each(count: int) -> int:
    """Return how many of so many rows are looked at together."""
    return max(LEAST_ROWS_EACH, min(MOST_ROWS_EACH, count // _BLOCKS))


def _first_bad(counts: Counter[int], blocks: int, each_rows: int) -> int:
    """The first block most of whose rows have a code that hardly any row before has; 0 if there is none."""
    if sum(counts[at] for at in range(_BEGINNING)) > (1 - _MOSTLY) * _BEGINNING * each_rows:
        return 0
    return next((at for at in range(_BEGINNING, blocks) if counts[at] > _HARDLY * each_rows), 0)


def _changed_places(rows: RowSource) -> int:
    """The record from which keys are as long as miles were, and miles as keys were; 0 if there is none.

    Only numbers can change places unseen.
    """
    each_rows = rows_each(len(rows))
    if len(rows) <= _BEGINNING * each_rows:
        return 0
    blocks = rows.lengths(each_rows)
    key, miles = _average(blocks[:_BEGINNING])
    if abs(key - miles) < _LENGTHS_APART or not _are_numbers(rows, range(each_rows)):
        return 0
    for block in blocks[_BEGINNING:]:
        now = _average([block])
        if block.rows and _is_nearer(now[0], miles, key) and _is_nearer(now[1], key, miles):
            places = range(block.first, min(block.first + each_rows, len(rows)))
            if _are_numbers(rows, places):
                return rows[block.first].record
    return 0


def _average(blocks: Sequence[Lengths]) -> tuple[float, float]:
    """How long keys and miles are on average."""
    count = max(1, sum(block.rows for block in blocks))
    return sum(block.key for block in blocks) / count, sum(block.miles for block in blocks) / count


def _are_numbers(rows: RowSource, places: Sequence[int]) -> bool:
    """Whether keys and miles of some rows are mostly digits."""
    count = sum(row.key.isdecimal() and row.miles.isdecimal() for row in rows.these(places))
    return count >= _MOSTLY * len(places)


def _is_nearer(length: float, one: float, other: float) -> bool:
    return abs(length - one) < abs(length - other)


def _other_part(rows: RowSource, findings: Mapping[int, Findings]) -> int:
    """The record of a row above others that only says that what follows is not meant; 0 if there is none."""
    for row in rows.these(_without_address(rows, findings)):
        if says_not_meant((row.address, row.key, row.miles)) and row.id + 1 < len(rows):
            return row.record
    return 0


def _without_address(rows: RowSource, findings: Mapping[int, Findings]) -> list[int]:
    """The first rows whose address is none."""
    without = (row_id for row_id, each in sorted(findings.items()) if each.code is Code.ADDRESS and row_id < len(rows))
    return list(islice(without, _HEADINGS_LOOKED_FOR))


def _other_heading(table: TableReading, rows: RowSource, findings: Mapping[int, Findings]) -> int:
    """The record of a row that is a heading with other words than the one of the table; 0 if there is none."""
    header = table.header or ()
    used = [column.number if (column := table.column_of(role)) else 0 for role in roles_of(Purpose.ISSUING)]
    wanted = tuple(header[number - 1] if 0 < number <= len(header) else "" for number in used)
    for row in rows.these(_without_address(rows, findings)):
        if not row.id and not table.header_record:
            continue  # a heading that was denied
        cells = (row.address, row.key, row.miles)
        if names_columns(cells, table.purpose) and row.record not in table.choices.put_back and cells != wanted:
            return row.record
    return 0
