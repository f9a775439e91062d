"""What became of the rows of a batch, as lists for the clerk: by the numbers and with the columns of the own sheet.

The portal's lists count the lines of a part of at most 10,000 rows and know three columns. Here a row has the number it
has in the sheet that was imported first, also after corrections, and the columns that were never sent.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from netmile_desktop.domain import lists
from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.domain.texts import results as words
from netmile_desktop.domain.texts.codes import code_words
from netmile_desktop.domain.texts.states import column_words
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.drafts.draft_facts import Show, Stage
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from netmile_desktop.workspace.records.verdicts import RowOutcome
from netmile_desktop.workspace.spreadsheets import ROWS_OF_A_SHEET, write_text_sheet
from netmile_desktop.workspace.store.atomic_files import unwritable, written_beside
from netmile_desktop.workspace.store.file_names import fit_for_a_file

WORKBOOK, CSV = ".xlsx", ".csv"
"""Endings of the files that can be written."""

_ENDING = re.compile(r"\.[A-Za-z]{3,4}(?= #[0-9]+$|$)")
"""Ending of the imported file in the name of a batch, before the number of the round."""

_SO_FAR = {Stage.NOT_SENT: words.LEFT_OUT, Stage.WAITING: words.DRAFT}
"""What is said of rows that were surely not handed over."""

_AT_A_TIME = 1_000

Cell = str | int


class Rows(StrEnum):
    """The rows that a list has."""

    ALL = "all"
    ERRORS = "errors"
    """Rows that were not issued because the portal or our own check refused them."""
    ISSUED = "issued"


NAMES = {Rows.ALL: words.RESULTS, Rows.ERRORS: words.ERROR_ROWS, Rows.ISSUED: words.ISSUED_ROWS}


class ResultSheet:
    """The rows of a batch at one moment, as a table in one language."""

    def __init__(self, snapshot: Snapshot, language: Language, *, is_draft: bool = False) -> None:
        """`is_draft` says that nothing of the batch was handed over."""
        self._snapshot = snapshot
        self._language = language
        self._is_draft = is_draft

    @property
    def header(self) -> list[str]:
        """Return the headings."""
        sent = [column_words(column) for column in Column]
        behind = (words.STATE, words.CODE, words.TEXT, words.REGISTRATION_ID, words.ISSUE_ID)
        return [
            *self._said(words.LINE, *sent),
            *self._snapshot.sheet.names(self._language),
            *self._said(*behind, words.ISSUED_AT, words.TRANSFER_ON),
        ]

    def row_ids(self, which: Rows, progress: Progress = SILENT) -> Sequence[int]:
        """Return the ids of the rows that a list has, in the order of the sheet."""
        snapshot = self._snapshot
        if which is Rows.ISSUED:
            ids = snapshot.row_ids(snapshot.select(Show.ALL, progress=progress))
            return [row_id for row_id in ids if (told := snapshot.outcome(row_id)) is not None and not told.code]
        show = Show.ERRORS if which is Rows.ERRORS else Show.ALL
        return snapshot.row_ids(snapshot.select(show, progress=progress))

    def lines(self, row_ids: Sequence[int], progress: Progress = SILENT) -> Iterator[list[Cell]]:
        """Yield the cells of some rows. Row numbers and miles are numbers, everything else is text."""
        snapshot, total = self._snapshot, len(row_ids)
        for at in range(0, total, _AT_A_TIME):
            progress.report(at, total, "saving")
            some = list(map(int, row_ids[at : at + _AT_A_TIME]))
            for row, own in zip(snapshot.rows_of(some), snapshot.sheet.own_cells(some), strict=True):
                number = snapshot.sheet.number(row)
                line: Cell = snapshot.sheet.label(row) if number is None else number
                yield [line, row.address, row.key, _as_number(row.miles), *own, *self._result(row)]
        progress.report(total, total, "saving")

    def _result(self, row: Row) -> list[str]:
        state, code, text = self._state(row.id)
        told = self._snapshot.outcome(row.id)
        return [*self._said(state), code, text, *(_receipt(told) if told is not None else ("", "", "", ""))]

    def _state(self, row_id: int) -> tuple[Bilingual, str, str]:
        """Return state, code and why."""
        snapshot = self._snapshot
        told, code = snapshot.outcome(row_id), snapshot.findings(row_id).code
        why = code_words(code).in_(self._language) if code else ""
        if told is not None:
            return (words.REFUSED, told.code, why) if told.code else (words.ISSUED, "", "")
        if reason := snapshot.closing_reason(row_id):
            return words.CLOSED, "", reason
        if snapshot.is_excluded(row_id):
            return words.EXCLUDED, "", ""
        if self._is_draft:
            return words.DRAFT, code or "", why
        return (words.LEFT_OUT, code, why) if code else (_SO_FAR.get(snapshot.stage(row_id), words.UNKNOWN), "", "")

    def _said(self, *each: Bilingual) -> list[str]:
        return [one.in_(self._language) for one in each]


def save_rows(
    table: ResultSheet,
    row_ids: Sequence[int],
    to: Path,
    progress: Progress = SILENT,
    *,
    ending: str = "",
    encoding: str = "utf-8-sig",
) -> int:
    """Write rows to a file, all of them or nothing.

    Args:
        ending: WORKBOOK or CSV says what is written; the ending of the file's name if it is empty.
        encoding: That of a CSV file; characters it does not have become question marks.

    Returns:
        The number of rows written.

    Raises:
        FileUnwritable: the file cannot be written there.
        Cancelled: nothing was written.
    """
    lines = table.lines(row_ids, progress)
    if (ending or to.suffix.lower()) == WORKBOOK:
        write = partial(write_text_sheet, to, table.header, lines)
    else:
        write = partial(_write_csv, to, table.header, lines, encoding)
    try:
        write()
    except OSError as error:
        raise unwritable(error, to) from error
    return len(row_ids)


def _write_csv(to: Path, header: Sequence[str], lines: Iterator[Sequence[Cell]], encoding: str) -> None:
    with written_beside(to) as made, made.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(lines)


def sheets_of(rows: int) -> int:
    """Return the number of sheets that so many rows take in a workbook."""
    return max(1, -(-rows // (ROWS_OF_A_SHEET - 1)))


def list_name(batch_name: str, which: Rows, language: Language, ending: str = WORKBOOK) -> str:
    """Propose a file name: that of the batch and of the list."""
    return f"{fit_for_a_file(_ENDING.sub('', batch_name))}_{NAMES[which].in_(language)}{ending}"


def _as_number(miles: str) -> Cell:
    """Return miles as a number, unless that would say something else than the cell does."""
    is_number = miles.isascii() and miles.isdigit() and len(miles) < 16 and str(int(miles)) == miles
    return int(miles) if is_number else miles


def _receipt(told: RowOutcome) -> tuple[str, str, str, str]:
    at, on = told.issued_at, told.transfer_on
    when = at.astimezone(JST).strftime(lists.INSTANT) if at else ""
    return told.registration_id, told.issue_id, when, on.isoformat() if on else ""
