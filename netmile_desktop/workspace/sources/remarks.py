"""What is to be told of the cells of a file: what a workbook had lost, what was changed, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.tables.table import ColumnRole
from netmile_desktop.domain.texts.remarks import RemarkKind, remark_words, shown_words
from netmile_desktop.workspace.sources.books.facts import ShownNumber
from netmile_desktop.workspace.sources.looks import SourceLook
from netmile_desktop.workspace.sources.source import Source


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell, and where it was seen."""

    kind: RemarkKind
    count: int
    columns: tuple[int, ...] = ()
    """Numbers of the columns, from 1; empty if they are not known, or do not matter."""
    rows: tuple[int, ...] = ()
    """The first of its rows, from 1; empty if they are not known."""
    example: ShownNumber | None = None


def remark_explanation(remark: Remark) -> Bilingual | None:
    """Return what a remark means for the rows; None if its name says all."""
    if remark.example is not None:
        return shown_words(remark.example.shown, remark.example.number)
    return remark_words(remark.kind)


def remarks_of(look: SourceLook) -> list[Remark]:
    """Return all there is to tell of the cells of a file that is to be issued from."""
    key = look.table.column_of(ColumnRole.KEY)
    found = [
        *sheet_remarks(look.source, key.number if key is not None else 0),
        Remark(RemarkKind.EMPTY_KEYS, look.empty_keys),
        Remark(RemarkKind.REPEATED_KEYS, look.repeated_keys),
        Remark(RemarkKind.UNDECODABLE, look.undecodable_records),
        Remark(RemarkKind.TRIMMED, look.trimmed_cells),
        Remark(RemarkKind.DROPPED, look.dropped_records),
    ]
    order = list(RemarkKind)
    return sorted((each for each in found if each.count), key=lambda each: order.index(each.kind))


def sheet_remarks(source: Source, key_column: int) -> list[Remark]:
    """Return what is to be told of the sheet of a workbook, whatever it is read for; nothing of other files.

    Args:
        key_column: Number of the column of the keys, from 1; 0 if there is none.
    """
    return [each for each in _of_sheet(source, (key_column,) if key_column else ()) if each.count]


def _of_sheet(source: Source, keys: tuple[int, ...]) -> Iterator[Remark]:
    facts, notes = source.facts, source.notes
    example = next((each for each in facts.shown if each.column in keys), None)
    yield Remark(RemarkKind.SHOWN_KEYS, _total(facts.shown_cells, keys), keys, example=example)
    yield Remark(RemarkKind.NUMBER_KEYS, _total(notes.number_cells, keys), keys)
    others = tuple(n for n in _filled(facts.shown_cells) if n not in keys)
    yield Remark(RemarkKind.SHOWN_NUMBERS, _total(facts.shown_cells, others), others)
    plain = _filled(facts.plain_cells)
    yield Remark(RemarkKind.PLAIN_NUMBERS, _total(facts.plain_cells, plain), plain)
    rows = tuple(dict.fromkeys(row for row, _ in facts.uncalculated))
    yield Remark(RemarkKind.UNCALCULATED, facts.uncalculated_cells, rows=rows)
    yield Remark(RemarkKind.LONG_NUMBERS, notes.long_numbers)
    yield Remark(RemarkKind.DATES, notes.dates)
    yield Remark(RemarkKind.ERROR_CELLS, notes.error_cells)


def _filled(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers of the columns that have any."""
    return tuple(n for n, count in enumerate(counts, 1) if count)


def _total(counts: Sequence[int], columns: Sequence[int]) -> int:
    return sum(sum(counts[n - 1 : n]) for n in columns)
