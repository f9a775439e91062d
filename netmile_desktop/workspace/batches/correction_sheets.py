"""Rows to correct, written to a file for a spreadsheet and read back; rows are matched by their number in the sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from netmile_desktop.domain import lists
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Column, records
from netmile_desktop.workspace.batches.result_sheets import WORKBOOK
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.spreadsheets import write_text_sheet
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable

_CELLS = (lists.ADDRESS, lists.KEY, lists.MILES)
_HEADER = (*_CELLS, lists.LINE, lists.CODE)


def save_correction_sheet(draft: Draft, to: Path) -> None:
    """Write columns A-C, the row of the original sheet, the code and the own columns of each row.

    A name that ends in .xlsx makes it a workbook, in which no key loses its zeros; otherwise it is CSV in UTF-8, with
    the byte order mark that Excel needs.

    Raises:
        FileUnwritable: the file cannot be written there.
        WorkspaceUnusable: DISK_FULL.
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


def corrections_in(path: Path, draft: Draft) -> Iterator[tuple[int, Column, str]]:
    """Yield the cells of such a file for `Draft.set_cells`; lines that the draft does not have are skipped.

    Columns are found by their headings, wherever they stand now; all others are ignored. What has lost its column
    stays as it is.

    Raises:
        FileUnreadable: it cannot be read, or NO_ROW_NUMBERS.
    """
    source = load_source(path)
    row_ids = {_mark(draft, row_id): row_id for row_id in draft.snapshot().rows_taking_part().ids()}
    found = records(source.data)
    first = next(found, [])
    places = _places(first)
    if lists.LINE not in places:
        raise FileUnreadable(ReadFault.NO_ROW_NUMBERS, str(path))
    for cells in chain([first], found):
        *texts, line = (
            cells[at] if (at := places.get(heading)) is not None and at < len(cells) else None
            for heading in (*_CELLS, lists.LINE)
        )
        row_id = row_ids.get(line) if line else None
        if row_id is not None:
            for column, text in zip(Column, texts, strict=True):
                if text is not None:
                    yield row_id, column, text


def _mark(draft: Draft, row_id: int) -> str:
    """Return what stands for a row in the file: its number in the sheet, or a mark of its own if it was typed."""
    rows = draft.snapshot()
    row = rows.row_of(row_id)
    number = rows.sheet.number(row)
    return rows.sheet.label(row) if number is None else str(number)


def _places(header: Sequence[str]) -> dict[str, int]:
    """Return where the headings we wrote stand: the first of equals, since the own columns came last.

    A file whose first record has none of them has no headings, and its columns stand as they were written.
    """
    found = {heading: header.index(heading) for heading in (*_CELLS, lists.LINE) if heading in header}
    return found or {heading: at for at, heading in enumerate(_HEADER)}
