"""Where the cells of a block's lines begin and end, and which lines hold nothing unusual.

Every line is looked at as if a record began there. That it belongs to a quoted cell further up can only
be said by those that read records in turn; it is taken out then.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane.alphabet import (
    AT,
    EDGE,
    FIRST_SPECIAL,
    FOREIGN,
    LINE_END,
    POINT,
    QUOTE,
    RARE,
    SEPARATOR,
    Alphabet,
)
from netmile_desktop.domain.fast_lane.words import Flags
from netmile_desktop.domain.rows import OUTER_SPACES

Positions = NDArray[np.int64]

_CR = 13
_QUOTE = 34
_PLAIN_SHAPE = (AT | POINT | EDGE, SEPARATOR | EDGE, SEPARATOR | EDGE)
"""The special bytes of nearly every line before its end: one `@` and two separators."""


@dataclass(slots=True)
class Lines:
    """The lines of a block; positions count from the beginning of the file."""

    starts: Positions
    ends: Positions
    """Without the line end."""
    cells: list[Positions]
    """Begin and end of address, key and miles; without quotes around them."""
    at: Positions
    """The `@` of the address; meaningless where the line is not `simple`."""
    plain: Flags
    """The cells are the very bytes: nothing to decode, to trim or to take out of quotes."""
    simple: Flags
    """Nothing speaks against the address by the shape of its points, nor against the characters of the key, which
    holds no `@`."""
    neat: Flags
    """The line is those three cells and nothing else, quoted or not."""
    troubled: NDArray[np.int64]
    """Lines with quotes that do not simply stand around cells."""


def scan(data: bytes, begin: int, until: int, alphabet: Alphabet, columns: tuple[int, int, int] | None) -> Lines:
    """Find the cells of a block. `columns` are 1-based, as mapped by hand; otherwise A, B and C."""
    return _Block(data, begin, until, alphabet, columns).lines()


class _Block:
    """One block under work; positions count from its beginning."""

    def __init__(
        self, data: bytes, begin: int, until: int, alphabet: Alphabet, columns: tuple[int, int, int] | None
    ) -> None:
        text = data[begin:until]
        if not text.endswith((b"\n", b"\r")):
            text += b"\n"
        self._begin = begin
        self._until = until
        self._columns = columns
        self._trims_separators = alphabet.separator in OUTER_SPACES.encode("utf-8")
        self._bytes = np.frombuffer(text, np.uint8)
        self._classes = np.frombuffer(text.translate(alphabet.table), np.uint8)
        self._find_lines()
        if np.count_nonzero(self._bytes == _CR) != self._carriage_returns:
            self._end_lines_at_lone_returns()

    def lines(self) -> Lines:
        lines = self._as_if_plain()
        others = np.flatnonzero(~lines.plain)
        if len(others):
            self._look_closer(lines, others)
        self._doubt_points(lines)
        lines.starts += self._begin
        lines.ends += self._begin
        lines.at += self._begin
        for cell in lines.cells:
            cell += self._begin
        return lines

    def _find_lines(self) -> None:
        self._special = np.flatnonzero(self._classes >= FIRST_SPECIAL)
        self._kinds = self._classes[self._special]
        self._last = np.flatnonzero(self._kinds & LINE_END)
        """Where among the special bytes each line ends."""
        self._breaks = self._special[self._last]
        self._starts = np.empty_like(self._breaks)
        self._starts[:1] = 0
        self._starts[1:] = self._breaks[:-1] + 1
        is_crlf = (self._breaks > self._starts) & (self._bytes[self._breaks - 1] == _CR)
        is_crlf &= self._bytes[self._breaks] != _CR
        self._ends = self._breaks - is_crlf
        self._carriage_returns = int(np.count_nonzero(is_crlf))

    def _end_lines_at_lone_returns(self) -> None:
        classes = self._classes.copy()
        returns = np.flatnonzero(self._bytes == _CR)
        behind = np.minimum(returns + 1, len(self._bytes) - 1)
        lone = returns[(self._bytes[behind] != ord("\n"))]
        classes[lone] = EDGE | LINE_END
        self._classes = classes
        self._find_lines()

    def _as_if_plain(self) -> Lines:
        """Takes every line for one of the usual shape and says for which this is true."""
        last, kinds = self._last, self._kinds
        first = np.maximum(last - 3, 0)
        plain = np.diff(last, prepend=-1) == 4
        for n, kind in enumerate(_PLAIN_SHAPE):
            plain &= kinds[np.minimum(first + n, len(kinds) - 1)] == kind
        at, one, two = (self._special[np.minimum(first + n, len(kinds) - 1)] for n in range(3))
        if self._columns not in {None, (1, 2, 3)}:
            plain[:] = False
        starts, ends = self._starts.copy(), self._ends.copy()
        return Lines(
            starts,
            ends,
            [starts.copy(), one, one + 1, two, two + 1, ends.copy()],
            at,
            plain,
            plain.copy(),
            plain.copy(),
            np.zeros(0, np.int64),
        )

    def _positions(self, kind: int) -> Positions:
        return self._special[np.flatnonzero(self._kinds & kind)]

    def _look_closer(self, lines: Lines, others: Positions) -> None:
        """Lines of any other shape."""
        starts, ends = self._starts[others], self._ends[others]
        separators, well_quoted, quotes_some = self._unquoted(others)
        cells, count = self._cells(separators, starts, ends)
        foreign = self._positions(FOREIGN)
        plain = well_quoted & (_between(foreign, starts, ends) == 0)
        if self._columns is None:
            # Empty cells behind C are nothing; filled ones belong to C.
            third = np.where(count > 2, cells[5], ends)
            neat = plain & (count == 2)
            plain &= ends - third == np.maximum(count - 2, 0)
        else:
            neat = np.zeros(len(others), np.bool_)
        for n in (0, 2, 4):
            quoted = (cells[n + 1] > cells[n]) & (self._bytes[cells[n]] == _QUOTE)
            cells[n] = cells[n] + quoted
            cells[n + 1] = np.maximum(cells[n + 1] - quoted, cells[n])
        ats = self._positions(AT)
        where = np.searchsorted(ats, cells[0])
        at = np.append(ats, self._until)[where] if len(ats) else cells[0]
        simple = plain & ~quotes_some & (_between(ats, cells[0], cells[1]) == 1)
        simple &= _between(self._positions(RARE), cells[0], cells[1]) == 0
        simple &= _between(ats, cells[2], cells[3]) == 0
        for mine, theirs in zip(lines.cells, cells, strict=True):
            mine[others] = theirs
        lines.at[others] = at
        lines.plain[others] = plain
        lines.simple[others] = simple
        lines.neat[others] = neat
        lines.troubled = others[~well_quoted]

    def _cells(self, separators: Positions, starts: Positions, ends: Positions) -> tuple[list[Positions], Positions]:
        """Begins and ends of the three cells, quotes included, and how many separators each line has."""
        first = np.searchsorted(separators, starts)
        count = np.searchsorted(separators, ends) - first
        padded = np.append(separators, 0)
        cells = []
        for column in self._columns or (1, 2, 3):
            before = padded[np.minimum(first + column - 2, len(separators))]
            behind = padded[np.minimum(first + column - 1, len(separators))]
            begin = starts if column == 1 else np.where(count >= column - 1, before + 1, ends)
            cells += [begin, np.where(count >= column, behind, ends)]
        return cells, count

    def _unquoted(self, others: Positions) -> tuple[Positions, Flags, Flags]:
        """Separators that are none of a quoted cell's text; of these lines those whose quotes are as they should
        be, and those that have separators inside of quotes."""
        separators, quotes = self._positions(SEPARATOR), self._positions(QUOTE)
        if not len(quotes):
            return separators, np.ones(len(others), np.bool_), np.zeros(len(others), np.bool_)
        line = np.searchsorted(self._breaks, quotes)
        rank = np.arange(len(quotes)) - np.searchsorted(quotes, self._starts)[line]
        opens = rank % 2 == 0
        before = np.where(quotes > 0, self._classes[quotes - 1], LINE_END)
        behind = self._classes[np.minimum(quotes + 1, len(self._classes) - 1)]
        is_right = np.where(
            opens,
            before & (SEPARATOR | LINE_END) != 0,
            (behind & (SEPARATOR | LINE_END) != 0) | (self._bytes[np.minimum(quotes + 1, len(self._bytes) - 1)] == _CR),
        )
        is_bad = np.zeros(len(self._breaks), np.bool_)
        is_bad[line[~is_right]] = True
        # A quote that opens and is the last of its line is never closed there.
        following = np.append(line[1:], -1)
        is_bad[line[opens & (following != line)]] = True
        pairs = opens & ~is_bad[line]
        opening = quotes[pairs]
        closing = quotes[np.flatnonzero(pairs) + 1]
        inside = np.searchsorted(separators, opening), np.searchsorted(separators, closing)
        holds_any = inside[0] != inside[1]
        has_some = np.zeros(len(self._breaks), np.bool_)
        has_some[line[pairs][holds_any]] = True
        if self._trims_separators:
            is_bad |= has_some
        if np.any(holds_any):
            edges = np.zeros(len(separators) + 1, np.int64)
            np.add.at(edges, inside[0], 1)
            np.add.at(edges, inside[1], -1)
            separators = separators[np.cumsum(edges[:-1]) == 0]
        return separators, ~is_bad[others], has_some[others]

    def _doubt_points(self, lines: Lines) -> None:
        """Points at an edge: bad in an address, so the line is left to those who know where it stands."""
        left, right = self._classes[:-1], self._classes[1:]
        bad = ((left & (right >> 1)) | ((left >> 1) & right)) & POINT
        where = np.flatnonzero(bad.view(np.bool_))
        if len(where):
            lines.simple[np.searchsorted(self._breaks, where)] = False
            lines.simple[np.searchsorted(self._breaks, where + 1)] = False
        if self._classes[0] & POINT:
            lines.simple[0] = False


def _between(positions: Positions, begins: Positions, ends: Positions) -> Positions:
    """How many of the sorted positions lie in each span."""
    return np.searchsorted(positions, ends) - np.searchsorted(positions, begins)
