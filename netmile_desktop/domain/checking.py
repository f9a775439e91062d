"""The plain check of rows by all rules, alone, together and against earlier batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netmile_desktop.collection import no_collection
from netmile_desktop.domain.rows.issuances import NOTHING, Finding, Findings, Rule, check_rows, together
from netmile_desktop.domain.rows.known import NO_KEYS, IssueCounts, KnownKeys
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.progress import SILENT, Progress

ROWS_AT_A_TIME = 1_000
"""Rows checked between two progress reports, at each of which a check can be cancelled."""


class PastIssues:
    """Facts from earlier batches about rows. This base class knows only the keys and counts it is given."""

    def __init__(self, keys: KnownKeys = NO_KEYS, counts: IssueCounts | None = None) -> None:
        self.keys = keys
        self.counts = counts
        """Number of issues by address; None if there are none, or if the campaign has no limits."""

    def expect(self, rows: Iterable[Row]) -> None:
        """Prepare queries about these rows; queries about other rows are possible, but take longer."""

    def finding(self, row: Row) -> Finding | None:
        """Return the finding about a row due to an earlier issue, or None."""
        return None

    def repeated_keys(self) -> Sequence[str]:
        """Return the keys for which `finding` may return one, so that few of many rows need a query."""
        return ()


NO_PAST = PastIssues()
"""For rows that are judged without earlier batches."""


@no_collection()
def check(
    rows: Sequence[Row], rule: Rule, known: KnownKeys | None = None, issued: IssueCounts | None = None
) -> dict[int, Findings]:
    """Judge rows in file order, alone and together. Return findings by row id; rows without any are left out.

    `known` and `issued` are facts from earlier batches; without them, the file is judged by itself.
    """
    return together(rows, rule, check_rows(rows, rule), known, issued)


def check_each(
    rows: Sequence[Row], rule: Rule, progress: Progress = SILENT, past: PastIssues = NO_PAST
) -> dict[int, Findings]:
    """Judge each row by itself and against earlier issues. Return findings by row id; rows without any are left out."""
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
