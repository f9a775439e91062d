"""Which column of a cancel file has which role (M373).

A column that could narrow a line down to one issue is never dropped in silence: what its heading does not name is
asked for, since a line without its day or its miles may mean an issue of another day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from netmile_desktop.domain.tables.cells import ColumnCells
from netmile_desktop.domain.tables.columns import Evidence, Roles
from netmile_desktop.domain.tables.headings import Meaning, Strength, is_money, is_other_sum, meaning_of
from netmile_desktop.domain.tables.table import ColumnRole, DoubtCause, Purpose, Witness

_Looks = Callable[[ColumnCells], bool]


def decide_cancel_roles(evidence: Evidence, chosen: Mapping[ColumnRole, int]) -> Roles:
    """Decide the columns of a cancel file, or ask; a role chosen as 0 has none."""
    roles = Roles()
    for role, column in chosen.items():
        if column:
            roles.decide(role, column, Witness.CHOSEN)
    closed = {role for role, column in chosen.items() if not column}
    if evidence.headings:
        _CancelHeadings(roles, evidence, closed).decide()
    else:
        _CancelCells(roles, evidence, closed).decide()
    return roles


class _CancelHeadings:
    """The columns by their headings, checked by their cells."""

    def __init__(self, roles: Roles, evidence: Evidence, closed: set[ColumnRole]) -> None:
        self._roles, self._evidence, self._closed = roles, evidence, closed
        self._meanings: dict[int, Meaning | None] = {
            n: meaning_of(evidence.heading(n), Purpose.CANCELLING) for n in evidence.numbers()
        }

    def decide(self) -> None:
        ids = [n for n in self._evidence.numbers() if self._evidence.of(n).has_issue_ids]
        if len(ids) == 1 and self._roles.is_open(ColumnRole.ISSUE_ID) and ColumnRole.ISSUE_ID not in self._closed:
            # Nothing else looks like one, whatever the heading says.
            self._roles.decide(ColumnRole.ISSUE_ID, ids[0], Witness.CELLS)
        for role in (ColumnRole.ISSUE_ID, ColumnRole.KEY, ColumnRole.ISSUED_ON, ColumnRole.MILES):
            if self._roles.is_open(role) and role not in self._closed:
                self._decide(role)
        if ColumnRole.ISSUE_ID not in self._roles.columns and self._roles.is_open(ColumnRole.KEY):
            self._roles.ask(ColumnRole.KEY, DoubtCause.NO_COLUMN, self._unnamed(lambda cells: not cells.has_addresses))
        if ColumnRole.ISSUE_ID in self._roles.columns:
            return  # an issue ID means one issue, whatever stands beside it
        for role, looks in ((ColumnRole.ISSUED_ON, _has_days), (ColumnRole.MILES, _has_numbers)):
            if self._roles.is_open(role) and role not in self._closed and (maybe := self._unnamed(looks)):
                self._roles.ask(role, DoubtCause.NO_COLUMN, maybe)

    def _decide(self, role: ColumnRole) -> None:
        for strength in (Strength.OFFICIAL, Strength.USUAL, Strength.VAGUE):
            if role is ColumnRole.MILES and strength is Strength.VAGUE:
                return
            named = [n for n in self._named(role, strength) if not self._evidence.of(n).is_empty]
            if len(named) > 1:
                self._roles.ask(role, DoubtCause.SEVERAL, named)
                return
            if named:
                self._roles.decide(role, named[0], Witness.WORDS_AND_CELLS)
                return

    def _named(self, role: ColumnRole, strength: Strength) -> list[int]:
        return [
            n
            for n, meaning in self._meanings.items()
            if meaning and meaning.role is role and meaning.strength is strength and not self._roles.is_used(n)
        ]

    def _unnamed(self, looks: _Looks) -> list[int]:
        """The filled columns under unknown headings that look so; money and balances are no condition."""
        return [
            n
            for n in self._evidence.numbers()
            if not self._roles.is_used(n)
            and self._is_vague(n)
            and not is_money(self._evidence.heading(n))
            and not is_other_sum(self._evidence.heading(n))
            and not self._evidence.of(n).is_empty
            and not self._evidence.of(n).is_serial
            and looks(self._evidence.of(n))
        ]

    def _is_vague(self, column: int) -> bool:
        meaning = self._meanings[column]
        return meaning is None or meaning.strength > Strength.USUAL


class _CancelCells:
    """The columns of a file without a heading: most of their cells decide what they hold."""

    def __init__(self, roles: Roles, evidence: Evidence, closed: set[ColumnRole]) -> None:
        self._roles, self._evidence, self._closed = roles, evidence, closed

    def decide(self) -> None:
        roles = self._roles
        ids = self._those(lambda cells: cells.has_issue_ids)
        if ids and roles.is_open(ColumnRole.ISSUE_ID) and ColumnRole.ISSUE_ID not in self._closed:
            roles.decide(ColumnRole.ISSUE_ID, ids[0], Witness.CELLS)
            return
        if ColumnRole.ISSUE_ID in roles.columns:
            return
        self._take(ColumnRole.ISSUED_ON, self._those(_has_days))
        texts = self._those(lambda cells: not (_has_days(cells) or _has_numbers(cells) or cells.has_addresses))
        numbers = self._those(_has_numbers)
        if roles.is_open(ColumnRole.KEY):
            if len(texts) > 1:
                roles.ask(ColumnRole.KEY, DoubtCause.SEVERAL, texts)
            elif texts or numbers:
                key = (texts or numbers)[0]
                roles.decide(ColumnRole.KEY, key, Witness.CELLS if texts or len(numbers) == 1 else Witness.PLACE)
            else:
                roles.ask(ColumnRole.KEY, DoubtCause.NO_COLUMN)
        self._take(ColumnRole.MILES, self._those(_has_numbers))

    def _take(self, role: ColumnRole, columns: list[int]) -> None:
        if not columns or not self._roles.is_open(role) or role in self._closed:
            return
        if len(columns) == 1:
            self._roles.decide(role, columns[0], Witness.CELLS)
        else:
            self._roles.ask(role, DoubtCause.SEVERAL, columns)

    def _those(self, looks: _Looks) -> list[int]:
        evidence = self._evidence
        return [
            n
            for n in evidence.numbers()
            if not evidence.of(n).is_empty and not self._roles.is_used(n) and looks(evidence.of(n))
        ]


def _has_days(cells: ColumnCells) -> bool:
    return cells.has_days


def _has_numbers(cells: ColumnCells) -> bool:
    return cells.has_numbers
