"""What the import page and the command line show of a file before anything is imported from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from netmile_desktop.domain.campaigns import Amount, Mode, Validity, VariableAmount
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.rows.issuances import Findings, Rule
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.domain.tables.cells import looks_like_address
from netmile_desktop.domain.tables.finding import Recall, nothing_recalled, read_table
from netmile_desktop.domain.tables.proof import proved
from netmile_desktop.domain.tables.sample import Sample
from netmile_desktop.domain.tables.sampling import SampledText, sample_text
from netmile_desktop.domain.tables.table import (
    NO_CHOICES,
    Choices,
    ColumnRole,
    Doubt,
    DoubtCause,
    Inclusion,
    Purpose,
    TableReading,
    Witness,
)
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.sources.source import CSV, Source

SHOWN_AT_THE_BEGINNING = 200
"""Records of the file's beginning that are shown with all their cells."""

SHOWN_AT_THE_END = 30


@dataclass(frozen=True, slots=True)
class Record:
    """A record with all its cells, trimmed; those that are left out are shown as well."""

    number: int
    """From 1, as a spreadsheet numbers its rows."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueSums:
    """Rows and miles that would be issued."""

    rows: int
    miles: int | None
    """Sum of the miles that can be read; None if their column is not known."""
    unread: int = 0
    """Rows whose miles are no number, and are not in the sum."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that may have a role in doubt, and what would be issued if it had."""

    column: int
    role: ColumnRole
    sums: IssueSums
    outside: int | None = None
    """Rows outside the campaign's amount; None if the campaign is not chosen yet, or the role is not the miles."""


@dataclass(frozen=True, slots=True)
class SourceLook:
    """A file as it is read under some choices."""

    source: Source
    table: TableReading
    beginning: tuple[Record, ...]
    ending: tuple[Record, ...]
    """The last records with content; none that are also in `beginning`."""
    records: int
    """Number of the last record with content."""
    sums: IssueSums
    without_hidden: IssueSums
    """As `sums`, with the hidden rows left out; equal to it if there are none, or if they are left out already."""
    with_hidden: IssueSums
    without_marked: IssueSums
    """As `sums`, without the rows that are marked as not to be issued; equal to it if there are none."""
    with_marked: IssueSums
    candidates: tuple[Candidate, ...] = ()
    trimmed_cells: int = 0
    dropped_records: int = 0
    undecodable_records: int = 0
    empty_keys: int = 0
    repeated_keys: int = 0
    """Rows whose key another row has as well; None of the two is known while the column is in doubt."""


_MOST_MILES = 99_999_999
_ANY_AMOUNT = VariableAmount(1, _MOST_MILES)
_SOME_DAY = date(2000, 1, 1)
_CANDIDATES_SUMMED = 4


def table_of(
    source: Source,
    choices: Choices = NO_CHOICES,
    *,
    purpose: Purpose = Purpose.ISSUING,
    mode: Mode = Mode.PC,
    recall: Recall = nothing_recalled,
) -> TableReading:
    """Decide where the table in a source is and what its columns are, before it is read.

    Raises:
        FileUnreadable: nothing can be read from it that way.
    """
    return _decided(source, _sampled(source, choices, purpose), choices, purpose, mode, recall)


def look_at(
    source: Source,
    choices: Choices = NO_CHOICES,
    *,
    purpose: Purpose = Purpose.ISSUING,
    mode: Mode = Mode.PC,
    amount: Amount | None = None,
    recall: Recall = nothing_recalled,
    progress: Progress = SILENT,
) -> SourceLook:
    """Return what a source looks like under some choices, with what would be issued from it.

    Args:
        amount: The amount that the chosen campaign issues; None if no campaign is chosen yet.
        recall: Tells which columns were chosen for an earlier file with the same headings.

    Raises:
        FileUnreadable: nothing can be read from it that way.
    """
    sampled = _sampled(source, choices, purpose)
    table = _decided(source, sampled, choices, purpose, mode, recall)
    # Whatever the amount: a row that the campaign refuses is a row of the list, and may repeat another one.
    counted = _Counted(source, mode, None, progress)
    is_known = table.column_of(ColumnRole.MILES) is not None
    reading, sums, findings = counted.of(table.recipe, is_known)
    if table.is_certain:
        table = proved(table, reading.rows, findings)

    def otherwise(other: Choices) -> IssueSums:
        return counted.sums(_decided(source, sampled, other, purpose, mode, recall).recipe, is_known)

    hidden, marked = _both_ways(table, sums, otherwise)
    return SourceLook(
        source=source,
        table=replace(table, encoding=reading.encoding),
        beginning=tuple(_records(sampled.sample.beginning[:SHOWN_AT_THE_BEGINNING], 1)),
        ending=tuple(_ending(sampled.sample)),
        records=sampled.sample.records,
        sums=sums,
        without_hidden=hidden[0],
        with_hidden=hidden[1],
        without_marked=marked[0],
        with_marked=marked[1],
        candidates=tuple(_candidates(table, _Counted(source, mode, amount, progress), amount)),
        trimmed_cells=reading.trimmed_cells,
        dropped_records=reading.dropped_records,
        undecodable_records=len(reading.undecodable_records),
        empty_keys=_having(findings, {(Reason.EMPTY, Column.KEY)}),
        repeated_keys=_having(findings, {(Reason.SAME_KEY, Column.KEY), (Reason.SAME_ROW, None)}),
    )


def _both_ways(
    table: TableReading, sums: IssueSums, otherwise: Callable[[Choices], IssueSums]
) -> Iterator[tuple[IssueSums, IssueSums]]:
    """Yield the sums without and with the rows that the sheet hides, then those that are marked."""
    choices = table.choices
    for name, chosen, has_any in (
        ("hidden", choices.hidden, bool(table.hidden_rows)),
        ("marked", choices.marked, table.marked is not None),
    ):
        others = sums
        if has_any:
            others = otherwise(msgspec.structs.replace(choices, **{name: (chosen or Inclusion.INCLUDE).other}))
        yield (sums, others) if chosen is Inclusion.LEAVE_OUT else (others, sums)


def sums_with_rows_left_out(look: SourceLook) -> dict[int, int]:
    """Return sums of the miles with rows that were left out by choice, each with the number of these rows."""
    found = {}
    for without, with_ in ((look.without_hidden, look.with_hidden), (look.without_marked, look.with_marked)):
        if without == look.sums != with_ and with_.miles is not None:
            found[with_.miles] = with_.rows - without.rows
    return found


def _sampled(source: Source, choices: Choices, purpose: Purpose) -> SampledText:
    encoding, delimiter = (choices.encoding, choices.delimiter) if source.kind == CSV else ("utf-8", ",")
    try:
        sampled = sample_text(source.data, purpose, encoding=encoding, delimiter=delimiter)
    except FileUnreadable as failure:
        raise FileUnreadable(failure.reason, source.name, failure.detail) from failure
    if source.kind == CSV:
        return sampled
    facts = source.facts
    sample = replace(
        sampled.sample,
        is_sheet=True,
        hidden_rows=facts.hidden_rows,
        is_filtered=facts.is_filtered,
        hidden_columns=facts.hidden_columns,
    )
    return replace(sampled, sample=sample)


def _decided(
    source: Source, sampled: SampledText, choices: Choices, purpose: Purpose, mode: Mode, recall: Recall
) -> TableReading:
    table = read_table(
        sampled.sample,
        encoding=sampled.encoding,
        delimiter=sampled.delimiter,
        purpose=purpose,
        choices=choices,
        mode=mode,
        recall=recall,
    )
    if sampled.other_delimiters:
        table = replace(table, doubts=(Doubt(DoubtCause.SEPARATOR), *table.doubts))
    if source.facts.others(source.sheet) and purpose is Purpose.ISSUING and _is_no_list(table, sampled.sample):
        table = replace(table, doubts=(Doubt(DoubtCause.SHEET),))
    return table


def _is_no_list(table: TableReading, sample: Sample) -> bool:
    """Whether neither a heading nor an address nor a choice says that rows to issue are here, as on a cover."""
    known = (column.witness for column in table.columns if column.role is not None)
    if any(witness is not Witness.PLACE for witness in known):
        return False
    return not any(looks_like_address(cell) for _, cells in sample.numbered() for cell in cells)


class _Counted:
    """Rows and miles of a source under some recipes."""

    def __init__(self, source: Source, mode: Mode, amount: Amount | None, progress: Progress) -> None:
        self._source, self._progress = source, progress
        self._rule = Rule(
            mode=mode,
            amount=amount or _ANY_AMOUNT,
            issuance_from=_SOME_DAY,
            issuance_to=_SOME_DAY,
            state=Validity.APPROVED,
            today=_SOME_DAY,
        )

    def of(self, recipe: Recipe, is_known: bool) -> tuple[Reading, IssueSums, dict[int, Findings]]:
        """Return the rows, their sums and findings; the miles are known only if their column is."""
        reading = self._source.read(recipe, self._progress)
        findings = reading.rows.check(self._rule, progress=self._progress)
        unread = [row_id for row_id, each in findings.items() if any(e.code is Code.MILES for e in each.errors)]
        miles = reading.rows.miles_without(unread) if is_known else None
        return reading, IssueSums(len(reading.rows), miles, len(unread) if is_known else 0), findings

    def sums(self, recipe: Recipe, is_known: bool) -> IssueSums:
        try:
            return self.of(recipe, is_known)[1]
        except FileUnreadable:  # nothing is left
            return IssueSums(0, 0 if is_known else None)


def _candidates(table: TableReading, counted: _Counted, amount: Amount | None) -> Iterator[Candidate]:
    for doubt in table.doubts:
        if doubt.role is None:
            continue
        for column in doubt.candidates[:_CANDIDATES_SUMMED]:
            if doubt.role is not ColumnRole.MILES or table.recipe.columns is None:
                yield Candidate(column, doubt.role, IssueSums(0, None))
                continue
            recipe = msgspec.structs.replace(table.recipe, columns=(*table.recipe.columns[:2], column))
            _, sums, findings = counted.of(recipe, is_known=True)
            outside = sum(any(e.code is Code.AMOUNT_RULE for e in each.errors) for each in findings.values())
            yield Candidate(column, doubt.role, sums, outside=outside if amount is not None else None)


def _having(findings: dict[int, Findings], wanted: Collection[tuple[Reason, Column | None]]) -> int:
    """Return how many rows have a finding of one of these reasons in one of these columns."""
    return sum(
        any((found.reason, found.column) in wanted for found in (*each.errors, *each.warnings))
        for each in findings.values()
    )


def _records(some: Sequence[Sequence[str]], first: int) -> Iterator[Record]:
    for number, cells in enumerate(some, first):
        yield Record(number, tuple(cells))


def _ending(sample: Sample) -> Iterator[Record]:
    last = [(n, cells) for n, cells in sample.numbered() if n > sample.records - SHOWN_AT_THE_END]
    for number, cells in last:
        if number > SHOWN_AT_THE_BEGINNING:
            yield Record(number, tuple(cells))
