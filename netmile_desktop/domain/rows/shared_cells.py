"""Rows that have a cell in common: what a file must be looked through as a whole for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from netmile_desktop.domain.rows.addresses import normalised
from netmile_desktop.domain.rows.rows import Row

_COUNTED_AT_A_TIME = 5_000
"""Rows counted at a time: counting blocks other threads, including that of the window."""


class SharedCells(NamedTuple):
    """Groups of rows that share something, each in file order; empty cells are shared by nobody."""

    address: list[list[Row]]
    """Rows with the same address, ignoring case."""
    key: list[list[Row]]
    all: list[list[Row]]
    """Rows with the same address, key and miles, empty or not."""


def shared_cells(rows: Sequence[Row]) -> SharedCells:
    """The rows that have something in common."""
    by_address = _groups(rows, [normalised(row.address) for row in rows])
    by_key = _groups(rows, [row.key for row in rows])
    # Rows that share all share the address, or have none.
    some = [row for group in by_address for row in group]
    some += [row for row in rows if not row.address]
    by_all = _groups(some, [(normalised(row.address), row.key, row.miles) for row in some])
    return SharedCells(by_address, by_key, by_all)


def _groups(rows: Sequence[Row], values: Sequence[object]) -> list[list[Row]]:
    """Rows that share a value, where more than one does; empty values do not count."""
    counts: Counter[object] = Counter()
    for at in range(0, len(values), _COUNTED_AT_A_TIME):
        counts.update(values[at : at + _COUNTED_AT_A_TIME])
    if len(counts) == len(rows):
        return []
    repeated = {value for value, count in counts.items() if count > 1 and value}
    by_value: defaultdict[object, list[Row]] = defaultdict(list)
    for row, value in zip(rows, values, strict=True):
        if value in repeated:
            by_value[value].append(row)
    return list(by_value.values())
