"""Files that list the issues to cancel: by issue ID, by key, by key and day, or by key and miles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from netmile_desktop.domain import lists
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.rows import rows
from netmile_desktop.domain.rows.encodings import guess_encoding
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.workspace.sources.source import CSV, Source

EMPTY, DAY, MILES, ISSUE_ID = "empty", "day", "miles", "issue_id"
"""Possible problems of a line."""

_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}").fullmatch
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T].*)?").fullmatch
_MILES = re.compile(r"[0-9]{1,8}|[0-9]{1,3}(?:,[0-9]{3}){1,2}").fullmatch
_SEEN = 20
"""Lines examined to tell what a column holds."""

_HEADINGS = {
    "issue_id": {lists.ISSUE_ID, "issue_id", "issue id", "発行id"},
    "key": {lists.KEY, "specified key", "key", "member key", "キー"},
    "issued_on": {lists.ISSUED_AT, "発行日", "issued_on", "issued_at", "issued at", "issue date", "date"},
    "miles": {lists.MILES, "発行マイル数", "マイル", "miles"},
}


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
    encoding: str
    header: tuple[str, ...] | None
    columns: CancelColumns
    lines: Sequence[CancelLine]
    width: int = 0
    """Number of cells in the widest record."""


def pasted(text: str, name: str) -> Source:
    """Return cells from a spreadsheet's clipboard, or lines of text, as a file named `name`."""
    data = text.encode("utf-8", "replace")
    return Source(name, data, data, CSV)


def read_cancel_file(source: Source, recipe: Recipe | None = None, columns: CancelColumns | None = None) -> CancelFile:
    """Read which issues to cancel. Without `columns`, columns are found by their headings, else by their content.

    Raises:
        FileUnreadable: nothing can be read from it.
    """
    wanted = source.recipe(recipe or Recipe())
    encoding = wanted.encoding or guess_encoding(source.data)
    try:
        records = list(rows.records(source.data, encoding))
    except FileUnreadable as failure:
        raise FileUnreadable(failure.reason, source.name, failure.detail) from failure
    while records and not any(records[-1]):
        records.pop()
    if not records:
        raise FileUnreadable(ReadFault.EMPTY, source.name)
    by_heading = _by_heading(records[0])
    has_header = by_heading != CancelColumns() if wanted.header is None else wanted.header
    body = records[1:] if has_header else records
    columns = columns or (by_heading if has_header and by_heading != CancelColumns() else _by_content(body))
    first = 2 if has_header else 1
    lines = [_line(n, cells, columns) for n, cells in enumerate(body, first)]
    return CancelFile(
        source.name, encoding, tuple(records[0]) if has_header else None, columns, lines, max(map(len, records))
    )


def _by_heading(cells: Sequence[str]) -> CancelColumns:
    """Find the first column under each known heading."""
    names = [cell.strip().lower() for cell in cells]
    found = {
        field: next((n for n, name in enumerate(names, 1) if name in {each.lower() for each in headings}), 0)
        for field, headings in _HEADINGS.items()
    }
    return CancelColumns(**found)


def _by_content(body: Sequence[Sequence[str]]) -> CancelColumns:
    """Find columns by content: a column of IDs alone if there is one, else the key, and days or miles after it.

    The key is the first column that holds something other than addresses.
    """
    seen = body[:_SEEN]
    width = max((len(cells) for cells in seen), default=0)
    kinds = [_kind([cells[n] for cells in seen if n < len(cells) and cells[n]]) for n in range(width)]
    if "issue_id" in kinds:
        return CancelColumns(issue_id=kinds.index("issue_id") + 1)
    usable = [n for n, kind in enumerate(kinds, 1) if kind not in {"address", ""}]
    if not usable:
        return CancelColumns(key=1)
    key, *rest = usable
    return CancelColumns(
        key=key,
        issued_on=next((n for n in rest if kinds[n - 1] == "day"), 0),
        miles=next((n for n in rest if kinds[n - 1] == "miles"), 0),
    )


def _kind(cells: Sequence[str]) -> str:
    """Return what a column seems to hold; empty if it holds nothing."""
    if not cells:
        return ""
    tests: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("issue_id", _UUID),
        ("day", _DAY),
        ("miles", _MILES),
        ("address", lambda cell: "@" in cell),
    )
    return next((kind for kind, fits in tests if all(fits(cell) for cell in cells)), "text")


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
