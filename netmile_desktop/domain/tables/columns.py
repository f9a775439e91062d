"""Which column has which role: headings name them, cells bear witness, and what the two leave open is asked (M366)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.lists import COMPLETED_HEADER, ERROR_HEADER
from netmile_desktop.domain.tables.cells import ColumnCells
from netmile_desktop.domain.tables.headings import Meaning, Strength, is_other_sum, is_row_number, meaning_of
from netmile_desktop.domain.tables.table import ColumnRole, Doubt, DoubtCause, Witness

_FEW = 4
"""Rows that can have the same key by chance."""

_OWN_LISTS = (COMPLETED_HEADER, ERROR_HEADER)
"""They begin with columns A to C as they were sent (guide L599-607)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the columns before their roles are decided."""

    headings: Sequence[str]
    """Of every column; empty if there is no heading."""
    cells: Sequence[ColumnCells]
    wide_rows: int = 0
    """Rows looked at that have more filled cells than the heading has, or than three without a heading."""
    mode: Mode = Mode.PC
    has_words: bool = False
    """Whether a line of words stands among the first, as a heading does that is not known for one."""

    @property
    def rows(self) -> int:
        """Number of rows looked at."""
        return max((cells.rows for cells in self.cells), default=0)

    @property
    def is_wide(self) -> bool:
        """Whether most rows have more cells than there are columns."""
        return self.wide_rows * 2 > self.rows > 0

    def of(self, number: int) -> ColumnCells:
        return self.cells[number - 1] if 0 < number <= len(self.cells) else ColumnCells()

    def heading(self, number: int) -> str:
        return self.headings[number - 1] if 0 < number <= len(self.headings) else ""

    def numbers(self) -> range:
        return range(1, len(self.cells) + 1)


@dataclass(slots=True)
class Roles:
    """The columns of the roles as far as they are decided, and the questions about the others."""

    columns: dict[ColumnRole, int] = field(default_factory=dict)
    witnesses: dict[ColumnRole, Witness] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def decide(self, role: ColumnRole, column: int, witness: Witness) -> None:
        self.columns[role] = column
        self.witnesses[role] = witness

    def ask(self, role: ColumnRole, cause: DoubtCause, candidates: Iterable[int] = ()) -> None:
        self.doubts.append(Doubt(cause, role, tuple(dict.fromkeys(candidates))))

    def is_open(self, role: ColumnRole) -> bool:
        """Whether nothing is known about a role yet."""
        return role not in self.columns and not any(doubt.role is role for doubt in self.doubts)

    def is_used(self, column: int) -> bool:
        return column in self.columns.values()


def decide_roles(
    evidence: Evidence, chosen: Mapping[ColumnRole, int], remembered: Mapping[ColumnRole, int] | None = None
) -> Roles:
    """Decide the columns of an issuance file, or ask.

    Args:
        chosen: Columns that a person has chosen; they need no further witness. A role from which a person took its
            column (0) is asked about, and never given to another column unasked.
        remembered: Columns that a person chose for an earlier file with the same headings.
    """
    roles = Roles()
    for role, column in chosen.items():
        if column:
            roles.decide(role, column, Witness.CHOSEN)
        else:
            roles.ask(role, DoubtCause.NO_COLUMN)
    if any(tuple(evidence.headings[: len(own)]) == own for own in _OWN_LISTS):
        _take_own_list(roles)
    elif remembered:
        _take_remembered(roles, evidence, remembered)
    if evidence.headings:
        _IssuingHeadings(roles, evidence).decide()
    else:
        _Places(roles, evidence).decide()
    return roles


def _take_own_list(roles: Roles) -> None:
    for role, column in ((ColumnRole.ADDRESS, 1), (ColumnRole.KEY, 2), (ColumnRole.MILES, 3)):
        if roles.is_open(role) and not roles.is_used(column):
            roles.decide(role, column, Witness.OWN_LIST)


def _take_remembered(roles: Roles, evidence: Evidence, remembered: Mapping[ColumnRole, int]) -> None:
    """Take what a person chose before, unless the cells of this file say otherwise."""
    for role, column in remembered.items():
        if roles.is_open(role) and not roles.is_used(column) and _agrees(role, evidence.of(column)):
            roles.decide(role, column, Witness.REMEMBERED)


def _agrees(role: ColumnRole, cells: ColumnCells) -> bool:
    """Whether cells do not speak against a role; a column without rows says nothing."""
    if not cells.rows:
        return True
    if role is ColumnRole.ADDRESS:
        return cells.has_addresses
    if role is ColumnRole.MILES:
        return cells.has_numbers
    return not cells.is_empty and not cells.has_addresses


_LOOKS: Mapping[ColumnRole, Callable[[ColumnCells], bool]] = {
    ColumnRole.ADDRESS: lambda cells: cells.has_addresses,
    ColumnRole.MILES: lambda cells: cells.has_numbers,
}


class _IssuingHeadings:
    """The columns of an issuance file by their headings."""

    def __init__(self, roles: Roles, evidence: Evidence) -> None:
        self._roles, self._evidence = roles, evidence
        self._meanings: dict[int, Meaning | None] = {
            number: meaning_of(evidence.heading(number)) for number in evidence.numbers()
        }

    def decide(self) -> None:
        roles = self._roles
        if self._evidence.is_wide:
            # Every row has more cells than there are headings: they stand beside the wrong ones.
            for role in (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES):
                if roles.is_open(role):
                    roles.ask(role, DoubtCause.WIDE)
            return
        if roles.is_open(ColumnRole.ADDRESS):
            self._decide_address()
        if roles.is_open(ColumnRole.MILES):
            self._decide_miles()
        if roles.is_open(ColumnRole.KEY):
            self._decide_key()

    def _named(self, role: ColumnRole, *strengths: Strength) -> list[int]:
        """The columns that are named so, without those that have another role."""
        return [
            number
            for number, meaning in self._meanings.items()
            if meaning is not None
            and meaning.role is role
            and meaning.strength in strengths
            and not self._roles.is_used(number)
        ]

    def _looking_like(self, role: ColumnRole) -> list[int]:
        """The columns whose cells look like a role, without those that have another one."""
        looks = _LOOKS[role]
        return [n for n in self._evidence.numbers() if not self._roles.is_used(n) and looks(self._evidence.of(n))]

    def _decide_address(self) -> None:
        roles, of = self._roles, self._evidence.of
        looking = self._looking_like(ColumnRole.ADDRESS)
        named = self._named(ColumnRole.ADDRESS, Strength.OFFICIAL, Strength.USUAL)
        named = self._of_the_mode(named) or self._named(ColumnRole.ADDRESS, Strength.VAGUE, Strength.ALIKE)
        if len(named) > 1 and any(of(n).has_addresses for n in named):
            named = [n for n in named if not of(n).is_empty]
        if len(named) == 1:
            (only,) = named
            if of(only).has_addresses:
                roles.decide(ColumnRole.ADDRESS, only, Witness.WORDS_AND_CELLS)
            elif looking:
                roles.ask(ColumnRole.ADDRESS, DoubtCause.DISAGREE, [only, *looking])
            else:
                roles.decide(ColumnRole.ADDRESS, only, Witness.WORDS)
        elif named:
            roles.ask(ColumnRole.ADDRESS, DoubtCause.SEVERAL, named)
        elif len(looking) == 1 and self._meanings[looking[0]] is None:
            roles.decide(ColumnRole.ADDRESS, looking[0], Witness.CELLS)
        else:
            roles.ask(ColumnRole.ADDRESS, DoubtCause.SEVERAL if len(looking) > 1 else DoubtCause.NO_COLUMN, looking)

    def _of_the_mode(self, named: list[int]) -> list[int]:
        """Of PC and mobile addresses those that the mode issues to, if there are both."""
        is_mobile = {n: bool((meaning := self._meanings[n]) and meaning.is_mobile) for n in named}
        fitting = [n for n in named if is_mobile[n] is (self._evidence.mode is Mode.MOBILE)]
        return fitting or named

    def _decide_miles(self) -> None:
        roles, of = self._roles, self._evidence.of
        named = self._named(ColumnRole.MILES, Strength.OFFICIAL, Strength.USUAL)
        alike = [n for n in self._named(ColumnRole.MILES, Strength.ALIKE) if of(n).is_empty or of(n).has_numbers]
        filled = [n for n in (*named, *alike) if not of(n).is_empty]
        # Numbers under a heading that is not known, or that speaks of money: what else could be meant.
        others = [n for n in self._looking_like(ColumnRole.MILES) if self._may_be_meant(n) and n not in filled]
        if not self._evidence.rows and len(named) == 1 and not alike:
            roles.decide(ColumnRole.MILES, named[0], Witness.WORDS)
        elif len(filled) > 1 or (filled and any(of(n).is_empty for n in named)):
            roles.ask(ColumnRole.MILES, DoubtCause.SEVERAL, [*named, *alike])
        elif len(filled) == 1 and filled[0] in named:
            self._decide_named_miles(filled[0], others)
        elif named and not filled and others:
            roles.ask(ColumnRole.MILES, DoubtCause.EMPTY, [*named, *others])
        elif len(named) == 1 and not filled:
            roles.decide(ColumnRole.MILES, named[0], Witness.WORDS)
        else:
            vague = self._named(ColumnRole.MILES, Strength.VAGUE)
            candidates = [*named, *alike, *vague, *others]
            roles.ask(ColumnRole.MILES, DoubtCause.SEVERAL if len(candidates) > 1 else DoubtCause.NO_COLUMN, candidates)

    def _decide_named_miles(self, column: int, others: Sequence[int]) -> None:
        if self._evidence.of(column).has_numbers:
            self._roles.decide(ColumnRole.MILES, column, Witness.WORDS_AND_CELLS)
        elif others:
            self._roles.ask(ColumnRole.MILES, DoubtCause.DISAGREE, [column, *others])
        else:
            self._roles.decide(ColumnRole.MILES, column, Witness.WORDS)

    def _may_be_meant(self, column: int) -> bool:
        """Whether a column of numbers may be meant for the miles although its heading does not say so."""
        meaning, heading = self._meanings[column], self._evidence.heading(column)
        if meaning is not None and meaning.role is not ColumnRole.MILES:
            return False
        return not is_other_sum(heading) and not self._evidence.of(column).is_serial

    def _decide_key(self) -> None:
        roles, of = self._roles, self._evidence.of
        if not self._evidence.rows:
            named = self._named(ColumnRole.KEY, Strength.OFFICIAL) or self._named(ColumnRole.KEY, Strength.USUAL)
            if len(named) == 1:
                roles.decide(ColumnRole.KEY, named[0], Witness.WORDS)
                return
        passed: list[int] = []
        for strength in (Strength.OFFICIAL, Strength.USUAL, Strength.VAGUE):
            named = self._named(ColumnRole.KEY, strength)
            fitting = [n for n in named if _agrees(ColumnRole.KEY, of(n)) and not (strength >= 2 and _is_no_key(of(n)))]
            if strength is Strength.VAGUE:
                # Nothing but vague words: what sounds like a key may be meant as well.
                alike = [n for n in self._named(ColumnRole.KEY, Strength.ALIKE) if _agrees(ColumnRole.KEY, of(n))]
                serial = [n for n in named if of(n).is_serial and not is_row_number(self._evidence.heading(n))]
                fitting += [*alike, *serial] if fitting else []
            if len(fitting) == 1 and not passed:
                witness = Witness.WORDS if strength is Strength.VAGUE else Witness.WORDS_AND_CELLS
                roles.decide(ColumnRole.KEY, fitting[0], witness)
                return
            if fitting:
                roles.ask(ColumnRole.KEY, DoubtCause.EMPTY if passed else DoubtCause.SEVERAL, [*passed, *fitting])
                return
            if strength < Strength.VAGUE:
                passed += named
        if len(passed) == 1:
            # It is empty or holds addresses, and no other column is named: the rows will say so.
            roles.decide(ColumnRole.KEY, passed[0], Witness.WORDS)
            return
        roles.ask(ColumnRole.KEY, DoubtCause.NO_COLUMN, [*passed, *self._named(ColumnRole.KEY, Strength.ALIKE)])


def _is_no_key(cells: ColumnCells) -> bool:
    """Whether cells are keys only if their heading says so for sure: numbers of rows, or of telephones."""
    return cells.is_serial or cells.has_phones


class _Places:
    """The columns of an issuance file without a heading: A to C, unless the cells speak against it (D10)."""

    def __init__(self, roles: Roles, evidence: Evidence) -> None:
        self._roles, self._evidence = roles, evidence

    def decide(self) -> None:
        roles, evidence = self._roles, self._evidence
        addresses = [n for n in evidence.numbers() if evidence.of(n).has_addresses and not roles.is_used(n)]
        if self._is_usual(addresses):
            for role, column in ((ColumnRole.ADDRESS, 1), (ColumnRole.KEY, 2), (ColumnRole.MILES, 3)):
                if roles.is_open(role) and not roles.is_used(column):
                    roles.decide(role, column, Witness.PLACE)
                elif roles.is_open(role):
                    roles.ask(role, DoubtCause.NO_COLUMN)
            return
        cause = DoubtCause.WIDE if evidence.is_wide else DoubtCause.DISAGREE
        if roles.is_open(ColumnRole.ADDRESS):
            if len(addresses) == 1:
                roles.decide(ColumnRole.ADDRESS, addresses[0], Witness.CELLS)
            else:
                roles.ask(ColumnRole.ADDRESS, cause, addresses)
        numbers = [n for n in evidence.numbers() if evidence.of(n).has_numbers and not roles.is_used(n)]
        if roles.is_open(ColumnRole.MILES):
            roles.ask(ColumnRole.MILES, cause, numbers)
        if roles.is_open(ColumnRole.KEY):
            filled = [n for n in evidence.numbers() if not evidence.of(n).is_empty and not roles.is_used(n)]
            roles.ask(ColumnRole.KEY, cause, [n for n in filled if not evidence.of(n).has_addresses])

    def _is_usual(self, addresses: Sequence[int]) -> bool:
        evidence = self._evidence
        if evidence.is_wide or evidence.has_words or (addresses and 1 not in addresses):
            return False
        # Numbers in B and none in C, or always the same in B and others in C: key and miles changed places.
        keys, miles = evidence.of(2), evidence.of(3)
        if keys.has_numbers and keys.is_constant and not miles.is_constant and keys.filled > _FEW:
            return False
        return miles.has_numbers or not keys.has_numbers or not miles.filled
