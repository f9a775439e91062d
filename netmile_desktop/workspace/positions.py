"""Rows of a batch by their places: listed, searched and sorted, in a small batch one by one, in a large one on bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.rows import Column, Row, RowsOnBytes
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.chosen_rows import ChosenRows
from netmile_desktop.workspace.edited_rows import EditedRows
from netmile_desktop.workspace.tally import Tally

if TYPE_CHECKING:
    from netmile_desktop.domain.fast_lane.table import ByteTable

Positions = memoryview
"""Rows by their place in file order: one-dimensional, of 32-bit integers."""

ROWS_AT_A_TIME = 1_000
"""After so many rows a long walk says how far it is, and can be stopped."""

SEARCHED_COLUMNS = (Column.ADDRESS, Column.KEY)

_PUBLISHED = {str(code): n for n, code in enumerate((*Code, *Warned))}


def positions_of(values: Iterable[int]) -> Positions:
    return memoryview(array("i", values))


NO_POSITIONS: Positions = positions_of(())


class Order(StrEnum):
    """By what rows can be sorted."""

    RECORD = "record"
    ADDRESS = "address"
    KEY = "key"
    MILES = "miles"
    """As a number where it is one; others behind, by their text."""
    CODE = "code"
    """Errors in the published order, then warnings, then rows without either."""


def table_of(rows: EditedRows) -> ByteTable | None:
    """The bytes of a large batch; None of a small one, which needs no numpy."""
    if not isinstance(rows.source, RowsOnBytes):
        return None
    from netmile_desktop.domain.fast_lane.table import ByteTable

    assert isinstance(rows.source, ByteTable)
    return rows.source


def all_positions(rows: EditedRows) -> Positions:
    if table_of(rows) is None:
        return positions_of(range(len(rows)))
    import numpy as np

    return np.arange(len(rows), dtype=np.int32).data


def rows_taking_part(rows: EditedRows, left_out: Iterable[int] = ()) -> Sequence[Row]:
    """Rows that are not excluded, and not left out besides, in order; `rows` must not change any more."""
    table = table_of(rows)
    if table is None:
        out = {*rows.excluded, *left_out}
        return [row for at in range(len(rows)) if (row := rows.at(at)).id not in out]
    from netmile_desktop.domain.fast_lane.choosing import ids_in_order, without

    ids = ids_in_order(len(table), rows.typed.ids, rows.typed.before)
    return ChosenRows(table, rows, without(without(ids, rows.excluded), left_out).data)


def originals_of(rows: EditedRows, ids: Sequence[int]) -> Iterable[Row]:
    """Rows as the source has them; typed ones are passed over."""
    table, behind = table_of(rows), len(rows.source)
    of_source = [row_id for row_id in ids if row_id < behind]
    return (rows.source[row_id] for row_id in of_source) if table is None else table.these(of_source)


def rows_by_id(rows: EditedRows, ids: Sequence[int]) -> Iterable[Row]:
    table = table_of(rows)
    return map(rows.row, ids) if table is None else ChosenRows(table, rows, ids)


def ids_at(rows: EditedRows, positions: Positions) -> Sequence[int]:
    """The rows at some positions."""
    table = table_of(rows)
    if not rows.typed:
        return positions
    if table is None:
        return [rows.row_id(at) for at in positions]
    import numpy as np

    from netmile_desktop.domain.fast_lane.choosing import ids_in_order

    ids = ids_in_order(len(table), rows.typed.ids, rows.typed.before)[np.asarray(positions)]
    found: Positions = ids.data
    return found


def mentioning(rows: EditedRows, positions: Positions, wanted: str, progress: Progress = SILENT) -> Positions:
    """Those of some rows that mention a case-folded text in address or key, or have it as record number."""
    if not wanted:
        return positions
    table = table_of(rows)
    if table is None:
        return positions_of(at for at in walked(positions, progress) if _mentions(rows.at(at), wanted))
    import numpy as np

    from netmile_desktop.domain.fast_lane import choosing

    found = choosing.mentioning(table, wanted, SEARCHED_COLUMNS, ignore_case=True, progress=progress)
    beside = [row_id for row_id in (*rows.changed, *rows.typed) if _mentions(rows.row(row_id), wanted)]
    own = [*beside, *_row_with_record(table, wanted)]
    flags = choosing.marked(rows.next_id, found, rows.changed, own)
    kept: Positions = np.asarray(positions)[flags[np.asarray(ids_at(rows, positions))]].data
    return kept


def rows_with(
    rows: EditedRows, text: str, columns: Sequence[Column], ids: Sequence[int] | None, progress: Progress = SILENT
) -> Iterator[Row]:
    """Rows taking part, all or some, with a text in any of these cells; case and width count."""
    if not text:
        return
    table = table_of(rows)
    chosen: Iterable[int] = (rows.row_id(at) for at in range(len(rows))) if ids is None else ids
    if table is not None:
        import numpy as np

        from netmile_desktop.domain.fast_lane import choosing

        found = choosing.mentioning(table, text, columns, ignore_case=False, progress=progress).astype(np.int32)
        kept = np.union1d(found, np.array([*rows.changed, *rows.typed], np.int32)).astype(np.int32)
        chosen = np.asarray(ids_at(rows, all_positions(rows)) if ids is None else ids, np.int32)
        chosen = chosen[choosing.among(chosen, kept)].tolist()
    for row_id in walked(chosen, progress):
        row = rows.if_taking_part(row_id)
        if row is not None and any(text in row.cell(column) for column in columns):
            yield row


def ordered(
    rows: EditedRows,
    tally: Tally,
    positions: Positions,
    order: Order,
    descending: bool = False,
    progress: Progress = SILENT,
) -> Positions:
    """Some rows in another order; ties stay as they come."""
    table = table_of(rows)
    if table is None:
        keys = {at: _sort_key(rows, tally, order, at) for at in walked(positions, progress)}
        return positions_of(sorted(positions, key=keys.__getitem__, reverse=descending))
    import numpy as np

    from netmile_desktop.domain.fast_lane import ordering

    places = np.asarray(positions)
    if not len(places):
        return positions
    ids = np.asarray(ids_at(rows, positions), np.int32)
    beside = {row_id: rows.row(row_id) for row_id in (*rows.changed, *rows.typed)}
    if order is Order.RECORD:
        ranks = places.astype(np.int64)
    elif order is Order.CODE:
        by_id = np.full(rows.next_id, len(_PUBLISHED), np.int64)
        for row_id in tally.found:
            by_id[row_id] = _code_rank(tally, row_id)
        ranks = by_id[ids]
    elif order is Order.MILES:
        ranks = ordering.miles_ranks(table, ids, beside, progress)
    else:
        ranks = ordering.text_ranks(table, ids, beside, Column(order.value), progress)
    return places[ordering.ordered(ranks, descending)].data


def walked(things: Iterable[int], progress: Progress) -> Iterator[int]:
    """One after another; tells how far it is."""
    for n, each in enumerate(things):
        if n % ROWS_AT_A_TIME == 0:
            progress.report(n, 0)
        yield each


def _row_with_record(table: ByteTable, wanted: str) -> Iterator[int]:
    """The row of the source whose record number is written so."""
    if wanted.isascii() and wanted.isdigit() and len(wanted) < len(str(2**31)) and wanted == str(int(wanted)):
        row_id = int(wanted) - table.skipped - 1
        if 0 <= row_id < len(table):
            yield row_id


def _sort_key(rows: EditedRows, tally: Tally, order: Order, at: int) -> tuple[int, int, str]:
    row = rows.at(at)
    if order is Order.ADDRESS:
        return 0, 0, row.address.casefold()
    if order is Order.KEY:
        return 0, 0, row.key
    if order is Order.MILES:
        is_number = row.miles.isascii() and row.miles.isdigit()
        return (0, int(row.miles), "") if is_number else (1, 0, row.miles)
    return 0, _code_rank(tally, row.id) if order is Order.CODE else at, ""


def _code_rank(tally: Tally, row_id: int) -> int:
    found = tally.of(row_id)
    code = next((str(each.code) for each in (*found.errors, *found.warnings)), "")
    return _PUBLISHED.get(code, len(_PUBLISHED))


def _mentions(row: Row, wanted: str) -> bool:
    return wanted in row.address.casefold() or wanted in row.key.casefold() or wanted == str(row.record)
