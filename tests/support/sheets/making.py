"""Sheets from seeds: the same seed gives the same file and the same truth, on every machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from netmile_desktop.domain.tables.table import ColumnRole, Inclusion
from tests.support.sheets import damage, frames, states
from tests.support.sheets.cells import Line, LineKind, Meaning, Sheet, Triple, words
from tests.support.sheets.columns import ROLES, Plan, by_contract, planned, with_empty_notes
from tests.support.sheets.lines import mutated, sheet_of
from tests.support.sheets.no_tables import PROSE, no_table
from tests.support.sheets.programs import Program, text_program
from tests.support.sheets.truth import Certainty, TrueRow, Truth
from tests.support.sheets.workbooks import WORKBOOKS

SIZES = (1, 2, 3, 5, 8, 12, 25, 40)


@dataclass(frozen=True)
class Made:
    """A file with its truth."""

    seed: int
    name: str
    data: bytes
    truth: Truth
    tags: tuple[str, ...]
    program: str

    @property
    def is_workbook(self) -> bool:
        return self.data.startswith(b"PK")


@dataclass(frozen=True)
class _Draft:
    """A sheet on its way to a file."""

    sheet: Sheet
    plan: Plan
    certainty: Certainty
    hidden: Inclusion | None = None
    marked: Inclusion | None = None
    records_may_shift: bool = False
    is_answerable: bool = True


def made(seed: int) -> Made:
    """Return the file of a seed."""
    random = Random(seed)
    if random.random() < 0.03:
        return _made_of_nothing(seed, random)
    plan = planned(random)
    if random.random() < 0.2:
        plan = mutated(random, plan)
    program = random.choice(WORKBOOKS) if random.random() < 0.15 else text_program(random)
    if program.is_raw and plan.has_heading and "list" not in plan.tags[0] and random.random() < 0.3:
        plan = with_empty_notes(plan)
    draft = _filled(random, plan, program)
    # Of its own, so that what is added here leaves all other sheets as they were.
    draft = _with_states(Random(f"states {seed}"), draft, program)
    draft = _with_awkward_lines(random, draft, program)
    data = program.write(draft.sheet, random)
    tags = (*draft.sheet.tags, program.name)
    return Made(seed, f"list{seed}{program.suffix}", data, _truth(draft, program), tags, program.name)


def _made_of_nothing(seed: int, random: Random) -> Made:
    name, suffix, data = no_table(random)
    certainty = Certainty.UNCERTAIN if name in PROSE else Certainty.NO_TABLE
    truth = Truth(certainty, is_answerable=False, may_refuse=True)
    return Made(seed, f"list{seed}{suffix}", data, truth, ("no table", name), name)


def _filled(random: Random, plan: Plan, program: Program) -> _Draft:
    """Return a heading and rows with some damage."""
    count = random.choice(SIZES)
    plan = by_contract(plan, count)
    sheet = sheet_of(random, plan, count)
    draft = _Draft(sheet, plan, max(plan.certainty, program.certainty), is_answerable=plan.is_answerable)
    chance = random.random()
    if plan.has_heading and chance < 0.03 and len(sheet.lines) > 4:
        sheet = frames.joined_otherwise(random, sheet)
        # Nothing can be asked that would help; the second part must not come in as if it were like the first.
        certainty = max(draft.certainty, Certainty.OPEN)
        return replace(draft, sheet=sheet, certainty=certainty, is_answerable=False)
    if program.is_raw and chance < 0.10:
        quoted = damage.with_stray_quotes(random, sheet, plan)
        if quoted is not sheet:
            certainty = max(draft.certainty, Certainty.OPEN)
            return replace(draft, sheet=quoted, certainty=certainty, records_may_shift=True, is_answerable=False)
    share = random.choice((0.0, 0.0, 0.1, 0.3))
    sheet = damage.damaged(random, sheet, plan, share, as_raw_commas=program.is_raw)
    may_shift = any(line.raw and '"' in line.raw for line in sheet.lines)
    if may_shift or _has_an_empty_role(sheet, plan):
        draft = replace(draft, certainty=max(draft.certainty, Certainty.OPEN))
    if not program.is_workbook and chance > 0.7:
        money = [n for n, column in enumerate(plan.columns) if column.meaning is Meaning.MONEY and not column.role]
        sheet = sheet.with_lines(damage.all_with_commas(sheet.lines, money))
    return replace(draft, sheet=sheet, records_may_shift=may_shift)


def _with_states(random: Random, draft: _Draft, program: Program) -> _Draft:
    """Return the sheet with a column of states as order systems have it, or with its last empty cells left out."""
    sheet, plan = draft.sheet, draft.plan
    is_plain = plan.has_heading and "list" not in plan.tags[0] and "joined with other columns" not in sheet.tags
    if is_plain and "empty notes" not in plan.tags and random.random() < 0.1:
        plan, sheet = states.with_states(random, plan, sheet)
        if not any(line.is_marked for line in sheet.lines):
            return replace(draft, plan=plan, sheet=sheet)
        certainty = max(draft.certainty, Certainty.UNCERTAIN)
        marked = random.choice(list(Inclusion))
        return replace(draft, plan=plan, sheet=sheet, certainty=certainty, marked=marked)
    if program.is_raw and "empty notes" in plan.tags and random.random() < 0.6:
        return replace(draft, sheet=states.without_last_empty_cells(sheet))
    return draft


def _with_awkward_lines(random: Random, draft: _Draft, program: Program) -> _Draft:
    """Return the sheet with what stands around its rows, and with what of it is hidden."""
    sheet, plan = draft.sheet, draft.plan
    certainty = draft.certainty
    chance = random.random()
    if plan.has_heading and chance < 0.08 and "joined with other columns" not in sheet.tags:
        sheet, certainty = _with_odd_heading(random, sheet, plan), max(certainty, Certainty.OPEN)
    if "joined with other columns" not in sheet.tags:
        sheet = frames.framed(random, sheet, plan)
    if not program.is_workbook:
        sheet = _with_marks(random, sheet, program)
    if program.name == "lines in quotes" and any("\n" in text for line in sheet.lines for text in line.texts):
        certainty = max(certainty, Certainty.OPEN)
    hidden = None
    if program.shows_hidden and random.random() < 0.2:
        sheet, hidden = _with_hidden_rows(random, sheet)
        certainty = max(certainty, Certainty.UNCERTAIN) if hidden else certainty
    if program.shows_hidden and random.random() < 0.1:
        others = [n for n, column in enumerate(plan.columns, 1 + sheet.left) if not column.role]
        sheet = replace(sheet, hidden_columns=frozenset(random.sample(others, min(1, len(others)))))
    is_answerable = draft.is_answerable and "rows above the heading" not in sheet.tags
    return replace(draft, sheet=sheet, certainty=certainty, hidden=hidden, is_answerable=is_answerable)


def _with_odd_heading(random: Random, sheet: Sheet, plan: Plan) -> Sheet:
    """Return the sheet with a heading where few programs look for it, or in two lines."""
    ways: list[Callable[[], Sheet]] = [
        lambda: frames.with_groups(random, sheet),
        lambda: frames.with_split_heading(random, sheet),
        lambda: frames.with_many_titles(random, sheet),
    ]
    if len(sheet.lines) > 4:
        ways.append(lambda: frames.with_rows_above(random, sheet))
    if any(column.meaning is Meaning.OTHER_MILES for column in plan.columns) and plan.at(ColumnRole.MILES):
        ways = [lambda: frames.with_merged_heading(random, sheet, plan)]
    return random.choice(ways)()


def _has_an_empty_role(sheet: Sheet, plan: Plan) -> bool:
    """Return whether damage has left nothing in a column that is needed."""
    places = [plan.at(role) - 1 for role in ROLES if plan.at(role)]
    rows = [line for line in sheet.lines if line.kind is LineKind.ROW]
    return not all(any(line.is_good and line.texts[at] for line in rows) for at in places)


def _with_marks(random: Random, sheet: Sheet, program: Program) -> Sheet:
    """Return the sheet with marks that only files of text have."""
    if program.delimiter in ",;" and program.name != "lines in quotes" and random.random() < 0.05:
        mark = Line(LineKind.SEPARATOR, words(f"sep={program.delimiter}"))
        sheet = sheet.with_lines((mark, *sheet.lines), "sep=")
    if "UTF-16" not in program.name and "Unicode" not in program.name and random.random() < 0.05:
        sheet = frames.with_end_mark(random, sheet)
    return sheet


def _with_hidden_rows(random: Random, sheet: Sheet) -> tuple[Sheet, Inclusion | None]:
    """Return the sheet with some rows hidden, and what a person would answer."""
    lines = [replace(line, is_hidden=line.kind is LineKind.ROW and random.random() < 0.4) for line in sheet.lines]
    if not any(line.is_hidden for line in lines):
        return sheet, None
    return sheet.with_lines(lines, "hidden rows"), random.choice(list(Inclusion))


def _truth(draft: _Draft, program: Program) -> Truth:
    sheet, plan = draft.sheet, draft.plan
    roles = {role: plan.at(role) + sheet.left if plan.at(role) else 0 for role in ROLES}
    rows = [
        TrueRow(record, line.meant, _shown(line, list(roles.values())), line.is_good, line.shown_may_pass)
        for record, line in enumerate(sheet.lines, 1)
        if line.meant
        and not (line.is_hidden and draft.hidden is Inclusion.LEAVE_OUT)
        # Where a comma has moved cells, a number may stand in the column of the marks; it is an error either way.
        and not ((line.is_marked or line.raw) and draft.marked is Inclusion.LEAVE_OUT)
    ]
    return Truth(
        certainty=draft.certainty,
        rows=tuple(rows),
        roles=roles,
        mode=plan.mode,
        hidden=draft.hidden,
        marked=draft.marked,
        delimiter=program.delimiter,
        # Whoever reads an encoding or a quote wrongly has to see it, not to be asked about it.
        is_answerable=draft.is_answerable and not program.may_refuse and not draft.records_may_shift and bool(rows),
        may_refuse=program.may_refuse,
        records_may_shift=draft.records_may_shift,
        totals=_totals(sheet, roles[ColumnRole.MILES]),
        has_heading=plan.has_heading,
        skip=max((n for n, line in enumerate(sheet.lines) if line.kind is LineKind.HEADING), default=0),
    )


def _shown(line: Line, columns: Sequence[int]) -> Triple:
    return Triple(*(line.texts[n - 1] if n else "" for n in columns))


def _totals(sheet: Sheet, column: int) -> dict[int, int]:
    """Return the sums of miles that the sheet states, by record."""
    return {
        record: int(line.texts[column - 1])
        for record, line in enumerate(sheet.lines, 1)
        if line.kind is LineKind.TOTAL and column and line.texts[column - 1].isdecimal()
    }
