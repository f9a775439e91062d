"""Findings of our rules for every row of a batch, kept current while rows change one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from netmile_desktop.domain.checking import NO_PAST, PastIssues, check_each
from netmile_desktop.domain.row_sources.interface import RowSource
from netmile_desktop.domain.rows.issuances import NOTHING, Findings, Rule, common_width, keys_keep_their_zeros, together
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.progress import SILENT, THINGS_AT_A_TIME, Progress
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.drafts.layered_map import LayeredMap
from netmile_desktop.workspace.drafts.shared_values import SharedValueIndex


class Judgement:
    """Findings of the rows that take part in a batch; excluded rows are unknown here.

    Limits and repetitions concern several rows. Two rows affect each other only through an address or a key
    they share, directly or through other rows; so after a change only those rows are judged again, with the
    same result as judging the whole batch. One fact depends on all rows: the usual width of keys that begin
    with 0. If that changes, all keys made of digits are examined again.
    """

    def __init__(
        self,
        rows: RowSource,
        rule: Rule,
        progress: Progress = SILENT,
        *,
        past: PastIssues = NO_PAST,
        place: Callable[[int], int] = int,
    ) -> None:
        """`place` returns the place of a row, by id, in the order of sending; by default the id itself."""
        self._rule = rule
        self._past = past
        self._place = place
        judged = rows.judge(rule, past, progress)
        self._shared = judged.shared
        self._found = LayeredMap(judged.findings)

    @cached_property
    def _crowd(self) -> SharedValueIndex:
        """The index of shared values, built at the first change."""
        return SharedValueIndex(self._shared())

    @property
    def found(self) -> LayeredMap[int, Findings]:
        """Findings by row id, for rows that have any."""
        return self._found

    def of(self, row_id: int) -> Findings:
        findings: Findings = self._found.get(row_id, NOTHING)
        return findings

    def replace(self, changes: Mapping[int, Row | None], progress: Progress = SILENT) -> set[int]:
        """Judge again after rows were changed, added or left out (None).

        Return the ids of the rows whose findings may have changed. If cancelled, nothing has changed.
        """
        self._past.expect(row for row in changes.values() if row is not None)
        before = self._crowd.rows(changes)
        width_before = common_width(self._crowd.zero_widths)
        touched = self._crowd.neighbours(changes)
        self._crowd.put(changes, before)
        try:
            touched |= self._crowd.neighbours(changes)
            width = common_width(self._crowd.zero_widths)
            found = self._among(touched, width, progress)
            zeros = self._zeros(width, touched, progress) if width != width_before else {}
        except BaseException:
            self._crowd.put(before, changes)
            raise
        for row_id in touched - found.keys():
            self._found.pop(row_id)
        for row_id, findings in {**found, **zeros}.items():
            if findings:
                self._found[row_id] = findings
            else:
                self._found.pop(row_id)
        return touched | zeros.keys()

    def _among(self, touched: set[int], width: int, progress: Progress) -> dict[int, Findings]:
        """Judge some rows that share no value with others."""
        there = [row for row in self._crowd.rows(touched).values() if row is not None]
        rows = sorted(there, key=lambda row: self._place(row.id))
        alone = check_each(rows, self._rule, progress, self._past)
        return together(rows, self._rule, alone, self._past.keys, self._past.counts, key_width=width)

    def _zeros(self, width: int, judged: set[int], progress: Progress) -> dict[int, Findings]:
        """Judge keys made of digits again, after the usual width of those that begin with 0 has changed."""
        changed: dict[int, Findings] = {}
        for n, row in enumerate(self._crowd.digit_keyed()):
            if n % THINGS_AT_A_TIME == 0:
                progress.report(n, 0, "checking")
            if row.id in judged:
                continue
            old = self.of(row.id)
            lost = keys_keep_their_zeros([row], width, self._past.keys).get(row.id)
            others = tuple(each for each in old.warnings if each.reason is not Reason.LOST_ZEROS)
            new = Findings(old.errors, (*others, lost) if lost else others)
            if new != old:
                changed[row.id] = new
        return changed


def judgement_of(rows: EditedRows, rule: Rule, past: PastIssues = NO_PAST, progress: Progress = SILENT) -> Judgement:
    """Judge rows with edits: first the whole source, then the rows that differ from it."""
    judgement = Judgement(rows.source, rule, progress, past=past, place=rows.position)
    overlaid = rows.overlaid()
    if overlaid:
        judgement.replace(overlaid, progress)
    return judgement
