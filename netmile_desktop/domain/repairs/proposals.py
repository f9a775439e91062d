"""Which cells can be repaired, shown before anything is changed.

A repair is proposed only for a cell that a rule or the spreadsheet warning has found, and only where the
repaired cell passes. So an undamaged cell is never touched, and repairing twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from netmile_desktop.domain.codes import ORDER, Code, Warned
from netmile_desktop.domain.repairs import addresses, keys, miles
from netmile_desktop.domain.repairs.kinds import Repair, Step, repair
from netmile_desktop.domain.rows.issuances import Findings, Rule, check_row
from netmile_desktop.domain.rows.known import NO_KEYS, KnownKeys
from netmile_desktop.domain.rows.rows import Column, Row

_REPAIRABLE: tuple[Code | Warned, ...] = (Code.ADDRESS, Code.KEY, Code.MILES, Code.AMOUNT_RULE, Warned.EXCEL)
"""Codes that speak of what stands in a cell; the others speak of members, limits and repetitions."""

_PUBLISHED: tuple[Code | Warned, ...] = (*ORDER, *Warned)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One cell as it is and as it could be."""

    row_id: int
    column: Column
    code: Code | Warned
    """What found the cell."""
    repairs: tuple[Repair, ...]
    """All that is done to it, in order; never empty."""
    before: str
    after: str
    certain: bool
    """False where something is guessed: not to be applied unseen."""

    @property
    def changes_key(self) -> bool:
        """Whether the miles would go out under another 指定キー than the file names."""
        return self.column is Column.KEY

    @property
    def repair(self) -> Repair:
        """The repair that stands for all of them: the last of `Repair`, where the bolder ones are."""
        return max(self.repairs, key=tuple(Repair).index)


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """Proposals that were found by one code and do the same; each proposal is in one group."""

    code: Code | Warned
    repair: Repair
    proposals: tuple[Proposal, ...]

    @property
    def certain(self) -> bool:
        return all(each.certain for each in self.proposals)

    def __len__(self) -> int:
        return len(self.proposals)


def propose(row: Row, findings: Findings, rule: Rule, known: KnownKeys = NO_KEYS) -> tuple[Proposal, ...]:
    """Repairs of a row's cells, at most one for each, in column order.

    `findings` are those of the row as it stands. They may be the portal's verdicts: then a cell that our
    own rules have nothing against stays as it is.
    """
    found: dict[Column, Code | Warned] = {}
    for finding in (*findings.errors, *findings.warnings):
        if finding.column is not None and finding.code in _REPAIRABLE:
            found.setdefault(finding.column, finding.code)
    proposals = (_for_cell(row, column, found[column], rule, known) for column in Column if column in found)
    return tuple(each for each in proposals if each)


def propose_all(
    rows: Iterable[Row], findings: Mapping[int, Findings], rule: Rule, known: KnownKeys = NO_KEYS
) -> list[Proposal]:
    """Repairs of all rows that have findings, in file order."""
    return [each for row in rows if row.id in findings for each in propose(row, findings[row.id], rule, known)]


def grouped(proposals: Iterable[Proposal]) -> list[ProposalGroup]:
    """Proposals by code and kind of repair: codes in the published order, the largest group of a code first."""
    groups: defaultdict[tuple[Code | Warned, Repair], list[Proposal]] = defaultdict(list)
    for each in proposals:
        groups[each.code, each.repair].append(each)
    return sorted(
        (ProposalGroup(code, repair, tuple(members)) for (code, repair), members in groups.items()),
        key=lambda group: (_PUBLISHED.index(group.code), -len(group), tuple(Repair).index(group.repair)),
    )


def _for_cell(row: Row, column: Column, code: Code | Warned, rule: Rule, known: KnownKeys) -> Proposal | None:
    before = row.cell(column)
    repaired = repair(before, _steps(column, before, rule, known))
    if repaired.text == before or not _is_sound(_with_cell(row, column, repaired.text), column, rule):
        return None
    return Proposal(row.id, column, code, repaired.repairs, before, repaired.text, repaired.certain)


def _steps(column: Column, before: str, rule: Rule, known: KnownKeys) -> Sequence[Step]:
    if column is Column.ADDRESS:
        return addresses.STEPS
    return keys.steps(known) if column is Column.KEY else miles.steps(rule.amount, before)


def _with_cell(row: Row, column: Column, text: str) -> Row:
    cells = (text if each is column else row.cell(each) for each in Column)
    return Row(row.id, row.record, row.line, *cells)


def _is_sound(row: Row, column: Column, rule: Rule) -> bool:
    """Whether neither a rule nor the spreadsheet warning has anything against one cell."""
    findings = check_row(row, rule)
    return not any(
        each.column is column and each.code in _REPAIRABLE for each in (*findings.errors, *findings.warnings)
    )
