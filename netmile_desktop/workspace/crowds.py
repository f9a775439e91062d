"""The rows that take part in a batch, found by what they share with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from netmile_desktop.domain.addresses import normalised
from netmile_desktop.domain.issuances import zero_width
from netmile_desktop.domain.rows import Row


class Source(Protocol):
    """Rows as they were at the beginning, and who shares a value with whom."""

    def row(self, row_id: int) -> Row | None: ...

    def having(self, values: Iterable[str]) -> Iterable[int]:
        """Rows with any of these values; a few others do no harm."""

    def digit_keyed(self) -> Iterable[Row]:
        """Rows whose key is all digits; others do no harm."""


class ListedRows:
    """Rows of a small batch."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = {row.id: row for row in rows}
        self._sharing: defaultdict[str, list[int]] = defaultdict(list)
        for row in rows:
            for value in shared_values(row):
                self._sharing[value].append(row.id)

    def row(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    def having(self, values: Iterable[str]) -> Iterator[int]:
        for value in values:
            yield from self._sharing.get(value, ())

    def digit_keyed(self) -> Iterator[Row]:
        return iter(self._rows.values())


class Crowd:
    """Rows of a source with those laid over it that are other by now, or take no part (None)."""

    def __init__(self, source: Source, zero_widths: Counter[int]) -> None:
        self._source = source
        self._over: dict[int, Row | None] = {}
        self._sharing: defaultdict[str, set[int]] = defaultdict(set)
        """Of the rows that are other by now."""
        self.zero_widths = zero_widths
        """How many keys that are all digits and begin with 0 have which width; other keys under 0."""

    def row(self, row_id: int) -> Row | None:
        """The row as it takes part, or None."""
        return self._over[row_id] if row_id in self._over else self._source.row(row_id)

    def put(self, row_id: int, row: Row | None) -> None:
        old = self.row(row_id)
        if old is not None:
            self.zero_widths[zero_width(old.key)] -= 1
            if row_id in self._over:
                for value in shared_values(old):
                    self._sharing[value].discard(row_id)
        self._over[row_id] = row
        if row is not None:
            self.zero_widths[zero_width(row.key)] += 1
            for value in shared_values(row):
                self._sharing[value].add(row_id)

    def neighbours(self, row_ids: Iterable[int]) -> set[int]:
        """These rows and all that they touch, directly or by way of others."""
        reached = set(row_ids)
        wave = reached
        seen: set[str] = set()
        while wave:
            rows = (self.row(row_id) for row_id in wave)
            values = {value for row in rows if row is not None for value in shared_values(row)} - seen
            seen |= values
            wave = self._having(values) - reached
            reached |= wave
        return reached

    def digit_keyed(self) -> Iterator[Row]:
        """Rows whose key may be all digits."""
        for row in self._source.digit_keyed():
            if row.id not in self._over:
                yield row
        for changed in self._over.values():
            if changed is not None:
                yield changed

    def _having(self, values: set[str]) -> set[int]:
        found = {row_id for row_id in self._source.having(values) if row_id not in self._over}
        for value in values & self._sharing.keys():
            found |= self._sharing[value]
        return found


def shared_values(row: Row) -> Iterator[str]:
    """By what a row may touch others. Empty cells connect nothing, except rows that are alike in all."""
    if row.address:
        yield "@" + normalised(row.address)
    else:
        yield f"={row.key},{row.miles}"
    if row.key:
        yield "#" + row.key


def widths_of(rows: Iterable[Row]) -> Counter[int]:
    return Counter(zero_width(row.key) for row in rows)


def changed_only(changes: Mapping[int, Row | None]) -> list[Row]:
    """The rows among changes that take part."""
    return [row for row in changes.values() if row is not None]
