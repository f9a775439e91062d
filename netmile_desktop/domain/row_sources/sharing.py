"""Rows in a list, indexed by the addresses and keys they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from netmile_desktop.domain.rows.addresses import normalised
from netmile_desktop.domain.rows.issuances import zero_width
from netmile_desktop.domain.rows.rows import Row


def shared_values(row: Row) -> Iterator[str]:
    """Yield the values through which a row may affect others. Empty cells link no rows, unless all cells are equal."""
    if row.address:
        yield "@" + normalised(row.address)
    else:
        yield f"={row.key},{row.miles}"
    if row.key:
        yield "#" + row.key


class SharesInList:
    """An index of rows by shared value."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = {row.id: row for row in rows}
        self._sharing: defaultdict[str, list[int]] = defaultdict(list)
        for row in rows:
            for value in shared_values(row):
                self._sharing[value].append(row.id)

    def row(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    def rows(self, row_ids: Iterable[int]) -> Mapping[int, Row]:
        return {row_id: self._rows[row_id] for row_id in row_ids if row_id in self._rows}

    def having(self, values: Iterable[str]) -> Iterator[int]:
        for value in values:
            yield from self._sharing.get(value, ())

    def digit_keyed(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def zero_widths(self) -> Counter[int]:
        return Counter(zero_width(row.key) for row in self._rows.values())
