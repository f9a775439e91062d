"""What our rules say about every row of a batch, kept right while rows change one by one."""

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
    """Findings of the rows that take part in a batch; rows left out of it are unknown here.

    Limits and repetitions concern several rows. Two rows can only touch each other through an address
    or a key they share, directly or by way of others; so a change is judged again among those alone,
    which gives the same as judging the whole batch. The one thing that every row may ask of all others
    is how wide keys that begin with 0 are; where that changes, all keys of digits are looked at again.
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
        """`place` tells where a row stands in the order in which rows are sent; by default its id does."""
        self._rule = rule
        self._past = past
        self._place = place
        judged = rows.judge(rule, past, progress)
        self._shared = judged.shared
        self._found = LayeredMap(judged.findings)

    @cached_property
    def _crowd(self) -> SharedValueIndex:
        """Who shares what, asked for with the first change."""
        return SharedValueIndex(self._shared())

    @property
    def found(self) -> LayeredMap[int, Findings]:
        """Findings by row id, of rows that have any."""
        return self._found

    def of(self, row_id: int) -> Findings:
        findings: Findings = self._found.get(row_id, NOTHING)
        return findings

    def replace(self, changes: Mapping[int, Row | None], progress: Progress = SILENT) -> set[int]:
        """Judge again after rows became others, came in, or were left out (None).

        Returns the rows of which something else may be said now. Stopped, it has changed nothing.
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
        """What is to be said of some rows that touch no others."""
        there = [row for row in self._crowd.rows(touched).values() if row is not None]
        rows = sorted(there, key=lambda row: self._place(row.id))
        alone = check_each(rows, self._rule, progress, self._past)
        return together(rows, self._rule, alone, self._past.keys, self._past.counts, key_width=width)

    def _zeros(self, width: int, judged: set[int], progress: Progress) -> dict[int, Findings]:
        """What is to be said of keys of digits now that those that begin with 0 have another width."""
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
    """What is to be said about rows under edits: about the source first, then about all that is other by now."""
    judgement = Judgement(rows.source, rule, progress, past=past, place=rows.position)
    overlaid = rows.overlaid()
    if overlaid:
        judgement.replace(overlaid, progress)
    return judgement
