"""Who shares an address or a key with whom in a table: two orders of its rows, four bytes a row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.duplicates import ValuePrints, address_print, key_print
from netmile_desktop.domain.fast_lane.judging import digit_keys
from netmile_desktop.domain.rows.rows import Row

FEW = 300
"""Largest number of values looked up one by one; for more, all fingerprints are computed again at once."""

_ADDRESS, _KEY = 0, 1


class DuplicateIndex:
    """Finds rows by what they share, in a time that does not grow with the table."""

    def __init__(self, table: ByteTable, prints: ValuePrints, zero_widths: Counter[int]) -> None:
        self._table = table
        self._zero_widths = zero_widths
        self.orders = (_order(prints.addresses), _order(prints.keys))

    def row(self, row_id: int) -> Row | None:
        return self._table[row_id] if 0 <= row_id < len(self._table) else None

    def rows(self, row_ids: Iterable[int]) -> dict[int, Row]:
        """Those of some rows that there are."""
        places = sorted(row_id for row_id in row_ids if 0 <= row_id < len(self._table))
        return {row.id: row for row in self._table.these(places)}

    def having(self, values: Iterable[str]) -> Iterator[int]:
        """Rows with any of some values: `@` and an address as it is compared, `#` and a key, or `=` for rows
        without an address, which are told apart by what follows."""
        wanted: tuple[list[int], list[int]] = [], []
        nameless = set()
        for value in values:
            if value[0] == "@":
                wanted[_ADDRESS].append(address_print(value[1:]))
            elif value[0] == "#":
                wanted[_KEY].append(key_print(value[1:]))
            else:
                nameless.add(value)
        if sum(map(len, wanted)) > FEW:
            prints = ValuePrints.of(self._table)
            yield from _found_at_once(prints.addresses, self.orders[_ADDRESS], wanted[_ADDRESS])
            yield from _found_at_once(prints.keys, self.orders[_KEY], wanted[_KEY])
        else:
            yield from (
                row for column in (_ADDRESS, _KEY) for each in wanted[column] for row in self._found(column, each)
            )
        if nameless:
            rows = self._table.these(list(self._found(_ADDRESS, 0)))
            yield from (row.id for row in rows if f"={row.key},{row.miles}" in nameless)

    def digit_keyed(self) -> Iterator[Row]:
        return self._table.these(digit_keys(self._table).tolist())

    def zero_widths(self) -> Counter[int]:
        return self._zero_widths.copy()

    def _found(self, column: int, wanted: int) -> Iterator[int]:
        order = self.orders[column]
        at = _first(len(order), wanted, lambda place: self._print(column, int(order[place])))
        while at < len(order) and self._print(column, int(order[at])) == wanted:
            yield int(order[at])
            at += 1

    def _print(self, column: int, row: int) -> int:
        address, key, _ = self._table.texts(row)
        if column == _ADDRESS:
            return address_print(address) if address else 0
        return key_print(key) if key else 0


def _order(prints: NDArray[np.uint64]) -> NDArray[np.int32]:
    return np.argsort(prints, kind="stable").astype(np.int32)


def _found_at_once(prints: NDArray[np.uint64], order: NDArray[np.int32], wanted: list[int]) -> Iterator[int]:
    ordered = prints[order]
    values = np.unique(np.array(wanted, np.uint64))
    begins, ends = np.searchsorted(ordered, values), np.searchsorted(ordered, values, "right")
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        yield from order[begin:end].tolist()


def _first(count: int, wanted: int, at: Callable[[int], int]) -> int:
    """The first place whose value is not below the wanted one."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if at(middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low
