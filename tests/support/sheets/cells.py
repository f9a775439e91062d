"""What a sheet is made of before any program writes it: lines of cells that know what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import NamedTuple


class Meaning(Enum):
    """What a cell is about, as the clerk knows it."""

    ADDRESS = auto()
    MOBILE_ADDRESS = auto()
    STAFF_ADDRESS = auto()
    """Addresses of shops and staff, who get no miles."""
    KEY = auto()
    MILES = auto()
    OTHER_MILES = auto()
    """Miles or points that are not to be issued: a balance, a total, those of last month."""
    MONEY = auto()
    COUNT = auto()
    NAME = auto()
    DATE = auto()
    PHONE = auto()
    RANK = auto()
    MEMO = auto()
    SERIAL = auto()
    OTHER_ID = auto()
    """IDs of shops, staff and campaigns: the same for many rows."""
    ORDER = auto()
    FLAG = auto()
    STATE = auto()
    """What became of an order: shipped, cancelled, returned."""
    WORDS = auto()
    """A heading, a title, a note."""


class Cell(NamedTuple):
    """A cell as the sheet shows it."""

    text: str
    meaning: Meaning = Meaning.WORDS


class LineKind(Enum):
    """What a line of the sheet is to a careful reader."""

    LEADING = auto()
    SEPARATOR = auto()
    HEADING = auto()
    ROW = auto()
    REPEATED_HEADING = auto()
    TOTAL = auto()
    NOTE = auto()
    EMPTY = auto()
    END_MARK = auto()


class Triple(NamedTuple):
    """What is to be sent of a row."""

    address: str
    key: str
    miles: str


@dataclass(frozen=True)
class Line:
    """A line of the sheet."""

    kind: LineKind
    cells: tuple[Cell, ...]
    meant: Triple | None = None
    """What a row says before any damage; None if the line is no row."""
    is_good: bool = True
    """Whether a row must come in exactly as it is meant; damaged rows must not come in altered and unseen."""
    shown_may_pass: bool = False
    """Whether a damaged row may come in exactly as the sheet shows it, if a warning says so."""
    is_hidden: bool = False
    is_marked: bool = False
    """Whether a row says of itself that it is not to be issued."""
    raw: str | None = None
    """The line as it stands in a text file, if no ordinary program would write it so."""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A sheet before a program writes it."""

    lines: tuple[Line, ...]
    tags: tuple[str, ...] = ()
    """What is awkward about it, for people."""
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    """Numbers of columns that are not shown, from 1."""
    left: int = 0
    """Empty columns at the left of the table."""

    def with_lines(self, lines: Sequence[Line], *tags: str) -> Sheet:
        """Return the sheet with other lines, and with what is awkward about them."""
        return replace(self, lines=tuple(lines), tags=self.tags + tags)

    @property
    def heading_at(self) -> int:
        """The place of the heading among the lines, from 0; -1 if there is none."""
        return next((n for n, line in enumerate(self.lines) if line.kind is LineKind.HEADING), -1)


def words(*texts: str) -> tuple[Cell, ...]:
    """Return cells that are nothing but words."""
    return tuple(Cell(text) for text in texts)
