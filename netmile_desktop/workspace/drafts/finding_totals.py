"""The findings of every row of a draft, and their sums, kept current while rows change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.rows.issuances import NOTHING, Findings
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.drafts.layered_map import LayeredMap


class FindingTotals:
    """Findings by row id and their sums; a copy costs next to nothing."""

    def __init__(self, findings: Mapping[int, Findings], miles: int, miles_of: Mapping[int, int]) -> None:
        """Start from the findings of all rows.

        `miles` is the sum over all rows that take part and have no error; `miles_of` is the share of each row that
        may differ from the source.
        """
        self._found: LayeredMap[int, Findings] = LayeredMap(findings)
        self._miles_of: LayeredMap[int, int] = LayeredMap(miles_of)
        self.miles = miles
        self.errors = 0
        self.warnings = 0
        """Rows with warnings and no errors."""
        self._as_errors: Counter[str] = Counter()
        self._first: Counter[str] = Counter()
        self._of_good: Counter[str] = Counter()
        """Rows without errors by what they are marked with."""
        self._examples: dict[str, int] = {}
        for row_id, each in findings.items():
            self._count(row_id, each, 1)

    def copy(self) -> FindingTotals:
        other = FindingTotals({}, self.miles, {})
        other._found, other._miles_of = self._found.copy(), self._miles_of.copy()
        other.errors, other.warnings = self.errors, self.warnings
        other._as_errors, other._first = self._as_errors.copy(), self._first.copy()
        other._of_good, other._examples = self._of_good.copy(), self._examples.copy()
        return other

    @property
    def found(self) -> Mapping[int, Findings]:
        """Rows that have any findings."""
        return self._found

    def of(self, row_id: int) -> Findings:
        findings: Findings = self._found.get(row_id, NOTHING)
        return findings

    def put(self, row_id: int, findings: Findings, row: Row | None, original: Row | None) -> None:
        """Set the findings of a row. `row` is None if it takes no part, `original` if the source does not have it."""
        old = self.of(row_id)
        before = self._miles_of.get(row_id)
        if before is None:
            before = int(original.miles) if original is not None and not old.errors else 0
        now = int(row.miles) if row is not None and not findings.errors else 0
        self.miles += now - before
        self._miles_of[row_id] = now
        self._count(row_id, old, -1)
        self._count(row_id, findings, 1)
        if findings:
            self._found[row_id] = findings
        else:
            self._found.pop(row_id)

    def groups(self) -> list[CodeGroup]:
        """Return the number of rows by each error they have, and of rows without errors by each warning.

        The errors come first, both in the published order. What is both, as a refusal of an earlier batch may be,
        is counted as an error.
        """
        errors, warnings = self._as_errors, self._of_good
        found = ((code, errors[code] or warnings[code], not errors[code]) for code in (*Code, *Warned))
        return [CodeGroup(code, rows, is_warning) for code, rows, is_warning in found if rows]

    def first_codes(self) -> list[CodeGroup]:
        """Return the number of rows by the one code the portal would report, in the published order."""
        return [CodeGroup(code, self._first[code], is_warning=False) for code in Code if self._first[code]]

    def warned(self) -> list[CodeGroup]:
        """Return the number of rows without errors by each warning they carry, in the published order."""
        return [CodeGroup(code, self._of_good[code], is_warning=True) for code in Warned if self._of_good[code]]

    def refused_before(self) -> list[CodeGroup]:
        """Return the number of rows without errors that the portal has refused as they are, by its code."""
        return [CodeGroup(code, self._of_good[code], is_warning=True) for code in Code if self._of_good[code]]

    def example(self, mark: Code | Warned | Reason) -> int | None:
        """Return the first row without errors that has a warning, or a repetition for a reason; None if there is none.

        Typed rows come after those of the file, wherever they were put.
        """
        if not self._of_good[mark]:
            return None
        if mark not in _marks_of_good(self.of(self._examples[mark])):
            found = self._found.items()
            self._examples[mark] = min(row_id for row_id, each in found if mark in _marks_of_good(each))
        return self._examples[mark]

    def _count(self, row_id: int, findings: Findings, times: int) -> None:
        if not findings:
            return
        if findings.errors:
            self.errors += times
            self._first[findings.errors[0].code] += times
        else:
            self.warnings += times
        for mark in _marks_of_good(findings):
            self._of_good[mark] += times
            if times > 0:
                self._examples[mark] = min(row_id, self._examples.get(mark, row_id))
        for code in {finding.code for finding in findings.errors}:
            self._as_errors[code] += times


def _marks_of_good(findings: Findings) -> set[str]:
    """Return what a row without errors is counted and found by: its warnings, and in what way it repeats another."""
    if findings.errors:
        return set()
    marks: set[str] = {each.code for each in findings.warnings}
    return marks | {each.reason for each in findings.warnings if each.code is Warned.SAME}


def tally_of(rows: EditedRows, findings: Mapping[int, Findings]) -> FindingTotals:
    """Return the sums of a draft whose rows have these findings."""
    overlaid = rows.overlaid()
    miles_of = {
        row_id: int(row.miles) if row is not None and not _has_errors(findings, row_id) else 0
        for row_id, row in overlaid.items()
    }
    bad = {row_id for row_id in findings if _has_errors(findings, row_id) or row_id in overlaid}
    miles = rows.source.miles_without(bad | overlaid.keys()) + sum(miles_of.values())
    return FindingTotals(findings, miles, miles_of)


def _has_errors(findings: Mapping[int, Findings], row_id: int) -> bool:
    return row_id in findings and bool(findings[row_id].errors)
