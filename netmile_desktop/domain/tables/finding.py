"""The decisions about a table, taken together: heading, columns, what lies around, and what must be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import eq, gt

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.cancelling import decide_cancel_roles
from netmile_desktop.domain.tables.cells import ColumnCells, column_cells, looks_like_miles, plain_cell
from netmile_desktop.domain.tables.columns import Evidence, Roles, decide_roles
from netmile_desktop.domain.tables.headings import roles_of
from netmile_desktop.domain.tables.marks import marked_rows
from netmile_desktop.domain.tables.sample import Cells, Sample
from netmile_desktop.domain.tables.shifted import first_shifted
from netmile_desktop.domain.tables.surroundings import (
    Heading,
    examples,
    find_heading,
    has_rows_above,
    has_words,
    leading_lines,
    other_heading,
    other_part,
    repeated_headings,
    shortened,
    subtotals,
    trailing_lines,
)
from netmile_desktop.domain.tables.table import (
    NO_CHOICES,
    Choices,
    ColumnRole,
    DeclaredTotal,
    Doubt,
    DoubtCause,
    FileColumn,
    Inclusion,
    LeftOutCause,
    LeftOutRecords,
    MarkedRows,
    Purpose,
    TableReading,
)

ISSUED_COLUMNS = 3

_ALIKE = 0.9

_FIRST_WITNESSES = 100
_OTHER_WITNESSES = 200
"""Rows behind the first that are looked at; what others hold is proved once they are read."""


Recall = Callable[[Sequence[str]], Mapping[ColumnRole, int] | None]
"""Answers which columns were chosen for an earlier file with the same headings."""


def nothing_recalled(_headings: Sequence[str]) -> None:
    """Remember nothing."""
    return


def read_table(
    sample: Sample,
    *,
    encoding: str = "",
    delimiter: str = ",",
    purpose: Purpose = Purpose.ISSUING,
    choices: Choices = NO_CHOICES,
    mode: Mode = Mode.PC,
    recall: Recall = nothing_recalled,
) -> TableReading:
    """Decide where the table in a file is and what its columns are.

    Args:
        mode: Which addresses miles are issued to, if the file has both kinds.
        recall: Tells which columns a person chose for an earlier file with the same headings, or None.
    """
    return _Finding(sample, purpose, choices, mode).table(encoding, delimiter, recall)


class _Finding:
    """The decisions about one table, under work."""

    def __init__(self, sample: Sample, purpose: Purpose, choices: Choices, mode: Mode) -> None:
        self._sample, self._purpose, self._choices, self._mode = sample, purpose, choices, mode
        self._heading = find_heading(sample, purpose, header=choices.header, skip=choices.skip)
        self._headings = _headings(self._heading)
        self._skipped = (self._heading.record or self._heading.first) - 1
        self._above = min((record for record in choices.put_back if record <= self._skipped), default=0)
        """The first of the lines above the heading that are rows after all; 0 if there are none."""
        if self._above:
            self._skipped = self._above - 1
        self._look_at_rows()

    def _look_at_rows(self, left_out: Sequence[LeftOutRecords] = ()) -> None:
        sample, choices = self._sample, self._choices
        self._body = _body(sample, self._heading.first, left_out)
        self._width = _width(sample, self._heading.record, self._headings, self._body)
        self._evidence = _evidence(self._headings, self._body, self._width, self._mode)
        if not self._headings and not choices.put_back and choices.header is None:
            self._evidence = replace(self._evidence, has_words=has_words(sample, self._heading.first))
        if self._evidence.is_wide and choices.column(ColumnRole.MILES):
            # Somebody has seen that most rows have more cells than there are headings: the last ones have no name.
            usual = Counter(map(len, self._body)).most_common(1)[0][0]
            filled = Counter(map(_filled_width, self._body)).most_common(1)[0][0]
            self._width = max(self._width, filled, _cells_of_all(usual, self._body))

    def table(self, encoding: str, delimiter: str, recall: Recall) -> TableReading:
        remembered = recall(self._headings) if self._headings else None
        roles = self._roles(remembered)
        left_out = self._left_out(roles.columns)
        if left_out:
            # Totals and the like bear no witness.
            self._look_at_rows(left_out)
            roles = self._roles(remembered)
        hidden = _hidden_within(self._sample, self._heading.first, left_out)
        marked = self._marked(roles.columns, left_out, hidden)
        self._doubt(roles, left_out, hidden)
        if marked and self._choices.marked is None:
            roles.doubts.append(Doubt(DoubtCause.MARKED_ROWS, record=marked.rows[0][0]))
        left_out = sorted([*left_out, *self._dropped(hidden, marked)], key=lambda each: each.first)
        recipe = self._recipe(delimiter, roles.columns, left_out)
        if record := self._shifted(roles.columns, left_out, recipe):
            roles.doubts.append(Doubt(DoubtCause.SHIFTED_CELLS, record=record))
        return TableReading(
            purpose=self._purpose,
            encoding=encoding,
            delimiter=delimiter,
            header_record=self._heading.record,
            columns=tuple(_columns(self._headings, self._evidence, roles, self._sample.hidden_columns)),
            left_out=tuple(left_out),
            doubts=tuple(roles.doubts),
            recipe=recipe,
            skipped=self._skipped,
            hidden_rows=tuple(hidden),
            is_filtered=self._sample.is_filtered,
            marked=marked,
            total=_declared_total(self._sample, left_out, roles.columns.get(ColumnRole.MILES, 0)),
            choices=self._choices,
        )

    def _roles(self, remembered: Mapping[ColumnRole, int] | None) -> Roles:
        chosen = dict(self._choices.roles)
        if self._purpose is Purpose.CANCELLING:
            return decide_cancel_roles(self._evidence, chosen)
        return decide_roles(self._evidence, chosen, remembered)

    def _left_out(self, columns: Mapping[ColumnRole, int]) -> list[LeftOutRecords]:
        sample, heading, put_back = self._sample, self._heading, set(self._choices.put_back)
        behind = trailing_lines(sample, heading.first, dict(columns), self._choices.put_back)
        last = behind[0].first - 1 if behind else sample.records
        within = [
            *examples(sample, heading),
            *repeated_headings(sample, heading.record, last),
            *subtotals(sample, heading.first, last, dict(columns)),
        ]
        if self._above:
            words = shortened(self._headings)
            within.append(LeftOutRecords(heading.record, heading.record, LeftOutCause.REPEATED_HEADING, words))
        within = [each for each in within if not put_back.intersection(range(each.first, each.last + 1))]
        return [*leading_lines(sample, self._skipped), *_without_overlaps(within), *behind]

    def _doubt(self, roles: Roles, left_out: Sequence[LeftOutRecords], hidden: Sequence[tuple[int, int]]) -> None:
        """Ask what is no question of columns."""
        sample, heading, choices = self._sample, self._heading, self._choices
        may_have_rows_above = heading.record and choices.skip is None and not self._above
        if may_have_rows_above and has_rows_above(sample, self._skipped, roles.columns):
            roles.doubts.insert(0, Doubt(DoubtCause.ROWS_ABOVE, record=heading.record))
        behind = [each.first for each in left_out if each.first > heading.first and each.last == sample.records]
        other = other_heading(sample, heading, min(behind, default=sample.records + 1) - 1, self._purpose)
        if other and other not in choices.put_back and not any(each.first <= other <= each.last for each in left_out):
            roles.doubts.append(Doubt(DoubtCause.OTHER_TABLE, record=other))
        if self._purpose is Purpose.ISSUING and (part := other_part(sample, heading, sample.records)):
            roles.doubts.append(Doubt(DoubtCause.OTHER_PART, record=part))
        if hidden and choices.hidden is None:
            roles.doubts.append(Doubt(DoubtCause.HIDDEN_ROWS))

    def _marked(
        self,
        columns: Mapping[ColumnRole, int],
        left_out: Sequence[LeftOutRecords],
        hidden: Sequence[tuple[int, int]],
    ) -> MarkedRows | None:
        if self._purpose is Purpose.CANCELLING:
            return None
        headings = {number: self._evidence.heading(number) for number in self._evidence.numbers()}
        apart = _records_of(left_out)
        if self._choices.hidden is Inclusion.LEAVE_OUT:
            apart.update(record for first, last in hidden for record in range(first, last + 1))
        first = self._heading.first
        if self._above:
            # Rows above the heading are put back together, which says nothing of what they say.
            first = self._skipped + 1
            apart.add(self._heading.record)
        apart.update(record for record in self._choices.put_back if record >= self._heading.first)
        return marked_rows(self._sample, headings, columns, first, apart)

    def _shifted(self, columns: Mapping[ColumnRole, int], left_out: Sequence[LeftOutRecords], recipe: Recipe) -> int:
        is_possible = self._purpose is Purpose.ISSUING and not self._sample.is_sheet
        if not is_possible or self._choices.unshifted or ColumnRole.MILES not in columns:
            return 0
        return first_shifted(
            self._sample,
            self._body,
            self._headings,
            recipe,
            columns,
            self._heading.first,
            _records_of(left_out),
        )

    def _dropped(self, hidden: Sequence[tuple[int, int]], marked: MarkedRows | None) -> Iterator[LeftOutRecords]:
        """Yield what is left out by choice, or is no record at all."""
        if self._choices.hidden is Inclusion.LEAVE_OUT:
            for first, last in hidden:
                yield LeftOutRecords(first, last, LeftOutCause.HIDDEN)
        if marked and self._choices.marked is Inclusion.LEAVE_OUT:
            for first, last in marked.rows:
                yield LeftOutRecords(first, last, LeftOutCause.MARKED, marked.words[0])
        if self._sample.has_end_mark:
            behind = self._sample.records + 1
            yield LeftOutRecords(behind, behind, LeftOutCause.END_MARK)

    def _recipe(self, delimiter: str, columns: Mapping[ColumnRole, int], left_out: Sequence[LeftOutRecords]) -> Recipe:
        width, is_sheet = self._width, self._sample.is_sheet
        tail, without = _at_the_end_and_within(self._sample.records, self._skipped, left_out)
        nowhere = max(width, ISSUED_COLUMNS) + 1
        address, key, miles = (columns.get(role, nowhere) for role in roles_of(Purpose.ISSUING))
        # A table of just these columns is read as the portal reads it (D10).
        by_place = (address, key, miles) == (1, 2, 3) and width == ISSUED_COLUMNS
        is_limited = not by_place and not is_sheet
        most = 0
        if is_limited and width not in columns.values():
            most = max(width, _usual_cells(self._sample, self._heading.record, self._body))
        return Recipe(
            encoding=self._choices.encoding,
            header=bool(self._heading.record) and not self._above,
            columns=None if by_place and not is_sheet else (address, key, miles),
            delimiter=delimiter,
            width=width if is_limited else 0,
            most_cells=most,
            skip=self._skipped,
            tail=tail,
            without=without,
        )


def _headings(heading: Heading) -> tuple[str, ...]:
    cells = list(heading.cells)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _body(sample: Sample, first: int, left_out: Sequence[LeftOutRecords]) -> list[Cells]:
    """The rows that bear witness; empty ones do not."""
    out = _records_of(left_out)
    numbered = [cells for n, cells in sample.numbered() if n >= first and n not in out and any(cells)]
    return [*_spread(numbered), *(cells for cells in sample.between if any(cells))]


def _spread(records: list[Cells]) -> Iterator[Cells]:
    """Some of many records: the first, and others at even distances."""
    yield from records[:_FIRST_WITNESSES]
    rest = records[_FIRST_WITNESSES:]
    yield from rest[:: max(1, -(-len(rest) // _OTHER_WITNESSES))]


def _filled_width(cells: Cells) -> int:
    """The number of the last filled cell."""
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1]), 0)


def _width(sample: Sample, heading: int, headings: Sequence[str], body: Sequence[Cells]) -> int:
    """How many columns the table has.

    Of a workbook all that are filled; of a text those that the heading names, since a row with more of them has a
    separator inside of a cell. Without a heading there are three.
    """
    widest = max(map(_filled_width, body), default=0)
    if sample.is_sheet:
        return max(widest, len(headings), ISSUED_COLUMNS)
    if headings:
        return max(len(headings), _cells_of_all(len(sample.cells(heading)), body))
    widths = Counter(map(_filled_width, body))
    return max(ISSUED_COLUMNS, widths.most_common(1)[0][0] if widths else 0)


def _cells_of_all(count: int, body: Sequence[Cells]) -> int:
    """Return a number of cells that nearly all rows have, empty ones included; 0 if they do not.

    The last columns of such a table may be without a name: a cell with a separator in it makes a row longer than all.
    """
    same, longer = (sum(compare(len(cells), count) for cells in body) for compare in (eq, gt))
    return count if same > longer and same + longer >= _ALIKE * len(body) else 0


def _usual_cells(sample: Sample, heading: int, body: Sequence[Cells]) -> int:
    """How many cells a record has as a rule, empty ones at the end included."""
    counts = Counter(map(len, body))
    return max(len(sample.cells(heading)) if heading else 0, counts.most_common(1)[0][0] if counts else 0)


def _evidence(headings: Sequence[str], body: Sequence[Cells], width: int, mode: Mode) -> Evidence:
    widest = max(map(_filled_width, body), default=0)
    usual = width if headings else ISSUED_COLUMNS
    wide = sum(_filled_width(cells) > usual for cells in body)
    named = tuple(headings) + ("",) * (max(widest, width) - len(headings)) if headings else ()
    return Evidence(named, column_cells(body, max(widest, width)), wide, mode)


def _records_of(left_out: Sequence[LeftOutRecords]) -> set[int]:
    return {record for each in left_out for record in range(each.first, each.last + 1)}


def _without_overlaps(left_out: Sequence[LeftOutRecords]) -> Iterator[LeftOutRecords]:
    last = 0
    for each in sorted(left_out, key=lambda each: each.first):
        if each.first > last:
            yield each
            last = each.last


def _hidden_within(sample: Sample, start: int, left_out: Sequence[LeftOutRecords]) -> list[tuple[int, int]]:
    """The hidden records that are rows, as ranges."""
    out = _records_of(left_out)
    found: list[tuple[int, int]] = []
    for first, last in sample.hidden_rows:
        for record in range(max(first, start), min(last, sample.records) + 1):
            if record in out:
                continue
            if found and found[-1][1] == record - 1:
                found[-1] = (found[-1][0], record)
            else:
                found.append((record, record))
    return found


def _columns(headings: Sequence[str], evidence: Evidence, roles: Roles, hidden: Sequence[int]) -> Iterator[FileColumn]:
    by_column = {column: role for role, column in roles.columns.items()}
    doubted: dict[int, ColumnRole] = {}
    for doubt in roles.doubts:
        if doubt.role is not None:
            for candidate in doubt.candidates:
                doubted.setdefault(candidate, doubt.role)
    for number in evidence.numbers():
        cells: ColumnCells = evidence.of(number)
        role = by_column.get(number)
        yield FileColumn(
            number=number,
            heading=headings[number - 1] if number <= len(headings) else "",
            role=role,
            witness=roles.witnesses.get(role) if role is not None else None,
            doubted=None if role is not None else doubted.get(number),
            is_hidden=number in hidden,
            samples=tuple(cells.samples),
            is_empty=cells.is_empty,
        )


def _at_the_end_and_within(
    records: int, skipped: int, left_out: Sequence[LeftOutRecords]
) -> tuple[int, tuple[tuple[int, int], ...]]:
    """How many records are left out at the end, and which others behind those that are skipped."""
    tail, without = 0, []
    for each in reversed(left_out):
        if each.last == records - tail:
            tail += each.last - each.first + 1
        elif skipped < each.first <= records:
            without.append((each.first, each.last))
    return tail, tuple(without[::-1])


def _declared_total(sample: Sample, left_out: Sequence[LeftOutRecords], miles: int) -> DeclaredTotal | None:
    """What the last total at the end says about the miles."""
    for each in reversed(left_out):
        if each.cause is not LeftOutCause.TOTAL or not miles:
            continue
        for record in range(each.last, each.first - 1, -1):
            cells = sample.cells(record)
            if miles <= len(cells) and looks_like_miles(cells[miles - 1]):
                digits = "".join(char for char in plain_cell(cells[miles - 1]).partition(".")[0] if char.isdecimal())
                return DeclaredTotal(record, miles, int(digits))
    return None
