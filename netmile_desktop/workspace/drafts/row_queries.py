"""Queries on the rows of a batch by position: list, search, sort. The source does the work in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain

from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.row_sources.interface import Positions, positions_of
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.progress import SILENT, Progress, walked
from netmile_desktop.workspace.drafts.chosen_rows import ChosenRows
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.drafts.finding_totals import FindingTotals

NO_POSITIONS: Positions = positions_of(())

_PUBLISHED = {str(code): n for n, code in enumerate((*Code, *Warned))}


class SortOrder(StrEnum):
    """The criteria by which rows can be sorted."""

    RECORD = "record"
    ADDRESS = "address"
    KEY = "key"
    MILES = "miles"
    """Numbers by value; then the rest by text."""
    CODE = "code"
    """Errors in the published order, then warnings, then rows without either."""


def all_positions(rows: EditedRows) -> Positions:
    return rows.source.positions(rows)


def rows_taking_part(rows: EditedRows, left_out: Iterable[int] = ()) -> ChosenRows:
    """Return rows that are neither excluded nor in `left_out`, in order; `rows` must no longer change."""
    return ChosenRows(rows, rows.source.ids_without(rows, chain(rows.excluded, left_out)))


def originals_of(rows: EditedRows, ids: Sequence[int]) -> Iterator[Row]:
    """Return rows as they are in the source; typed rows are skipped."""
    return rows.source.these([row_id for row_id in ids if row_id < len(rows.source)])


def rows_by_id(rows: EditedRows, ids: Sequence[int]) -> ChosenRows:
    return ChosenRows(rows, ids)


def ids_at(rows: EditedRows, positions: Positions) -> Sequence[int]:
    """Return the ids of the rows at some positions."""
    return rows.source.ids_at(rows, positions)


def mentioning(rows: EditedRows, positions: Positions, wanted: str, progress: Progress = SILENT) -> Positions:
    """Return those of some rows that contain a case-folded text in address or key, or have it as record number."""
    return rows.source.mentioning(rows, positions, wanted, progress) if wanted else positions


def rows_with(
    rows: EditedRows, text: str, columns: Sequence[Column], ids: Sequence[int] | None, progress: Progress = SILENT
) -> Iterator[Row]:
    """Yield rows taking part, all or some, with a text in any of these cells; case and width count."""
    if not text:
        return
    for row_id in walked(rows.source.likely_with(rows, text, columns, ids, progress), progress):
        row = rows.if_taking_part(row_id)
        if row is not None and any(text in row.cell(column) for column in columns):
            yield row


def ordered(
    rows: EditedRows,
    tally: FindingTotals,
    positions: Positions,
    order: SortOrder,
    descending: bool = False,
    progress: Progress = SILENT,
) -> Positions:
    """Return some rows in another order; the sort is stable."""
    if order is SortOrder.RECORD:
        return rows.source.in_file_order(positions, descending)
    if order is SortOrder.CODE:
        ranks = {row_id: _code_rank(tally, row_id) for row_id in walked(tally.found, progress)}
        return rows.source.by_rank(rows, positions, ranks, len(_PUBLISHED), descending, progress)
    return rows.source.by_cell(rows, positions, Column(order.value), descending, progress)


def _code_rank(tally: FindingTotals, row_id: int) -> int:
    found = tally.of(row_id)
    code = next((str(each.code) for each in (*found.errors, *found.warnings)), "")
    return _PUBLISHED.get(code, len(_PUBLISHED))
