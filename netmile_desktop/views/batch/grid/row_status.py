"""The status of a row of a batch, ready to paint: a chip, its tone, a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject

from netmile_desktop.domain.rows.issuances import Finding, Findings
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.drafts.draft_facts import Stage
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from netmile_desktop.workspace.records.verdicts import RowOutcome


@dataclass(frozen=True, slots=True)
class RowStatus:
    """The last column of a row. An empty chip is not painted."""

    chip: str = ""
    tone: Tone = Tone.NEUTRAL
    sentence: str = ""


NOTHING_TO_SAY = RowStatus()


class RowStatusTexts(QObject):
    """Status texts for the rows of a batch, before and after sending. Can be called from any thread."""

    def __init__(self, words: Texts, is_draft: bool, parent: QObject | None = None) -> None:
        """`is_draft` is True until the batch is sent."""
        super().__init__(parent)
        self._words = words
        self._is_draft = is_draft

    def of(self, snapshot: Snapshot, row_id: int) -> RowStatus:
        """Return the most important fact about a row, for its last column."""
        findings = snapshot.findings(row_id)
        if reason := snapshot.closing_reason(row_id):
            return RowStatus(self.tr("Closed"), Tone.NEUTRAL, reason)
        if snapshot.is_excluded(row_id):
            return RowStatus(self.tr("Excluded"), Tone.NEUTRAL, self._first_sentence(findings))
        outcome = snapshot.outcome(row_id)
        if outcome is not None and not outcome.code:
            return RowStatus(self.tr("Issued"), Tone.SUCCESS, self._transfer(outcome))
        if findings.errors:
            sentence = self._first_sentence(findings)
            if outcome is None and not self._is_draft:
                sentence = self.tr("Not sent: {}").format(sentence)
            return RowStatus(str(findings.errors[0].code), Tone.ERROR, sentence)
        if not self._is_draft:
            return RowStatus("", Tone.NEUTRAL, self._so_far(snapshot.stage(row_id)))
        if findings.warnings:
            return RowStatus(str(findings.warnings[0].code), Tone.WARNING, self._first_sentence(findings))
        return self._before(snapshot, row_id)

    def _so_far(self, stage: Stage) -> str:
        """Return how far a good row without a verdict has come."""
        return {
            Stage.NOT_SENT: self.tr("Not sent"),
            Stage.WAITING: self.tr("Not sent yet"),
            Stage.UNANSWERED: self.tr("No answer came: not known whether it was accepted"),
            Stage.NOT_JUDGED: self.tr("Not judged yet"),
            Stage.NOT_REACHED: self.tr("Not judged: the registration was interrupted"),
            Stage.UNTOLD: self.tr("Result not known: the lists were deleted"),
        }[stage]

    def _before(self, snapshot: Snapshot, row_id: int) -> RowStatus:
        """Return why a row of a correction was not issued the last time."""
        origin = snapshot.origin(row_id)
        if origin is None or not origin.code:
            return NOTHING_TO_SAY
        return RowStatus(
            "", Tone.NEUTRAL, self.tr("Last time {0}: {1}").format(origin.code, self._words.code(origin.code))
        )

    def tone(self, snapshot: Snapshot, row_id: int, column: Column) -> Tone | None:
        """Return error or warning if a finding names the cell, else None."""
        findings = snapshot.findings(row_id)
        if any(finding.column is column for finding in findings.errors):
            return Tone.ERROR
        if any(finding.column is column for finding in findings.warnings):
            return Tone.WARNING
        return None

    def explained(self, snapshot: Snapshot, row_id: int, column: Column | None = None) -> str:
        """Return every finding of a row, or of one of its cells, with code, words and next step, one per line."""
        return "\n".join(self._lines(snapshot.findings(row_id), column))

    def _lines(self, findings: Findings, column: Column | None) -> Iterator[str]:
        for finding in (*findings.errors, *findings.warnings):
            if column is None or finding.column is column:
                code = str(finding.code)
                yield f"{code}  {self.sentence(finding)}\n{self._words.next_step(code)}"

    def sentence(self, finding: Finding) -> str:
        """Return what is wrong in the cell; the code's own words if the portal gave no finer reason."""
        if finding.reason is Reason.BY_PORTAL:
            return self._words.code(str(finding.code))
        return self._words.finding(finding)

    def _first_sentence(self, findings: Findings) -> str:
        found = (*findings.errors, *findings.warnings)
        if not found:
            return ""
        others = len(found) - 1
        sentence = self.sentence(found[0])
        return self.tr("{} +{}").format(sentence, others) if others else sentence

    def _transfer(self, outcome: RowOutcome) -> str:
        return self.tr("Transfer on {}").format(formats.day(outcome.transfer_on)) if outcome.transfer_on else ""
