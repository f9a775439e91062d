"""What is decided about the table in a file, with the evidence for each decision and the questions that stay open.

Window and command line show the same `TableReading`, whatever a file is read for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from netmile_desktop.domain.lists import COMPLETED_HEADER
from netmile_desktop.domain.rows.rows import Recipe


class ColumnRole(StrEnum):
    """What a column is used for; the columns of a file without any role stay with their row and are never sent."""

    ADDRESS = "address"
    KEY = "key"
    MILES = "miles"
    ISSUED_ON = "issued_on"
    ISSUE_ID = "issue_id"


class Purpose(StrEnum):
    """What a file is read for; it says which roles its columns can have."""

    ISSUING = "issuing"
    """Address, key and miles, each of which is needed (guide L433, L490)."""
    CANCELLING = "cancelling"
    """An issue ID, or a key with or without day and miles."""


class Witness(StrEnum):
    """Why a column has its role."""

    WORDS_AND_CELLS = "words_and_cells"
    """Its heading is a word for it, and its cells look like it."""
    WORDS = "words"
    """Its heading is a word for it; its cells can look like anything."""
    CELLS = "cells"
    """Its cells look like it, and no other column's do."""
    PLACE = "place"
    """The file has no heading: columns A to C, as the portal reads them (D10)."""
    OWN_LIST = "own_list"
    """The file is a completed or an error list of this program or the portal (M375)."""
    REMEMBERED = "remembered"
    """Chosen by a person for an earlier file with the same headings."""
    CHOSEN = "chosen"
    """Chosen by a person for this file."""


class LeftOutCause(StrEnum):
    """Why records are not rows of the table."""

    LEADING = "leading"
    """They stand above the heading: a title, a date, a blank line."""
    SEPARATOR_LINE = "separator_line"
    """`sep=;`, which tells spreadsheets the separator."""
    TOTAL = "total"
    NOTE = "note"
    """Text below the table that is no row of it."""
    REPEATED_HEADING = "repeated_heading"
    """The heading again, in a file that was joined from several."""
    EXAMPLE = "example"
    """The row, or the line over it, that shows in a form how it is filled in: `記入例`."""
    END_MARK = "end_mark"
    """Ctrl-Z or NULs, with which old programs end and fill up a file."""
    HIDDEN = "hidden"
    """Rows that the sheet does not show, left out by choice."""
    MARKED = "marked"
    """Rows that say of themselves that they are not to be issued, left out by choice."""


class Inclusion(StrEnum):
    """What is to become of rows that may be meant or not."""

    INCLUDE = "include"
    LEAVE_OUT = "leave-out"

    @property
    def other(self) -> Inclusion:
        return Inclusion.INCLUDE if self is Inclusion.LEAVE_OUT else Inclusion.LEAVE_OUT


class DoubtCause(StrEnum):
    """Why something must be asked."""

    NO_COLUMN = "no_column"
    """No heading names a column for a role that is needed, and the cells do not tell it for sure."""
    SEVERAL = "several"
    """More than one column may have the role."""
    DISAGREE = "disagree"
    """The heading says one thing, the cells another."""
    EMPTY = "empty"
    """The column that the heading names is empty, while another one could be meant."""
    WIDE = "wide"
    """There is no heading, and most rows have more filled cells than the three columns."""
    HIDDEN_ROWS = "hidden_rows"
    """The sheet hides rows, by a filter or by hand."""
    MARKED_ROWS = "marked_rows"
    """Rows say of themselves that they are cancelled, excluded, or issued already."""
    SEPARATOR = "separator"
    """The cells of a line may be parted by more than one character."""
    ROWS_ABOVE = "rows_above"
    """Above the heading stands what looks like rows, or more than a title needs."""
    OTHER_TABLE = "other_table"
    """Another heading follows further down, with the columns in another order: no reading fits both."""
    OTHER_PART = "other_part"
    """A line such as `取消分` stands alone above further rows, which are hardly meant as those above it are."""
    SHEET = "sheet"
    """The sheet has neither a heading nor an address, while another one holds rows."""
    SHIFTED_CELLS = "shifted_cells"
    """A comma without quotes seems to have moved cells of a row: `1,000` became 1 and 000."""
    CHANGED_PLACES = "changed_places"
    """Far below, the keys are as the miles were, and the miles as the keys."""


@dataclass(frozen=True, slots=True)
class LeftOutRecords:
    """Records that are not rows of the table: the first and the last, counted from 1 as a clerk does."""

    first: int
    last: int
    cause: LeftOutCause
    text: str = ""
    """What the first of them says, in short."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the file."""

    number: int
    """From 1."""
    heading: str
    """Empty if there is no heading."""
    role: ColumnRole | None = None
    """None if it is not sent, or as long as its role is in doubt."""
    witness: Witness | None = None
    doubted: ColumnRole | None = None
    """The role that it may have, if that must be asked."""
    is_hidden: bool = False
    samples: tuple[str, ...] = ()
    """Its first filled cells."""
    is_empty: bool = False
    """None of the rows looked at has anything in it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question that only a person can answer; nothing is imported before."""

    cause: DoubtCause
    role: ColumnRole | None = None
    """The role whose column is asked for."""
    candidates: tuple[int, ...] = ()
    """Numbers of the columns that may have the role; empty if any column may."""
    record: int = 0
    """The record that it is about: of MARKED_ROWS and SHIFTED_CELLS the first, of ROWS_ABOVE the heading, of OTHER_TABLE the other one, of OTHER_PART its
    line, of CHANGED_PLACES one of the first rows in which they have."""


@dataclass(frozen=True, slots=True)
class DeclaredTotal:
    """The file's own sum of the miles."""

    record: int
    column: int
    miles: int


@dataclass(frozen=True, slots=True)
class MarkedRows:
    """Rows that say of themselves that they are not to be issued."""

    rows: tuple[tuple[int, int], ...]
    """First and last record of each run of them."""
    column: int
    """The column in which most of them say it."""
    words: tuple[str, ...]
    """What they say there, the most frequent first."""
    other_columns: tuple[int, ...] = ()
    """Others in which some say so."""

    @property
    def count(self) -> int:
        return sum(last - first + 1 for first, last in self.rows)


class Choices(msgspec.Struct, frozen=True):
    """What a person decided about a file; whatever is left open is found out."""

    encoding: str = ""
    delimiter: str = ""
    header: bool | None = None
    """Whether the first record that is not skipped is a heading."""
    skip: int | None = None
    """Records above the heading, or above the first row if there is none."""
    roles: tuple[tuple[ColumnRole, int], ...] = ()
    """Numbers of the columns, from 1; 0 if no column has the role."""
    hidden: Inclusion | None = None
    """What is to become of the rows that the sheet does not show."""
    marked: Inclusion | None = None
    """What is to become of the rows that say of themselves that they are not to be issued."""
    unshifted: bool = False
    """Whether rows that look as if a comma had moved their cells are right as they stand."""
    put_back: tuple[int, ...] = ()
    """Records that are rows although they would be left out."""

    def column(self, role: ColumnRole) -> int | None:
        """Return the column chosen for a role; 0 if it is to have none, None if nothing was chosen."""
        return dict(self.roles).get(role)


NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class TableReading:
    """Everything that is decided about the table in a file."""

    purpose: Purpose
    encoding: str
    delimiter: str
    header_record: int
    """Record number of the heading, from 1; 0 if there is none."""
    columns: tuple[FileColumn, ...]
    left_out: tuple[LeftOutRecords, ...]
    doubts: tuple[Doubt, ...]
    recipe: Recipe
    """How the rows are read by these decisions; roles in doubt have no column in it yet."""
    skipped: int = 0
    """Records above the heading, or above the first row."""
    hidden_rows: tuple[tuple[int, int], ...] = ()
    """Hidden records within the table, first and last, whether or not they are left out."""
    is_filtered: bool = False
    marked: MarkedRows | None = None
    """Rows that say that they are not to be issued, whether or not they are left out; those put back are none of them."""
    total: DeclaredTotal | None = None
    choices: Choices = NO_CHOICES

    @property
    def is_certain(self) -> bool:
        """Whether nothing needs to be asked."""
        return not self.doubts

    @property
    def is_completed_list(self) -> bool:
        """Whether it is a completed list: its rows were issued before (M211)."""
        header = self.header or ()
        return header[: len(COMPLETED_HEADER)] == COMPLETED_HEADER

    @property
    def header(self) -> tuple[str, ...] | None:
        """The headings of all columns, or None."""
        return tuple(column.heading for column in self.columns) if self.header_record else None

    def column_of(self, role: ColumnRole) -> FileColumn | None:
        """Return the column that has a role, if there is one."""
        return next((column for column in self.columns if column.role is role), None)

    def unsent(self) -> Sequence[FileColumn]:
        """Return the filled columns that have no role: they stay with their row."""
        return [column for column in self.columns if column.role is None and not column.is_empty]
