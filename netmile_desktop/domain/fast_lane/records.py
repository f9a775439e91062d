"""Where the cells of a block's lines begin and end, and which lines hold nothing unusual.

Every line is looked at as if a record began there. That it belongs to a quoted cell further up can only
be said by those that read records in turn; it is taken out then.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmile_desktop.domain.fast_lane.byte_classes import (
    AT,
    EDGE,
    FIRST_SPECIAL,
    FIRST_TRAIL_BYTE,
    LINE_END,
    POINT,
    SEPARATOR,
    ByteClasses,
)
from netmile_desktop.domain.fast_lane.packed_cells import Flags, Positions
from netmile_desktop.domain.fast_lane.unusual import THREE_COLUMNS, Columns, Specials, UnusualLines
from netmile_desktop.domain.rows.records import OUTER_SPACES
from netmile_desktop.domain.rows.rows import NO_LIMITS, Limits

_CR = 13
_USUAL = bytes((AT | POINT | EDGE, SEPARATOR | EDGE, SEPARATOR | EDGE, LINE_END | EDGE))
"""The special bytes of nearly every line: one `@`, two separators and the line end."""

_USUAL_WORD = np.uint32(int.from_bytes(_USUAL, "little"))


@dataclass(slots=True)
class Lines:
    """The lines of a block; positions count from the beginning of the file, and those of cells lie in their line."""

    starts: Positions
    ends: Positions
    """Ends of the lines, without the line end."""
    cells: list[Positions]
    """Begin and end of address, key and miles, without enclosing quotes."""
    at: Positions
    """Position of the address's `@`, if `address` says that there is one."""
    plain: Flags
    """The cells equal their bytes: nothing to decode, trim or unquote."""
    neat: Flags
    """The line consists of those three cells, quoted or not."""
    address: Flags
    """The address equals the bytes of its cell, has one `@`, and its local part is not ruled out."""
    key: Flags
    """The key equals the bytes of its cell, all of them allowed in a key and none an `@`."""
    miles: Flags
    """The miles equal the bytes of their cell, if those are half-width."""
    strange: Flags
    """Something of the line must be decoded, be it only in cells that are not sent."""
    troubled: Positions
    """Lines with quotes that do not simply enclose cells."""


def scan(
    data: bytes, begin: int, until: int, alphabet: ByteClasses, columns: Columns, limits: Limits = NO_LIMITS
) -> Lines:
    """Find the cells of a block. `columns` are 1-based, as mapped; otherwise A, B and C. Lines with cells behind the
    `limits` of mapped columns are not plain."""
    return _Block(data, begin, until, alphabet, columns, limits).lines()


class _Block:
    """One block under work; positions count from its beginning."""

    def __init__(
        self, data: bytes, begin: int, until: int, alphabet: ByteClasses, columns: Columns, limits: Limits
    ) -> None:
        text = data[begin:until]
        if not text.endswith((b"\n", b"\r")):
            text += b"\n"
        self._begin = begin
        self._columns = columns
        self._limits = limits
        self._knows_separators = alphabet.separator < FIRST_TRAIL_BYTE
        self._trims_separators = alphabet.separator in OUTER_SPACES.encode("utf-8")
        self._bytes = np.frombuffer(text, np.uint8)
        self._classes = np.frombuffer(text.translate(alphabet.table), np.uint8)
        self._find_lines()
        if np.count_nonzero(self._bytes == _CR) != self._carriage_returns:
            self._end_lines_at_lone_returns()

    def lines(self) -> Lines:
        lines = self._as_if_usual()
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
        self._last = np.flatnonzero((self._kinds & LINE_END) != 0)
        """Index among the special bytes of each line's end."""
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

    def _as_if_usual(self) -> Lines:
        """Takes every line for one of the usual shape and says of which this is true."""
        last = self._last
        first = np.maximum(last - (len(_USUAL) - 1), 0)
        usual = np.zeros(len(last), np.bool_)
        if self._columns in {None, THREE_COLUMNS} and len(self._kinds) >= len(_USUAL):
            shapes = np.ndarray((len(self._kinds) - len(_USUAL) + 1,), "<u4", self._kinds, strides=(1,))
            usual = shapes[first] == _USUAL_WORD
            usual[0] &= last[0] == len(_USUAL) - 1
            usual[1:] &= last[1:] - last[:-1] == len(_USUAL)
        at = self._special[first]
        one = self._special[np.minimum(first + 1, last)]
        two = self._special[np.minimum(first + 2, last)]
        return Lines(
            starts=self._starts.copy(),
            ends=self._ends.copy(),
            cells=[self._starts.copy(), one, one + 1, two, two + 1, self._ends.copy()],
            at=at,
            plain=usual,
            neat=usual.copy(),
            address=usual.copy(),
            key=usual.copy(),
            miles=usual.copy(),
            strange=np.zeros(len(last), np.bool_),
            troubled=np.zeros(0, np.int64),
        )

    def _look_closer(self, lines: Lines, others: Positions) -> None:
        """Lines of any other shape."""
        found = UnusualLines(
            octets=self._bytes,
            classes=self._classes,
            specials=self._specials_of(others),
            starts=self._starts[others],
            ends=self._ends[others],
            breaks=self._breaks[others],
            columns=self._columns,
            limits=self._limits,
            trims_separators=self._trims_separators,
            knows_separators=self._knows_separators,
        ).closer()
        for mine, theirs in zip(lines.cells, found.cells, strict=True):
            mine[others] = theirs
        lines.at[others] = found.at
        lines.plain[others] = found.plain
        lines.neat[others] = found.neat
        lines.address[others] = found.address
        lines.key[others] = found.key
        lines.miles[others] = found.miles
        lines.strange[others] = found.strange
        lines.troubled = others[found.troubled]

    def _specials_of(self, others: Positions) -> Specials:
        """The special bytes of some lines."""
        ends = self._last[others] + 1
        begins = np.where(others > 0, self._last[others - 1] + 1, 0)
        counts = ends - begins
        offsets = np.cumsum(counts)
        picked = np.arange(int(offsets[-1])) + np.repeat(begins - (offsets - counts), counts)
        return Specials(self._special[picked], self._kinds[picked])

    def _doubt_points(self, lines: Lines) -> None:
        """Points at an edge: bad in an address, so that is left to those who know where it stands."""
        points = self._classes & (POINT | EDGE)
        # A point counts 3, another edge 2 and anything else 0: two edges side by side of which one is a point.
        where = np.flatnonzero(points[:-1] + points[1:] > 2 * EDGE)
        if len(where):
            lines.address[np.searchsorted(self._breaks, where)] = False
            lines.address[np.searchsorted(self._breaks, where + 1)] = False
        if points[0] & POINT:
            lines.address[0] = False
