"""The right answer for a sheet, as a careful person would give it who knows what every column is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.tables.table import ColumnRole, Inclusion
from tests.support.sheets.cells import Triple


class Certainty(IntEnum):
    """How sure a careful person would be who sees nothing but the file."""

    CERTAIN = 0
    """Nothing needs to be asked, so asking is a nuisance."""
    OPEN = 1
    """One person would ask, another would not; but whoever does not must get it right."""
    UNCERTAIN = 2
    """Nobody can know; whoever does not ask has guessed, even if the guess is right."""
    NO_TABLE = 3
    """There is nothing to import; it must be refused."""


@dataclass(frozen=True)
class TrueRow:
    """A row of the sheet."""

    record: int
    meant: Triple
    """What it says before any damage."""
    shown: Triple
    """What the sheet shows."""
    is_good: bool = True
    shown_may_pass: bool = False


@dataclass(frozen=True)
class Truth:
    """The right answer for a sheet."""

    certainty: Certainty
    rows: tuple[TrueRow, ...] = ()
    roles: Mapping[ColumnRole, int] = field(default_factory=dict)
    """The columns by number, from 1; a role without any is 0."""
    mode: Mode = Mode.PC
    hidden: Inclusion | None = None
    """The answer about hidden rows; `rows` are those that are left then."""
    marked: Inclusion | None = None
    """The answer about rows that say that they are not to be issued; `rows` are those that are left then."""
    delimiter: str = ""
    is_answerable: bool = True
    """Whether the rows come in right once the questions are answered; else nothing can be expected after them."""
    may_refuse: bool = False
    """Whether the file may be refused as well, with any cause."""
    records_may_shift: bool = False
    """Whether stray quotes may join lines, so that rows after them are counted otherwise, if the joint is seen."""
    has_heading: bool = True
    skip: int = 0
    """Records above the heading, or above its last line."""
    totals: Mapping[int, int] = field(default_factory=dict)
    """Sums of miles that the sheet states itself, by record number."""
