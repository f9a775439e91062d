"""The findings of the rows of a batch from all sources, kept current while rows change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from netmile_desktop.domain.rows.issuances import Findings
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.drafts.draft_facts import Stages
from netmile_desktop.workspace.drafts.earlier_refusals import Refusals
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.drafts.finding_totals import FindingTotals, tally_of
from netmile_desktop.workspace.drafts.judgement import Judgement
from netmile_desktop.workspace.drafts.row_queries import originals_of
from netmile_desktop.workspace.records.edits import Step
from netmile_desktop.workspace.records.part_records import Held
from netmile_desktop.workspace.records.verdicts import RowOutcome


class Assessment:
    """Findings of our rules, the portal's verdicts and its refusals in the previous batch, joined row by row."""

    def __init__(
        self,
        rows: EditedRows,
        judgement: Judgement,
        outcomes: Mapping[int, RowOutcome],
        refusals: Refusals,
        held: Held = MappingProxyType({}),
        stages: Stages = MappingProxyType({}),
    ) -> None:
        """`held` are the rows that a sent batch held back, with their errors then; `stages` has its rows on their way.

        A sent batch is not judged again: a rule that is another one today says nothing about what was sent.
        """
        self.judgement = judgement
        self.outcomes = outcomes
        self.refusals = refusals
        self._rows = rows
        self._held = held
        self._stages = stages
        self.tally: FindingTotals = tally_of(
            rows, {row_id: findings for row_id in self._spoken_of() if (findings := self._said(row_id))}
        )
        """The findings of all rows and their sums."""

    def judge(self, step: Step, progress: Progress = SILENT) -> None:
        """Judge the rows of an applied step again, and the rows that depend on them."""
        changes = {edit.row_id: self._rows.if_taking_part(edit.row_id) for edit in step}
        touched = self.judgement.replace(changes, progress)
        ids = sorted(touched | changes.keys())
        originals = {row.id: row for row in originals_of(self._rows, ids)}
        for row_id in ids:
            row = changes[row_id] if row_id in changes else self._rows.if_taking_part(row_id)
            self.tally.put(row_id, self._said(row_id), row, originals.get(row_id))

    def _said(self, row_id: int) -> Findings:
        """Return the findings of a row: errors by our rules, or by the portal alone once it has judged the row."""
        outcome = self.outcomes.get(row_id)
        findings = self.judgement.of(row_id)
        if outcome is None:
            if row_id in self._held or row_id in self._stages:
                findings = Findings(self._held.get(row_id, ()), findings.warnings)
            before = self.refusals.of(row_id, self._rows)
            return Findings(findings.errors, (before, *findings.warnings)) if before else findings
        verdict = outcome.finding
        return Findings((verdict,) if verdict else (), findings.warnings)

    def _spoken_of(self) -> Iterator[int]:
        """Yield the rows that may have findings, each once and without a set: building one of a million takes long."""
        found, outcomes = self.judgement.found, self.outcomes
        yield from found
        yield from (row_id for row_id in self._held if row_id not in found)
        yield from (row_id for row_id in outcomes if row_id not in found)
        yield from (row_id for row_id in self.refusals.origins if row_id not in found and row_id not in outcomes)
