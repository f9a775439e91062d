"""The rows that take part in a batch, indexed by the addresses and keys they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from netmile_desktop.domain.row_sources.interface import SharedValues
from netmile_desktop.domain.row_sources.sharing import shared_values
from netmile_desktop.domain.rows.issuances import zero_width
from netmile_desktop.domain.rows.rows import Row


class SharedValueIndex:
    """An index of the rows of a source and of the rows that have changed since, or take no part any more (None)."""

    def __init__(self, source: SharedValues) -> None:
        self._source = source
        self._over: dict[int, Row | None] = {}
        self._sharing: defaultdict[str, set[int]] = defaultdict(set)
        """Ids of changed rows by shared value."""
        self.zero_widths: Counter[int] = source.zero_widths()
        """Number of keys by width if they are all digits and begin with 0; other keys under 0."""

    def row(self, row_id: int) -> Row | None:
        """Return a row in its current form; None if it takes no part."""
        return self._over[row_id] if row_id in self._over else self._source.row(row_id)

    def rows(self, row_ids: Collection[int]) -> dict[int, Row | None]:
        """Return rows in their current form; None for each that takes no part."""
        found: dict[int, Row | None] = dict.fromkeys(row_ids)
        found.update(self._source.rows(row_id for row_id in row_ids if row_id not in self._over))
        found.update((row_id, self._over[row_id]) for row_id in row_ids if row_id in self._over)
        return found

    def put(self, changes: Mapping[int, Row | None], before: Mapping[int, Row | None]) -> None:
        """Change rows whose current form is given by `before`."""
        originals = self._source.rows(changes)
        for row_id, row in changes.items():
            old = before[row_id]
            if old is not None:
                self.zero_widths[zero_width(old.key)] -= 1
            if row is not None:
                self.zero_widths[zero_width(row.key)] += 1
            self._lay(row_id, row, originals.get(row_id))

    def _lay(self, row_id: int, row: Row | None, original: Row | None) -> None:
        over = self._over.pop(row_id, None)
        if over is not None:
            for value in shared_values(over):
                self._sharing[value].discard(row_id)
                if not self._sharing[value]:
                    del self._sharing[value]
        if row == original:
            return
        self._over[row_id] = row
        if row is not None:
            for value in shared_values(row):
                self._sharing[value].add(row_id)

    def neighbours(self, row_ids: Iterable[int]) -> set[int]:
        """Return these rows and all that share a value with them, directly or through others."""
        reached = set(row_ids)
        wave = reached
        seen: set[str] = set()
        while wave:
            rows = self.rows(wave).values()
            values = {value for row in rows if row is not None for value in shared_values(row)} - seen
            seen |= values
            wave = self._having(values) - reached
            reached |= wave
        return reached

    def digit_keyed(self) -> Iterator[Row]:
        """Yield the rows whose key may be all digits."""
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
