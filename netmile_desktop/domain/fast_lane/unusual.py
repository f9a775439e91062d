"""Lines of another shape than the usual one: quoted, with a fault, or with more or fewer cells than three.

They are few as a rule, so they are looked at by themselves: what is usual does not pay for them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmile_desktop.domain.fast_lane.byte_classes import AT, FOREIGN, LINE_END, QUOTE, RARE, SEPARATOR
from netmile_desktop.domain.fast_lane.packed_cells import Flags, Octets, Positions
from netmile_desktop.domain.rows.rows import Limits

Columns = tuple[int, int, int] | None
THREE_COLUMNS = (1, 2, 3)

_CR = 13
_QUOTE = 34


@dataclass(slots=True)
class Specials:
    """The bytes of some lines that say something about their shape, in order."""

    positions: Positions
    kinds: Octets

    def of(self, kind: int) -> Positions:
        found: Positions = self.positions[(self.kinds & kind) != 0]
        return found


@dataclass(slots=True)
class Unusual:
    """What could be found out about unusual lines."""

    cells: list[Positions]
    """Begin and end of address, key and miles, without enclosing quotes."""
    at: Positions
    plain: Flags
    neat: Flags
    address: Flags
    key: Flags
    miles: Flags
    strange: Flags
    """Something of the line must be decoded, in the three cells or behind or between them."""
    troubled: Flags
    """Quotes do not simply enclose cells; nothing else is known about such a line."""


@dataclass(slots=True)
class UnusualLines:
    """Unusual lines of a block; positions count from its beginning."""

    octets: Octets
    classes: Octets
    specials: Specials
    starts: Positions
    ends: Positions
    breaks: Positions
    """End of each line, including the last byte of the line end."""
    columns: Columns
    limits: Limits
    """Of mapped columns: cells behind them belong to the miles."""
    trims_separators: bool
    knows_separators: bool
    """Whether bytes of Japanese characters are never taken for separators."""

    def closer(self) -> Unusual:
        """What a closer look at them tells."""
        separators, well_quoted, quotes_some = self._unquoted()
        first = np.searchsorted(separators, self.starts)
        count = np.searchsorted(separators, self.ends) - first
        cells = self._cells(separators, first, count)
        foreign = self.specials.of(FOREIGN)
        strange = between(foreign, self.starts, self.ends) > 0
        if self.columns and self.knows_separators:
            # What stands in cells that are not sent is cut out as it is.
            has_foreign = np.any([between(foreign, cells[n], cells[n + 1]) for n in (0, 2, 4)], axis=0)
        else:
            has_foreign = strange
        plain = well_quoted & ~has_foreign
        # Where separators stand inside of quotes, those of the line are not all between its cells.
        whole = well_quoted & ~quotes_some
        filled_behind = np.zeros(len(self.ends), np.bool_)
        if last := self.limits.filled if self.columns else len(THREE_COLUMNS):
            # Empty cells behind the last column are nothing; filled ones belong to the miles.
            end = self._ends_of(separators, first, count, last)
            filled_behind = self.ends - end != np.maximum(count - (last - 1), 0)
        if self.limits.cells:
            filled_behind |= count >= self.limits.cells
        plain &= ~filled_behind
        neat = plain & (count == 2) & (self.columns in {None, THREE_COLUMNS})
        self._take_off_quotes(cells)
        ats = self.specials.of(AT)
        address = whole & (between(foreign, cells[0], cells[1]) == 0) & (between(ats, cells[0], cells[1]) == 1)
        address &= between(self.specials.of(RARE), cells[0], cells[1]) == 0
        at = cells[0].copy()
        at[address] = ats[np.searchsorted(ats, cells[0][address])]
        key = whole & (between(foreign, cells[2], cells[3]) == 0) & (between(ats, cells[2], cells[3]) == 0)
        return Unusual(cells, at, plain, neat, address, key, whole & ~filled_behind, strange, ~well_quoted)

    def _cells(self, separators: Positions, first: Positions, count: Positions) -> list[Positions]:
        """Begins and ends of the three cells, quotes included."""
        padded = np.append(separators, 0)
        cells = []
        for column in self.columns or THREE_COLUMNS:
            before = padded[np.minimum(first + column - 2, len(separators))]
            begin = self.starts if column == 1 else np.where(count >= column - 1, before + 1, self.ends)
            cells += [begin, self._ends_of(separators, first, count, column)]
        return cells

    def _ends_of(self, separators: Positions, first: Positions, count: Positions, column: int) -> Positions:
        """Ends of the cells of a column, quotes included; of lines that do not have it, their own."""
        behind = np.append(separators, 0)[np.minimum(first + column - 1, len(separators))]
        found: Positions = np.where(count >= column, behind, self.ends)
        return found

    def _take_off_quotes(self, cells: list[Positions]) -> None:
        for n in (0, 2, 4):
            quoted = (cells[n + 1] > cells[n]) & (self.octets[cells[n]] == _QUOTE)
            cells[n] = cells[n] + quoted
            cells[n + 1] = np.maximum(cells[n + 1] - quoted, cells[n])

    def _unquoted(self) -> tuple[Positions, Flags, Flags]:
        """Separators that are none of a quoted cell's text; the lines whose quotes are as they should be, and those
        that have separators inside of quotes."""
        separators, quotes = self.specials.of(SEPARATOR), self.specials.of(QUOTE)
        is_bad = np.zeros(len(self.breaks), np.bool_)
        has_some = np.zeros(len(self.breaks), np.bool_)
        if not len(quotes):
            return separators, ~is_bad, has_some
        line = np.searchsorted(self.breaks, quotes)
        opens = (np.arange(len(quotes)) - np.searchsorted(quotes, self.starts)[line]) % 2 == 0
        is_bad[line[~self._are_at_edges(quotes, opens)]] = True
        # A quote that opens and is the last of its line is never closed there.
        following = np.append(line[1:], -1)
        is_bad[line[opens & (following != line)]] = True
        pairs = opens & ~is_bad[line]
        closing = quotes[np.flatnonzero(pairs) + 1]
        inside = np.searchsorted(separators, quotes[pairs]), np.searchsorted(separators, closing)
        holds_any = inside[0] != inside[1]
        has_some[line[pairs][holds_any]] = True
        if self.trims_separators:
            is_bad |= has_some
        if np.any(holds_any):
            edges = np.zeros(len(separators) + 1, np.int64)
            np.add.at(edges, inside[0], 1)
            np.add.at(edges, inside[1], -1)
            separators = separators[np.cumsum(edges[:-1]) == 0]
        return separators, ~is_bad, has_some

    def _are_at_edges(self, quotes: Positions, opens: Flags) -> Flags:
        """Whether quotes that open stand at the beginning of a cell, and those that close at the end of one."""
        before = np.where(quotes > 0, self.classes[quotes - 1], LINE_END)
        next_ones = np.minimum(quotes + 1, len(self.octets) - 1)
        begins = before & (SEPARATOR | LINE_END) != 0
        ends = (self.classes[next_ones] & (SEPARATOR | LINE_END) != 0) | (self.octets[next_ones] == _CR)
        found: Flags = np.where(opens, begins, ends)
        return found


def between(positions: Positions, begins: Positions, ends: Positions) -> Positions:
    """How many of the sorted positions lie in each span."""
    return np.searchsorted(positions, ends) - np.searchsorted(positions, begins)
