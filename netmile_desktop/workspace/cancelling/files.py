"""Files that list the issues to cancel: by issue ID, by key, by key and day, or by key and miles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.tables.body import table_records
from netmile_desktop.domain.tables.table import NO_CHOICES, Choices, ColumnRole, Purpose, TableReading
from netmile_desktop.workspace.sources.looks import table_of
from netmile_desktop.workspace.sources.source import Source

EMPTY, DAY, MILES, ISSUE_ID = "empty", "day", "miles", "issue_id"
"""Possible problems of a line."""

_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}").fullmatch
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T].*)?").fullmatch
_MILES = re.compile(r"[0-9]{1,8}|[0-9]{1,3}(?:,[0-9]{3}){1,2}").fullmatch
_ROLES = (ColumnRole.ISSUE_ID, ColumnRole.KEY, ColumnRole.ISSUED_ON, ColumnRole.MILES)


class CancelColumns(msgspec.Struct, frozen=True):
    """The number of each column, from 1; 0 if the file does not have it."""

    issue_id: int = 0
    key: int = 0
    issued_on: int = 0
    miles: int = 0


@dataclass(frozen=True, slots=True)
class CancelLine:
    """What one line of the file asks to cancel."""

    line: int
    """Record number as a clerk counts it: from 1, header included."""
    key: str = ""
    issued_on: date | None = None
    miles: int | None = None
    issue_id: str = ""
    problem: str = ""
    """`empty`, `day`, `miles` or `issue_id` if the line cannot be understood, else blank."""


@dataclass(frozen=True, slots=True)
class CancelFile:
    """A file as it was read."""

    name: str
    table: TableReading
    lines: Sequence[CancelLine]
    """Empty as long as the table is in doubt: nothing is matched by less than the file says."""

    @property
    def columns(self) -> CancelColumns:
        """The columns that are used."""
        found = {role: column.number for role in _ROLES if (column := self.table.column_of(role))}
        return CancelColumns(**{role.value: number for role, number in found.items()})


def read_cancel_file(source: Source, choices: Choices = NO_CHOICES) -> CancelFile:
    """Read which issues to cancel; the same reader as for lists to issue decides where the table is (M373).

    Raises:
        FileUnreadable: nothing can be read from it.
    """
    try:
        table = table_of(source, choices, purpose=Purpose.CANCELLING)
        columns = CancelFile(source.name, table, []).columns
        lines = [
            _line(number, cells, columns) for number, cells in table_records(source.data, table.encoding, table.recipe)
        ]
    except FileUnreadable as failure:
        raise FileUnreadable(failure.reason, source.name, failure.detail) from failure
    if not lines:
        raise FileUnreadable(ReadFault.EMPTY, source.name)
    return CancelFile(source.name, table, lines if table.is_certain else [])


def _line(number: int, cells: Sequence[str], columns: CancelColumns) -> CancelLine:
    def cell(n: int) -> str:
        return cells[n - 1] if 0 < n <= len(cells) else ""

    issue_id, key, day, miles = cell(columns.issue_id), cell(columns.key), cell(columns.issued_on), cell(columns.miles)
    if issue_id:
        problem = "" if _UUID(issue_id) else ISSUE_ID
        return CancelLine(number, key, issue_id="" if problem else issue_id.lower(), problem=problem)
    if not key:
        return CancelLine(number, problem=EMPTY)
    issued_on = _day_in(day)
    if day and issued_on is None:
        return CancelLine(number, key, problem=DAY)
    if miles and not _MILES(miles):
        return CancelLine(number, key, problem=MILES)
    return CancelLine(number, key, issued_on, int(miles.replace(",", "")) if miles else None)


def _day_in(text: str) -> date | None:
    found = _DAY(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
