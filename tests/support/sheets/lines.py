"""The heading and the rows of a sheet, from its columns and from people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from netmile_desktop.domain.campaigns import Mode
from tests.support.sheets.cells import Cell, Line, LineKind, Meaning, Sheet, Triple
from tests.support.sheets.columns import ROLES, Column, Plan
from tests.support.sheets.people import LOOKS_LIKE_MILES, Person, people
from tests.support.sheets.truth import Certainty

_CELLS: dict[Meaning, Callable[[Person, int], str]] = {
    Meaning.ADDRESS: lambda person, n: person.address,
    Meaning.MOBILE_ADDRESS: lambda person, n: person.mobile,
    Meaning.STAFF_ADDRESS: lambda person, n: f"tencho{n % 3}@shop.example.jp",
    Meaning.KEY: lambda person, n: person.key,
    Meaning.MILES: lambda person, n: str(person.miles),
    Meaning.OTHER_MILES: lambda person, n: str(person.balance),
    Meaning.MONEY: lambda person, n: str(person.money),
    Meaning.COUNT: lambda person, n: str(person.count),
    Meaning.NAME: lambda person, n: person.name,
    Meaning.DATE: lambda person, n: "{}/{}/{}".format(*person.day),
    Meaning.PHONE: lambda person, n: person.phone,
    Meaning.RANK: lambda person, n: person.rank,
    Meaning.MEMO: lambda person, n: person.memo,
    Meaning.SERIAL: lambda person, n: str(n),
    Meaning.OTHER_ID: lambda person, n: f"{1001 + n % 3}",
    Meaning.ORDER: lambda person, n: person.order,
    Meaning.FLAG: lambda person, n: "可" if n % 3 else "否",
}


def rows_of(random: Random, plan: Plan, count: int) -> list[Line]:
    """Return rows of so many people, undamaged."""
    crowd = people(random, count, plan.keys, plan.miles, carriers=plan.mode is Mode.MOBILE)
    return [_row(random, plan, person, n) for n, person in enumerate(crowd, 1)]


def _row(random: Random, plan: Plan, person: Person, n: int) -> Line:
    cells = tuple(_cell(random, column, person, n) for column in plan.columns)
    meant = Triple(*(cells[plan.at(role) - 1].text if plan.at(role) else "" for role in ROLES))
    is_good = _is_possible(meant)
    return Line(LineKind.ROW, cells, meant, is_good, shown_may_pass=not is_good)


def _is_possible(row: Triple) -> bool:
    """Return whether a row can be right as it stands: headings that were swapped can name dates as keys."""
    is_key = row.key.isascii() and row.key.isprintable() and not set(row.key) & set(' ,"/')
    is_number = row.miles.isascii() and row.miles.isdecimal() and row.miles[0] != "0" and len(row.miles) < 9
    return "@" in row.address and bool(row.key) and is_key and is_number


def _cell(random: Random, column: Column, person: Person, n: int) -> Cell:
    is_filled = column.filled == 1.0 or random.random() < column.filled
    return Cell(_CELLS[column.meaning](person, n) if is_filled else "", column.meaning)


def sheet_of(random: Random, plan: Plan, count: int) -> Sheet:
    """Return a sheet with nothing but a heading and rows."""
    heading = [Line(LineKind.HEADING, tuple(Cell(column.heading) for column in plan.columns))]
    return Sheet((*(heading if plan.has_heading else []), *rows_of(random, plan, count)), plan.tags)


def mutated(random: Random, plan: Plan) -> Plan:
    """Return a plan of which a heading or a column was swapped, lost or doubled, with what can still be known."""
    if not plan.has_heading or plan.certainty is not Certainty.CERTAIN or "list" in plan.tags[0]:
        return plan
    return random.choice((_with_headings_swapped, _without_a_heading, _without_a_column, _with_a_double))(random, plan)


def _with_headings_swapped(random: Random, plan: Plan) -> Plan:
    """Swap two headings. The columns are what their headings say, unless their cells say that they cannot be."""
    one, other = random.sample(range(len(plan.columns)), 2)
    columns = list(plan.columns)
    first, second = columns[one], columns[other]
    columns[one] = replace(first, heading=second.heading, role=second.role)
    columns[other] = replace(second, heading=first.heading, role=first.role)
    changed = _with(plan, columns)
    tags = ("headings swapped", f"{first.heading} <> {second.heading}")
    if {first.role, second.role} == {None}:
        return changed.but(Certainty.OPEN, *tags)
    if _are_absurd(changed):
        return _as_before(changed, plan).but(Certainty.UNCERTAIN, *tags)
    return changed.but(Certainty.OPEN, *tags)


def _as_before(changed: Plan, plan: Plan) -> Plan:
    """Return a plan with headings of one and roles of another."""
    pairs = zip(changed.columns, plan.columns, strict=True)
    return _with(plan, [replace(old, heading=new.heading) for new, old in pairs])


def _are_absurd(plan: Plan) -> bool:
    """Return whether a heading names cells that it cannot mean."""
    numbers = {Meaning.MILES, Meaning.MONEY, Meaning.COUNT, Meaning.SERIAL, Meaning.OTHER_ID}
    numbers |= {Meaning.KEY} if plan.keys in LOOKS_LIKE_MILES else set()
    return any(
        (each.role == "address" and each.meaning is not Meaning.ADDRESS)
        or (each.role == "miles" and each.meaning not in numbers)
        or (each.role == "key" and each.meaning is Meaning.ADDRESS)
        for each in plan.columns
    )


def _without_a_heading(random: Random, plan: Plan) -> Plan:
    n = random.randrange(len(plan.columns))
    columns = [replace(each, heading="") if at == n else each for at, each in enumerate(plan.columns)]
    return _with(plan, columns).but(Certainty.OPEN, "heading lost", plan.columns[n].heading)


def _without_a_column(random: Random, plan: Plan) -> Plan:
    n = random.randrange(len(plan.columns))
    gone = plan.columns[n]
    columns = [each for at, each in enumerate(plan.columns) if at != n]
    changed = _with(plan, columns)
    if gone.role is None:
        return changed.but(Certainty.CERTAIN, "column lost", gone.heading)
    return replace(changed, is_answerable=False).but(Certainty.UNCERTAIN, "column lost", gone.heading)


def _with_a_double(random: Random, plan: Plan) -> Plan:
    """Add a column with a heading that is there already, and other numbers or IDs below it."""
    role, meaning = random.choice(
        (("miles", Meaning.OTHER_MILES), ("key", Meaning.ORDER), ("address", Meaning.ADDRESS))
    )
    heading = next(each.heading for each in plan.columns if each.role == role)
    columns = list(plan.columns)
    columns.insert(random.randrange(len(columns) + 1), Column(heading, meaning))
    # The same addresses twice are a confirmation: either will do.
    certainty = Certainty.OPEN if role == "address" else Certainty.UNCERTAIN
    return _with(plan, columns).but(certainty, "column doubled", heading)


def _with(plan: Plan, columns: Sequence[Column]) -> Plan:
    return replace(plan, columns=tuple(columns))
