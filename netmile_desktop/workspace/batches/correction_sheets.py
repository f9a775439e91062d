"""Rows to correct, written to a file for a spreadsheet and read back; rows are matched by their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from netmile_desktop.domain import lists
from netmile_desktop.domain.rows.rows import Column, records
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.source import load_source

_HEADER = (lists.ADDRESS, lists.KEY, lists.MILES, lists.LINE, lists.CODE)
_LINE = _HEADER.index(lists.LINE)


def correction_sheet(draft: Draft) -> bytes:
    """Return columns A-C, the line in the original file and the code of each row, as UTF-8 with the BOM Excel needs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEADER)
    rows = draft.snapshot()
    for row in rows.rows_taking_part():
        origin, code = rows.origin(row.id), rows.findings(row.id).code
        why = code.value if code else origin.code if origin else ""
        writer.writerow((row.address, row.key, row.miles, row.record, why))
    return out.getvalue().encode("utf-8-sig")


def corrections_in(path: Path, draft: Draft) -> Iterator[tuple[int, Column, str]]:
    """Yield the cells of such a file for `Draft.set_cells`; lines that the draft does not have are skipped.

    Raises:
        FileUnreadable: it cannot be read.
    """
    source = load_source(path)
    row_ids = {str(row.record): row.id for row in draft.snapshot().rows_taking_part() if row.record}
    for cells in records(source.data):
        row_id = row_ids.get(cells[_LINE]) if len(cells) > _LINE else None
        if row_id is not None:
            for column, text in zip(Column, cells, strict=False):
                yield row_id, column, text
