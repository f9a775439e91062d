"""Rows judged by all rules, alone and together, in view of what earlier batches tell: row by row, as any list is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netmile_desktop.collection import no_collection
from netmile_desktop.domain.rows.issuances import NOTHING, Finding, Findings, Rule, check_rows, together
from netmile_desktop.domain.rows.known import NO_KEYS, IssueCounts, KnownKeys
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.progress import SILENT, Progress

ROWS_AT_A_TIME = 1_000
"""Rows checked between two reports, at which a check can be stopped."""


class PastIssues:
    """What earlier batches tell about rows; as it stands here, the keys and counts it is given."""

    def __init__(self, keys: KnownKeys = NO_KEYS, counts: IssueCounts | None = None) -> None:
        self.keys = keys
        self.counts = counts
        """Issues by address; None if there are none, or if the campaign has no limits."""

    def expect(self, rows: Iterable[Row]) -> None:
        """Prepare for questions about these rows; others may be asked about, but take longer."""

    def finding(self, row: Row) -> Finding | None:
        """Return what is to be said about a row because of an earlier issue."""
        return None

    def repeated_keys(self) -> Sequence[str]:
        """Return the keys about which `finding` may have something to say, so that of many rows few need be asked about."""
        return ()


NO_PAST = PastIssues()
"""For rows that speak for themselves."""


@no_collection()
def check(
    rows: Sequence[Row], rule: Rule, known: KnownKeys | None = None, issued: IssueCounts | None = None
) -> dict[int, Findings]:
    """Judge rows in file order, alone and together. Rows without a finding are left out of the answer.

    `known` and `issued` are what earlier batches tell; without them the file speaks for itself.
    """
    return together(rows, rule, check_rows(rows, rule), known, issued)


def check_each(
    rows: Sequence[Row], rule: Rule, progress: Progress = SILENT, past: PastIssues = NO_PAST
) -> dict[int, Findings]:
    """What rows say each by itself, and beside what was issued before; those that say nothing are left out."""
    found: dict[int, Findings] = {}
    for at in range(0, len(rows), ROWS_AT_A_TIME):
        progress.report(at, len(rows), "checking")
        some = rows[at : at + ROWS_AT_A_TIME]
        found |= check_rows(some, rule)
        for row in some:
            if repeated := past.finding(row):
                found[row.id] = with_warning(found.get(row.id, NOTHING), repeated)
    progress.report(len(rows), len(rows), "checking")
    return found


def with_warning(findings: Findings, warning: Finding | None) -> Findings:
    """Add a warning, if there is one."""
    return Findings(findings.errors, (*findings.warnings, warning)) if warning else findings
