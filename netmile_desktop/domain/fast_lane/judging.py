"""A whole table against the rules: each row by itself, and beside those that it shares something with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from netmile_desktop.collection import no_collection
from netmile_desktop.domain.checking import PastIssues
from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.cell_flags import PLAIN
from netmile_desktop.domain.fast_lane.duplicates import Rows, ValuePrints, address_prints, key_prints, sharing
from netmile_desktop.domain.fast_lane.packed_cells import Octets, are_digits
from netmile_desktop.domain.fast_lane.single_rows import REPORT_EVERY, SingleRows
from netmile_desktop.domain.fast_lane.threads import threads
from netmile_desktop.domain.rows.issuances import Findings, Rule, common_width, together, zero_width
from netmile_desktop.domain.rows.known import NO_KEYS
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said about a table."""

    findings: dict[int, Findings]
    """Findings by row; rows without findings are left out."""
    zero_widths: Counter[int]
    """Number of keys by width, counting keys of digits that begin with 0; other keys are counted under 0."""
    prints: ValuePrints


@no_collection()
def judge(table: ByteTable, rule: Rule, past: PastIssues, progress: Progress = SILENT) -> Judged:
    """The same findings, row for row, as `checking.check` has for the rows of a table."""
    widths = _zero_widths(table)
    with threads() as working:
        # Fingerprints are numpy's work, which leaves Python to the plain rules meanwhile.
        addresses, keys = working.submit(address_prints, table), working.submit(key_prints, table)
        alike = [working.submit(lambda made: sharing(made.result()), each) for each in (addresses, keys)]
        alone = SingleRows(table, rule, past, progress).findings(keys)
        prints = ValuePrints(addresses.result(), keys.result())
        shared = [each.result() for each in alike]
    width = common_width(widths)
    touched = _touched(table, rule, past, prints, shared, width)
    rows = _Watched(table, touched, progress)
    past.expect(rows)
    ids = touched.tolist()
    some = {row: alone[row] for row in ids if row in alone}
    found = together(rows, rule, some, past.keys, past.counts, key_width=width)
    alone.update(found)
    return Judged(alone, widths, prints)


class _Watched(Sequence[Row]):
    """Some rows of a table, decoded once; going through them can be stopped."""

    def __init__(self, table: ByteTable, rows: Rows, progress: Progress) -> None:
        self._progress = progress
        self._count = len(rows)
        self._rows: list[Row] = []
        for at in range(0, self._count, REPORT_EVERY):
            progress.report(at, self._count, "checking")
            self._rows += table.these(rows[at : at + REPORT_EVERY].tolist())

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        for at in range(0, self._count, REPORT_EVERY):
            self._progress.report(at, self._count, "checking")
            yield from self._rows[at : at + REPORT_EVERY]


def _digit_keys(table: ByteTable) -> Iterator[tuple[Rows, Octets, Rows]]:
    """PLAIN rows whose key is all half-width digits, with its first byte and its length."""
    for some, begins, lengths in table.spans(Column.KEY):
        first = (table.words[begins] & np.uint64(0xFF)).astype(np.uint8)
        # The keys of odd rows are empty here.
        rows = np.flatnonzero((first - np.uint8(ord("0")) < 10) & (lengths > 0))
        digits = rows[are_digits(table.words, begins[rows], lengths[rows])]
        yield digits + some.start, first[digits], lengths[digits]


def digit_keys(table: ByteTable) -> Rows:
    """Rows whose key is all digits and does not begin with 0, and those that had to be decoded to know."""
    found = (table.marks & PLAIN) == 0
    for rows, first, _ in _digit_keys(table):
        found[rows[first != ord("0")]] = True
    return np.flatnonzero(found)


def _zero_widths(table: ByteTable) -> Counter[int]:
    widths: Counter[int] = Counter()
    for _, first, lengths in _digit_keys(table):
        for width, count in zip(*np.unique(lengths[first == ord("0")], return_counts=True), strict=True):
            widths[int(width)] += int(count)
    widths.update(filter(None, map(zero_width, table.texts_of(table.odd_rows(), Column.KEY))))
    widths[0] = len(table) - sum(widths.values())
    return widths


def _touched(
    table: ByteTable, rule: Rule, past: PastIssues, prints: ValuePrints, shared: Iterable[Rows], width: int
) -> Rows:
    """Rows that may have something to say together with others, and all that they may say it with."""
    # Rows without address and key may be alike, too.
    touched = (prints.addresses == 0) & (prints.keys == 0)
    for rows in shared:
        touched[rows] = True
    if width or past.keys is not NO_KEYS:
        touched[digit_keys(table)] = True
    if past.counts is not None and (rule.per_member, rule.per_member_per_day) != (None, None):
        touched[:] = True
    return np.flatnonzero(touched)
