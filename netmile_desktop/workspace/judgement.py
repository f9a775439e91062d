"""What our rules say about every row of a batch, kept right while rows change one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from netmile_desktop.domain.addresses import normalised
from netmile_desktop.domain.issuances import (
    NOTHING,
    Findings,
    Rule,
    check_row,
    common_width,
    together,
    zero_width,
)
from netmile_desktop.domain.rows import Row
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.issued_before import NOTHING_BEFORE, Past

ROWS_AT_A_TIME = 1_000
"""After so many rows a long check says how far it is, and can be stopped."""


def check_each(
    rows: Sequence[Row], rule: Rule, progress: Progress = SILENT, past: Past = NOTHING_BEFORE
) -> dict[int, Findings]:
    """What rows say each by itself, and beside what was issued before; those that say nothing are left out."""
    found: dict[int, Findings] = {}
    for at in range(0, len(rows), ROWS_AT_A_TIME):
        progress.report(at, len(rows), "checking")
        for row in rows[at : at + ROWS_AT_A_TIME]:
            if findings := _alone(row, rule, past):
                found[row.id] = findings
    progress.report(len(rows), len(rows), "checking")
    return found


class Judgement:
    """Findings of the rows that take part in a batch; rows left out of it are unknown here.

    Limits and repetitions concern several rows. Two rows can only touch each other through an address
    or a key they share, directly or by way of others; so a change is judged again among those alone,
    which gives the same as judging the whole batch. The one thing that every row may ask of all others
    is how wide keys that begin with 0 are; where that changes, the whole batch is judged again.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        rule: Rule,
        progress: Progress = SILENT,
        *,
        past: Past = NOTHING_BEFORE,
        place: Callable[[int], int] = int,
    ) -> None:
        """`place` tells where a row stands in the order in which rows are sent; by default its id does."""
        self._rule = rule
        self._past = past
        self._place = place
        self._rows = {row.id: row for row in rows}
        self._alone = check_each(rows, rule, progress, past)
        self._zero_widths = Counter(zero_width(row.key) for row in rows)
        self._found = together(rows, rule, self._alone, past.keys, past.issued)
        self._sharing: defaultdict[str, list[int]] = defaultdict(list)
        for row in rows:
            for value in _shared_values(row):
                self._sharing[value].append(row.id)

    @property
    def found(self) -> Mapping[int, Findings]:
        """Findings by row id, of rows that have any."""
        return self._found

    def of(self, row_id: int) -> Findings:
        return self._found.get(row_id, NOTHING)

    def replace(self, changes: Mapping[int, Row | None]) -> None:
        """Judge again after rows became others, came in, or were left out (None)."""
        self._past.expect(row for row in changes.values() if row is not None)
        touched = self._neighbours(changes)
        width_before = common_width(self._zero_widths)
        for row_id, row in changes.items():
            self._take_out(row_id)
            if row is not None:
                self._take_in(row)
        width = common_width(self._zero_widths)
        touched |= self._neighbours(changes) if width == width_before else self._rows.keys()
        rows = [self._rows[row_id] for row_id in sorted(touched & self._rows.keys(), key=self._place)]
        alone = {row.id: self._alone[row.id] for row in rows if row.id in self._alone}
        found = together(rows, self._rule, alone, self._past.keys, self._past.issued, key_width=width)
        for row_id in touched:
            self._found.pop(row_id, None)
        self._found.update(found)

    def _take_out(self, row_id: int) -> None:
        old = self._rows.pop(row_id, None)
        self._alone.pop(row_id, None)
        if old is not None:
            self._zero_widths[zero_width(old.key)] -= 1
            for value in _shared_values(old):
                self._sharing[value].remove(row_id)

    def _take_in(self, row: Row) -> None:
        self._rows[row.id] = row
        if findings := _alone(row, self._rule, self._past):
            self._alone[row.id] = findings
        self._zero_widths[zero_width(row.key)] += 1
        for value in _shared_values(row):
            self._sharing[value].append(row.id)

    def _neighbours(self, row_ids: Iterable[int]) -> set[int]:
        """These rows and all that they touch."""
        reached = set(row_ids)
        waiting = [row_id for row_id in reached if row_id in self._rows]
        seen: set[str] = set()
        while waiting:
            for value in _shared_values(self._rows[waiting.pop()]):
                if value not in seen:
                    seen.add(value)
                    news = set(self._sharing[value]) - reached
                    reached |= news
                    waiting.extend(news)
        return reached


def _alone(row: Row, rule: Rule, past: Past) -> Findings:
    findings = check_row(row, rule)
    repeated = past.finding(row)
    return Findings(findings.errors, (*findings.warnings, repeated)) if repeated else findings


def _shared_values(row: Row) -> Iterable[str]:
    """By what a row may touch others. Empty cells connect nothing, except rows that are alike in all."""
    if row.address:
        yield "@" + normalised(row.address)
    else:
        yield f"={row.key},{row.miles}"
    if row.key:
        yield "#" + row.key
