"""A whole table against the rules: sound rows by numbers, all others one by one by the plain rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.collection import no_collection
from netmile_desktop.domain.campaigns import FixedAmount, Mode
from netmile_desktop.domain.fast_lane.companions import Prints, Rows, ascending, having, key_print, sharing
from netmile_desktop.domain.fast_lane.proofs import CARRIER, PLAIN
from netmile_desktop.domain.fast_lane.table import ByteTable
from netmile_desktop.domain.fast_lane.words import ROWS_AT_A_TIME, are_digits, numbers
from netmile_desktop.domain.issuances import (
    Finding,
    Findings,
    Rule,
    check_row,
    common_width,
    together,
    zero_width,
)
from netmile_desktop.domain.known import IssueCounts, KnownKeys
from netmile_desktop.domain.rows import Row
from netmile_desktop.progress import SILENT, Progress

REPORT_EVERY = 500
"""Rows judged by the plain rules between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier batches tell about a table."""

    known: KnownKeys | None = None
    issued: IssueCounts | None = None
    repeated_keys: Sequence[str] = ()
    """Keys about which `repeated` may have something to say."""
    repeated: Callable[[Row], Finding | None] | None = None
    expect: Callable[[Iterable[Row]], None] | None = None
    """Told beforehand about which rows it will be asked."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said about a table."""

    findings: dict[int, Findings]
    """By row; rows of which nothing is to be said are left out."""
    zero_widths: Counter[int]
    """How many keys that are all digits and begin with 0 have which width, other keys under 0."""
    prints: Prints


@no_collection()
def judge(table: ByteTable, rule: Rule, past: Past, progress: Progress = SILENT) -> Judged:
    """The same findings, row for row, as `issuances.check` has for the rows of a table."""
    widths = _zero_widths(table)
    with ThreadPoolExecutor(1, "fast lane") as thread:
        # Fingerprints are numpy's work, which leaves Python to the plain rules meanwhile.
        making = thread.submit(Prints, table)
        wanted = thread.submit(lambda: _sharing_any(making.result()))
        alone = _alone(table, rule, past, progress, making)
        prints, shared = making.result(), wanted.result()
    width = common_width(widths)
    touched = _touched(table, rule, past, prints, shared, width)
    rows = _Watched(table, touched, progress)
    if past.expect is not None:
        past.expect(rows)
    ids = touched.tolist()
    some = {row: alone[row] for row in ids if row in alone}
    found = together(rows, rule, some, past.known, past.issued, key_width=width)
    alone.update(found)
    return Judged(alone, widths, prints)


class _Watched(Sequence[Row]):
    """Some rows of a table, decoded once; going through them can be stopped."""

    def __init__(self, table: ByteTable, rows: Rows, progress: Progress) -> None:
        self._progress = progress
        self._count = len(rows)
        self._rows: list[Row] = []
        self._rows = list(self._reported(table.these(rows.tolist())))

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        return self._reported(self._rows)

    def _reported(self, rows: Iterable[Row]) -> Iterator[Row]:
        for n, row in enumerate(rows):
            if n % REPORT_EVERY == 0:
                self._progress.report(n, self._count, "checking")
            yield row


def _alone(table: ByteTable, rule: Rule, past: Past, progress: Progress, prints: Future[Prints]) -> dict[int, Findings]:
    """What rows say each by itself."""
    sound = table.sound
    wrong_kind = sound & (((table.marks & CARRIER) != 0) != (rule.mode is Mode.MOBILE))
    doubtful = ~sound
    doubtful |= sound & ~_amounts_are_allowed(table, sound, rule)
    if past.repeated is not None:
        doubtful[having(prints.result().keys, ascending(map(key_print, past.repeated_keys)))] = True
    wrong_kind &= ~doubtful
    found: dict[int, Findings] = {}
    suspects = np.flatnonzero(doubtful).tolist()
    for at in range(0, len(suspects), REPORT_EVERY):
        progress.report(at, len(suspects), "checking")
        rows = list(table.these(suspects[at : at + REPORT_EVERY]))
        if past.expect is not None:
            past.expect(rows)
        for row in rows:
            if findings := alone(row, rule, past):
                found[row.id] = findings
    alike = np.flatnonzero(wrong_kind)
    if len(alike):
        # All of them are sound but for the kind of address, so one speaks for all.
        found |= dict.fromkeys(alike.tolist(), check_row(table[int(alike[0])], rule))
    return found


def alone(row: Row, rule: Rule, past: Past) -> Findings:
    """What one row says by itself and beside what was issued before."""
    findings = check_row(row, rule)
    repeated = past.repeated(row) if past.repeated else None
    return Findings(findings.errors, (*findings.warnings, repeated)) if repeated else findings


def _amounts_are_allowed(table: ByteTable, sound: NDArray[np.bool_], rule: Rule) -> NDArray[np.bool_]:
    """Of sound rows; others are not allowed."""
    least, most = (
        (rule.amount.miles,) * 2 if isinstance(rule.amount, FixedAmount) else (rule.amount.min, rule.amount.max)
    )
    result = np.zeros(len(table), np.bool_)
    for rows, miles in amounts(table, sound):
        result[rows] = (miles >= least) & (miles <= most)
    return result


def amounts(table: ByteTable, sound: NDArray[np.bool_]) -> Iterator[tuple[Rows, NDArray[np.int64]]]:
    """The miles of sound rows, some rows at a time."""
    for at in range(0, len(table), ROWS_AT_A_TIME):
        rows = np.flatnonzero(sound[at : at + ROWS_AT_A_TIME]) + at
        begins = table.cells[4][rows]
        yield rows, numbers(table.words, begins, table.cells[5][rows] - begins)


def _digit_keys(table: ByteTable) -> Iterator[tuple[Rows, NDArray[np.uint8], NDArray[np.int64]]]:
    """PLAIN rows whose key is all half-width digits, with its first byte and its length."""
    for at in range(0, len(table), ROWS_AT_A_TIME):
        rows = np.flatnonzero(table.marks[at : at + ROWS_AT_A_TIME] & PLAIN) + at
        begins = table.cells[2][rows].astype(np.int64)
        first = (table.words[begins] & np.uint64(0xFF)).astype(np.uint8)
        likely = (first >= ord("0")) & (first <= ord("9"))
        rows, begins, first = rows[likely], begins[likely], first[likely]
        lengths = table.cells[3][rows] - begins
        digits = (lengths > 0) & are_digits(table.words, begins, lengths)
        yield rows[digits], first[digits], lengths[digits]


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
    for row in table.these(np.flatnonzero((table.marks & PLAIN) == 0).tolist()):
        if width := zero_width(row.key):
            widths[width] += 1
    widths[0] = len(table) - sum(widths.values())
    return widths


def _sharing_any(prints: Prints) -> NDArray[np.bool_]:
    """Which rows share their address or their key with another."""
    shared = np.zeros(len(prints.keys), np.bool_)
    shared[sharing(prints.addresses)] = True
    shared[sharing(prints.keys)] = True
    return shared


def _touched(table: ByteTable, rule: Rule, past: Past, prints: Prints, shared: NDArray[np.bool_], width: int) -> Rows:
    """Rows that may have something to say together with others, and all that they may say it with."""
    # Rows without address and key may be alike, too.
    touched = shared | ((prints.addresses == 0) & (prints.keys == 0))
    if width or past.known is not None:
        touched[digit_keys(table)] = True
    if past.issued is not None and (rule.per_member, rule.per_member_per_day) != (None, None):
        touched[:] = True
    return np.flatnonzero(touched)
