"""The file a clerk chose: its exact bytes, and how they are read."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from netmile_desktop.domain import codec, reading
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.row_sources.listed import RowsInList
from netmile_desktop.domain.row_sources.own_columns import OwnColumns
from netmile_desktop.domain.rows import rows
from netmile_desktop.domain.rows.rows import Recipe, Row
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.sources.books.facts import NO_FACTS, UNHARMED, Notes, SheetFacts
from netmile_desktop.workspace.store.atomic_files import SHARING_VIOLATIONS

if TYPE_CHECKING:
    from netmile_desktop.domain.tables.foreign import foreign_kind
    from netmile_desktop.domain.tables.separators import unwrapped
    from netmile_desktop.workspace.sources.books.process import is_workbook, read_sheet, sheet_names
else:
    foreign_kind = import_lazily("netmile_desktop.domain.tables.foreign", "foreign_kind")
    unwrapped = import_lazily("netmile_desktop.domain.tables.separators", "unwrapped")
    is_workbook = import_lazily("netmile_desktop.workspace.sources.books.process", "is_workbook")
    read_sheet = import_lazily("netmile_desktop.workspace.sources.books.process", "read_sheet")
    sheet_names = import_lazily("netmile_desktop.workspace.sources.books.process", "sheet_names")

CSV = "csv"
WORKBOOK = "workbook"
TYPED = "typed"
"""No file: every row was typed or pasted."""

CORRECTION = "correction"
"""No file: the rows of an earlier batch that were not issued."""

MOST_BYTES = 1 << 30
"""Bytes of the largest file that is read: twenty times a million rows, all of which are held in memory."""

_AT_ONCE = 1 << 26
"""Bytes read at once: most files come whole, and need not be put together."""

_LINE_BEGINS = 8
"""Bytes in which a quote stands if the first line begins with one, whatever the encoding."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file held in memory. `data` are the CSV bytes that are read; `original` is the file, byte for byte."""

    name: str
    data: bytes = field(repr=False)
    original: bytes = field(repr=False)
    kind: str
    """`csv`, `workbook`, `typed` or `correction`."""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    path: Path = Path()
    notes: Notes = UNHARMED
    digest: str = ""
    """SHA-256 of the file, by which it is recognised; empty if the source has no file, or comes from the store."""
    facts: SheetFacts = NO_FACTS
    """What its sheet hides or leaves open; known only while the file is being taken in."""

    def read(self, recipe: Recipe, progress: Progress = SILENT) -> Reading:
        """Read the rows under a recipe. A converted sheet is always UTF-8, whatever the recipe says.

        Rows without a file are read as they are; those of a correction keep their record numbers and own columns.

        Raises:
            FileUnreadable: nothing can be read from it that way.
        """
        if not self.has_file:
            return _kept_reading(self.data)
        try:
            read = reading.read(self.data, self.recipe(recipe), progress)
        except FileUnreadable as failure:
            raise FileUnreadable(failure.reason, self.name, failure.detail) from failure
        dropped = self.facts.dropped_rows
        return msgspec.structs.replace(read, dropped_records=read.dropped_records + dropped) if dropped else read

    def with_sheets(self, progress: Progress = SILENT) -> Source:
        """Return the source with the names of all sheets. Raises FileUnreadable if its workbook cannot be read."""
        if self.kind != WORKBOOK or self.sheets:
            return self
        return replace(self, sheets=sheet_names(self.original, self.name, progress))

    def on_sheet(self, sheet: str, progress: Progress = SILENT) -> Source:
        """Return the source on another sheet of its workbook. Raises FileUnreadable if that cannot be read."""
        read = read_sheet(self.original, self.name, sheet, progress)
        return replace(self, data=read.data, sheet=read.name, sheets=read.names, notes=read.notes, facts=read.facts)

    @property
    def has_file(self) -> bool:
        """Whether its rows come from a file, which can also be read in another way."""
        return self.kind not in {TYPED, CORRECTION}

    def recipe(self, recipe: Recipe) -> Recipe:
        """Return the recipe as it applies to this source."""
        return recipe if self.kind == CSV else msgspec.structs.replace(recipe, encoding="utf-8", delimiter=",")


def load_source(path: Path, sheet: str = "", progress: Progress = SILENT) -> Source:
    """Read a CSV file or one sheet of a workbook; the content tells which it is, not the suffix.

    Raises:
        FileUnreadable: it cannot be read.
    """
    return _source(bytes_of(path), legible(path.name), path, sheet, progress)


def piped_source(data: bytes, sheet: str = "", progress: Progress = SILENT) -> Source:
    """Return what another program handed over as a file; its name comes from its content, which tells two apart.

    Raises:
        FileUnreadable: as `load_source`.
    """
    name = f"stdin-{hashlib.sha256(data).hexdigest()[:8]}"
    return replace(_source(data, name, Path(name), sheet, progress), path=Path())


def _source(data: bytes, name: str, path: Path, sheet: str, progress: Progress) -> Source:
    if not data:
        raise FileUnreadable(ReadFault.EMPTY, str(path))
    if not is_workbook(data):
        if sheet:
            raise FileUnreadable(ReadFault.NO_SUCH_SHEET, str(path))
        if kind := foreign_kind(data):
            raise FileUnreadable(kind, str(path))
        digest = hashlib.sha256(data).hexdigest()
        return Source(name, _unwrapped(data), data, CSV, path=path, digest=digest)
    read = read_sheet(data, str(path), sheet, progress)
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, read.data, data, WORKBOOK, read.name, read.names, path, read.notes, digest, read.facts)


def _unwrapped(data: bytes) -> bytes:
    """Return the bytes to be read of a text: its own, unless each of its lines is quoted as a whole."""
    if b'"' not in data[:_LINE_BEGINS]:
        return data
    try:
        _, text = rows.decoded(data, "")
    except FileUnreadable:  # another encoding may still read it
        return data
    inner = unwrapped(text)
    return data if inner is None else inner.encode()


def pasted(text: str, name: str) -> Source:
    """Return cells from a spreadsheet's clipboard, or lines of text, as a file named `name`."""
    data = text.encode("utf-8", "replace")
    return Source(name, data, data, CSV)


def source_of_rows(
    name: str, kept: Sequence[Row], headings: Sequence[str] = (), own_cells: Iterable[Sequence[str]] = ()
) -> Source:
    """Return a source of rows without a file of their own: none yet for a typed batch, or rows to correct.

    Args:
        headings: Those of the own columns, whose cells `own_cells` has for each row.
    """
    rows = [(row.record, row.line, row.address, row.key, row.miles) for row in kept]
    # Without own columns as earlier releases wrote them.
    data = msgspec.json.encode(_RowsWithOwn(list(headings), rows, list(map(list, own_cells))) if headings else rows)
    return Source(name, data, data, CORRECTION if rows else TYPED)


_KeptRow = tuple[int, int, str, str, str]


class _RowsWithOwn(msgspec.Struct, frozen=True):
    """Rows to correct, with the columns of the first sheet that are not sent."""

    headings: list[str]
    rows: list[_KeptRow]
    own_cells: list[list[str]]


_KEPT: Any = list[_KeptRow] | _RowsWithOwn


def _kept_reading(data: bytes) -> Reading:
    kept = codec.decode_json(data, _KEPT)
    if not isinstance(kept, _RowsWithOwn):
        kept = _RowsWithOwn([], kept, [])
    own = OwnColumns(tuple(range(1, len(kept.headings) + 1)), tuple(kept.headings))
    rows = RowsInList([Row(n, *each) for n, each in enumerate(kept.rows)], kept.own_cells)
    return Reading("utf-8", ",", None, rows, own=own)


def bytes_of(path: Path, at_most: int = -1) -> bytes:
    """Return the content of a file, or its first `at_most` bytes.

    Raises:
        FileUnreadable: it cannot be read, with the cause.
    """
    try:
        with path.open("rb") as file:
            return all_of(file, str(path)) if at_most < 0 else file.read(at_most)
    except OSError as error:
        raise FileUnreadable(_reason(error, path), str(path)) from error
    except ValueError as error:  # a NUL in the name
        raise FileUnreadable(ReadFault.NOT_FOUND, str(path)) from error


def all_of(stream: IO[bytes], name: str) -> bytes:
    """Return what a file or another program has to say, if it comes to an end.

    Raises:
        FileUnreadable: TOO_LARGE.
        OSError: it cannot be read.
    """
    parts, size = [], 0
    try:
        while part := stream.read(_AT_ONCE):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                raise FileUnreadable(ReadFault.TOO_LARGE, name)
        return parts[0] if len(parts) == 1 else b"".join(parts)
    except MemoryError as error:
        raise FileUnreadable(ReadFault.TOO_LARGE, name) from error


def _reason(error: OSError, path: Path) -> ReadFault:
    if getattr(error, "winerror", None) in SHARING_VIOLATIONS:
        return ReadFault.IN_USE
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL}:
        return ReadFault.NOT_FOUND
    # Windows reports a folder as a file without permission.
    return ReadFault.IS_FOLDER if os.path.isdir(path) else ReadFault.NO_PERMISSION
