"""Workbooks (.xlsx) that a spreadsheet program opens without changing a cell."""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.store.atomic_files import written_beside

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter import Workbook
else:
    xlsxwriter = import_lazily("xlsxwriter")

ROWS_OF_A_SHEET = 1_048_576
"""Rows that a sheet can hold, that of the headings included."""

_ANY_TIME = datetime(1980, 1, 1)
"""Noted as time of creation, so that the same rows always give the same bytes."""

_NARROW, _WIDE = 10, 40
_WIDTHS_FROM = 100
"""Rows whose cells decide how wide the columns are."""


def new_workbook(out: IO[bytes], **options: Any) -> Workbook:
    """Return an empty workbook in which a text stays text: no cell becomes a formula, a link or a number."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(out, plain | options)


def text_sheet(header: Sequence[str], rows: Iterable[Sequence[str | int]], scratch: Path | None = None) -> bytes:
    """Return a workbook in which every text is a text cell, as it is written, and every number a number.

    The same rows always give the same bytes. Rows beyond `ROWS_OF_A_SHEET` go on in another sheet, under the same
    headings. Of a cell of more than 32,767 characters a sheet holds the beginning.

    Args:
        scratch: Folder for what does not fit into memory; that of the system if None.
    """
    out = io.BytesIO()
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".") as folder:
        _fill(out, header, rows, folder)
    return out.getvalue()


def write_text_sheet(path: Path, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    """Write what `text_sheet` returns to a file, whole or not at all; the memory taken does not grow with the rows.

    Raises OSError.
    """
    with written_beside(path) as made, made.open("wb") as out:
        _fill(out, header, rows, str(made.parent))


def _fill(out: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[str | int]], folder: str) -> None:
    book = new_workbook(out, constant_memory=True, tmpdir=folder)
    book.use_zip64()
    book.set_properties({"created": _ANY_TIME})
    left = iter(rows)
    try:
        _write_sheet(book, header, itertools.islice(left, ROWS_OF_A_SHEET - 1))
        while (first := next(left, None)) is not None:
            more = itertools.islice(left, ROWS_OF_A_SHEET - 2)
            _write_sheet(book, header, itertools.chain([first], more))
    except BaseException:
        for page in book.worksheets():
            page.row_data_fh.close()  # closing the workbook would first make a whole file of what is there
        raise
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from error


def _write_sheet(book: Workbook, header: Sequence[str], rows: Iterator[Sequence[str | int]]) -> None:
    page = book.add_worksheet()
    first = list(itertools.islice(rows, _WIDTHS_FROM))
    # A cell that is typed over later stays text, too, and a number as text is no mistake to be marked.
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "bold": True})
    for at in range(max(map(len, [header, *first]))):
        longest = max(len(str(cells[at])) for cells in [header, *first] if at < len(cells))
        page.set_column(at, at, min(max(_NARROW, longest + 2), _WIDE), text)
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS_OF_A_SHEET}"})
    for number, cells in enumerate(itertools.chain([header], first, rows)):
        for at, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(number, at, cell)
            else:
                page.write_string(number, at, cell, text if number else bold)
