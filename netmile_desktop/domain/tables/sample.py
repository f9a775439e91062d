"""The records of a file that decisions are taken from: all of a small one, beginning, end and some between of a large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Cells = Sequence[str]


def _none(_record: int) -> Sequence[int]:
    return ()


Wanted = Sequence[str] | re.Pattern[bytes]
"""Texts, or a pattern of ASCII characters, of which a record has any; small letters stand for both cases. No texts: all."""


def _no_others(_wanted: Wanted) -> Iterator[tuple[int, Cells]]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Sample:
    """Records with all their cells, trimmed; they are counted from 1, as a clerk counts them."""

    beginning: Sequence[Cells]
    records: int
    """Number of the last record with content."""
    ending: Sequence[Cells] = ()
    """The last records with content, if `beginning` does not reach them."""
    between: Sequence[Cells] = ()
    """Some records between the two; what numbers they have is not known."""
    repeats: Callable[[int], Sequence[int]] = _none
    """The numbers of the records behind `beginning` that say the same as one of it, given by its number."""
    others_with: Callable[[Wanted], Iterator[tuple[int, Cells]]] = _no_others
    """The records behind `beginning`, as `records_with` yields them."""
    has_end_mark: bool = False
    """Whether Ctrl-Z or NULs, with which old programs end and fill up a file, stand behind the last record."""
    is_sheet: bool = False
    """Whether it comes from a workbook, in which no cell can fall into two by a separator in it."""
    hidden_rows: tuple[tuple[int, int], ...] = ()
    is_filtered: bool = False
    hidden_columns: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every record is looked at."""
        return len(self.beginning) >= self.records

    def numbered(self) -> Iterator[tuple[int, Cells]]:
        """Yield the records whose numbers are known, in order."""
        yield from enumerate(self.beginning, 1)
        yield from self.numbered_ending()

    def numbered_ending(self) -> Iterator[tuple[int, Cells]]:
        """Yield the last records, as far as they are not in `beginning`."""
        first = self.records - len(self.ending) + 1
        for number, cells in enumerate(self.ending, first):
            if number > len(self.beginning):
                yield number, cells

    def records_with(self, wanted: Wanted) -> Iterator[tuple[int, Cells]]:
        """Yield the records of the whole file, in order, that have what is wanted in them, and perhaps others."""
        yield from enumerate(self.beginning, 1)
        if not self.is_whole:
            yield from self.others_with(wanted)

    def cells(self, record: int) -> Cells:
        """Return the cells of a record at the beginning or the end; none if it was not looked at."""
        if record <= len(self.beginning):
            return self.beginning[record - 1]
        at = record - (self.records - len(self.ending)) - 1
        return self.ending[at] if 0 <= at < len(self.ending) else ()
