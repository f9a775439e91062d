"""Rows to correct, written to a file for a spreadsheet and read back; rows are matched by their number in the sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from netmile_desktop.domain import lists
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Column, decoded, records
from netmile_desktop.domain.tables.separators import SEPARATORS
from netmile_desktop.domain.tables.surroundings import MOST_LEADING
from netmile_desktop.workspace.batches.result_sheets import WORKBOOK
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.source import CSV, Source, load_source
from netmile_desktop.workspace.spreadsheets import write_text_sheet
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable

_CELLS = (lists.ADDRESS, lists.KEY, lists.MILES)
_HEADER = (*_CELLS, lists.LINE, lists.CODE)
_NUMBER = _HEADER.index(lists.LINE)
_WITNESSES = tuple(map(_HEADER.index, (lists.ADDRESS, lists.KEY, lists.CODE)))
"""Columns by which a line without headings is known."""


def save_correction_sheet(draft: Draft, to: Path) -> None:
    """Write columns A-C, the row of the original sheet, the code and the own columns of each row.

    A name that ends in .xlsx makes it a workbook, in which no key loses its zeros; otherwise it is CSV in UTF-8, with
    the byte order mark that Excel needs.

    Raises:
        FileUnwritable: the file cannot be written there.
    """
    header = [*_HEADER, *draft.snapshot().sheet.names(Language.JAPANESE)]
    try:
        if to.suffix.lower() == WORKBOOK:
            write_text_sheet(to, header, _lines(draft))
            return
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(_lines(draft))
        replace_file(to, out.getvalue().encode("utf-8-sig", "replace"))
    except OSError as error:
        raise unwritable(error, to) from error


def _lines(draft: Draft) -> Iterator[list[str]]:
    rows = draft.snapshot()
    taking_part = rows.rows_taking_part()
    for row, own in zip(taking_part, rows.sheet.own_cells(taking_part.ids()), strict=True):
        origin, code = rows.origin(row.id), rows.findings(row.id).code
        why = code.value if code else origin.code if origin else ""
        yield [row.address, row.key, row.miles, _mark(draft, row.id), why, *own]


class CorrectedCells(NamedTuple):
    """What such a file says, and which of its lines were not used."""

    cells: list[tuple[int, Column, str]]
    """For `Draft.set_cells`."""
    unknown: list[str]
    """Row numbers, as they stand there, of rows that the draft does not have."""
    repeated: list[str]
    """Row numbers of several lines that do not say the same; these rows stay as they are."""
    source: Source
    """The file, which knows what a workbook has lost."""
    key_column: int
    """Number of the column of the keys in it, from 1; 0 if it has lost it."""


def corrections_in(
    file: Path | Source, draft: Draft, *, sheet: str = "", encoding: str = "", delimiter: str = ""
) -> CorrectedCells:
    """Read the cells of such a file, which may be loaded already; its sheet, encoding and separator are found out unless they are given.

    Columns are found by their headings, wherever they stand now; all others are ignored. What has lost its column
    stays as it is. Without headings the columns are as they were written, and each line must still have the address,
    the key or the code of its row: another list is not to be taken for corrections.

    Raises:
        FileUnreadable: it cannot be read, or NO_ROW_NUMBERS or OTHER_ROW_NUMBERS.
    """
    source = file if isinstance(file, Source) else load_source(file, sheet)
    found = _records(source, encoding, delimiter)
    places, first = _heading(found)
    if first and any(
        tuple(found[first - 1][: len(own)]) == own for own in (lists.ERROR_HEADER, lists.COMPLETED_HEADER)
    ):
        raise FileUnreadable(ReadFault.OTHER_ROW_NUMBERS, source.name)
    if not places:
        if not _is_as_written(found, draft):
            raise FileUnreadable(ReadFault.NO_ROW_NUMBERS, source.name)
        places = {heading: at for at, heading in enumerate(_HEADER)}
    said: dict[str, set[tuple[str | None, ...]]] = {}
    for cells in found[first:]:
        *texts, line = (
            cells[at] if (at := places.get(heading)) is not None and at < len(cells) else None
            for heading in (*_CELLS, lists.LINE)
        )
        if line and line != lists.LINE:
            said.setdefault(line, set()).add(tuple(texts))
    row_ids = {_mark(draft, row_id): row_id for row_id in draft.snapshot().rows_taking_part().ids()}
    known = {line: texts for line, texts in said.items() if line in row_ids}
    return CorrectedCells(
        [
            (row_ids[line], column, text)
            for line, texts in known.items()
            if len(texts) == 1
            for column, text in zip(Column, *texts, strict=True)
            if text is not None
        ],
        [line for line in said if line not in row_ids],
        [line for line, texts in known.items() if len(texts) > 1],
        source,
        places.get(lists.KEY, -1) + 1,
    )


def _records(source: Source, encoding: str, delimiter: str) -> list[list[str]]:
    """All records of a file, whatever parts their cells."""
    if source.kind != CSV:
        return list(records(source.data))
    _, text = decoded(source.data, encoding)
    delimiter = delimiter or next((each for each in SEPARATORS if each in _line_of_headings(text)), "")
    return list(records(source.data, encoding, delimiter))


def _line_of_headings(text: str) -> str:
    """The first line that has the heading of the row numbers; empty if none has."""
    lines = islice(io.StringIO(text), MOST_LEADING + 1)
    return next((line for line in lines if lists.LINE in line), "")


def _heading(found: Sequence[Sequence[str]]) -> tuple[dict[str, int], int]:
    """Where the headings we wrote stand, the first of equals, since the own columns came last; and the record below.

    No place if no record at the beginning has that of the row numbers.
    """
    for at, cells in enumerate(found[: MOST_LEADING + 1]):
        if lists.LINE in cells:
            return {name: list(cells).index(name) for name in (*_CELLS, lists.LINE) if name in cells}, at + 1
    return {}, 0


def _is_as_written(found: Iterable[Sequence[str]], draft: Draft) -> bool:
    """Whether lines without headings are those of the draft: each with a known number has its code, address or key."""
    written = {line[_NUMBER]: line for line in _lines(draft)}
    pairs = [(cells, line) for cells in found if (line := written.get("".join(cells[_NUMBER : _NUMBER + 1])))]
    return bool(pairs) and all(
        any(cell and cell == line[at] for at, cell in enumerate(cells[: len(_HEADER)]) if at in _WITNESSES)
        for cells, line in pairs
    )


def _mark(draft: Draft, row_id: int) -> str:
    """Return what stands for a row in the file: its number in the sheet, or a mark of its own if it was typed."""
    rows = draft.snapshot()
    row = rows.row_of(row_id)
    number = rows.sheet.number(row)
    return rows.sheet.label(row) if number is None else str(number)
