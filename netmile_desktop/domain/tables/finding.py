"""The decisions about a table, taken together: heading, columns, what lies around, and what must be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.cancelling import decide_cancel_roles
from netmile_desktop.domain.tables.cells import ColumnCells, column_cells, looks_like_miles, plain_cell
from netmile_desktop.domain.tables.columns import Evidence, Roles, decide_roles
from netmile_desktop.domain.tables.sample import Cells, Sample
from netmile_desktop.domain.tables.surroundings import (
    Heading,
    find_heading,
    has_rows_above,
    leading_lines,
    other_heading,
    repeated_headings,
    shortened,
    subtotals,
    trailing_lines,
)
from netmile_desktop.domain.tables.table import (
    NO_CHOICES,
    Choices,
    DeclaredTotal,
    Doubt,
    DoubtCause,
    Hidden,
    LeftOut,
    LeftOutCause,
    Purpose,
    Role,
    TableColumn,
    TableReading,
)

ISSUED_COLUMNS = 3

_FIRST_WITNESSES = 100
_OTHER_WITNESSES = 200
"""Rows behind the first that are looked at; what others hold is proved once they are read."""


Recall = Callable[[Sequence[str]], Mapping[Role, int] | None]
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
    heading = find_heading(sample, purpose, header=choices.header, skip=choices.skip)
    skipped = (heading.record or heading.first) - 1
    headings = _headings(heading)
    above = min((record for record in choices.put_back if record <= skipped), default=0)
    if above:
        # Lines above the heading that are rows after all.
        skipped = above - 1
    body = _body(sample, heading.first)
    width = _width(sample, headings, body)
    evidence = _evidence(headings, body, width, sample, mode)
    remembered = recall(headings) if headings else None
    roles = _roles(evidence, purpose, choices, remembered)
    left_out = _left_out(sample, heading, skipped, roles.columns, choices)
    if above:
        left_out = [each for each in left_out if each.cause is not LeftOutCause.LEADING or each.last < above]
        left_out.append(LeftOut(heading.record, heading.record, LeftOutCause.REPEATED_HEADING, shortened(headings)))
        left_out.sort(key=lambda each: each.first)
    if left_out:
        # Totals and the like bear no witness.
        body = _body(sample, heading.first, left_out)
        evidence = _evidence(headings, body, width, sample, mode)
        roles = _roles(evidence, purpose, choices, remembered)
    hidden = _hidden_within(sample, heading.first, left_out)
    if heading.record and choices.skip is None and not above and has_rows_above(sample, skipped, roles.columns):
        roles.doubts.insert(0, Doubt(DoubtCause.ROWS_ABOVE, record=heading.record))
    last = next((each.first for each in left_out if each.first > heading.first and each.last == sample.records), 0)
    other = other_heading(sample, heading, (last or sample.records + 1) - 1, purpose)
    if other and other not in choices.put_back and not any(each.first <= other <= each.last for each in left_out):
        roles.doubts.append(Doubt(DoubtCause.OTHER_TABLE, record=other))
    if hidden and choices.hidden is None:
        roles.doubts.append(Doubt(DoubtCause.HIDDEN_ROWS))
    if sample.has_end_mark:
        left_out.append(LeftOut(sample.records + 1, sample.records + 1, LeftOutCause.END_MARK))
    if choices.hidden is Hidden.LEAVE_OUT:
        left_out += [LeftOut(first, last, LeftOutCause.HIDDEN) for first, last in hidden]
        left_out.sort(key=lambda each: each.first)
    return TableReading(
        purpose=purpose,
        encoding=encoding,
        delimiter=delimiter,
        header_record=heading.record,
        columns=tuple(_columns(headings, evidence, roles, sample.hidden_columns)),
        left_out=tuple(left_out),
        doubts=tuple(roles.doubts),
        recipe=_recipe(
            sample,
            choices.encoding,
            delimiter,
            0 if above else heading.record,
            skipped,
            width,
            _usual_cells(sample, heading.record, body),
            roles,
            left_out,
        ),
        skipped=skipped,
        hidden_rows=tuple(hidden),
        is_filtered=sample.is_filtered,
        total=_declared_total(sample, left_out, roles.columns.get(Role.MILES, 0)),
        choices=choices,
    )


def _headings(heading: Heading) -> tuple[str, ...]:
    cells = list(heading.cells)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _body(sample: Sample, first: int, left_out: Sequence[LeftOut] = ()) -> list[Cells]:
    """The rows that bear witness; empty ones do not."""
    out = {record for each in left_out for record in range(each.first, each.last + 1)}
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


def _width(sample: Sample, headings: Sequence[str], body: Sequence[Cells]) -> int:
    """How many columns the table has.

    Of a workbook all that are filled; of a text those that the heading names, since a row with more of them has a
    separator inside of a cell. Without a heading there are three.
    """
    widest = max(map(_filled_width, body), default=0)
    if sample.is_sheet:
        return max(widest, len(headings), ISSUED_COLUMNS)
    if headings:
        return len(headings)
    widths = Counter(map(_filled_width, body))
    return max(ISSUED_COLUMNS, widths.most_common(1)[0][0] if widths else 0)


def _usual_cells(sample: Sample, heading: int, body: Sequence[Cells]) -> int:
    """How many cells a record has as a rule, empty ones at the end included."""
    counts = Counter(map(len, body))
    return max(len(sample.cells(heading)) if heading else 0, counts.most_common(1)[0][0] if counts else 0)


def _evidence(headings: Sequence[str], body: Sequence[Cells], width: int, sample: Sample, mode: Mode) -> Evidence:
    widest = max(map(_filled_width, body), default=0)
    usual = width if headings else ISSUED_COLUMNS
    wide = sum(_filled_width(cells) > usual for cells in body)
    named = tuple(headings) + ("",) * (max(widest, width) - len(headings)) if headings else ()
    return Evidence(named, column_cells(body, max(widest, width)), wide, mode)


def _roles(evidence: Evidence, purpose: Purpose, choices: Choices, remembered: Mapping[Role, int] | None) -> Roles:
    if purpose is Purpose.CANCELLING:
        return decide_cancel_roles(evidence, dict(choices.roles))
    return decide_roles(evidence, {role: n for role, n in choices.roles if n}, remembered)


def _left_out(
    sample: Sample, heading: Heading, skipped: int, columns: Mapping[Role, int], choices: Choices
) -> list[LeftOut]:
    found = list(leading_lines(sample, skipped))
    behind = trailing_lines(sample, heading.first, dict(columns), choices.put_back)
    last = behind[0].first - 1 if behind else sample.records
    within = [
        *repeated_headings(sample, heading.record, last),
        *subtotals(sample, heading.first, last, dict(columns)),
    ]
    within = [each for each in within if not set(range(each.first, each.last + 1)) & set(choices.put_back)]
    return [*found, *_without_overlaps(within), *behind]


def _without_overlaps(left_out: Sequence[LeftOut]) -> Iterator[LeftOut]:
    last = 0
    for each in sorted(left_out, key=lambda each: each.first):
        if each.first > last:
            yield each
            last = each.last


def _hidden_within(sample: Sample, start: int, left_out: Sequence[LeftOut]) -> list[tuple[int, int]]:
    """The hidden records that are rows, as ranges."""
    out = {record for each in left_out for record in range(each.first, each.last + 1)}
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


def _columns(headings: Sequence[str], evidence: Evidence, roles: Roles, hidden: Sequence[int]) -> Iterator[TableColumn]:
    by_column = {column: role for role, column in roles.columns.items()}
    doubted: dict[int, Role] = {}
    for doubt in roles.doubts:
        if doubt.role is not None:
            for candidate in doubt.candidates:
                doubted.setdefault(candidate, doubt.role)
    for number in evidence.numbers():
        cells: ColumnCells = evidence.of(number)
        role = by_column.get(number)
        yield TableColumn(
            number=number,
            heading=headings[number - 1] if number <= len(headings) else "",
            role=role,
            witness=roles.witnesses.get(role) if role is not None else None,
            doubted=None if role is not None else doubted.get(number),
            is_hidden=number in hidden,
            samples=tuple(cells.samples),
            is_empty=cells.is_empty,
        )


def _recipe(
    sample: Sample,
    encoding: str,
    delimiter: str,
    header_record: int,
    skipped: int,
    width: int,
    most_cells: int,
    roles: Roles,
    left_out: Sequence[LeftOut],
) -> Recipe:
    tail, without = 0, []
    at_the_end = sample.records
    for each in reversed(left_out):
        if each.last == at_the_end:
            tail += each.last - each.first + 1
            at_the_end = each.first - 1
        elif each.first > skipped:
            without.append((each.first, each.last))
    nowhere = max(width, ISSUED_COLUMNS) + 1
    most = 0 if sample.is_sheet or width in roles.columns.values() else max(width, most_cells)
    columns = tuple(roles.columns.get(role, nowhere) for role in (Role.ADDRESS, Role.KEY, Role.MILES))
    by_place = columns == (1, 2, 3) and width == ISSUED_COLUMNS
    return Recipe(
        encoding=encoding,
        header=bool(header_record),
        # A table of just these columns is read as the portal reads it (D10).
        columns=None if by_place and not sample.is_sheet else (columns[0], columns[1], columns[2]),
        delimiter=delimiter,
        width=0 if by_place or sample.is_sheet else width,
        most_cells=0 if by_place else most,
        skip=skipped,
        tail=tail,
        without=tuple(without[::-1]),
    )


def _declared_total(sample: Sample, left_out: Sequence[LeftOut], miles: int) -> DeclaredTotal | None:
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
