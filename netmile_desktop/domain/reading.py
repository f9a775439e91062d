"""Reading of a file's bytes as the rows of a source. Only this module decides how rows are kept.

Rows of a small source are kept in a list and judged row by row, those of a large one stay bytes. No other module
needs to know which: `RowSource` has a method for every use of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from netmile_desktop.collection import no_collection
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.row_sources.listed import RowsInList
from netmile_desktop.domain.row_sources.own_columns import ROWS_LOOKED_AT, own_columns
from netmile_desktop.domain.rows.records import delimiter_of, is_empty, records_of
from netmile_desktop.domain.rows.rows import Column, Recipe, Row, decoded, kept_records, looks_like_header, pick_cells
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress

if TYPE_CHECKING:
    from netmile_desktop.domain.fast_lane import reading as large_files
else:
    # It loads numpy, which a small file does not need.
    large_files = import_lazily("netmile_desktop.domain.fast_lane.reading")

MANY_ROWS = 20_000
"""Lines above which a file is read in the fast lane, and its rows stay bytes."""

_BYTES_COUNTED_AT_A_TIME = 1 << 20


@no_collection()
def read(data: bytes, recipe: Recipe | None = None, progress: Progress = SILENT) -> Reading:
    """Read a source as its recipe says; reading a large one can be cancelled.

    Raises:
        FileUnreadable: `EMPTY` if no record has content or the recipe leaves none, `BINARY` if the bytes are not text,
            `UNKNOWN_ENCODING` if the recipe names an encoding that is not one of ENCODINGS.
    """
    recipe = recipe or Recipe()
    found = large_files.read_large(data, recipe, progress) if has_many_lines(data) else read_plainly(data, recipe)
    first = found.rows.whole_records(range(min(len(found.rows), ROWS_LOOKED_AT)))
    return msgspec.structs.replace(found, own=own_columns(found.header, recipe, first))


def read_plainly(data: bytes, recipe: Recipe) -> Reading:
    """Read a source of any size record by record; raise as `read` does."""
    encoding, text = decoded(data, recipe.encoding)
    delimiter = recipe.delimiter or delimiter_of(text)
    lines, cells, trimmed_cells = records_of(text, delimiter)
    filled = len(cells)
    while filled and is_empty(cells[filled - 1]):
        filled -= 1
    kept = kept_records(recipe, filled)
    if not kept:
        raise FileUnreadable(ReadFault.EMPTY, "")
    first = cells[kept[0]]
    has_header = looks_like_header(first) if recipe.header is None else recipe.header
    body = kept[1:] if has_header else kept
    return Reading(
        encoding=encoding,
        delimiter=delimiter,
        header=tuple(first) if has_header else None,
        rows=RowsInList(_rows(body, cells, lines, recipe), [cells[at] for at in body]),
        trimmed_cells=sum(trimmed_cells.get(at, 0) for at in body) if trimmed_cells else 0,
        dropped_records=len(cells) - filled,
        undecodable_records=_undecodable(body, cells) if "\ufffd" in text else [],
    )


def has_many_lines(data: bytes) -> bool:
    """Return whether these bytes have more than MANY_ROWS lines."""
    if len(data) <= MANY_ROWS:
        return False
    lines = 0
    for at in range(0, len(data), _BYTES_COUNTED_AT_A_TIME):
        until = at + _BYTES_COUNTED_AT_A_TIME
        # Old Mac files and UTF-16 are rare; there, too, each line end has a CR or an LF among its bytes.
        lines += max(data.count(b"\n", at, until), data.count(b"\r", at, until))
        if lines > MANY_ROWS:
            return True
    return False


def _rows(places: Sequence[int], cells: Sequence[list[str]], lines: Sequence[int], recipe: Recipe) -> list[Row]:
    """Return the rows that are some of the records."""
    make, columns, limits = Row._make, recipe.columns, recipe.limits
    usual = 0 if columns else len(Column)
    picked = [
        each if len(each) == usual else pick_cells(each, columns, limits) for each in map(cells.__getitem__, places)
    ]
    return [
        make((n, at + 1, lines[at], address, key, miles))
        for n, (at, (address, key, miles)) in enumerate(zip(places, picked, strict=True))
    ]


def _undecodable(places: Sequence[int], cells: Sequence[list[str]]) -> list[int]:
    """Return the numbers of those records in which something could not be decoded."""
    return [at + 1 for at in places if any("\ufffd" in cell for cell in cells[at])]
