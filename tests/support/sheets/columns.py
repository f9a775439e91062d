"""Which columns a sheet has, under which headings, and how sure anybody can be of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from netmile_desktop.domain import lists
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.tables.table import ColumnRole
from tests.support.sheets import words
from tests.support.sheets.cells import Meaning
from tests.support.sheets.people import LOOKS_LIKE_MILES, KeyStyle, MilesStyle
from tests.support.sheets.truth import Certainty

ROLES = (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES)
MEANT = {ColumnRole.ADDRESS: Meaning.ADDRESS, ColumnRole.KEY: Meaning.KEY, ColumnRole.MILES: Meaning.MILES}
CONSTANT_FROM = 4
"""Rows above which a column with one number only cannot be keys."""

OFFICIAL = ("メールアドレス", "指定キー", "マイル発行数")


@dataclass(frozen=True)
class Column:
    """A column of the sheet."""

    heading: str
    meaning: Meaning
    role: ColumnRole | None = None
    """What it truly is."""
    filled: float = 1.0
    """The share of its cells that have anything in them."""


@dataclass(frozen=True)
class Plan:
    """The columns of a sheet, and what can be known of them."""

    columns: tuple[Column, ...]
    certainty: Certainty = Certainty.CERTAIN
    tags: tuple[str, ...] = ()
    has_heading: bool = True
    is_answerable: bool = True
    mode: Mode = Mode.PC
    keys: KeyStyle = KeyStyle.LETTER
    miles: MilesStyle = MilesStyle.FIXED

    def but(self, certainty: Certainty, *tags: str) -> Plan:
        """Return the plan with a certainty that is no greater, and with more tags."""
        return replace(self, certainty=max(certainty, self.certainty), tags=self.tags + tags)

    def at(self, role: ColumnRole) -> int:
        """Return the number of the column that truly has a role, from 1; 0 if there is none."""
        return next((n for n, column in enumerate(self.columns, 1) if column.role is role), 0)


def role_column(role: ColumnRole, heading: str) -> Column:
    """Return a column for a role."""
    return Column(heading, MEANT[role], role)


def harmless(random: Random, count: int, without: Sequence[Meaning] = ()) -> list[Column]:
    """Return columns that nobody takes for any of the three."""
    meanings = random.sample([each for each in words.HARMLESS if each not in without], count)
    return [Column(random.choice(words.HARMLESS[each]), each) for each in meanings]


def named(random: Random) -> list[Column]:
    """Return the three columns under words of the list."""
    return [role_column(role, random.choice(words.LISTED[role])) for role in ROLES]


def mixed(random: Random, columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return columns in any order, mostly with the three first, as they are given, or at least the first of them."""
    chance = random.random()
    kept = 3 if chance < 0.2 else 1 if chance < 0.6 else 0
    rest = list(columns[kept:])
    return (*columns[:kept], *random.sample(rest, len(rest)))


def _styled(random: Random, plan: Plan, *, no_digits: bool = False) -> Plan:
    """Return a plan with keys and miles of some style."""
    keys = [each for each in KeyStyle if not (no_digits and each in LOOKS_LIKE_MILES)]
    return replace(plan, keys=random.choice(keys), miles=random.choice(list(MilesStyle)))


def official(random: Random) -> Plan:
    """The three columns of the guide, in order."""
    columns = tuple(role_column(role, heading) for role, heading in zip(ROLES, OFFICIAL, strict=True))
    return _styled(random, Plan(columns, tags=("official",)))


def listed(random: Random) -> Plan:
    """Words of the list, in any order, with other columns beside them."""
    columns = mixed(random, named(random) + harmless(random, random.randrange(0, 6)))
    return _styled(random, Plan(columns, tags=("listed",)))


def decorated(random: Random) -> Plan:
    """Words of the list with units, brackets, digits, line breaks."""
    columns = [replace(each, heading=_decorated(each, random)) for each in named(random)]
    columns = [*columns, *harmless(random, random.randrange(0, 4))]
    return _styled(random, Plan(mixed(random, columns), tags=("decorated",)))


def with_an_example(random: Random) -> Plan:
    """The heading of the addresses gives an example, which is an address itself."""
    address, *others = named(random)
    columns = [replace(address, heading=address.heading + random.choice(words.EXAMPLES)), *others]
    columns += harmless(random, random.randrange(0, 2))
    return _styled(random, Plan(mixed(random, columns), Certainty.OPEN, ("example in the heading",)))


def side_by_side(random: Random) -> Plan:
    """Two tables beside each other, under the same headings."""
    three = named(random)
    others = [Column(three[0].heading, Meaning.MOBILE_ADDRESS), Column(three[1].heading, Meaning.ORDER)]
    columns = (*three, Column("", Meaning.MEMO, filled=0.0), *others, Column(three[2].heading, Meaning.OTHER_MILES))
    plan = Plan(columns, Certainty.UNCERTAIN, ("side by side",), is_answerable=False)
    return _styled(random, plan)


def _decorated(column: Column, random: Random) -> str:
    assert column.role
    return words.decorated(column.heading, column.role, random) if random.random() < 0.7 else column.heading


def misled(random: Random) -> Plan:
    """Words of the list beside columns whose words or numbers mislead."""
    headings = random.sample(list(words.MISLEADING), random.randrange(1, 4))
    traps = [Column(heading, words.MISLEADING[heading]) for heading in headings]
    columns = mixed(random, named(random) + traps + harmless(random, random.randrange(0, 3)))
    is_clear = all(trap.meaning in words.SURELY_NO_MILES for trap in traps)
    certainty = Certainty.CERTAIN if is_clear else Certainty.OPEN
    return _styled(random, Plan(columns, certainty, ("misled", *headings)))


def unlisted(random: Random) -> Plan:
    """Columns under words of no list, or under none."""
    columns = named(random)
    for n in random.sample(range(3), random.randrange(1, 4)):
        role = ROLES[n]
        word = random.choice((*words.UNLISTED[role], ""))
        columns[n] = role_column(role, words.numbered(word, random) if word and random.random() < 0.25 else word)
    columns += harmless(random, random.randrange(0, 4))
    return _styled(random, Plan(mixed(random, columns), Certainty.OPEN, ("unlisted",)))


def two_of_miles(random: Random) -> Plan:
    """Two columns with words for miles, each filled with other numbers."""
    one, other = random.sample(random.choice(words.TWO_OF_MILES), 2)
    address, key, _ = named(random)
    columns = [address, key, role_column(ColumnRole.MILES, one), Column(other, Meaning.OTHER_MILES)]
    columns += harmless(random, random.randrange(0, 3))
    plan = Plan(mixed(random, columns), Certainty.UNCERTAIN, ("two of miles", one, other))
    return _styled(random, plan)


def two_of_keys(random: Random) -> Plan:
    """Two columns with words for keys."""
    one, other = random.sample(["会員番号", "会員ID", "顧客番号", "お客様番号"], 2)
    address, _, miles = named(random)
    columns = [address, role_column(ColumnRole.KEY, one), Column(other, Meaning.ORDER), miles]
    columns += harmless(random, random.randrange(0, 3))
    return _styled(random, Plan(mixed(random, columns), Certainty.UNCERTAIN, ("two of keys", one, other)))


def two_of_addresses(random: Random) -> Plan:
    """PC and mobile addresses side by side; the mode of the batch says which is meant."""
    mode = random.choice(list(Mode))
    _, key, miles = named(random)
    both = [
        Column(random.choice(words.PC_ADDRESS), Meaning.ADDRESS, ColumnRole.ADDRESS if mode is Mode.PC else None),
        Column(
            random.choice(words.MOBILE_ADDRESS),
            Meaning.MOBILE_ADDRESS,
            ColumnRole.ADDRESS if mode is Mode.MOBILE else None,
        ),
    ]
    both = [each if each.role else replace(each, filled=random.choice((1.0, 0.4))) for each in both]
    columns = mixed(random, [*both, key, miles, *harmless(random, random.randrange(0, 3))])
    return _styled(random, Plan(columns, Certainty.OPEN, ("two of addresses", mode), mode=mode))


def empty_miles(random: Random) -> Plan:
    """The column for the miles is there but empty, and money stands beside it."""
    address, key, miles = named(random)
    money = Column(random.choice(words.HARMLESS[Meaning.MONEY]), Meaning.MONEY)
    columns = [address, key, replace(miles, heading="マイル発行数", filled=0.0), money]
    columns += harmless(random, random.randrange(0, 2), (Meaning.MONEY,))
    return _styled(random, Plan(mixed(random, columns), Certainty.UNCERTAIN, ("empty miles",)))


def no_miles(random: Random) -> Plan:
    """No column is the miles to be issued, but another could be taken for it."""
    address, key, _ = named(random)
    heading = random.choice(words.NO_MILES)
    meaning = Meaning.COUNT if heading in words.HARMLESS[Meaning.COUNT] else Meaning.MONEY
    trap = Column(heading, words.MISLEADING.get(heading, meaning))
    without = (Meaning.MONEY, Meaning.COUNT)
    columns = mixed(random, [address, key, trap, *harmless(random, random.randrange(0, 3), without)])
    plan = Plan(columns, Certainty.UNCERTAIN, ("no miles", heading), is_answerable=False)
    return _styled(random, plan)


def no_key(random: Random) -> Plan:
    """No column is the key, but another could be taken for it."""
    address, _, miles = named(random)
    heading, meaning = random.choice(
        [
            ("店舗ID", Meaning.OTHER_ID),
            ("担当者ID", Meaning.OTHER_ID),
            ("No.", Meaning.SERIAL),
            ("電話番号", Meaning.PHONE),
            ("会員名", Meaning.NAME),
            ("会員ランク", Meaning.RANK),
            ("購入日", Meaning.DATE),
        ]
    )
    trap = Column(heading, meaning)
    columns = mixed(random, [address, trap, miles, *harmless(random, random.randrange(0, 2), (meaning,))])
    plan = Plan(columns, Certainty.UNCERTAIN, ("no key", heading), is_answerable=False)
    return _styled(random, plan)


def no_address(random: Random) -> Plan:
    """No column holds addresses."""
    _, key, miles = named(random)
    columns = mixed(random, [key, miles, *harmless(random, random.randrange(1, 3))])
    plan = Plan(columns, Certainty.UNCERTAIN, ("no address",), is_answerable=False)
    return _styled(random, plan)


def headless_in_order(random: Random) -> Plan:
    """No heading; columns A to C as the portal takes them."""
    columns = tuple(role_column(role, "") for role in ROLES)
    return _styled(random, Plan(columns, tags=("headless",), has_heading=False))


def headless_otherwise(random: Random) -> Plan:
    """No heading, and columns that are not A to C, or not in this order."""
    columns = [role_column(role, "") for role in ROLES]
    if random.random() < 0.5:
        more = harmless(random, random.randrange(1, 4), (Meaning.SERIAL, Meaning.COUNT))
        columns = [*columns, *(replace(each, heading="") for each in more)]
    order = mixed(random, columns)
    if tuple(each.role for each in order) == ROLES:
        order = order[::-1]
    plan = _styled(random, Plan(order, Certainty.OPEN, ("headless otherwise",), has_heading=False))
    others = [each.meaning for each in order if each.role is None]
    looks_alike = plan.keys in LOOKS_LIKE_MILES or {Meaning.MONEY, Meaning.OTHER_ID} & set(others)
    in_place = tuple(each.role for each in order[:3]) == ROLES
    return plan.but(Certainty.UNCERTAIN, "alike") if looks_alike and not in_place else plan


def by_contract(plan: Plan, count: int) -> Plan:
    """Return the plan as it must be read if nothing but the contract with the portal says what its columns are.

    Without a heading columns A to C are address, key and miles (D10). If B and C could both be either, nobody can see
    that they changed places, unless all of B is one number.
    """
    order = tuple(each.role for each in plan.columns)
    if (
        plan.has_heading
        or order != (ColumnRole.ADDRESS, ColumnRole.MILES, ColumnRole.KEY)
        or plan.keys not in LOOKS_LIKE_MILES
    ):
        return plan
    if plan.miles is MilesStyle.FIXED and count > CONSTANT_FROM:
        return plan
    columns = tuple(replace(each, role=role) for each, role in zip(plan.columns, ROLES, strict=True))
    return replace(plan, columns=columns, certainty=Certainty.OPEN)


def own_list(random: Random) -> Plan:
    """A completed or an error list, saved from the program or the portal."""
    headings, tag = random.choice(((lists.COMPLETED_HEADER, "completed list"), (lists.ERROR_HEADER, "error list")))
    meanings = {
        lists.ISSUED_AT: Meaning.DATE,
        lists.TRANSFER_ON: Meaning.DATE,
        lists.ISSUE_ID: Meaning.ORDER,
        lists.REGISTRATION_ID: Meaning.OTHER_ID,
        lists.CODE: Meaning.OTHER_ID,
        lists.TEXT: Meaning.RANK,
        lists.LINE: Meaning.SERIAL,
    }
    roles = dict(zip(headings, ROLES, strict=False))
    columns = tuple(
        role_column(roles[each], each) if each in roles else Column(each, meanings[each]) for each in headings
    )
    return _styled(random, Plan(columns, tags=(tag,)))


PLANS: dict[Callable[[Random], Plan], int] = {
    official: 8,
    listed: 24,
    decorated: 14,
    with_an_example: 2,
    side_by_side: 1,
    misled: 14,
    unlisted: 9,
    two_of_miles: 4,
    two_of_keys: 3,
    two_of_addresses: 4,
    empty_miles: 3,
    no_miles: 4,
    no_key: 3,
    no_address: 2,
    headless_in_order: 7,
    headless_otherwise: 5,
    own_list: 4,
}
"""Ways to plan columns, and how often each is taken."""


def with_empty_notes(plan: Plan) -> Plan:
    """Return a plan with a column for notes at the end, which nobody has filled."""
    notes = Column("備考", Meaning.MEMO, filled=0.0)
    return replace(plan, columns=(*plan.columns, notes), tags=(*plan.tags, "empty notes"))


def planned(random: Random) -> Plan:
    """Return the columns of some sheet."""
    way = random.choices(list(PLANS), list(PLANS.values()))[0]
    return way(random)
